"""One place that declares a fact, and whether it agrees with the place that decides."""

from collections.abc import Iterator

from repoaudit.choice import Choice
from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple


class Verdict(Choice):
    """What comes of comparing a place with the one that decides."""

    DECIDES = "decides"
    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


Judged = tuple[Verdict, str]
"""A verdict and the reason, "" where it needs none."""

AGREES: Judged = (Verdict.AGREES, "")
DECIDES: Judged = (Verdict.DECIDES, "")


class Declaration(NamedTuple):
    """The fact, the value as people write it, who declares it and where, and whether that agrees.

    ``reason`` says with what a value differs, or why nothing is known of it.
    """

    fact: str
    value: str
    by: str
    place: Place
    verdict: Verdict
    reason: str = ""


def differs(reason: str) -> Judged:
    """Return the verdict that a value is another one."""
    return Verdict.DIFFERS, reason


def unknown(reason: str) -> Judged:
    """Return the verdict that nothing can be said."""
    return Verdict.UNKNOWN, reason


def until_unknown(fact: str, items: Iterator[Declaration]) -> Iterator[Declaration]:
    """Yield declarations; the first that cannot be known ends them, and its reason becomes one of them."""
    try:
        yield from items
    except UnknownError as error:
        yield Declaration(fact, "?", "", Place(error.path, error.span), Verdict.UNKNOWN, error.reason)
