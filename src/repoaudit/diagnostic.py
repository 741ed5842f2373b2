"""Findings signed by their rules and placed on lines: what suppressions, baselines and reporters see."""

from repoaudit.finding import Applicability, Fix, Severity
from repoaudit.record import NamedTuple
from repoaudit.text import Position, Span


class Location(NamedTuple):
    """A place with its lines: both positions are None for a place without a span."""

    path: str
    span: Span | None
    anchor: str
    start: Position | None
    end: Position | None


class RelatedLocation(NamedTuple):
    """Another place that a diagnostic speaks of."""

    location: Location
    message: str


class Diagnostic(NamedTuple):
    """One finding of one rule; ``applicability`` is None without a fix."""

    location: Location
    code: str
    rule: str
    severity: Severity
    message: str
    related: tuple[RelatedLocation, ...] = ()
    fix: Fix | None = None
    applicability: Applicability | None = None

    @property
    def sort_key(self) -> tuple[str, int, str, str, str]:
        """Order of output: by file, place, code, and what tells equals apart."""
        span = self.location.span
        return (self.location.path, -1 if span is None else span.start, self.code, self.location.anchor, self.message)


class Note(NamedTuple):
    """Something that could not be known, and the rules that were silent for it."""

    path: str
    line: int | None
    message: str
    rules: tuple[str, ...] = ()


class Crash(NamedTuple):
    """An error of ours, contained: where it happened, what it was, and the rules that it silenced."""

    rules: tuple[str, ...]
    subject: str
    error: str
    traceback: str


class Suppressed(NamedTuple):
    """A diagnostic that the user accepted, and how."""

    diagnostic: Diagnostic
    by: str
    reason: str


class Report(NamedTuple):
    """Everything one run learned; plain data.

    ``stale`` counts the entries of a baseline that accept nothing, ``elsewhere`` the findings outside the folder asked
    for.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    notes: tuple[Note, ...] = ()
    crashes: tuple[Crash, ...] = ()
    files: int = 0
    rules: int = 0
    held_back: tuple[str, ...] = ()
    stale: int = 0
    elsewhere: int = 0

    def count(self, severity: Severity) -> int:
        """Return the number of diagnostics of one severity."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)

    def fixable(self, applicability: Applicability) -> int:
        """Return the number of diagnostics whose fix has exactly this applicability."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.applicability is applicability)


def fingerprints(diagnostics: tuple[Diagnostic, ...]) -> tuple[str, ...]:
    """Return a stable identity for each diagnostic: a hash of code, path, anchor and occurrence.

    Lines and messages are left out, so that edits elsewhere in the file do not change it.
    """
    from hashlib import sha256  # only machine formats and baselines want fingerprints

    seen: dict[tuple[str, str, str], int] = {}
    hashes = []
    for diagnostic in diagnostics:
        key = (diagnostic.code, diagnostic.location.path, diagnostic.location.anchor)
        seen[key] = occurrence = seen.get(key, -1) + 1
        text = "\0".join((*key, str(occurrence)))
        hashes.append(sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32])
    return tuple(hashes)
