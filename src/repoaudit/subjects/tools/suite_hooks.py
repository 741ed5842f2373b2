"""Hooks that run the test suite, whatever stands between: make, tox, nox, a script."""

from collections.abc import Iterator

from repoaudit.documents.patterns import search
from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import COMMIT, CONFIGURATIONS, OLD_STAGES, PUSH
from repoaudit.finding import Applicability
from repoaudit.subjects.collections.called_targets import target_names
from repoaudit.subjects.collections.calls import called_by, suite_run_of
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.hooks import Hook
from repoaudit.subjects.tools.hook_commands import commands_of_hook
from repoaudit.subjects.tools.pre_commit import PreCommit
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_SUITES: Final = frozenset({"test", "tests", "pytest", "unittest", "unittests", "unit-test", "unit-tests", "test-all"})
_SELECTIVE: Final = frozenset({"--testmon", "--testmon-forceselect", "--picked"})
_DOCTESTS: Final = "--doctest-modules"
_SHELLS: Final = frozenset({"bash", "sh", "zsh", "dash"})
_POSITIONAL: Final = ("$@", "$*", "${@", "${*", "$1", "${1")


class SuiteHook:
    """A hook that runs the tests, or one of which that cannot be told: then `run` raises."""

    __slots__ = ("_run", "_unknown", "command", "hook", "scope")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(
        self, scope: "Scope", hook: Hook, command: "Command", run: "Command | None", unknown: UnknownError | None
    ) -> None:
        self.scope = scope
        self.hook = hook
        self.command = command
        self._run = run
        self._unknown = unknown

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the hooks that run the tests, and those of which it is not known."""
        for hook in scope.all(Hook):
            for command in commands_of_hook(hook, scope):
                run, unknown = _run_of(command, scope)
                if run or unknown:
                    yield cls(scope, hook, command, run, unknown)
                    break

    @property
    def run(self) -> "Command":
        """The command that runs the tests: the hook's own, or one that it comes to.

        Raises:
            UnknownError: what the hook runs cannot be read.

        """
        if self._run is None:
            raise self._unknown or UnknownError("what the hook runs is not known", *self.hook.place[:2])
        return self._run

    @property
    def label(self) -> str:
        """The run of the tests as a person would call it: ``pytest``, ``make test``, ``python manage.py test``."""
        run = self.run
        takes_words = run.tool == "python" or target_names(run)
        words = (
            [argument.text for argument in run.arguments if not argument.text.startswith("-")] if takes_words else []
        )
        return " ".join([run.tool if takes_words else run.key, *words[:2]])

    @property
    def place(self) -> "Place":
        """Where its stages are written, or the hook."""
        return self.hook.place_of("stages")

    @property
    def is_on_commit(self) -> bool:
        """Whether it runs on every commit. Raises `UnknownError` where a manifest decides that is not known."""
        return COMMIT in self.hook.effective_stages

    @property
    def is_selective(self) -> bool:
        """Whether only the tests run that a change concerns: pytest-testmon, pytest-picked."""
        return bool(_SELECTIVE.intersection(self._options))

    @property
    def _options(self) -> Iterator[str]:
        """The names of the options of the run, and of those that pytest's configuration adds."""
        pytest = self.scope.all(Pytest)[0]
        return (argument.text.partition("=")[0] for argument in (*self.run.arguments, *pytest.addopts))

    @property
    def takes_filenames(self) -> bool:
        """Whether the paths of changed files reach the command as arguments.

        Raises:
            UnknownError: a script that it calls was not read, or the limit on the files may take too long.

        """
        if not self.hook.repo.is_local or not self.hook.passes_filenames or _DOCTESTS in self._options:
            return False
        return not self._drops_arguments and not self._gets_tests_only

    @property
    def _drops_arguments(self) -> bool:
        """Whether the command is text for a shell that does not use what stands behind it."""
        if self.command.tool not in _SHELLS and not self.command.tool.endswith(".sh"):
            return False
        texts = {inner.script.text for inner in called_by(self.command, self.scope)}
        return not any(word in text for text in texts for word in _POSITIONAL)

    @property
    def _gets_tests_only(self) -> bool:
        pattern = self.hook.files
        if not pattern:
            return False
        matched = [path for path in self.scope.repository.files() if search(pattern, path)]
        return all(map(_is_test, matched)) if matched else "test" in pattern

    @property
    def without_filenames(self) -> "Fix":
        """The fix by which it gets no paths."""
        return self.hook.table.set("pass_filenames", value=False)

    @property
    def on_push(self) -> "Fix":
        """The fix that moves it from the commit to the push, and has the hook for pushes installed.

        It is safe when another CI step runs the tests, the new name of the stage is known to be valid, and no command
        runs the hook by its name.
        """
        from repoaudit.subjects.tools.hook_mentions import is_run_by_name

        hooks = self.hook.hooks
        knows = self._pre_commit.knows_present_stages
        push = PUSH if knows is not False else next(old for old, new in OLD_STAGES.items() if new == PUSH)
        others = [stage for stage in self.hook.stages.value if OLD_STAGES.get(stage, stage) not in {COMMIT, PUSH}]
        fix = self.hook.stages.set([push, *others])
        if PUSH not in hooks.installed_types:
            fix = fix.and_also(hooks.installing(PUSH))
        is_safe = bool(knows) and self.scope.root.once(_is_run_in_ci) and not is_run_by_name(self.hook, self.scope)
        return fix.titled("run it before a push").but(Applicability.SAFE if is_safe else Applicability.UNSAFE)

    @property
    def _pre_commit(self) -> PreCommit:
        return next(each for each in self.scope.all(PreCommit) if each.hooks is self.hook.hooks)


def _run_of(command: "Command", scope: "Scope") -> tuple["Command | None", UnknownError | None]:
    """Return the run of tests that a command comes to, or why that is not known; ``make test`` is one by its name."""
    by_name = command if _SUITES.intersection(target_names(command)) else None
    try:
        return suite_run_of(command, scope) or by_name, None
    except UnknownError as error:
        return by_name, error


def _is_run_in_ci(root: "Scope") -> bool:
    """Say whether a step of CI is known to run the tests."""
    return any(_run_of(command, root)[0] for command in all_commands(root) if command.where.runner.is_ci)


def _is_test(path: str) -> bool:
    folders, _, name = path.rpartition("/")
    in_tests = any(part in {"test", "tests", "testing"} for part in folders.split("/"))
    return in_tests or name.startswith(("test_", "conftest")) or name.endswith(("_test.py", "_tests.py"))
