from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, PreCommit, Severity, rule


@rule(PreCommit, code="HKS004", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="T3")
def deprecated_stage_name(pre_commit: PreCommit) -> Iterator[Finding]:
    """A stage is called `commit`, `push` or `merge-commit`, its name before pre-commit 3.2.

    Since 3.2 stages are called like the hooks of git: `pre-commit`, `pre-push`, `pre-merge-commit`. pre-commit 4
    warns of the old names on every run and will reject them; in `default_install_hook_types` every version of
    pre-commit and prek does. The rule is silent only where a lock file or an exact pin shows a pre-commit before
    3.2, to which the present names are unknown.

    The fix writes the present names, and raises a `minimum_pre_commit_version` below 3.2.0 to 3.2.0. It is safe:
    the stages stay the same (`pre-commit migrate-config` does likewise; tried with 4.7.0).
    """
    for stages in pre_commit.outdated:
        yield Finding(
            stages.old_place,
            f"{stages.old_names} from before pre-commit 3.2; {pre_commit.on_old_names}: "
            f"write `{pre_commit.hooks.wording(**{stages.key: stages.names})}`",
            pre_commit.renaming(stages),
        )
    types = pre_commit.hooks.default_install_hook_types
    if types.old:
        yield Finding(
            types.old_place,
            f"{types.old_names} of stages, not of hooks of git: pre-commit and prek reject the file; "
            f"write `{pre_commit.hooks.wording(**{types.key: types.names})}`",
            types.renamed,
            severity=Severity.ERROR,
        )
