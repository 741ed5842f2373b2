from collections.abc import Iterator

from repoaudit.api import CoverageScope, Finding, Related, Severity, rule


@rule(CoverageScope, code="COV012", severity=Severity.INFO, lesson="+", default=False)
def contradictory_coverage_scope(scope: CoverageScope) -> Iterator[Finding]:
    """Settings that say what coverage measures contradict each other, so that one of them does nothing.

    `include` is ignored where `source` or `--cov=PKG` is given (a warning, `include-ignored`); `omit` wins over an
    `include` of the same pattern; a folder of `source` of which `omit` leaves no file is not measured.
    """
    for found in scope.contradictions:
        yield Finding(found.place, found.message, related=(Related(found.other, "this wins"),))
