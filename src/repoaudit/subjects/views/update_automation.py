"""Who proposes updates of what a repository depends on."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import CONFIGURATION
from repoaudit.facts.updates import (
    BRANCHES,
    DEPENDABOT,
    HOOK_UPDATES,
    OTHER_BOTS,
    PUSHING_WORDS,
    RENOVATE,
    SIGNS,
    UPDATING_WORDS,
)
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.dependabot import Dependabot, Directory
from repoaudit.subjects.files.hooks import Hooks
from repoaudit.subjects.files.hooks.managers import HookManagement
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.subjects.files.workflows.texts import workflows_name
from repoaudit.subjects.views.ci_hooks import has_made_commits, uses_service
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_UPDATING: Final = lazy(UPDATING_WORDS, re.IGNORECASE)
_PUSHING: Final = lazy(PUSHING_WORDS, re.IGNORECASE)
_FOLDERS: Final = frozenset({".github", ".gitlab", ".dependabot"})
_READMES: Final = ("README.md", "README.rst", "package.json", ".gitlab-ci.yml")


class UpdateAutomation:
    """The services that update a repository, which may be none."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root."""
        if scope.is_root:
            yield cls(scope)

    @property
    def place(self) -> Place:
        """Where the configuration belongs."""
        return Place(DEPENDABOT[0])

    @property
    def is_missing(self) -> bool:
        """Whether a repository under git depends on something, and nothing shows that it is updated by a program."""
        if not self._names.isdisjoint((*DEPENDABOT, *RENOVATE, *OTHER_BOTS)):
            return False
        management = next(iter(self.scope.all(HookManagement)), None)
        if management is None or not self._depends:
            return False
        return not self._has_branch and not self._has_sign and management.has_python

    @property
    def _names(self) -> frozenset[str]:
        """The paths at which services may have their files: in the root, and one level below in some folders."""
        names = self.scope.repository.list_dir("")
        inner = (f"{folder}/{name}" for folder in names if folder in _FOLDERS for name in self._inside(folder))
        return frozenset((*names, *inner))

    def _inside(self, folder: str) -> tuple[str, ...]:
        return self.scope.repository.list_dir(folder)

    @property
    def _depends(self) -> bool:
        if self.scope.all(Workflow):
            return True
        return any(scope.all(Dependencies)[0].all for scope in (self.scope, *self.scope.members))

    @property
    def _has_branch(self) -> bool:
        git = self.scope.repository.git
        try:
            return git is not None and any(branch.startswith(BRANCHES) for branch in git.remote_branches)
        except UnknownError:
            return False

    @property
    def _has_sign(self) -> bool:
        if workflows_name(self.scope, SIGNS) or any(map(_updates, self.scope.all(Workflow))):
            return True
        return any(_says(SIGNS, _read(self.scope, name)) for name in _READMES)


class DependabotGaps:
    """What the configuration of Dependabot leaves out, and what it names in vain."""

    __slots__ = ("dependabot", "scope")
    reads: ClassVar[tuple[str, ...]] = DEPENDABOT

    def __init__(self, scope: "Scope", dependabot: Dependabot) -> None:
        self.scope = scope
        self.dependabot = dependabot

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield those of the repository."""
        yield from (cls(scope, each) for each in scope.all(Dependabot))

    @property
    def missing(self) -> Iterator[str]:
        """The ecosystems that are used and that nothing updates: ``github-actions``, ``pre-commit``.

        Raises:
            UnknownError: after what is known, where a shallow clone does not show whether pre-commit.ci is at work.

        """
        known = self.dependabot.ecosystems
        if not known or any(self.scope.exists(path) for path in RENOVATE):
            return
        if "github-actions" not in known and self._uses_actions():
            yield "github-actions"
        if "pre-commit" not in known and self._uses_hooks():
            yield "pre-commit"

    @property
    def empty_directories(self) -> tuple[Directory, ...]:
        """The directories in which there is nothing to update."""
        return tuple(each for each in self.dependabot.directories if each.is_empty(self.scope.repository))

    def _uses_actions(self) -> bool:
        """Say whether some workflow uses an action or a workflow of another repository."""
        jobs = (job for workflow in self.scope.all(Workflow) for job in workflow.jobs)
        return any(_is_remote(uses) for job in jobs for uses in (job.uses, *(step.uses for step in job.steps)))

    def _uses_hooks(self) -> bool:
        """Say whether pre-commit fetches hooks whose versions nothing else updates."""
        hooks = next((each for each in self.scope.all(Hooks) if each.path == CONFIGURATION), None)
        if hooks is None or not any("/" in repo.url for repo in hooks.repos):
            return False
        if workflows_name(self.scope, HOOK_UPDATES):
            return False
        return not uses_service(self.scope) and not has_made_commits(self.scope)


def _updates(workflow: Workflow) -> bool:
    """Say whether a workflow looks for new versions by schedule, and commits or proposes them."""
    text = workflow.document.text
    return workflow.trigger("schedule") is not None and bool(_UPDATING.search(text) and _PUSHING.search(text))


def _says(words: tuple[str, ...], text: str) -> bool:
    text = text.lower()
    return any(word in text for word in words)


def _is_remote(uses: str) -> bool:
    return "@" in uses and not uses.startswith((".", "docker://"))


def _read(scope: "Scope", name: str) -> str:
    try:
        return scope.repository.read(name) if scope.exists(name) else ""
    except UnknownError:
        return ""
