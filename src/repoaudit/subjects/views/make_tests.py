"""How a Makefile runs the tests of its project."""

from collections.abc import Iterator
from functools import partial

from repoaudit.errors import UnknownError
from repoaudit.facts.test_runners import MANAGERS
from repoaudit.finding import Change, Fix, Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.call_index import call_index
from repoaudit.subjects.collections.calls import reaches, runs_tests
from repoaudit.subjects.files.make_prerequisites import makes_anything
from repoaudit.subjects.files.makefile import NAMES, Makefile
from repoaudit.subjects.views.ci import Ci
from repoaudit.subjects.views.parallel_tests import ParallelTests
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.make.statements import RecipeLine, Rule
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.make_targets import Target

_NAMED: Final = lazy(r"(?:^|[-_./])(?:py)?tests?(?:$|[-_./])|^(?:check|verify|ci|tox|nox|coverage|cov)$")
_MENTION: Final = lazy(
    r"\b(?:pytest|py\.test|unittest|nose2?|nosetests|tox|nox|stestr|runtests|run_tests|run-tests|ward|behave)\b"
    r"|\bsetup\.py\s+test\b|\bmanage\.py\s+test\b|\bhatch\s+test\b|\btests?\.sh\b|\bmake\)?\s+(?:-\S+\s+)*test"
)
_WORD: Final = lazy(r"(?<![\w./-])(?:pytest|py\.test)(?![\w./=-])")
_KEPT_APART: Final = ("--pdb", "--trace", "-p no:xdist", "$@", "$<", "$^", "benchmark")
_NEW: Final = "test-parallel"
_FEW: Final = 3


class MakeTests:
    """The tests of one project, and the Makefile beside them."""

    __slots__ = ("makefile", "scope")
    reads: ClassVar[tuple[str, ...]] = NAMES

    def __init__(self, scope: "Scope", makefile: Makefile) -> None:
        self.scope = scope
        self.makefile = makefile

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for a project with a Makefile, tests or not."""
        return (cls(scope, makefile) for makefile in scope.all(Makefile))

    @property
    def place(self) -> Place:
        """The Makefile."""
        return self.makefile.place

    @property
    def exist(self) -> bool:
        """Whether there are tests."""
        return bool(self.scope.all(TestSuite)[0].files)

    @property
    def are_run(self) -> bool:
        """Whether some target runs the tests, or may, as its name or a word of its recipe tells."""
        if makes_anything(self.makefile.document):
            return True
        targets = self.makefile.targets
        if not targets or any(_NAMED.search(target.name) or _MENTION.search(target.recipe) for target in targets):
            return True
        return any(runs_tests(each) for target in targets for each in self._reached(target))

    @property
    def command(self) -> str:
        """What runs the tests in this project: its tox or nox, unless CI passes that by, as it may be out of use."""
        manager = next((name for name, file in MANAGERS if self.scope.exists(file)), None)
        used = {command.tool for command in self.scope.root.all(Ci)[0].commands} if manager else set()
        return "pytest" if manager is None or ("pytest" in used and manager not in used) else manager

    @property
    def sequential_target(self) -> Place | None:
        """The first target that runs pytest, where no target runs it in parallel although other commands do.

        Raises:
            UnknownError: a variable may hold the option.

        """
        parallel = self.scope.all(ParallelTests)[0]
        if parallel.declared is None or parallel.must_be_sequential:
            return None
        testing = [target for target in self.makefile.targets if self._runs_pytest(target)]
        if not testing or any(parallel.distributes(each) for target in testing for each in self._pytest(target)):
            return None
        return testing[0].place if parallel.is_distributed else None

    @property
    def with_parallel_target(self) -> Fix | None:
        """The fix that appends a target like the first that runs pytest, in parallel; None where its recipe is odd."""
        target = next((each for each in self.makefile.targets if self._runs_pytest(each)), None)
        rule = target.rules[0] if target and len(target.rules) == 1 else None
        if target is None or rule is None or rule.context or self.makefile.document.rules_for(_NEW):
            return None
        recipe = _in_parallel(rule) if len(rule.recipe) == 1 or "test" in target.name else []
        return Fix(f"add `{_NEW}`", (partial(self._append, rule, recipe),)) if recipe else None

    def _append(self, rule: "Rule", recipe: list[str]) -> Change:
        from repoaudit.documents.make.edits import append_task

        document = self.makefile.document
        is_documented = any(each.help for each in document.rules)
        needs = [word.name for word in rule.prerequisites]
        return append_task(document, _NEW, needs, recipe, "Run the tests in parallel" if is_documented else None)

    def _runs_pytest(self, target: "Target") -> bool:
        return any(True for _ in self._pytest(target))

    def _pytest(self, target: "Target") -> Iterator["Command"]:
        return (each for each in self._reached(target) if each.tool == "pytest" and runs_tests(each))

    def _reached(self, target: "Target") -> Iterator["Command"]:
        """Yield what the recipe of a target comes to run, as far as that can be read."""
        index = call_index(self.scope)
        lines: list[RecipeLine] = [line for rule in target.rules for line in rule.recipe]
        for command in (each for line in lines for each in index.at(self.makefile.path, line.span)):
            try:
                yield from reaches(command, self.scope)
            except UnknownError:
                continue


def _in_parallel(rule: "Rule") -> list[str]:
    """Return the recipe with ``-n auto`` behind its only ``pytest``, [] where that is not certain to be enough."""
    lines = [line.prefix + line.text for line in rule.recipe]
    text = "\n".join(lines)
    if len(lines) > _FEW or len(_WORD.findall(text)) != 1 or any(part in text for part in _KEPT_APART):
        return []
    return [_WORD.sub(lambda match: f"{match[0]} -n auto", line) for line in lines]
