from collections.abc import Iterator

from repoaudit.api import AssertRuleOff, Finding, Severity, rule


@rule(AssertRuleOff, code="SEC004", severity=Severity.INFO, default=False, lesson="X1")
def assert_rule_off_everywhere(off: AssertRuleOff) -> Iterator[Finding]:
    """The rule about `assert` is off for the whole project rather than for its tests.

    `python -O` drops asserts, so that a check of input written as one is gone. Only tests need them. Settings that
    bandit does not read are the matter of bandit-config-not-read.
    """
    how = (
        '`[tool.ruff.lint.per-file-ignores]` with `"tests/**" = ["S101"]`'
        if off.tool == "ruff"
        else '`[tool.bandit.assert_used]` with `skips = ["*/tests/*"]`'
    )
    yield Finding(
        off.place,
        f"`{off.rule}` is off everywhere, though `python -O` drops asserts of the code, too: turn it off for tests by "
        f"{how}",
    )
