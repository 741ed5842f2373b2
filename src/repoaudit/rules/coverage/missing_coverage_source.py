from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Related, Severity, UnlimitedCoverage, rule


@rule(UnlimitedCoverage, code="COV006", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="C")
def missing_coverage_source(coverage: UnlimitedCoverage) -> Iterator[Finding]:
    """Nothing says which code to measure, so coverage counts what happens to be imported.

    A module that no test imports is then missing from the figure instead of counting as 0 %, and the tests themselves
    raise it. `source`, `source_pkgs`, `source_dirs` or `include` of the configuration, `--cov=PKG`,
    `coverage run --source` and the covdefaults plugin each say it.

    A script that exercises something else, such as a tool of the project, has to say so once `source` is set: nothing
    that it runs would be measured, and `coverage report` fails without data.

    The fix sets `source` to the project's package, where there is one. It is unsafe, because the figure falls.
    """
    tests = "the tests count themselves, and " if coverage.counts_tests else ""
    package = f"`{coverage.package}`" if coverage.package else "the package that is tested"
    all_of_it, own = "this measures all that is imported", ": where that is not the package, give it its own `--source`"
    place = coverage.place
    yield Finding(
        place,
        f"nothing says what to measure, so {tests}modules that no test imports do not count: set `source` to {package}",
        coverage.fix,
        tuple(
            Related(each.place, all_of_it + own if each.runs_script else all_of_it)
            for each in coverage.measurements
            if each.place != place
        ),
    )
