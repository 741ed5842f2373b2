"""Texts that tell people and machines how to work on a repository: READMEs, guides, build files, scripts, CI."""

from collections.abc import Callable, Iterator
from itertools import islice

from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import CONFIGURATIONS
from repoaudit.record import NamedTuple
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_PROSE: Final = (".md", ".rst", ".txt", ".adoc", ".markdown")
_BUILD: Final = (
    *(".sh", ".bash", ".ps1", ".bat", ".cmd", ".mk", ".just", ".toml", ".yml", ".yaml", ".json", ".cfg", ".ini"),
    *(".nix", ".py"),
)
_NAMES: Final = frozenset(
    "makefile gnumakefile justfile dockerfile taskfile vagrantfile readme contributing install hacking .envrc "
    "bootstrap setup develop development developer".split()
)
_STARTS: Final = ("readme", "contributing", "makefile", "justfile", "taskfile", "tasks", "noxfile", "setup", "install")
_PROSE_FOLDERS: Final = frozenset({"", "docs", "doc", ".github", "documentation", "website"})
_BUILD_FOLDERS: Final = frozenset(
    {"", ".github", ".devcontainer", ".ci", "ci", "bin", "dev", "hack", "just", "tasks", "tools", "script", "scripts"}
    | {"build_tools", ".circleci", "make", "requirements"}
)
_FOLDERS: Final = _PROSE_FOLDERS | _BUILD_FOLDERS
_LARGEST: Final = 300_000
_MOST: Final = 2_000


class Instruction(NamedTuple):
    """One text that may name commands."""

    path: str
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether it is a file made for instructions, and holds none: they may stand where nobody can read them."""
        name = self.path.rpartition("/")[2].lower()
        return not self.text.strip() and name.startswith(_STARTS)


def instructions(scope: "Scope", wanted: Callable[[str], bool] | None = None) -> Iterator[Instruction]:
    """Yield such texts of the whole repository, but for the configuration of hooks; at most 2,000 of them.

    ``wanted`` says of which paths: what is not wanted is not read.
    """
    paths = scope.root.once(_paths)
    for path in filter(wanted, paths) if wanted else paths:
        yield Instruction(path, _read(scope, path))


def _paths(root: "Scope") -> tuple[str, ...]:
    found = (path for path in root.repository.files() if _may_instruct(path) and path not in CONFIGURATIONS)
    return tuple(islice(found, _MOST))


def _may_instruct(path: str) -> bool:
    top = path[: path.find("/")] if "/" in path else ""
    if top not in _FOLDERS and not path.endswith(_PROSE):
        return False  # as good as all of a large repository
    name = path.rpartition("/")[2]
    if name.endswith(_PROSE):
        return top in _PROSE_FOLDERS or name.lower().startswith(("readme", "contributing"))
    return top in _BUILD_FOLDERS and (name.endswith(_BUILD) or _is_named_so(name.lower()))


def _is_named_so(name: str) -> bool:
    return name in _NAMES or name.startswith("dockerfile.")


def _read(scope: "Scope", path: str) -> str:
    try:
        text = scope.repository.read(path)
    except UnknownError:
        return ""
    return text if len(text) <= _LARGEST else ""
