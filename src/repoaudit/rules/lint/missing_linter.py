from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Severity, ToolGaps, rule


@rule(ToolGaps, code="LNT003", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="A3")
def missing_linter(gaps: ToolGaps) -> Iterator[Finding]:
    """No linter looks at the code of the repository.

    Undefined names, unused imports and mutable defaults are found in a second by a linter, and by users without one.
    Any linter counts that is configured, declared, hooked, run by a command or an action, or named in a script.

    The fix adds a table of ruff to `pyproject.toml`. It is unsafe, because ruff then has something to say; it still has
    to be declared, and run in a hook and in CI.
    """
    if gaps.lacks_linter:
        yield Finding(
            gaps.linter_place,
            "no linter looks at this code, so that undefined names and unused imports reach users: add ruff, and run "
            "`ruff check` in a hook and in CI",
            gaps.linter_added,
        )
