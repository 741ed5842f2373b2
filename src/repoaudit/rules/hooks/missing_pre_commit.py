from collections.abc import Iterator

from repoaudit.api import Finding, HookManagement, Severity, rule


@rule(HookManagement, code="HKS001", severity=Severity.WARNING, lesson="T3")
def missing_pre_commit(management: HookManagement) -> Iterator[Finding]:
    """A git repository with Python sources has no hooks that check a commit before it is made.

    What a hook would have mended in a second comes back from CI minutes later, or stays in the history. Any manager
    counts: `.pre-commit-config.yaml`, `prek.toml`, lefthook, husky, simple-git-hooks, overcommit, trunk, hk, a
    folder `.githooks`, a tracked `pre-commit` or `pre-push` in any other folder for hooks. Build scripts, tests,
    examples, docs and templates alone do not make a repository one with Python sources.
    """
    if management.manager is None and management.has_python:
        yield Finding(
            management.place,
            "no hook checks a commit before it is made: add a `.pre-commit-config.yaml` with a linter and a formatter, "
            "and run `pre-commit install`",
        )
