from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Related, RetiredUses, Severity, rule


@rule(RetiredUses, code="CIW012", severity=Severity.ERROR, fix=Applicability.SAFE, lesson="+")
def retired_action(uses: RetiredUses) -> Iterator[Finding]:
    """A workflow uses an action version, a runner or a workflow command that GitHub no longer has.

    A job with such a version fails when it is set up, before its first step: `actions/upload-artifact` and
    `actions/download-artifact` before v4, `actions/cache` before v3.4.0 and from v4.0.0 to v4.1.2, and the actions for
    pages that use these. A step that prints `::set-env` or `::add-path` fails as well. Versions by commit count, too.
    `::set-output` and `::save-state` are deprecated, but run. A job for an image that was removed (`ubuntu-20.04`,
    `macos-13`, `windows-2019` and older) waits for a runner in vain. The rule is silent where the remote is not on
    github.com: GitHub Enterprise Server runs what github.com does not.

    The fix writes the first version on Node 24. It is safe for caches, for downloads by name, and for the upload of
    named files under a name of its own, of which it does the same; elsewhere it is unsafe. For a runner it writes a
    later image, which is unsafe.
    """
    for use in uses.actions:
        yield Finding(
            use.places[0],
            f"GitHub refuses `{use.name}` since {use.date}, so that the job fails before its first step: {use.remedy}",
            use.fix,
            related=tuple(Related(place, "here as well") for place in use.places[1:]),
        )
    for label in uses.runners:
        yield Finding(
            label.places[0],
            f"GitHub removed the runner `{label.name}` on {label.date}, so that the job never starts: write "
            f"`{label.successor}`",
            label.fix,
            related=tuple(Related(place, "here as well") for place in label.places[1:]),
        )
    for use in uses.commands:
        message = f"GitHub disabled `{use.name}` on {use.date}, so that the step fails: {use.remedy}"
        yield Finding(use.places[0], message)
