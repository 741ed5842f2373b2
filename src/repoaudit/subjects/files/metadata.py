"""The metadata of a project that other subjects compare with: its name and the Pythons it asks for."""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import Specifiers, Version
from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT
from repoaudit.record import NamedTuple
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import Place
    from repoaudit.scope import Scope


class RequiresPython(NamedTuple):
    """The range of Pythons that a project asks for, and where it says so."""

    text: str
    specifiers: Specifiers
    find: "Callable[[], Place]"

    @property
    def place(self) -> "Place":
        """Where it says so; in TOML that takes a scan of the file."""
        return self.find()

    @property
    def oldest(self) -> Version | None:
        """The minor version of its lower bound, None without one."""
        bound = self.specifiers.lower_bound
        return bound.version.minor_version if bound else None


def pyproject(scope: "Scope") -> "TomlDocument | None":
    """Return the ``pyproject.toml`` of one project, None where there is none that can be read."""
    try:
        path = scope.path("pyproject.toml")
        return scope.document(parse_toml, path) if scope.exists("pyproject.toml") else None
    except UnknownError:
        return None


def pyproject_value(scope: "Scope", *path: str) -> object:
    """Return a value of ``pyproject.toml``, `ABSENT` where it is not there or cannot be read."""
    document = pyproject(scope)
    return document.get(path) if document else ABSENT


def requires_python(scope: "Scope") -> RequiresPython | None:
    """Return the range of one project; None when it states none, or one that cannot be read."""
    return scope.once(_requires_python)


def _requires_python(scope: "Scope") -> RequiresPython | None:
    return next(_candidates(scope), None)


def _candidates(scope: "Scope") -> Iterator[RequiresPython]:
    try:
        yield from _from_pyproject(scope)
        yield from _from_setup_cfg(scope)
        yield from _from_setup_py(scope)
    except UnknownError:
        return


def _from_pyproject(scope: "Scope") -> Iterator[RequiresPython]:
    if not scope.exists("pyproject.toml"):
        return
    document = scope.document(parse_toml, scope.path("pyproject.toml"))
    for path, parse in (
        (("project", "requires-python"), Specifiers.parse),
        (("tool", "poetry", "dependencies", "python"), Specifiers.parse_poetry),
        (("tool", "flit", "metadata", "requires-python"), Specifiers.parse),
    ):
        text = document.get(path)
        specifiers = parse(text) if isinstance(text, str) else None
        if isinstance(text, str) and specifiers:
            yield RequiresPython(text, specifiers, partial(document.place, path))


def _from_setup_cfg(scope: "Scope") -> Iterator[RequiresPython]:
    if not scope.exists("setup.cfg"):
        return
    document = scope.document(parse_ini, scope.path("setup.cfg"))
    option = document.get("options", "python_requires")
    specifiers = Specifiers.parse(option.value) if option else None
    if option and specifiers:
        yield RequiresPython(option.value, specifiers, partial(document.place, "options", "python_requires"))


def _from_setup_py(scope: "Scope") -> Iterator[RequiresPython]:
    from repoaudit.subjects.files.setup_script import setup_argument

    found = setup_argument(scope, "python_requires")
    text = found[0].string(found[1]) if found else None
    specifiers = Specifiers.parse(text) if text is not None else None
    if found and text is not None and specifiers:
        document, node = found
        yield RequiresPython(text, specifiers, partial(document.place, node, "setup.python_requires"))
