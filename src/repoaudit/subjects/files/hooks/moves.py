"""Addresses of hook repositories that should not be used any more, and what to write instead."""

from collections.abc import Iterator

from repoaudit.facts.moved_hooks import MOVED, NO_GIT_PROTOCOL, MovedRepository
from repoaudit.finding import Applicability, Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.hooks.repositories import Address, HookRepository
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.subjects.files.hooks import Hooks

_GIT: Final = "git"
_NO_ANSWER: Final = "cannot be reached, because its host does not answer to `git://` any more"


class MovedHooks(NamedTuple):
    """One address, why it should go, and what to do; ``linter`` is the tool behind it where ruff replaces that."""

    url: str
    why: str
    advice: str
    place: Place
    fix: Fix | None
    linter: str


def moved_hooks(hooks: "Hooks") -> Iterator[MovedHooks]:
    """Yield the repositories of a configuration that moved, were archived or cannot be reached."""
    for repo in hooks.repos:
        is_unreachable = _speaks_git(repo.url)
        https = MovedRepository("", f"https{repo.url[len(_GIT) :]}", is_same=True) if is_unreachable else None
        fact = MOVED.get(repo.slug, https)
        if fact:
            why = _NO_ANSWER if is_unreachable else fact.why
            yield MovedHooks(repo.url, why, _advice(repo, fact), repo.place, _fix(repo, fact), fact.linter)


def _advice(repo: HookRepository, fact: MovedRepository) -> str:
    if not fact.url:
        return fact.advice
    newer = fact.newer_revs.get(repo.rev)
    tag = f" at `{newer}` or newer, as its tag for this `rev` cannot be built any more" if newer else ""
    return f"use `{fact.url}`{tag}"


def _fix(repo: HookRepository, fact: MovedRepository) -> Fix | None:
    """Phrase the fix where the replacement is known to have the same hooks for this ``rev``."""
    if fact.is_same:
        return repo.with_url(fact.url).but(Applicability.SAFE).titled(f"use `{fact.url}`")
    tag = fact.revs.get(repo.rev) or fact.newer_revs.get(repo.rev)
    if tag is None:
        return None
    fix = repo.with_url(fact.url)
    fix = fix if tag == repo.rev else fix.and_also(repo.with_rev(tag))
    applicability = Applicability.SAFE if repo.rev in fact.revs else Applicability.UNSAFE
    return fix.but(applicability).titled(f"use `{fact.url}` at `{tag}`")


def _speaks_git(url: str) -> bool:
    address = Address(url)
    return address.scheme == _GIT and address.host in NO_GIT_PROTOCOL
