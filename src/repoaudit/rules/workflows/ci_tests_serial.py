from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Related, SerialCi, Severity, rule


@rule(SerialCi, code="CIW004", severity=Severity.INFO, fix=Applicability.UNSAFE, lesson="T1")
def ci_tests_serial(ci: SerialCi) -> Iterator[Finding]:
    """Tests that run in parallel elsewhere run one after another in continuous integration.

    pytest-xdist is declared and some command passes `-n`, but no run in CI does. Runners have several CPUs. Runs of
    single files, benchmarks, runs that a mark selects and runs under `coverage run` are left alone. The rule is silent
    where no command passes `-n` (xdist-not-used), where a variable or something that cannot be followed may pass it,
    and where CI spreads the tests over jobs.

    The fix adds `-n auto` to the command. It is unsafe: tests that share a port or a file may fail.
    """
    runs = ci.serial_runs
    if runs:
        yield Finding(
            runs[0].place,
            "CI runs the tests one after another, although pytest-xdist is declared and another command passes `-n`: "
            "add `-n auto`",
            ci.in_parallel(runs[0]),
            related=tuple(Related(run.place, "likewise") for run in runs[1:]),
        )
