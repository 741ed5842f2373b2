"""Rules and subjects that tests make up, and a run over them without the index."""

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar, Self

from repoaudit.diagnostic import Diagnostic, Location, Report
from repoaudit.engine import audit
from repoaudit.entry import Entry
from repoaudit.finding import Applicability, Change, Claim, Finding, Fix, Place, Severity
from repoaudit.policy import Policy
from repoaudit.repository import Repository
from repoaudit.rule import AnyRule, rule
from repoaudit.scope import Scope
from repoaudit.text import Edit, Span

FILE = "pyproject.toml"


class Root:
    """A subject that every project has once."""

    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: Scope) -> Iterator[Self]:
        yield cls(scope)

    def text(self, path: str = FILE) -> str:
        return self.scope.repository.read(path) if self.scope.repository.exists(path) else ""


Check = Callable[[Root], Iterable[Finding]]


def rule_of(
    check: Check,
    name: str = "made-up",
    code: str = "XXX001",
    *,
    severity: Severity = Severity.WARNING,
    fix: Applicability | None = Applicability.SAFE,
) -> AnyRule:
    """Make a rule of a function that needs no name of its own."""

    def made_up(root: Root) -> Iterable[Finding]:
        """Something is wrong."""
        return check(root)

    made_up.__name__ = name.replace("-", "_")
    return rule(Root, code=code, severity=severity, fix=fix)(made_up)


def entry_of(code: str, name: str, *, default: bool = True, reads: tuple[str, ...] = (), module: str = "m") -> Entry:
    return Entry(code, name, module, int(Severity.WARNING), default, 0, "", "Root", {}, reads)


def at(start: int, end: int, message: str = "wrong", fix: Fix | None = None, path: str = FILE) -> Finding:
    return Finding(Place(path, Span(start, end), f"at{start}"), message, fix)


def fix_of(*edits: Edit, claim: Claim, title: str = "mend") -> Fix:
    return Fix(title, (lambda: Change(edits, claim),))


def replacing(old: str, new: str, claim: Claim) -> Check:
    """Return a check that finds the first occurrence of a text, and replaces it."""

    def check(root: Root) -> Iterator[Finding]:
        start = root.text().find(old)
        if start >= 0:
            end = start + len(old)
            yield at(start, end, fix=fix_of(Edit(FILE, start, end, new), claim=claim))

    return check


def audit_with(*rules: AnyRule, policy: Policy | None = None) -> Callable[[Repository], Report]:
    """Return what audits a repository with some rules."""
    return lambda repository: audit((Scope(repository, policy or Policy()),), rules)


def is_fixable(diagnostic: Diagnostic) -> bool:
    return diagnostic.applicability is Applicability.SAFE


def diagnostic_of(code: str, name: str, path: str, line: int | None = 1) -> Diagnostic:
    from repoaudit.text import Position

    position = None if line is None else Position(line, 1)
    span = None if line is None else Span(line * 10, line * 10 + 1)
    return Diagnostic(Location(path, span, "", position, position), code, name, Severity.WARNING, "wrong")
