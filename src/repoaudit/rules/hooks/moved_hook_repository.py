from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, OutdatedAddress, Severity, rule


@rule(OutdatedAddress, code="HKS016", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="+")
def moved_hook_repository(address: OutdatedAddress) -> Iterator[Finding]:
    """Hooks come from a repository that moved, was archived or cannot be reached any more.

    An archived mirror stays at its last version for ever, `pre-commit autoupdate` says nothing, and an address that
    is gone or uses `git://` breaks every new clone. The repositories, what takes their place and the tags that both
    have are data with their source; `psf/black` is not among them: it neither moved nor died. Silent for pydocstyle
    where another rule says that ruff replaces it.

    The fix writes the new address, and where the tags are called differently the new `rev`. It is safe for a
    repository that was renamed or transferred, and where the replacement defines the same hook at a tag for this
    `rev`; unsafe where that tag cannot be built any more, so that a newer one has to do. Where no such tag is known
    there is none.
    """
    yield Finding(address.place, address.message, address.fix)
