"""Tracked lock files that nothing compares with the requirements they were made from."""

import re
from collections.abc import Iterator
from itertools import chain

from repoaudit.errors import UnknownError
from repoaudit.facts.ci import GITLAB_FILE
from repoaudit.facts.hooks import CONFIGURATIONS
from repoaudit.facts.lock_files import LOCK_TOOLS, LockTool
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.hooks import Hook
from repoaudit.subjects.files.ignored_locks import ignoring_line
from repoaudit.subjects.files.workflows import Workflow, first_of_changes
from repoaudit.subjects.views.ci import Ci
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_RUNNERS: Final = ("tox.ini", "tox.toml", "noxfile.py", "Dockerfile", GITLAB_FILE)
"""Files that may have a lock checked by a setting rather than a command, such as a variable."""

_DIFFERENCE: Final = lazy(r"\bgit\b.{0,200}\b(?:diff|status)\b")
_TELLS: Final = lazy(r"""\block|\bsync\b|\b(?:tox|nox)\b|["'](?:make|just|task)["' ]""")
"""What a file says that may check it, where `_MAY_CHECK` is about the words of a command."""

_MAY_CHECK: Final = lazy(r"\block|\bsync\b|\bcheck\b|\bverif|\btox\b|\bnox\b|\bmake\b|\bjust\b|\btask")
_UPGRADE: Final = lazy(r"--upgrade|-U\b|-P\b")


class UncheckedLock:
    """One lock file at the root, and the tool that writes it."""

    __slots__ = ("scope", "tool")
    reads: ClassVar[tuple[str, ...]] = tuple(tool.file for tool in LOCK_TOOLS.values())

    def __init__(self, scope: "Scope", tool: LockTool) -> None:
        self.scope = scope
        self.tool = tool

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the lock of the repository, where it has one and hooks or CI that could look at it."""
        tools = [tool for tool in LOCK_TOOLS.values() if scope.exists(tool.file)] if scope.is_root else []
        if len(tools) != 1 or not _is_tracked(scope, tools[0]):
            return  # two are another matter
        if scope.all(Ci)[0].exists or any(scope.exists(name) for name in CONFIGURATIONS):
            yield cls(scope, tools[0])

    @property
    def lock(self) -> Place:
        """The lock file."""
        return Place(self.scope.path(self.tool.file))

    @property
    def is_checked(self) -> bool:
        """Whether a hook or a command of CI fails for a stale lock. Raises `UnknownError` where that cannot be told."""
        pattern = re.compile(self.tool.asserts)
        if any(_checks(hook, pattern, self.tool) for hook in self.scope.all(Hook)):
            return True
        texts = chain(
            (workflow.document.text for workflow in self.scope.all(Workflow)),
            (_read(self.scope, name) for name in _RUNNERS),
        )
        if any(pattern.search(text) for text in texts if any(sign in text for sign in self.tool.signs)):
            return True
        return self._is_checked_in_ci(pattern)

    def _is_checked_in_ci(self, pattern: "re.Pattern[str]") -> bool:
        ci = self.scope.all(Ci)[0]
        if not ci.exists:
            return False
        if ci.runs(lambda command: bool(pattern.search(command.text)), words=_MAY_CHECK, content=_TELLS):
            return True
        return any(map(self._writes, ci.commands)) and any(_DIFFERENCE.search(each.text) for each in ci.commands)

    def _writes(self, command: "Command") -> bool:
        return command.tool == self.tool.name and command.subcommand == "lock" and not _UPGRADE.search(command.text)

    @property
    def place(self) -> Place:
        """The first command of CI that installs from the lock, best one that a change starts; else the lock."""
        ci = self.scope.all(Ci)[0]
        pattern = re.compile(self.tool.installs)
        found = [command.place for command in ci.commands if pattern.search(command.text)] if ci.exists else []
        paths = {place.path for place in found}
        best = first_of_changes(each for each in self.scope.all(Workflow) if each.path in paths)
        return next((place for place in found if best and place.path == best.path), found[0] if found else self.lock)


def _checks(hook: Hook, pattern: "re.Pattern[str]", tool: LockTool) -> bool:
    text = f"{hook.command} {' '.join(hook.names)}"
    return bool(tool.hooks and set(tool.hooks).intersection(hook.names)) or bool(
        pattern.search(text) or re.search(rf"\b{tool.name}\s+lock\b", text)
    )


def _is_tracked(scope: "Scope", tool: LockTool) -> bool:
    if ignoring_line(scope, tool.file) is None:
        return True
    files = scope.repository.files()
    return files.tracked and tool.file in frozenset(files)


def _read(scope: "Scope", name: str) -> str:
    try:
        return scope.repository.read(scope.path(name)) if scope.exists(name) else ""
    except UnknownError:
        return ""
