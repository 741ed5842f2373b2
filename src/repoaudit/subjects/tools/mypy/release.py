"""Which mypy runs, and the oldest Python that it accepts."""

from repoaudit.documents.versions import Version
from repoaudit.facts.mypy import FLOORS, UNKNOWN_FLOOR
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.subjects.files.hooks.items import Hook
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.tools.mypy.hook import MypyHook
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command


class Release(NamedTuple):
    """The oldest mypy that may run, None where nothing says; ``is_certain`` where no other one does."""

    oldest: Version | None
    is_certain: bool

    @property
    def floor(self) -> Version:
        """The oldest ``python_version`` that it accepts."""
        if self.oldest is None:
            return parsed(UNKNOWN_FLOOR)
        return parsed(next((floor for since, floor in FLOORS if self.oldest >= parsed(since)), "2.7"))

    @property
    def label(self) -> str:
        """How messages call it: with its version, where one is known."""
        if self.oldest is None:
            return "mypy 1.17 to 1.20"
        return f"mypy {self.oldest}" if self.is_certain else f"mypy {self.oldest} (the oldest one possible)"


def release_in(scope: "Scope") -> Release:
    """Return what may run somewhere in a project."""
    version = tool_version(scope, "mypy")
    return Release(version.lowest, version.only is not None)


def release_of(scope: "Scope", command: "Command") -> Release:
    """Return what a command runs: a hook of mirrors-mypy has a mypy of its own, whatever the project installs."""
    hook = _hook_of(scope, command) if command.where.runner is Runner.HOOK else None
    own = hook.repo.version if hook else None
    return Release(own, is_certain=True) if own else release_in(scope)


def parsed(text: str) -> Version:
    """Return a version of which the text is known to be one."""
    version = Version.parse(text)
    if version is None:
        raise ValueError(text)
    return version


def _hook_of(scope: "Scope", command: "Command") -> Hook | None:
    hooks = (each.hook for each in scope.root.all(MypyHook))
    return next((hook for hook in hooks if f"{hook.hooks.path}:{hook.anchor}" == command.where.group), None)
