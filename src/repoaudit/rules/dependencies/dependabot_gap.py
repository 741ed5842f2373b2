from collections.abc import Iterator

from repoaudit.api import Applicability, DependabotGaps, Finding, Severity, rule


@rule(DependabotGaps, code="DEP013", severity=Severity.INFO, fix=Applicability.SAFE, lesson="+")
def dependabot_gap(gaps: DependabotGaps) -> Iterator[Finding]:
    """Dependabot leaves out actions or hooks that are in use, or looks into a directory without anything to update.

    What is left out stays at the version at which it was added. Hooks count only where neither pre-commit.ci, Renovate
    nor a job updates them. Without a badge or `ci:`, pre-commit.ci shows by its branch and its commits of the last
    year, which a shallow clone lacks: nothing is said of hooks there. The fix adds the ecosystem for the whole
    repository, as often as the first one, and after as many days of `cooldown`; it is safe, since Dependabot only
    proposes. A directory is left to a person.
    """
    for directory in gaps.empty_directories:
        yield Finding(
            directory.place,
            f"`{directory.text}` has nothing that Dependabot reads for `{directory.ecosystem}`, so that it updates "
            f"nothing there: name the directory of the manifest, or remove the entry",
        )
    for ecosystem in gaps.missing:
        yield Finding(
            gaps.dependabot.place_for(ecosystem),
            f"Dependabot does not update `{ecosystem}`, in use here: add it under `updates`",
            gaps.dependabot.adding(ecosystem),
        )
