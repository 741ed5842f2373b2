from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, FormatterConflict, Severity, rule


@rule(FormatterConflict, code="LNT012", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="+")
def formatter_conflict(conflict: FormatterConflict) -> Iterator[Finding]:
    """A linter or isort objects to what the formatter makes, so that no file satisfies both.

    ruff warns of COM812 and D203 beside its own formatter, and before 0.9 of ISC001. isort without `profile = "black"`
    (or settings that come to the same) wraps imports as black and `ruff format` never would, and each run undoes the
    other. flake8 reports E203 for slices as black writes them, and W503 where `ignore` replaces the default list.

    The fix lets ruff ignore its rules. It is safe, because it only takes reports away; where a comment suppresses one
    of them and RUF100 is on, it is unsafe, because ruff then reports the comment as unused. For isort and flake8 there
    is none.
    """
    yield Finding(conflict.place, conflict.message, conflict.fix, conflict.related)
