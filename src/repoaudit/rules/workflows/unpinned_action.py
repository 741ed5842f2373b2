from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, UsedAction, rule


@rule(UsedAction, code="CIW013", severity=Severity.INFO, default=False, lesson="X")
def unpinned_action(action: UsedAction) -> Iterator[Finding]:
    """An action of somebody else is named by a tag or branch, which can be moved to other code.

    Whoever takes over its repository runs code in this one, with its secrets: in March 2025 all tags of
    `tj-actions/changed-files` were moved. A commit stays what it is, and Dependabot and Renovate update it with the
    tag in the comment behind it. There is one finding for each version in a file. The actions of GitHub itself, of
    this repository, and images are left alone.
    """
    if not action.is_pinned and not action.is_of_the_platform:
        name = action.uses.partition("@")[0]
        yield Finding(
            action.places[0],
            f"`{action.version}` of `{name}` can be moved to other code: pin a commit, `{name}@<commit> # "
            f"{action.version}`",
            related=tuple(Related(place, "here as well") for place in action.places[1:]),
        )
