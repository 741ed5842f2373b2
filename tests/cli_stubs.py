"""Stubs for tests of the command line: rules that find what a line of ``pyproject.toml`` names."""

import re
from collections.abc import Callable, Iterator
from typing import ClassVar, NamedTuple, Self

from repoaudit.entry import Entry
from repoaudit.errors import UnknownError
from repoaudit.finding import Applicability, Change, Finding, Fix, Place, Severity
from repoaudit.rule import AnyRule, rule
from repoaudit.scope import Scope
from repoaudit.text import Edit, Span

PATH = "pyproject.toml"


class Result(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Result]
"""Run a command line on a repository, whose ``pyproject.toml`` may be given as ``pyproject``."""


class Line:
    """A line ``key = number`` of a ``pyproject.toml``."""

    reads: ClassVar[tuple[str, ...]] = (PATH,)

    def __init__(self, path: str, key: str, number: int, span: Span) -> None:
        self.path = path
        self.key = key
        self.number = number
        self.span = span

    @classmethod
    def all_in(cls, scope: Scope) -> Iterator[Self]:
        """Yield every line."""
        path = scope.path(PATH)
        text = scope.repository.read(path) if scope.exists(PATH) else ""
        for match in re.finditer(r"^(\w+) = (\d+)", text, re.MULTILINE):
            yield cls(path, match[1], int(match[2]), Span(*match.span(2)))

    @property
    def place(self) -> Place:
        """Where the number stands."""
        return Place(self.path, self.span, self.key)

    def becomes(self, number: int) -> Fix:
        """Phrase the fix that changes the number."""
        edit = Edit(self.path, self.span.start, self.span.end, str(number))
        return Fix(f"set it to {number}", (lambda: Change((edit,), {self.path: {(self.key,): number}}),))


@rule(Line, code="STB001", severity=Severity.ERROR, fix=Applicability.SAFE)
def safe_problem(line: Line) -> Iterator[Finding]:
    """A number is not safe."""
    if line.key == "safe" and line.number != 0:
        yield Finding(line.place, f"{line.number} is not 0", line.becomes(0))


@rule(Line, code="STB002", severity=Severity.WARNING, fix=Applicability.UNSAFE)
def unsafe_problem(line: Line) -> Iterator[Finding]:
    """A number is unsafe."""
    if line.key == "unsafe" and line.number != 0:
        yield Finding(line.place, "unsafe is not 0", line.becomes(0))


@rule(Line, code="STB003", severity=Severity.INFO)
def info_problem(line: Line) -> Iterator[Finding]:
    """A number might be better."""
    if line.key == "info":
        yield Finding(line.place, "something to know: \x1b[31m\u202e\u00e9 end")


@rule(Line, code="STB004", severity=Severity.ERROR)
def crashing_rule(line: Line) -> Iterator[Finding]:
    """A number makes us crash."""
    if line.key == "crash":
        raise RuntimeError("out of\nluck")
    yield from ()


@rule(Line, code="STB005", severity=Severity.ERROR)
def unknown_number(line: Line) -> Iterator[Finding]:
    """A number cannot be known."""
    if line.key == "unknown":
        raise UnknownError("nobody knows this number", line.path, line.span)
    yield from ()


@rule(Line, code="STB006", severity=Severity.ERROR, fix=Applicability.SAFE)
def endless_rule(line: Line) -> Iterator[Finding]:
    """A number is never right."""
    if line.key == "endless":
        yield Finding(line.place, "never right", line.becomes(1 - line.number))


@rule(Line, code="STB007", severity=Severity.ERROR, fix=Applicability.SAFE)
def wrong_claim(line: Line) -> Iterator[Finding]:
    """A number has a fix that does another thing than it says."""
    if line.key == "wrong":
        fix = line.becomes(5)
        yield Finding(line.place, "is wrong", fix._replace(drafts=(lambda: Change(fix.build().edits, {}),)))


def entry_of(stub: AnyRule) -> Entry:
    """Describe a rule as the generated index does."""
    return Entry(
        code=stub.code,
        name=stub.name,
        module=__name__,
        severity=int(stub.severity),
        default=stub.default,
        fix=int(stub.fix or 0),
        lesson="",
        subject=stub.subject.__name__,
        options={},
        reads=(PATH,),
    )


RULES: tuple[AnyRule, ...] = (
    safe_problem,
    unsafe_problem,
    info_problem,
    crashing_rule,
    unknown_number,
    endless_rule,
    wrong_claim,
)
ENTRIES = tuple(map(entry_of, RULES))
