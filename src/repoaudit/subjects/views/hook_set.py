"""All hooks of a repository together: what they run, what is missing among them, and where it would belong."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import CONFIGURATION, CONFIGURATIONS, MANAGER_FILES, NO_TESTS
from repoaudit.facts.test_runners import MANAGERS
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.hooks import Hook, HookRepository, Hooks
from repoaudit.subjects.tools.hook_installation import HookInstallation
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.subjects.tools.suite_hooks import SuiteHook
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.subjects.views.unittest_runs import unittest_run
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope

_LARGE: Final = ("large-file", "large_file", "file-size", "filesize", "big-file", "forbid-binary")


class HookSet:
    """The hooks of a repository that has some, in one configuration or in two."""

    __slots__ = ("hooks", "main", "scope")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", main: Hooks, hooks: tuple[Hook, ...]) -> None:
        self.scope = scope
        self.main = main
        """The configuration that pre-commit reads, else the one of prek."""
        self.hooks = hooks

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root, where there are hooks."""
        configurations = scope.all(Hooks)
        main = [each for each in configurations if each.path == CONFIGURATION] or [*configurations]
        hooks = scope.all(Hook)
        if hooks:
            yield cls(scope, main[0], hooks)

    @property
    def place(self) -> "Place":
        """The list of repositories, to which a new one belongs."""
        return self.main.table.place("repos")._replace(anchor="repos")

    @property
    def listing_for_push(self) -> str:
        """The setting that installs the hook before a push, and those that other hooks lack; "" where it is there."""
        installation = next(each for each in self.scope.all(HookInstallation) if each.hooks is self.main)
        try:
            lacking = tuple(dict.fromkeys(stage for each in installation.never_installed for stage in each.stages))
        except UnknownError:
            lacking = ()
        return self.main.listing("pre-push", lacking)

    @property
    def ml_sign(self) -> str:
        """What makes one of the projects one of machine learning, "" where none is."""
        for scope in (self.scope, *self.scope.members):
            found = Project(scope).ml
            if found:
                return found.why
        return ""

    @property
    def has_tests(self) -> bool:
        """Whether some project has tests. Raises `UnknownError` where that cannot be told."""
        return any(scope.all(TestSuite)[0].has_tests for scope in (self.scope, *self.scope.members))

    @property
    def runs_tests(self) -> bool:
        """Whether some hook runs tests, at whatever stage.

        Raises:
            UnknownError: a hook runs what cannot be followed, or is called like tests and not known.

        """
        for hook in self.hooks:
            is_known = hook.command is not None or hook.id in NO_TESTS or hook.runs_nothing
            if "test" in hook.id.lower() and not is_known:
                raise UnknownError(f"what the hook `{hook.id}` runs is not known", *hook.place[:2])
        runs = [suite.run for suite in self.scope.all(SuiteHook)]  # each may raise
        return bool(runs)

    @property
    def test_command(self) -> str:
        """What runs the tests here: pytest, unless unittest does, or nothing uses it and tox or nox runs another."""
        scopes = (self.scope, *self.scope.members)
        by_unittest = unittest_run(self.scope)
        if by_unittest and by_unittest.folder:
            return f"python -m unittest discover -s {by_unittest.folder}"
        if by_unittest:
            return f"python -m unittest {by_unittest.subcommand}".rstrip()
        if any(scope.all(Pytest)[0].runs or scope.all(Dependencies)[0].named("pytest") for scope in scopes):
            return "pytest"
        return next((name for name, file in MANAGERS if self.scope.exists(file)), "pytest")

    @property
    def checks_coverage(self) -> bool:
        """Whether a hook measures coverage: by a word of what it is called or runs, or by pytest's own options.

        Raises:
            UnknownError: what runs the tests cannot be followed.

        """
        named = (f"{hook.id} {hook.table.text('name') or ''} {hook.command or hook.entry or ''}" for hook in self.hooks)
        if any("cov" in text for text in named):
            return True
        runs = [suite.run for suite in self.scope.all(SuiteHook)]
        return any("cov" in run.script.text for run in runs) or (bool(runs) and self._measures)

    @property
    def _measures(self) -> bool:
        pytests = (scope.all(Pytest)[0] for scope in (self.scope, *self.scope.members))
        return any(word.text.startswith("--cov") for pytest in pytests for word in pytest.addopts)

    @property
    def has_other_manager(self) -> bool:
        """Whether another program manages hooks of git, too."""
        return any(self.scope.repository.exists(path) for path in MANAGER_FILES)

    @property
    def checks_large_files(self) -> bool:
        """Whether some hook keeps large files, or all binary ones, out, as far as its name tells."""
        names = "\n".join([f"{hook.id} {hook.entry or ''}" for hook in self.hooks]).lower()
        return any(word in names for word in _LARGE)

    def repository(self, *slugs: str) -> HookRepository | None:
        """Return the first repository of hooks that has one of some names."""
        return next((repo for repo in self.main.repos if repo.manifest_slug in slugs), None)

    def place_in(self, repo: HookRepository | None) -> "Place":
        """Return the list of hooks of a repository, or the list of repositories."""
        return self.place if repo is None else repo.table.place("hooks")._replace(anchor=f"{repo.anchor}.hooks")

    def adding(self, hook_id: str, repo: HookRepository | None) -> "Fix | None":
        """Phrase the fix that adds a hook to a repository that is configured, None for another."""
        return repo.table.insert("hooks", {"id": hook_id}).titled(f"add `{hook_id}`") if repo else None
