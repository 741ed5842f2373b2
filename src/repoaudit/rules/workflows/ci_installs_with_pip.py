from collections.abc import Iterator

from repoaudit.api import Finding, PipInstalls, Related, Severity, rule


@rule(PipInstalls, code="CIW005", severity=Severity.INFO, default=False, lesson="F5")
def ci_installs_with_pip(installs: PipInstalls) -> Iterator[Finding]:
    """A workflow installs with pip, where uv does the same in a fraction of the time.

    There is one finding for each workflow, or for the file of GitLab. A workflow that uses uv anywhere is left alone,
    and so is one that only brings pip up to date.
    """
    first, *others = installs.commands
    yield Finding(
        first.place,
        "installing with pip takes most of the time of many jobs: use `astral-sh/setup-uv` and `uv sync`, or `uv pip "
        "install`",
        related=tuple(Related(command.place, "here as well") for command in others),
    )
