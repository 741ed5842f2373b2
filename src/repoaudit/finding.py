"""What rules yield: findings with places, and fixes with claims."""

from collections.abc import Callable, Mapping
from enum import IntEnum

from repoaudit.record import NamedTuple
from repoaudit.text import Edit, Span
from repoaudit.typing import Final


class Severity(IntEnum):
    """How much a finding matters; ordered."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word used in output and configuration."""
        return self.name.lower()


class Applicability(IntEnum):
    """Who may press the button of a fix: nobody, the user, or the tool; ordered."""

    DISPLAY = 1
    UNSAFE = 2
    SAFE = 3

    @property
    def label(self) -> str:
        """The word used in output and configuration."""
        return self.name.lower()


class _Absent:
    """The value of a claim that says: after the fix, nothing is here."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()

DataPath = tuple[str | int, ...]
"""Where a value stands in a document's plain data: keys and indexes."""

Claim = Mapping[str, Mapping[DataPath, object]]
"""What a fix says it changes: file path → data path → the value afterwards, or `ABSENT`."""


class Change(NamedTuple):
    """Text edits, and the claim that an independent reader holds them to."""

    edits: tuple[Edit, ...]
    claim: Claim

    def __add__(self, other: object) -> "Change":
        """Join two changes into one; of two claims about one value the later holds."""
        if not isinstance(other, Change):
            return NotImplemented
        claim = {path: dict(values) for path, values in self.claim.items()}
        for path, values in other.claim.items():
            claim.setdefault(path, {}).update(values)
        return Change(self.edits + other.edits, claim)


Draft = Callable[[], Change]
"""A change that is built only when somebody wants to see or apply it. Raises `EditRefusedError`."""


class Fix(NamedTuple):
    """A titled change. ``applicability`` is None where the rule's own declaration holds."""

    title: str
    drafts: tuple[Draft, ...]
    applicability: Applicability | None = None

    def build(self) -> Change:
        """Build the edits and the claim. Raises `EditRefusedError` where a document refuses."""
        change = Change((), {})
        for draft in self.drafts:
            change += draft()
        return change

    def titled(self, title: str) -> "Fix":
        """Return the same change under another title."""
        return self._replace(title=title)

    def but(self, applicability: Applicability) -> "Fix":
        """Return the same change for another button."""
        return self._replace(applicability=applicability)

    def and_also(self, other: "Fix") -> "Fix":
        """Return one fix that makes both changes, as applicable as the weaker of the two."""
        stated = [each for each in (self.applicability, other.applicability) if each is not None]
        return Fix(self.title, self.drafts + other.drafts, min(stated, default=None))


class Place(NamedTuple):
    """Where something is: a path, perhaps a span, and a symbolic anchor that survives edits elsewhere.

    No span means the file as a whole, or one that should exist.
    """

    path: str
    span: Span | None = None
    anchor: str = ""


class Related(NamedTuple):
    """Another place that a finding speaks of, and what is there."""

    place: Place
    message: str


class Finding(NamedTuple):
    """What a rule yields: where the change belongs, what is wrong, and perhaps how to mend it."""

    place: Place
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
