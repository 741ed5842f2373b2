"""Lock files that contradict each other, or that no tool in use reads."""

import re
from collections.abc import Iterator

from repoaudit.facts.lock_files import LOCK_TOOLS, LockTool
from repoaudit.finding import ABSENT, Place
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.ignored_locks import ignoring_line
from repoaudit.subjects.files.metadata import pyproject_value
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_GUIDES: Final = ("README.md", "README.rst", "CONTRIBUTING.md", "CONTRIBUTING.rst", "Dockerfile", "Makefile")
_BESIDE_OTHERS: Final = frozenset({"pixi"})
"""Managers that also bring what is not Python, so that another one may stand beside them."""


class LockFiles:
    """The lock files of one folder."""

    __slots__ = ("scope", "tools")
    reads: ClassVar[tuple[str, ...]] = tuple(tool.file for tool in LOCK_TOOLS.values())

    def __init__(self, scope: "Scope", tools: tuple[LockTool, ...]) -> None:
        self.scope = scope
        self.tools = tools

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the locks of one project, those left out that git ignores."""
        found = [tool for tool in LOCK_TOOLS.values() if scope.exists(tool.file)]
        tools = tuple(tool for tool in found if ignoring_line(scope.root, scope.path(tool.file)) is None)
        if tools:
            yield cls(scope, tools)

    @property
    def rivals(self) -> tuple[LockTool, ...]:
        """The managers of which each locks what the others lock; the one that the project is set up for is the last."""
        rivals = [tool for tool in self.tools if tool.name not in _BESIDE_OTHERS]
        return tuple(sorted(rivals, key=self._is_set_up)) if len(rivals) > 1 else ()

    @property
    def orphan(self) -> LockTool | None:
        """A manager whose lock is there, although nothing in the repository speaks of the manager."""
        return next((tool for tool in self.tools if self._is_orphan(tool)), None)

    def place_of(self, tool: LockTool) -> Place:
        """Return the lock file of a manager."""
        return Place(self.scope.path(tool.file))

    def _is_orphan(self, tool: LockTool) -> bool:
        if tool.name == "pipenv":
            return not self.scope.exists(tool.manifest)
        if tool.name in {"uv", "pixi"} or self._is_set_up(tool):
            return False  # uv needs no setting, so that its lock is the sign of its use
        if any(tool.name in (command.tool, *command.via) for command in all_commands(self.scope)):
            return False
        word = re.compile(rf"\b{tool.name}\b", re.IGNORECASE)
        texts = (self.scope.root.repository.read(name) for name in _GUIDES if self.scope.root.exists(name))
        return not any(word.search(text) for text in texts)

    def _is_set_up(self, tool: LockTool) -> bool:
        if self.scope.exists(tool.manifest) or pyproject_value(self.scope, "tool", tool.table) is not ABSENT:
            return True
        backend = pyproject_value(self.scope, "build-system", "build-backend")
        return isinstance(backend, str) and backend.startswith(tool.backends)
