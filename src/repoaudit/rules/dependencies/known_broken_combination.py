from collections.abc import Iterator

from repoaudit.api import BrokenCombination, Finding, Related, Severity, rule


@rule(BrokenCombination, code="DEP015", severity=Severity.ERROR, lesson="+")
def known_broken_combination(found: BrokenCombination) -> Iterator[Finding]:
    """Versions that are locked or pinned are known to misbehave together in the way they are used here.

    Nothing is printed, so that nobody notices. Each combination was tried; ranges, which may resolve to other versions,
    are left alone. Known so far: pytest 9.2 with pytest-xdist 3.8 loses the groups of `--dist loadgroup`.
    """
    combination = found.combination
    yield Finding(
        found.place,
        f"`{combination.option} {combination.value}` has no effect: {found.label}: {combination.effect}: "
        f"{combination.advice}",
        related=tuple(Related(each.place, f"{each.exact} here") for each in found.versions),
    )
