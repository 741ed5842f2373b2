"""Version specifiers: PEP 440's, and poetry's dialect of them, with the places of their clauses."""

from collections.abc import Iterable
from functools import lru_cache

from repoaudit.documents.versions.pep440 import Version
from repoaudit.documents.versions.ranges import (
    Bound,
    Clause,
    Range,
    has_final_release,
    intersect,
    intersection,
    lower_of,
    range_of,
    unite,
    upper_of,
)
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

__all__ = ["Bound", "Clause", "Specifiers", "Version", "canonical_name"]

Alternative = tuple[Clause, ...]

_NUMBERS_OF_PYTHON: Final = 3  # major, minor, micro: what `===` is compared with
_CLAUSE: Final = lazy(r"(===|~=|==|!=|<=|>=|<|>)\s*(\S*)")


class Specifiers:
    """Which versions are admitted: the clauses of one alternative hold together, poetry's ``||`` separates several.

    No clause at all admits every version. `str` is the text as written; the spans of the clauses are offsets into the
    text that was read, plus the ``offset`` it was read at.
    """

    __slots__ = ("alternatives", "text")

    def __init__(self, text: str, alternatives: tuple[Alternative, ...]) -> None:
        self.text = text
        self.alternatives = alternatives

    @staticmethod
    def parse(text: str, offset: int = 0) -> "Specifiers | None":
        """Read clauses of PEP 440 between commas; None for what `packaging.specifiers.SpecifierSet` refuses."""
        clauses: list[Clause] = []
        for piece in text.split(","):
            if stripped := piece.strip():
                start = offset + len(piece) - len(piece.lstrip())
                clause = _parse_clause(stripped, start)
                if clause is None:
                    return None
                clauses.append(clause)
            offset += len(piece) + 1
        return Specifiers(text, (tuple(clauses),))

    @staticmethod
    def parse_poetry(text: str, offset: int = 0) -> "Specifiers | None":
        """Read a constraint of ``[tool.poetry]``, which adds ``^``, ``~``, ``*``, bare versions, blanks and ``||``."""
        from repoaudit.documents.versions.poetry import parse_alternatives

        alternatives = parse_alternatives(text, offset)
        return None if alternatives is None else Specifiers(text, alternatives)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, in the order of the text."""
        return tuple(clause for alternative in self.alternatives for clause in alternative)

    def contains(self, version: Version, *, prereleases: bool = True) -> bool:
        """Tell whether a version is admitted; with ``prereleases=False`` none of those is."""
        if version.is_prerelease and not prereleases:
            return False
        return any(all(_admits(clause, version) for clause in clauses) for clauses in self.alternatives)

    def admits_python(self, minor: Version) -> bool:
        """Tell whether any final release of a minor series of Python (3.9.0, 3.9.1, …) is admitted."""
        return any(_admits_series(clauses, minor) for clauses in self.alternatives)

    def lowest_python(self, candidates: Iterable[Version]) -> Version | None:
        """Return the oldest of some minor series of which a release is admitted."""
        return min(filter(self.admits_python, candidates), default=None)

    @property
    def lower_bound(self) -> Bound | None:
        """The least version that the clauses speak of as lower end; exclusions (``!=``) do not count."""
        lowest = [_highest_lower(clauses) for clauses in self.alternatives]
        bounds = [bound for bound in lowest if bound is not None]
        complete = len(bounds) == len(lowest)
        return min(bounds, key=_lower_order, default=None) if complete else None

    @property
    def upper_bound(self) -> Bound | None:
        """The version that the clauses speak of, or imply (``~=1.2`` implies ``<2``), as upper end."""
        highest = [_lowest_upper(clauses) for clauses in self.alternatives]
        bounds = [bound for bound in highest if bound is not None]
        complete = len(bounds) == len(highest)
        return max(bounds, default=None) if complete else None

    @property
    def is_capped(self) -> bool:
        """Whether the versions admitted end somewhere."""
        return self.upper_bound is not None

    @property
    def exact(self) -> Version | None:
        """The one version of ``==1.2.3`` or ``===1.2.3``; None for anything that may admit others."""
        if len(self.alternatives) != 1:
            return None
        pins = {each.version for each in self.clauses if each.operator in {"==", "==="} and not each.wildcard}
        return pins.pop() if len(pins) == 1 else None

    def intersects(self, other: "Specifiers") -> bool:
        """Tell whether some version, perhaps a pre-release, is admitted by both.

        Exact but for ``===``, which is taken as ``==`` (and as anything where it names no version): then the answer
        may be True where only the spelling differs, and never wrongly False.
        """
        return bool(intersect((_admitted(self), _admitted(other))))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Specifiers):
            return NotImplemented
        return (self.text, self.alternatives) == (other.text, other.alternatives)

    def __hash__(self) -> int:
        return hash((self.text, self.alternatives))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Specifiers {self.text!r}>"


@lru_cache(maxsize=4096)
def canonical_name(text: str) -> str:
    """Return the name of a project as PEP 503 compares names: lower case, with single hyphens."""
    name = text.lower().replace("_", "-").replace(".", "-")
    while "--" in name:
        name = name.replace("--", "-")
    return name


def _parse_clause(text: str, start: int) -> Clause | None:
    match = _CLAUSE.fullmatch(text)
    if match is None:
        return None
    operator, written = match.groups()
    span, version_span = Span(start, start + len(text)), Span(start + match.start(2), start + match.end(2))
    if operator == "===":
        valid = ";" not in written and ")" not in written
        pinned = Clause(operator, written, Version.parse(written), wildcard=False, span=span, version_span=version_span)
        return pinned if valid else None
    wildcard = written.endswith(".*")
    version = Version.parse(written.removesuffix(".*"))
    if version is None or not _allowed(operator, version, wildcard=wildcard):
        return None
    return Clause(operator, written, version, wildcard, span, version_span)


def _allowed(operator: str, version: Version, *, wildcard: bool) -> bool:
    """Tell whether PEP 440 lets the operator stand before such a version."""
    if operator == "~=" and len(version.release) == 1:
        return False
    if operator not in {"==", "!="}:
        return not wildcard and version.local is None
    is_release = not version.is_prerelease and version.post is None and version.local is None
    return is_release or not wildcard


def _admits(clause: Clause, version: Version) -> bool:
    if clause.operator == "===":
        return str(version).lower() == clause.version_text.lower()
    return any(low <= version.key < high for low, high in range_of(clause))


def _admits_series(clauses: Alternative, minor: Version) -> bool:
    literals = [clause.version for clause in clauses if clause.operator == "==="]
    if not literals:
        return has_final_release(intersection(clauses), minor)
    literal = literals[0]
    if literal is None or literal.is_prerelease or len(literal.release) != _NUMBERS_OF_PYTHON:
        return False
    return literal.minor_version == minor.minor_version and all(_admits(clause, literal) for clause in clauses)


def _admitted(specifiers: Specifiers) -> Range:
    return unite([intersection(clauses) for clauses in specifiers.alternatives])


def _lower_order(bound: Bound) -> tuple[Version, bool]:
    return bound.version, not bound.inclusive


def _highest_lower(clauses: Alternative) -> Bound | None:
    bounds = [bound for clause in clauses if (bound := lower_of(clause))]
    return max(bounds, key=_lower_order, default=None)


def _lowest_upper(clauses: Alternative) -> Bound | None:
    bounds = [bound for clause in clauses if (bound := upper_of(clause))]
    return min(bounds, default=None)
