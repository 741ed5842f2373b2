from collections.abc import Iterator

from repoaudit.api import Finding, Severity, UpdateAutomation, rule


@rule(UpdateAutomation, code="DEP008", severity=Severity.INFO, lesson="X2")
def missing_update_automation(updates: UpdateAutomation) -> Iterator[Finding]:
    """Neither Dependabot nor Renovate is configured, so that updates wait until somebody thinks of them.

    Fixes of security holes in dependencies and actions then arrive late or never. Without a file Dependabot proposes
    at most what GitHub's settings let it: a way out of a known hole in a dependency. Other services, jobs that update
    a lock, and branches or badges of such services count too.
    """
    if updates.is_missing:
        yield Finding(
            updates.place,
            "neither Dependabot nor Renovate is configured to propose updates of dependencies and actions: add a "
            "`.github/dependabot.yml` that covers `github-actions` and the manager of the dependencies, or a "
            "`renovate.json`",
        )
