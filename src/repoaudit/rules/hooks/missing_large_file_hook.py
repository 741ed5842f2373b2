from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, HookSet, Severity, rule


@rule(HookSet, code="HKS021", severity=Severity.INFO, fix=Applicability.UNSAFE, lesson="+")
def missing_large_file_hook(hooks: HookSet) -> Iterator[Finding]:
    """An ML project has hooks, but none that keeps large files out of commits.

    Models and data sets get committed by accident, and stay in the history of every clone when they are deleted.
    `check-added-large-files` stops what is larger than 500 kB and not in Git LFS. Any hook whose id or command speaks
    of large files counts, and so does `forbid-binary`.

    The fix adds the hook where pre-commit-hooks are used. It is unsafe, because commits may fail that pass today.
    """
    if hooks.checks_large_files or not hooks.ml_sign:
        return
    repo = hooks.repository("pre-commit/pre-commit-hooks")
    yield Finding(
        hooks.place_in(repo),
        "no hook keeps models and data out of commits, and what is committed stays in every clone: "
        "add `check-added-large-files` of pre-commit-hooks",
        hooks.adding("check-added-large-files", repo),
    )
