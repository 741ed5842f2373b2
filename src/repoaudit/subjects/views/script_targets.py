"""Console scripts whose target does not exist, or is written in a way that no installer reads."""

import re
from collections.abc import Iterator
from functools import partial

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.versions import canonical_name
from repoaudit.finding import ABSENT, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.build_system import build_system
from repoaudit.subjects.files.known_modules import is_generated, is_module
from repoaudit.subjects.files.project_table import toml_of
from repoaudit.subjects.views.compiled import is_compiled
from repoaudit.subjects.views.project import Project
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope

_TARGET: Final = lazy(r"\s*([^\W\d]\w*(?:\.[^\W\d]\w*)*)\s*:\s*[^\W\d]\w*(?:\.[^\W\d]\w*)*\s*(?:\[.*\]\s*)?")
_TABLES: Final[tuple["DataPath", ...]] = (
    ("project", "scripts"),
    ("project", "gui-scripts"),
    ("tool", "poetry", "scripts"),
)
_SECTIONS: Final = ("console_scripts", "gui_scripts")
_BUILDERS: Final = ("setuptools", "hatch", "poetry", "flit", "pdm", "uv")


class ScriptTarget(NamedTuple):
    """One script: its name, what it calls, and what finds where that is written."""

    name: str
    text: str
    find: "Callable[[], Place]"


class BrokenScript:
    """A script that cannot start; ``module`` is what is not there, "" where the target cannot be read."""

    __slots__ = ("_find", "module", "name", "scope", "text")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml", "setup.cfg")

    def __init__(self, scope: "Scope", target: ScriptTarget, module: str) -> None:
        self.scope = scope
        self.name, self.text, self._find = target
        self.module = module

    @property
    def place(self) -> Place:
        """Where it is written."""
        return self._find()

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every one of one project."""
        for target in script_targets(scope):
            match = _TARGET.fullmatch(target.text)
            if match is None:
                yield cls(scope, target, "")
            elif not _is_there(scope, match[1]):
                yield cls(scope, target, match[1])


def script_targets(scope: "Scope") -> Iterator[ScriptTarget]:
    """Yield the scripts of ``pyproject.toml`` and ``setup.cfg``; poetry's own files of scripts are none.

    Raises:
        UnknownError: a file cannot be read or parsed.

    """
    document = toml_of(scope)
    for table in _TABLES if document else ():
        if document is not None:
            yield from _in_table(document, table)
    if scope.exists("setup.cfg"):
        ini = scope.document(parse_ini, scope.path("setup.cfg"))
        for name in _SECTIONS:
            option = ini.get("options.entry_points", name)
            for line in option.lines if option else ():
                script, equals, text = line.text.partition("=")
                if equals and not script.startswith("#"):
                    anchor = f"options.entry_points.{name}[{script.strip()}]"
                    find = partial(Place, ini.path, line.span, anchor)
                    yield ScriptTarget(script.strip(), text.partition(" #")[0].strip(), find)


def _in_table(document: "TomlDocument", table: "DataPath") -> Iterator[ScriptTarget]:
    scripts = document.get(table)
    for name, value in scripts.items() if isinstance(scripts, dict) else ():
        text = _of_poetry(value) if isinstance(value, dict) else value
        if isinstance(text, str):
            yield ScriptTarget(name, text, partial(document.place, (*table, name)))


def _of_poetry(value: "dict[str, object]") -> object:
    """Return what a table of poetry starts, None for one that names a file."""
    return value.get("reference") if value.get("type") == "console" else value.get("callable")


def _is_there(scope: "Scope", module: str) -> bool:
    """Say whether a module is in the repository, or may come to be there: by a build, a submodule, a dependency."""
    path = module.replace(".", "/")
    places = (f"{folder}{path}{end}" for folder in ("src/", "", "lib/", "python/") for end in (".py", "/__init__.py"))
    if any(map(scope.exists, places)) or is_module(scope, module) or is_generated(scope, f"{path}.py"):
        return True
    top = module.partition(".")[0]
    if _is_dependency(scope, top):
        return True
    return _is_made(scope, top) if not is_module(scope, top) else _is_compiled_module(scope, module)


def _is_compiled_module(scope: "Scope", module: str) -> bool:
    """Say whether a build may compile a module into a package that is there."""
    parent = module.rpartition(".")[0]
    return is_module(scope, parent) and is_compiled(scope)


def _is_made(scope: "Scope", top: str) -> bool:
    """Say whether a build may make a package of which the repository has no folder.

    A backend that compiles makes modules, and settings of the build may give a folder another name.
    """
    system = build_system(scope)
    if system is None or system.backend is None or scope.exists("setup.py") or is_compiled(scope):
        return True
    word = re.compile(rf"(?<![\w-]){re.escape(top)}(?![\w-])")
    settings = (system.document.get(("tool", name)) for name in _BUILDERS)
    return any(word.search(repr(each)) for each in settings if each is not ABSENT)


def _is_dependency(scope: "Scope", top: str) -> bool:
    """Say whether some requirement may bring a package."""
    from repoaudit.subjects.collections.dependencies import Dependencies

    wanted = canonical_name(top)
    own = canonical_name(scope.all(Project)[0].name)
    return wanted != own and any(wanted in each.name for each in scope.all(Dependencies)[0].all)
