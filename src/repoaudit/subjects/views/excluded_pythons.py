"""Places besides CI that name a Python which the project excludes."""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import Version
from repoaudit.finding import ABSENT
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.hooks import Hooks
from repoaudit.subjects.files.metadata import RequiresPython
from repoaudit.subjects.views.docs_service_files import READ_THE_DOCS
from repoaudit.subjects.views.environment_pythons import conda_pythons
from repoaudit.subjects.views.named_pythons import docker_images, version_file
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.tested_pythons import read_version, tested_pythons
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.text import Span

_FULL: Final = 3
"""The parts of a release of Python."""


class ExcludedPython(NamedTuple):
    """One place that names it: the texts, who names it, the program that stops ("" for none), or what else follows."""

    versions: tuple[Version, ...]
    text: str
    place: "Place"
    source: str
    stops: str = ""
    effect: str = "installers refuse the project there"


class ExcludedPythons:
    """Everything of one project that names a Python beyond its range."""

    __slots__ = ("requires", "scope")
    reads: ClassVar[tuple[str, ...]] = (
        ".python-version",
        "Dockerfile",
        "environment.yml",
        "environment.yaml",
        ".pre-commit-config.yaml",
        "prek.toml",
        *READ_THE_DOCS,
        "tox.ini",
        "tox.toml",
        "setup.cfg",
        "pyproject.toml",
        "noxfile.py",
        "hatch.toml",
    )

    def __init__(self, scope: "Scope", requires: RequiresPython) -> None:
        self.scope = scope
        self.requires = requires

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for a project with a range."""
        requires = scope.all(Project)[0].requires_python
        if requires is not None:
            yield cls(scope, requires)

    @property
    def found(self) -> tuple[ExcludedPython, ...]:
        """The places, each once, with all that it names."""
        found: dict[tuple[str, Span | None], ExcludedPython] = {}
        for each in self._named():
            if not excludes(self.requires, each):
                continue
            key = each.place[:2]
            first = found.get(key)
            found[key] = _joined(first, each) if first else each
        return tuple(found.values())

    def _named(self) -> Iterator[ExcludedPython]:
        yield from self._version_file()
        for each in (*docker_images(self.scope), *conda_pythons(self.scope)):
            yield ExcludedPython((each.version,), each.text, each.place, each.source)
        if self.scope.is_root:
            yield from hooks_python(self.scope)
            yield from read_the_docs_python(self.scope)
        yield from self._environments()

    def _version_file(self) -> Iterator[ExcludedPython]:
        """Yield the first line: the others are for tools that choose among several."""
        for each in version_file(self.scope):
            stops = "uv" if _uses_uv(self.scope) else ""
            yield ExcludedPython((each.version,), each.text, each.place, each.source, stops)
            return

    def _environments(self) -> Iterator[ExcludedPython]:
        """Yield the environments of tox, nox and hatch, without a Python that some job tests as well."""
        tested = tested_pythons(self.scope).found
        in_ci = {each.version for each in tested if each.is_ci and each.runs_tests}
        for each in tested:
            if not each.is_ci and each.version not in in_ci:
                yield ExcludedPython((each.version,), each.text, each.place, each.source)


def excludes(requires: RequiresPython, each: ExcludedPython) -> bool:
    """Say whether a series is not admitted, or the one release that a place names."""
    exact = Version.parse(each.text)
    if exact is not None and len(exact.release) == _FULL:
        return not requires.specifiers.contains(exact)
    return not requires.specifiers.admits_python(each.versions[0])


def _joined(one: ExcludedPython, other: ExcludedPython) -> ExcludedPython:
    """Return both as one; of environments that stand in one list, the list names the Pythons."""
    source = one.source if one.source == other.source else f"the list of {other.source.partition(' `')[0]}s"
    return one._replace(versions=one.versions + other.versions, text=f"{one.text}`, `{other.text}", source=source)


def hooks_python(scope: "Scope") -> Iterator[ExcludedPython]:
    """Yield the Python of ``default_language_version``."""
    for hooks in scope.all(Hooks):
        table = hooks.table.table("default_language_version")
        text = (table.text("python") if table else None) or ""
        version = read_version(text)
        if table and version:
            source, effect = (
                "`default_language_version` of the hooks",
                "hooks may fail to read the sources",
            )
            yield ExcludedPython((version,), text, table.place("python"), source, effect=effect)


def read_the_docs_python(scope: "Scope") -> Iterator[ExcludedPython]:
    """Yield the Python that Read the Docs builds with."""
    path = next((name for name in READ_THE_DOCS if scope.exists(name)), None)
    if path is None:
        return
    from repoaudit.documents.yaml import parse_yaml

    document = scope.document(parse_yaml, path)
    for keys in (("build", "tools", "python"), ("python", "version")):
        node = document.find(keys)
        version = read_version(node.text) if node is not None and node.kind == "scalar" else None
        if node is not None and version:
            yield ExcludedPython((version,), node.text, document.place_of(node, ".".join(keys)), "Read the Docs")


def _uses_uv(scope: "Scope") -> bool:
    """Say whether uv manages the project: its lock is there, or its settings."""
    if scope.exists("uv.lock") or scope.root.exists("uv.lock"):
        return True
    document = scope.document(parse_toml, scope.path("pyproject.toml")) if scope.exists("pyproject.toml") else None
    return document is not None and document.get(("tool", "uv")) is not ABSENT
