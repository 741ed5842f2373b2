from collections.abc import Iterator

from repoaudit.api import Applicability, Coverage, Finding, Severity, rule


@rule(Coverage, code="COV005", severity=Severity.INFO, fix=Applicability.UNSAFE, lesson="C")
def branch_coverage_off(coverage: Coverage) -> Iterator[Finding]:
    """Coverage counts lines only, so a condition that always goes the same way counts as covered.

    With branches, `if debug:` is covered when it was both true and false. The configuration, `--cov-branch`,
    `coverage run --branch` and the covdefaults plugin turn them on; one command that does is enough here. Silent for
    `branch = false` beside a comment, which may say why, for a `branch` in a section that coverage does not read
    (misnamed-section), and for settings that are left over: nothing measures, and pytest is declared where coverage is
    not.

    The fix sets `branch` in the file that coverage reads. It is unsafe, because the figure falls. There is none where
    coverage is measured in other folders alone, such as one that a job makes, where no file of the project is read.
    """
    evidence = coverage.measured_at
    if not (evidence or coverage.is_configured) or coverage.measures_branches or coverage.declines_branches:
        return
    if coverage.is_left_over or coverage.is_stated_elsewhere("branch"):
        return
    out_of_reach = coverage.is_out_of_reach
    yield Finding(
        coverage.place_of(coverage.branch, evidence) if evidence else coverage.branch.place,
        "coverage counts lines only, so a condition that always goes the same way counts as covered: "
        f"{'pass `--cov-branch`' if out_of_reach else 'set `branch = true`'}",
        None if out_of_reach else coverage.branch.set(True).titled("measure branches"),
    )
