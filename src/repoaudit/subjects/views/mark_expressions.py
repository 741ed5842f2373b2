"""Expressions behind ``-m``: the marks that they name, and those among them that no test carries."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.pytest_markers import OWNERS
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.commands import Option, read_options
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.subjects.views.unregistered_marks import must_know_plugins
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

DYNAMIC: Final = lazy(r"getattr\(\s*(?:pytest\s*\.\s*)?mark\b|add_marker\(\s*(?![\"'\s]|pytest\s*\.\s*mark\s*\.)")
"""Code that gives tests marks whose names are computed."""

_CALL: Final = lazy(r"\([^()=]{0,500}=[^()]{0,500}\)")  # pytest 8.3 takes `mark(name=value)`
_NAME: Final = lazy(r"[\w:+\-.\[\]\\/]+")
_WORDS: Final = frozenset({"and", "or", "not", "True", "False", "None"})
_ELSEWHERE: Final = "--pyargs"


def names_in(expression: str) -> frozenset[str]:
    """Return the marks that an expression names."""
    return frozenset(_NAME.findall(_CALL.sub("", expression))) - _WORDS


class UnusedMark:
    """A mark that expressions name and no test carries."""

    __slots__ = ("expression", "name", "places")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, name: str, expression: str, places: tuple[Place, ...]) -> None:
        self.name = name
        self.expression = expression
        self.places = places

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the marks of one project, in the order of their names.

        Raises:
            UnknownError: a plugin may give tests marks of names that are not known.

        """
        named = _named(scope)
        suite = scope.all(TestSuite)[0]
        unused = [name for name in sorted(named) if not _is_carried(suite, name)] if named and suite.files else []
        if unused:
            _must_know_marks(suite)
        for name in unused:
            options = named[name]
            yield cls(name, options[0].value or "", tuple(dict.fromkeys(option.place for option in options)))

    @property
    def selects_nothing(self) -> bool:
        """Whether no test at all is selected, so that pytest fails; else the mark has no effect."""
        is_negated = re.search(rf"\bnot\s*\(?\s*{re.escape(self.name)}(?![\w-])", self.expression) is not None
        return not is_negated and "or" not in self.expression.replace("(", " ").split()


def _named(scope: "Scope") -> dict[str, list[Option]]:
    """Return the marks that expressions name, each with the options that do."""
    pytest = scope.all(Pytest)[0]
    options = list(read_options(pytest.addopts, ("-m",)))
    for run in pytest.runs:
        if run.command.folder is not None and not run.flag(_ELSEWHERE):
            options += run.command.options("-m")
    found: dict[str, list[Option]] = {}
    for option in options:
        for name in names_in(option.value or "") if option.is_static else ():
            found.setdefault(name, []).append(option)
    return {name: uses for name, uses in found.items() if name not in OWNERS}


def _is_carried(suite: TestSuite, name: str) -> bool:
    """Say whether some Python file, tests and plugins first, holds the word."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    if any(pattern.search(suite.text(path)) for path in (*suite.files, *suite.plugins)):
        return True
    files = suite.scope.repository.files()
    return any(path.endswith((".py", ".pyi", ".pyx")) and pattern.search(suite.text(path)) for path in files)


def _must_know_marks(suite: TestSuite) -> None:
    must_know_plugins(suite)
    for path in suite.plugins:
        if DYNAMIC.search(suite.text(path)):
            raise UnknownError("gives tests marks whose names are computed", path)
