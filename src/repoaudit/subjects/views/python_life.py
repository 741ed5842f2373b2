"""Which Pythons are maintained on a given day. Days are ISO dates, which compare as text."""

from collections.abc import Iterable

from repoaudit.documents.versions import Specifiers, Version
from repoaudit.facts.pythons import AS_OF, END_OF_LIFE, RELEASED
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

MINORS: Final[tuple[Version, ...]] = tuple(version for text in RELEASED if (version := Version.parse(text)))
"""The released minor versions of Python 3, oldest first."""


def today(scope: "Scope") -> str:
    """Return the day that the run counts as today: the policy's, or that of the facts where it names none."""
    return scope.policy.today or AS_OF


def end_of_life(minor: Version) -> str | None:
    """Return the day on which a minor version ends, None for one that is not in the table."""
    return END_OF_LIFE.get(str(minor.minor_version))


def has_ended(minor: Version, day: str) -> bool:
    """Say whether a minor version gets no security fixes any more."""
    end = end_of_life(minor)
    return end is not None and end < day


def ended_a_year_ago(minor: Version, day: str) -> bool:
    """Say whether it ended more than twelve months before a day."""
    year, rest = day[:4], day[4:]
    return has_ended(minor, f"{int(year) - 1}{rest}")


def oldest_maintained(day: str) -> Version:
    """Return the oldest minor version that still gets security fixes, the newest one where none does."""
    return next((minor for minor in MINORS if not has_ended(minor, day)), MINORS[-1])


def admitted(specifiers: Specifiers, minors: Iterable[Version] = MINORS) -> tuple[Version, ...]:
    """Return the released minor versions of which a range admits some release."""
    return tuple(minor for minor in minors if specifiers.admits_python(minor))
