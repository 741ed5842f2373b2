from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Hooks, Severity, rule


@rule(Hooks, code="HKS016", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="+")
def moved_hook_repository(hooks: Hooks) -> Iterator[Finding]:
    """Hooks come from a repository that moved, was archived or cannot be reached any more.

    An archived mirror stays at its last version for ever, `pre-commit autoupdate` says nothing, and an address that
    is gone or uses `git://` breaks every new clone. The repositories, what takes their place and the tags that both
    have are data with their source; `psf/black` is not among them: it neither moved nor died.

    The fix writes the new address, and where the tags are called differently the new `rev`. It is safe for a
    repository that was renamed or transferred, and where the replacement defines the same hook at a tag for this
    `rev`; unsafe where its arguments or file types differ. Where no such tag is known there is none.
    """
    for moved in hooks.moved:
        advice = f"use `{moved.instead}`" if moved.instead else moved.advice
        yield Finding(moved.place, f"`{moved.url}` {moved.why}: {advice}", moved.fix)
