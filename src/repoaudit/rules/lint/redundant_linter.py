from collections.abc import Iterator

from repoaudit.api import Finding, RedundantLinter, Related, Severity, rule


@rule(RedundantLinter, code="LNT005", severity=Severity.WARNING, lesson="A3 M2")
def redundant_linter(linter: RedundantLinter) -> Iterator[Finding]:
    """A linter runs beside ruff, which does the same; or its settings are left where nothing runs it.

    Two programs that report the same cost time twice, need two lists of exceptions, and sort imports in two ways.
    flake8 counts only where ruff also has the rules of its plugins selected, and pylint never: ruff has a part of its
    rules. What flake8 says of whitespace, of which ruff has the rules in preview only, a formatter makes needless; the
    message says so where nothing formats. A hook for the stage `manual` does not count. Settings are left over where
    ruff runs and no command, hook, script or guide names their tool.
    """
    if linter.ruff is None:
        message = f"nothing runs {linter.name} any more, so that these settings have no effect: delete them"
        yield Finding(linter.place, message)
        return
    rest = ", and let `ruff format` see to the whitespace that only flake8 reports" if linter.leaves_whitespace else ""
    yield Finding(
        linter.place,
        f"{linter.name} runs beside ruff, whose rules {linter.replacement} replace it: keep ruff{rest}",
        related=(Related(linter.ruff, "ruff runs here"),),
    )
