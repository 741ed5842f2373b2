from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Related, RetiredRunner, Severity, rule


@rule(RetiredRunner, code="CIW016", severity=Severity.ERROR, fix=Applicability.UNSAFE, lesson="+")
def retired_runner(runner: RetiredRunner) -> Iterator[Finding]:
    """A job of a workflow runs on an image that GitHub no longer has, so it never starts.

    It waits for a runner until it is given up after a day. Labels under `runs-on` count, and the values of the matrix
    that it asks for. Groups and jobs with several labels are left alone, because they name runners of one's own; so is
    a repository whose remote is not on github.com.

    The fix writes the image that GitHub names as the successor for the same processor. It is unsafe, because a newer
    image comes with other versions of what is installed, and old Pythons are not made for it.
    There is none where the file speaks of the image elsewhere, in a condition for instance.
    """
    first, *others = runner.places
    image = runner.image
    message = f"GitHub has no `{runner.label}` runners since {image.date}, so the job never starts"
    yield Finding(
        first,
        f"{message}: write `{image.successor}`",
        runner.fix,
        related=tuple(Related(place, "here as well") for place in others),
    )
