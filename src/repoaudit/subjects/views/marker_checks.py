"""Whether pytest refuses markers that nothing registers, and what would happen if it did."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.pytest_markers import BUILT_IN, OWNERS
from repoaudit.facts.pytest_options import HEEDS_STRICT_IN_ADDOPTS, NATIVE_TABLES
from repoaudit.finding import Applicability
from repoaudit.regex import lazy
from repoaudit.subjects.collections.commands import read_options
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.installs import installing
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.subjects.files.tox import Tox, values_of_tox
from repoaudit.subjects.tools.addopts import with_strict_markers
from repoaudit.subjects.views.mark_expressions import DYNAMIC, names_in
from repoaudit.subjects.views.suite_files import collected_files
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope

_FLAG: Final = "--strict-markers"
_STRICT: Final = ("addopts", "strict_markers", "strict")
_EVERY: Final = "--strict"
"""Once another name of the flag; since pytest 9 it turns on ``strict``, which a set ``strict_markers`` overrides."""
_ERROR: Final = lazy(r"error(?:::(?:Warning|UserWarning|pytest\.Pytest(?:UnknownMark)?Warning))?:*")
"""Filters that make PytestUnknownMarkWarning, a PytestWarning and so a UserWarning, an error."""

_OLDER: Final = lazy(r"(?<![\w-])pytest[ ]*(?:(?:~=|==|<=?)[ ]*[1-8](?![0-9])|<[ ]*9(?:\.0)*$)")
"""A requirement of pytest that older ones than 9, which brought the settings, fulfil alone."""


class MarkerChecks:
    """How strict pytest is about markers in one project that configures it and has tests."""

    __slots__ = ("_version", "scope", "suite")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, suite: TestSuite) -> None:
        self.suite = suite
        self.scope = suite.scope
        self._version = tool_version(suite.scope, "pytest")

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the one of a project with tests whose own configuration pytest reads."""
        suite = scope.all(TestSuite)[0]
        if suite.is_configured and collected_files(suite.pytest) and not suite.pytest.is_stated_elsewhere(*_STRICT):
            yield cls(suite)

    @property
    def place(self) -> "Place":
        """Where the option is missing."""
        return self.suite.pytest.configuration.home.place("addopts")

    @property
    def _reads_settings(self) -> bool | None:
        """Whether pytest is new enough for ``strict_markers`` and ``strict``; None where that is not known.

        Older ones warn of a setting that they do not know, so one that tox installs decides, whatever is locked.
        """
        is_new = self._version.at_least(NATIVE_TABLES)
        return None if is_new and any(map(_OLDER.search, _installed_by_tox(self.scope))) else is_new

    @property
    def advice(self) -> str:
        """What to write."""
        return "set `strict_markers = true`" if self._reads_settings else "add `--strict-markers` to `addopts`"

    @property
    def is_strict(self) -> bool:
        """Whether an unregistered marker fails some run: by an option, a setting, or a filter of warnings."""
        pytest = self.suite.pytest
        everything = [*pytest.addopts, *(each for run in pytest.runs for each in run.arguments)]
        words = [each for each in everything if not (self._ignores_addopts and each in pytest.addopts)]
        if any(word.text == _FLAG for word in words) or self._is_set_strict:
            return True
        if any(_FLAG in value for value in values_of_tox(self.scope)):  # as PYTEST_ADDOPTS of some environments
            return True
        if any(word.text == _EVERY for word in words) and not self._overrides_every:
            return True
        filters = (option.value or "" for option in read_options(tuple(everything), ("-W", "--pythonwarnings")))
        return any(_ERROR.fullmatch(each.strip()) for each in (*pytest.filterwarnings.value, *filters))

    @property
    def ignored_option(self) -> str:
        """The option in ``addopts`` that would make pytest strict in another version, "" without one."""
        words = self.suite.pytest.addopts if self._ignores_addopts else ()
        return next((word.text for word in words if word.text in {_FLAG, _EVERY}), "")

    @property
    def _ignores_addopts(self) -> bool:
        """Whether pytest certainly is of the versions that ask for nothing where ``addopts`` holds the option."""
        return bool(self._reads_settings) and self._version.at_least(HEEDS_STRICT_IN_ADDOPTS) is False

    @property
    def _overrides_every(self) -> bool:
        return self._reads_settings is not False and self.suite.pytest.strict_markers.is_set

    @property
    def _is_set_strict(self) -> bool:
        if self._reads_settings is False:
            return False
        pytest = self.suite.pytest
        return (pytest.strict_markers if pytest.strict_markers.is_set else pytest.switch("strict")).value

    @property
    def fix(self) -> "Fix | None":
        """The fix that makes pytest strict: safe where every marker is known to be registered wherever pytest runs.

        None where a helper beside the tests makes a mark that nothing registers: the tests would fail to load.
        """
        if self._stops_helpers:
            return None
        fix = with_strict_markers(self.suite.pytest, has_setting=bool(self._reads_settings))
        return fix.but(Applicability.SAFE if self._all_are_registered else Applicability.UNSAFE)

    @property
    def _all_are_registered(self) -> bool:
        try:
            if not self.suite.files or self.suite.marks.unregistered or self._has_dynamic_marks:
                return False
            registered = self.suite.marks.registered | BUILT_IN
            return all(name in registered or self._plugin_registers(name) for name in self._named)
        except UnknownError:
            return False

    @property
    def _stops_helpers(self) -> bool:
        try:
            known = self.suite.marks.registered | BUILT_IN | frozenset(OWNERS)
        except UnknownError:
            return False
        tests = frozenset(self.suite.files)
        return any(
            any(use.name not in known for use in self.suite.marks.uses_in(path)) and self._is_imported(path)
            for path in self._files
            if path not in tests
        )

    def _is_imported(self, path: str) -> bool:
        """Say whether some test or conftest names a module; what lies below a folder of tests may be data."""
        module = path.rpartition("/")[2].removesuffix(".py")
        imports = re.compile(rf"^[ \t]*(?:from|import)\b.*\b{re.escape(module)}\b", re.MULTILINE)
        return any(imports.search(self.suite.text(each)) for each in (*self.suite.files, *self.suite.conftests))

    @property
    def _named(self) -> frozenset[str]:
        """The marks that tests, conftests and other Python files beside them mention, and those of expressions.

        Since version 9.2 strict markers stop a run whose ``-m`` names an unknown one.
        """
        mentioned = map(self.suite.marks.mentioned_in, self._files)
        options = [option for run in self.suite.pytest.runs for option in read_options(run.arguments, ("-m",))]
        if any(not option.is_static for option in options):
            raise UnknownError("the expression behind `-m` is not known")
        inherited = read_options(self.suite.pytest.addopts, ("-m",))
        expressions = [names_in(option.value or "") for option in (*options, *inherited)]
        return frozenset().union(*mentioned, *expressions)

    @property
    def _files(self) -> tuple[str, ...]:
        """The Python files below the folders of the tests: those in the folder of the project that hold some."""
        folders = {self._top(path) for path in (*self.suite.files, *self.suite.conftests)} - {""}
        files = self.scope.repository.files()
        below = [path for folder in sorted(folders) for path in files.under(folder) if path.endswith(".py")]
        return tuple(dict.fromkeys((*self.suite.files, *self.suite.conftests, *below)))

    def _top(self, path: str) -> str:
        """Return the topmost folder above a file, below that of the project if it is in there; "" for none."""
        start = self.scope.path("")
        inner = path.removeprefix(start)
        first, slash, _ = inner.partition("/")
        return f"{path[: len(path) - len(inner)]}{first}" if slash else ""

    @property
    def _has_dynamic_marks(self) -> bool:
        paths = dict.fromkeys((*self._files, *self.suite.plugins))
        return any(DYNAMIC.search(self.suite.text(path)) for path in paths)

    def _plugin_registers(self, name: str) -> bool:
        """Say whether a plugin that registers a mark is there wherever pytest is installed."""
        return any(self._accompanies(owner) for owner in OWNERS.get(name, ()))

    def _accompanies(self, plugin: str) -> bool:
        """Say whether each list and each command that names pytest names a plugin, too."""
        dependencies = self.scope.all(Dependencies)[0]
        lists = {each.list for each in dependencies.named(plugin)}
        with_pytest = {each.list for each in dependencies.named("pytest")}
        commands = set(installing(self.scope, plugin))
        return bool(lists) and with_pytest <= lists and commands.issuperset(installing(self.scope, "pytest"))


def _installed_by_tox(scope: "Scope") -> Iterator[str]:
    yield from (text.text for tox in scope.all(Tox) for each in tox.environments for text in each.dependencies)
