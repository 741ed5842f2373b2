from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Related, Severity, UnreadBandit, rule


@rule(UnreadBandit, code="SEC002", severity=Severity.ERROR, fix=Applicability.SAFE, lesson="X1")
def bandit_config_not_read(bandit: UnreadBandit) -> Iterator[Finding]:
    """bandit is run without `-c pyproject.toml`, so that `[tool.bandit]` has no effect.

    bandit looks for no settings by itself, except for a file `.bandit`. What the table skips is reported, and what it
    excludes is scanned.

    The fix names the file. It is unsafe where bandit may lack a reader of TOML (before Python 3.11 without
    `bandit[toml]`, and in a hook without that as an additional dependency, which the fix then adds), or where one test
    is both selected and skipped, because bandit stops at either.
    """
    yield Finding(
        bandit.place,
        "bandit reads `[tool.bandit]` only when it is told to, so this run ignores it: add "
        f"`-c {bandit.path or 'pyproject.toml'}`",
        bandit.fix,
        related=(Related(bandit.table.place(), "not read"),),
    )
