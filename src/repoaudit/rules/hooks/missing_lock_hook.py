from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, LockHook, Related, Severity, rule


@rule(LockHook, code="HKS012", severity=Severity.INFO, fix=Applicability.UNSAFE, lesson="T2 T3", default=False)
def missing_lock_hook(lock: LockHook) -> Iterator[Finding]:
    """CI checks that `uv.lock` fits the dependencies, and there are hooks, but none that locks.

    Who changes a dependency and forgets to lock learns it from CI. The hook `uv-lock` runs when `pyproject.toml` or
    the lock changes, and mends it.

    The fix adds the hook, and `ci.skip` for pre-commit.ci, whose hooks have no network. It is unsafe, because commits
    may then change the lock.
    """
    if not lock.is_hooked:
        yield Finding(
            lock.place,
            "CI checks `uv.lock`, but no hook keeps it in step: add the hook `uv-lock` of uv-pre-commit",
            lock.added,
            (Related(lock.checked, "CI checks the lock here"),),
        )
