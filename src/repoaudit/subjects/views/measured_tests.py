"""Whether the tests of a repository are measured: by anything at all, and by its continuous integration."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.coverage import MEASURES, MEASURES_HOLDS, MEASURES_IN_CI, MEASURING_PACKAGES
from repoaudit.facts.installers import EMPTY_FILES, UNREAD_FILES
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.matrix_texts import may_change_pytest
from repoaudit.subjects.files.hooks.managers import HookManagement
from repoaudit.subjects.files.instructions import instructions
from repoaudit.subjects.files.projects import makes_projects
from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.tools.coverage.minima import Minimum
from repoaudit.subjects.tools.pytest import Pytest, PytestRun
from repoaudit.subjects.views.ci import Ci
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.manifests import Declared
    from repoaudit.subjects.files.workflows.jobs import Step

_MEASURES: Final = lazy(MEASURES, re.IGNORECASE)
_COVERAGE: Final = lazy(r"(?<![a-z])cov(?:erage)?(?![a-z])|codecov|coveralls|diff-cover", re.IGNORECASE)
_HISTORY: Final = lazy(r"(?:^|/)(?:change|history|news|release)[^/]*$", re.IGNORECASE)
_WORDS: Final = lazy(MEASURES_IN_CI)


class MeasuredTests:
    """The tests of a repository, of all its projects, and what measures them."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root; not of a template, whose tests run what it makes."""
        if scope.is_root and not makes_projects(scope):
            yield cls(scope)

    @property
    def has_sources(self) -> bool:
        """Whether the tests are tests of Python: a project in C may have some, too."""
        return HookManagement(self.scope).has_code

    @property
    def exist(self) -> bool:
        """Whether there are any. Raises `UnknownError` where that cannot be told of some project."""
        return sum(scope.all(TestSuite)[0].has_tests for scope in self._scopes) > 0

    @property
    def _scopes(self) -> tuple["Scope", ...]:
        return (self.scope, *self.scope.members)

    @property
    def _runs(self) -> tuple[PytestRun, ...]:
        return tuple(run for scope in self._scopes for run in scope.all(Pytest)[0].runs)

    @property
    def is_measured(self) -> bool:
        """Whether a command measures coverage, or the configuration is there for it."""
        if any(scope.all(Coverage)[0].is_configured or _is_flagged(scope) for scope in self._scopes):
            return True
        return any(_measures(_text_of(command)) for command in all_commands(self.scope))

    @property
    def may_be_measured(self) -> bool:
        """Whether a text tells people how to measure, or something that is not understood mentions it.

        Raises:
            UnknownError: none does, as far as can be read, and a file that may is empty.

        """
        texts = [each for each in instructions(self.scope) if not _HISTORY.search(each.path)]
        if any(_measures(each.text) for each in texts):
            return True
        self._must_be_readable({each.path for each in texts if each.is_blank})
        return False

    def _must_be_readable(self, blank: set[str]) -> None:
        for name in (*UNREAD_FILES, *EMPTY_FILES):
            text = _read(self.scope, name) if self.scope.exists(name) else "nothing"
            if not text.strip() or _measures(text):
                raise UnknownError("may measure coverage", name)
        if blank:
            raise UnknownError("is empty, and may tell how coverage is measured", min(blank))
        for run in self._runs:
            _must_be_known(run, self.scope.root)
        for gap in self._ci.gaps:
            if gap.text is None or _measures(gap.text):
                raise gap.error

    @property
    def declared(self) -> "Declared | None":
        """The first declaration of a package that measures coverage, None without one."""
        found = (
            declared
            for scope in self._scopes
            for name in MEASURING_PACKAGES
            for declared in scope.all(Dependencies)[0].named(name)
        )
        return next(found, None)

    @property
    def place(self) -> Place:
        """Where coverage would be measured: the run of the tests in CI, another one, the tests themselves."""
        runs = self._runs
        in_ci = next((run.place for run in runs if run.command.where.runner.is_ci), None)
        return in_ci or next((run.place for run in runs), None) or self._first_tests

    @property
    def _first_tests(self) -> Place:
        suites = (scope.all(TestSuite)[0] for scope in self._scopes)
        suite = next((suite for suite in suites if suite.files), None)
        if suite is None:
            raise UnknownError("there are no tests")
        home = suite.pytest.configuration.winner
        within = (path for path in suite.files if not {"test", "tests", "testing"}.isdisjoint(path.split("/")[:-1]))
        return home.table.place("addopts") if home else Place(next(within, suite.files[0]))

    @property
    def _ci(self) -> Ci:
        return self.scope.all(Ci)[0]

    @property
    def minimum(self) -> Minimum | None:
        """The first minimum above 0 that some project sets, None without one."""
        found = (minimum for scope in self._scopes for minimum in scope.all(Coverage)[0].minima)
        return next((minimum for minimum in found if minimum.value > 0), None)

    @property
    def unmeasured_in_ci(self) -> Place | None:
        """Where CI runs tests without measuring coverage; None where a job measures, or none runs tests.

        Raises:
            UnknownError: something that CI runs and that cannot be followed may measure.

        """
        ci = self._ci
        tests = ci.runs_tests if ci.exists else None
        if tests is None or any(map(_mentions_coverage, ci.steps)):
            return None
        measuring = {run.command for run in self._runs if run.measures_coverage}
        if any(command in measuring for command in ci.hook_commands):
            return None
        if ci.runs(lambda command: command in measuring or _is_about_coverage(_text_of(command)), words=_WORDS):
            return None
        reached = set(ci.commands)
        for run in self._runs:
            if run.command in reached:
                _must_be_known(run, self.scope.root)
        return tests


def _is_flagged(scope: "Scope") -> bool:
    words = (*scope.all(Pytest)[0].addopts, *(each for run in scope.all(Pytest)[0].runs for each in run.arguments))
    return any(_is_about_coverage(word.text) for word in words)


def _is_about_coverage(*texts: str) -> bool:
    return any(map(_measures, texts))


def _measures(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in MEASURES_HOLDS) and _MEASURES.search(text) is not None


def _mentions_coverage(step: "Step") -> bool:
    """Say whether a step measures, or uploads or shows what was measured: by its action, inputs or commands."""
    span = step.node.span
    text = step.document.text[span.start : span.end]
    return not step.is_dead and "cov" in text.lower() and bool(_COVERAGE.search(text))


def _must_be_known(run: PytestRun, root: "Scope") -> None:
    """Raise `UnknownError` for a word that may hold an option."""
    for argument in run.open_words:
        is_any = argument.may_be_any_option and argument.text.strip('"') not in {"$@", "$*"}
        if is_any and may_change_pytest(argument.text, run.command, root):
            raise UnknownError(f"what `{argument.text}` stands for is not known", *argument.place[:2])


def _text_of(command: "Command") -> str:
    words = [*command.via, command.tool, *(argument.text for argument in command.arguments)]
    return " ".join([*words, *command.environment.values()])


def _read(root: "Scope", path: str) -> str:
    try:
        return root.repository.read(path)
    except UnknownError:
        return ""
