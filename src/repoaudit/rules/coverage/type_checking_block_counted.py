from collections.abc import Iterator

from repoaudit.api import Applicability, Exclusions, Finding, Related, Severity, rule


@rule(Exclusions, code="COV008", severity=Severity.INFO, fix=Applicability.SAFE, lesson="H3 C")
def type_checking_block_counted(exclusions: Exclusions) -> Iterator[Finding]:
    """Blocks under `if TYPE_CHECKING:` count as code that no test covers, though they never run.

    coverage leaves them out by itself since 7.10.1, unless `exclude_lines` replaces its defaults. The rule speaks
    where the version is known to be older, or where `exclude_lines` lacks a pattern for them.

    The fix adds the pattern. It is safe: leaving out what never runs raises the figure, unless less than half of the
    code is covered.
    """
    block = exclusions.counted_block
    if block:
        place = exclusions.place_for(block)
        yield Finding(
            place,
            f"blocks under `{block.condition}` never run and count as not covered: {exclusions.advice_for(block)}",
            exclusions.without(block),
            (Related(block.place, "the first of them"),) if place != block.place else (),
        )
