"""The Pythons that environments of pixi and conda ask for: ``python = ">=3.12"``, ``python=3.12``.

Source: conda's documentation, "Package match specifications": ``=3.12`` and ``3.12.*`` are the series, ``*`` is any.
"""

from collections.abc import Iterator

from repoaudit.documents.versions import Specifiers, Version
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.views.named_pythons import NamedPython, Namer
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_WRITTEN: Final = lazy(r"""["']?(?:python\b["']?(?:[ \t]*=[ \t]*(?=["'{]))?)?[ \t]*["']?([^"'#\r\n]*)""")
_SERIES: Final = lazy(r"={1,2}[ ]*(3\.\d+)(?:\.\d+)?(?:\.?\*)?")
_CLAUSE: Final = lazy(r"(>=|<=|==|!=|~=|=|<|>)?[ \t]*v?(\d[\w.]*?)(\.?\*)?")


class EnvironmentPython(NamedTuple):
    """What one environment asks for: the range, None where it cannot be read, the text, and where it stands."""

    specifiers: Specifiers | None
    text: str
    place: "Place"
    environment: str


def environment_pythons(scope: "Scope") -> Iterator[EnvironmentPython]:
    """Yield every environment that names Python among its packages."""
    for each in scope.all(Dependencies)[0].named("python"):
        if each.list.manager in {"pixi", "conda"}:
            span = each.place.span
            written = scope.repository.read(each.place.path)[slice(*span)] if span else ""
            match = _WRITTEN.match(written)
            text = match[1].strip() if match else ""
            yield EnvironmentPython(read_range(text or "*"), text or "*", each.place, each.list.name)


def read_range(text: str) -> Specifiers | None:
    """Read a range of conda's; None for alternatives, builds and whatever else is no list of clauses."""
    clauses: list[str] = []
    for piece in text.split(",") if text != "*" else ():
        match = _CLAUSE.fullmatch(piece.strip())
        if match is None:
            return None
        operator, version, star = match[1] or "=", match[2], match[3]
        is_series = operator == "=" or (star and operator in {"==", "!="})
        clauses.append(f"{'==' if operator == '=' else operator}{version}{'.*' if is_series else ''}")
    return Specifiers.parse(",".join(clauses))


def conda_pythons(scope: "Scope") -> Iterator[NamedPython]:
    """Yield the one Python that the environment of a project itself is made with, where it names one."""
    paths = {scope.path("environment.yml"), scope.path("environment.yaml")}
    for each in environment_pythons(scope):
        match = _SERIES.fullmatch(each.text) if each.place.path in paths else None
        version = Version.parse(match[1]) if match else None
        if version:
            yield NamedPython(version, each.text.strip("= "), each.place, Namer.ENVIRONMENT, "the environment of conda")
