"""Tools of machine learning whose runs leave a folder behind that git does not ignore."""

import re
from collections.abc import Iterator
from functools import partial

from repoaudit.documents.gitpatterns import parse_gitignore
from repoaudit.documents.gitpatterns.edits import append_lines
from repoaudit.documents.versions import canonical_name
from repoaudit.errors import UnknownError
from repoaudit.facts.run_outputs import RUN_TOOLS, RunTool
from repoaudit.finding import Fix, Place
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.profile import is_runtime
from repoaudit.subjects.files.ignores import IGNORE, is_ignored
from repoaudit.subjects.views.project import Project
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.manifests import Declared

_FOREIGN: Final = frozenset("test tests testing fixtures docs doc example examples tutorials vendor".split())
_SETTINGS: Final = (".yaml", ".yml", ".toml", ".sh", ".env", ".cfg", ".ini", "Dockerfile", "Makefile")
_READ: Final = (".py", *_SETTINGS)
_MAX_FILES: Final = 1_000


class RunOutput:
    """One such tool that the project at the root declares and whose runs write into it."""

    __slots__ = ("declared", "scope", "tool")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", tool: RunTool, declared: "Declared") -> None:
        self.scope = scope
        self.tool = tool
        self.declared = declared

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each tool whose folder is neither ignored nor there on purpose; in a repository under git."""
        if not scope.is_root or scope.repository.git is None:
            return
        own = canonical_name(scope.all(Project)[0].name)
        for tool in RUN_TOOLS:
            declared = next(_declared(scope, tool), None) if own not in tool.packages else None
            if declared and not _is_covered(scope, tool.folder) and _writes_here(scope, tool):
                yield cls(scope, tool, declared)

    @property
    def line(self) -> str:
        """The line that ignores the folder."""
        return f"/{self.tool.folder}/"

    @property
    def place(self) -> Place:
        """The file of patterns, or where it belongs."""
        return Place(IGNORE, None, self.tool.folder)

    @property
    def fix(self) -> Fix | None:
        """Phrase the fix that adds the line, None where there is no file to add it to."""
        if not self.scope.exists(IGNORE):
            return None
        document = self.scope.document(parse_gitignore, IGNORE)
        return Fix(f"ignore `{self.line}`", (partial(append_lines, document, (self.line,)),))


def _declared(scope: "Scope", tool: RunTool) -> "Iterator[Declared]":
    for package in tool.packages:
        yield from (each for each in scope.all(Dependencies)[0].named(package) if is_runtime(each.list))


def _is_covered(scope: "Scope", folder: str) -> bool:
    """Say whether git ignores what a run writes, or something of that name belongs there."""
    files = scope.repository.files()
    if not files.tracked or files.under(folder) or folder in files:
        return True
    return is_ignored(scope, f"{folder}/run/file")


def _writes_here(scope: "Scope", tool: RunTool) -> bool:
    """Say whether some source uses the tool, and nothing in the repository may send its output elsewhere."""
    use, elsewhere = re.compile(tool.use), re.compile(tool.elsewhere)
    is_used = False
    for number, path in enumerate(scope.once(_texts)):
        try:
            text = scope.repository.read(path)
        except UnknownError:
            continue
        if number >= _MAX_FILES or elsewhere.search(text):
            return False
        is_used = is_used or (path.endswith(".py") and use.search(text) is not None)
    return is_used


def _texts(scope: "Scope") -> tuple[str, ...]:
    """Return the paths of sources and settings."""
    paths = [path for path in scope.repository.files() if path.endswith(_READ)]
    return tuple([path for path in paths if _FOREIGN.isdisjoint(path.lower().split("/")[:-1])])
