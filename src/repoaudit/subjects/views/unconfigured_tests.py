"""Tests of a project in which nothing configures pytest."""

from collections.abc import Iterator

from repoaudit.facts.sources import TOOLS
from repoaudit.repository import join
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.source_distribution import must_be_whole
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.subjects.views.suite_files import collected_files
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.subjects.views.unittest_runs import unittest_run
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.pytest import PytestRun

_OWN: Final = tuple(f"/{source.file}" for source in TOOLS["pytest"].sources if "pytest." in source.file)
_SHARED: Final = tuple(f"/{source.file}" for source in TOOLS["pytest"].sources if "pytest." not in source.file)
_SECTIONS: Final = tuple(f"[{source.section}" for source in TOOLS["pytest"].sources if "pytest." not in source.file)


class UnconfiguredTests:
    """The tests of one project, where pytest finds no configuration."""

    __slots__ = ("scope", "suite")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, suite: TestSuite) -> None:
        self.suite = suite
        self.scope = suite.scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the one of a project that has tests and no configuration: neither there, nor above, nor below."""
        suite = scope.all(TestSuite)[0]
        if suite.pytest.configuration.winner is not None or not collected_files(suite.pytest):
            return
        if not any(_configures(suite, path) for path in scope.repository.files().under(scope.folder)):
            yield cls(suite)

    @property
    def run_under_pytest(self) -> bool:
        """Whether pytest is what runs them: a command does, it is declared, or the tests import it.

        Beside unittest, pytest that is given notebooks alone does not count.

        Raises:
            UnknownError: a command names a configuration file, or one may have been left out.

        """
        must_be_whole(self.scope.root)
        suite = self.suite
        if any(run.command.option("-c", "--config-file") for run in suite.pytest.runs):
            return False
        if not suite.pytest.runs and _run_from_above(self.scope):
            return False
        is_used = suite.pytest.runs or self.scope.all(Dependencies)[0].provides("pytest")
        if is_used and not unittest_run(self.scope):
            return True
        return any("import pytest" in suite.text(path) for path in (*suite.files, *suite.conftests))

    @property
    def home(self) -> "Place":
        """Where a configuration would stand."""
        return self.suite.pytest.configuration.home.place()

    @property
    def label(self) -> str:
        """What would hold it, as a person would call it."""
        table = self.suite.pytest.configuration.home
        return "`[tool.pytest.ini_options]`" if table.is_toml else f"a `{table.path}`"

    @property
    def configured(self) -> "Fix | None":
        """The fix that makes a configuration with ``testpaths``, None where tests stand beside it."""
        roots, home = self._roots, self.suite.pytest.configuration.home
        if not roots or "" in roots:
            return None
        fix = home.set(list(roots) if home.is_toml else " ".join(roots), "testpaths")
        return fix.titled("make a table with `testpaths`" if home.is_toml else f"make a `{home.path}` with `testpaths`")

    @property
    def _roots(self) -> tuple[str, ...]:
        """The top folders of the tests; where every run names paths, those that some run names."""
        named = [tuple(_named(run, self.scope)) for run in self.suite.pytest.runs]
        if not named or not all(named):
            return self.suite.roots
        paths = {f"{path}/" for paths in named for path in paths}
        start = self.scope.path("")
        folders = {root: f"{start}{root}/" for root in self.suite.roots if root}
        kept = tuple(
            root
            for root, folder in folders.items()
            if any(path.startswith(folder) or folder.startswith(path) for path in paths)
        )
        return kept or self.suite.roots


def _run_from_above(scope: "Scope") -> bool:
    """Say whether a run of the project at the root takes the tests of another one along.

    pytest then looks for a configuration from the common folder of what it is given upwards, not in the other project.
    """
    if scope.is_root:
        return False
    inside = f"{scope.folder}/"
    for run in scope.root.all(Pytest)[0].runs:
        named = [f"{path}/".startswith(inside) for path in _named(run, scope.root)]
        starts = f"{run.command.folder}/" if run.command.folder else ""
        if inside.startswith(starts) and not (named and all(named)):
            return not named or any(named)
    return False


def _named(run: "PytestRun", scope: "Scope") -> Iterator[str]:
    """Yield the paths that a run names and that are there."""
    for word in run.command.arguments:
        path = join(run.command.folder or "", word.text.partition("::")[0]) if not word.text.startswith("-") else None
        if path and scope.repository.exists(path):
            yield path


def _configures(suite: TestSuite, path: str) -> bool:
    """Say whether a file configures pytest when it is given a path below the file's folder."""
    if not path.endswith((*_OWN, *_SHARED)) or "{{" in path:
        return False
    return path.endswith(_OWN) or any(each in suite.text(path) for each in _SECTIONS)
