from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, MarkerChecks, Severity, rule

_WARNS = "pytest only warns of it"


@rule(MarkerChecks, code="TST007", severity=Severity.INFO, fix=Applicability.SAFE, lesson="C")
def markers_not_strict(checks: MarkerChecks) -> Iterator[Finding]:
    """pytest accepts markers that nothing registers, so a typo in one goes unnoticed.

    `@pytest.mark.solw` selects nothing and skips nothing; pytest only warns. With `--strict-markers`, `strict_markers`
    or `strict` (pytest 9), or warnings as errors, it stops. The rule is silent where one command passes the option, and
    where `addopts` stands in a section that pytest does not read (misnamed-section). In `addopts` the option does
    nothing in pytest 9.0, so where no other version runs, the setting is asked for.

    The fix sets `strict_markers` where pytest 9 is certain, else it adds `--strict-markers` to `addopts`. It is safe
    where every marker of tests and of `-m` is known to be registered: built in, in the configuration, by a conftest, or
    by a plugin that every run has.
    """
    if checks.is_strict:
        return
    ignored = checks.ignored_option
    why = f"pytest 9.0 does not heed `{ignored}` in `addopts`, and only warns of it" if ignored else _WARNS
    yield Finding(checks.place, f"a typo in a marker selects nothing, and {why}: {checks.advice}", checks.fix)
