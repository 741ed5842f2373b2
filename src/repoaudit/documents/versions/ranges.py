"""The clauses of version specifiers as ranges of PEP 440's order.

A range is a sorted tuple of half-open intervals of version keys. Every border that PEP 440 speaks of lies directly
below some key, real or made up, so that comparing keys decides membership, and an interval is empty exactly when its
ends are equal or reversed. The readings of ``<``, ``>`` and local versions are those of `packaging` 26.
"""

from collections.abc import Callable, Iterable, Sequence

from repoaudit.documents.versions.pep440 import DEV_PHASE, FINAL_PHASE, LAST, Key, Version
from repoaudit.record import NamedTuple
from repoaudit.text import Span
from repoaudit.typing import Final

Interval = tuple[Key, Key]
Range = tuple[Interval, ...]

_BOTTOM: Final[Key] = Version((0,), dev=0).key
_TOP: Final[Key] = (LAST, (), 0, 0, 0, 0, ())
EVERYTHING: Final[Range] = ((_BOTTOM, _TOP),)
_MICRO: Final = 2


class Clause(NamedTuple):
    """One comparison: ``>=3.9``, ``==3.11.*``, ``===odd``, and poetry's ``^3.9``, ``~3.9``, ``*``.

    ``operator`` is ``==`` where poetry leaves it out. ``version_text`` is as written, with its wildcard; ``version`` is
    without it, and None for poetry's ``*`` and where ``===`` names something that is no version.
    """

    operator: str
    version_text: str
    version: Version | None
    wildcard: bool
    span: Span
    version_span: Span


class Bound(NamedTuple):
    """An end of a range of versions, and whether it belongs to the range."""

    version: Version
    inclusive: bool


def range_of(clause: Clause) -> Range:
    """Return the versions that a clause admits; for ``===`` the versions equal to it, whatever their spelling."""
    version = clause.version
    if version is None:
        return EVERYTHING
    if clause.wildcard:
        inside = (_dev0(version, version.release), _dev0(version, _next(version.release)))
        return _outside(inside) if clause.operator == "!=" else (inside,)
    return _RANGES[clause.operator](version)


def lower_of(clause: Clause) -> Bound | None:
    """Return the least version a clause speaks of as its lower end."""
    if clause.version is None or clause.operator in {"<", "<=", "!="}:
        return None
    return Bound(clause.version, clause.operator != ">")


def upper_of(clause: Clause) -> Bound | None:
    """Return the version a clause speaks of, or implies, as its upper end."""
    version = clause.version
    if version is None or clause.operator in {">", ">=", "!="}:
        return None
    if clause.wildcard:
        return Bound(Version(_next(version.release), epoch=version.epoch), inclusive=False)
    if clause.operator in _NEXT_RELEASE:
        return Bound(Version(_NEXT_RELEASE[clause.operator](version.release), epoch=version.epoch), inclusive=False)
    return Bound(version, clause.operator != "<")


def intersection(clauses: Iterable[Clause]) -> Range:
    """Return the versions that all clauses admit, ``===`` taken as ``==``."""
    return intersect([range_of(clause) for clause in clauses])


def intersect(ranges: Sequence[Range]) -> Range:
    """Return what all ranges have in common."""
    return _covered(ranges, len(ranges)) if ranges else EVERYTHING


def unite(ranges: Sequence[Range]) -> Range:
    """Return what belongs to any of the ranges."""
    return _covered(ranges, 1)


def _covered(ranges: Sequence[Range], times: int) -> Range:
    """Return what belongs to at least so many of the ranges; adjacent intervals are not merged."""
    borders = [(low, 1) for each in ranges for low, _ in each] + [(high, -1) for each in ranges for _, high in each]
    found: list[Interval] = []
    depth, start = 0, _BOTTOM
    for border, step in sorted(borders):
        if depth >= times and start < border:
            found.append((start, border))
        depth += step
        start = border
    return tuple(found)


def has_final_release(admitted: Range, series: Version) -> bool:
    """Tell whether a range contains any release ``X.Y.0``, ``X.Y.1``, … of a series ``X.Y``."""
    for low, high in admitted:
        # The least release of the series in an interval is its first one, or one of those at the lower end.
        beginning = low[1][2] if len(low[1]) > _MICRO else 0
        for number in (0, beginning, beginning + 1):
            if low <= Version((series.major, series.minor, number)).key < high:
                return True
    return False


def _next(release: tuple[int, ...]) -> tuple[int, ...]:
    return (*release[:-1], release[-1] + 1)


def _compatible(release: tuple[int, ...]) -> tuple[int, ...]:
    return _next(release[:-1])


def _caret(release: tuple[int, ...]) -> tuple[int, ...]:
    """Poetry: the first release that raises the leftmost number that is not zero."""
    place = next((index for index, number in enumerate(release) if number), len(release) - 1)
    return _next(release[: place + 1])


def _tilde(release: tuple[int, ...]) -> tuple[int, ...]:
    """Poetry: the next minor release, or the next major one where only that is given."""
    return _next(release[:2])


_NEXT_RELEASE: Final[dict[str, Callable[[tuple[int, ...]], tuple[int, ...]]]] = {
    "~=": _compatible,
    "^": _caret,
    "~": _tilde,
}


def _dev0(version: Version, release: tuple[int, ...]) -> Key:
    """Return the place directly below everything that starts with a release."""
    return Version(release, epoch=version.epoch, dev=0).key


def _after_locals(version: Version) -> Key:
    """Return the place directly above a version and its local versions."""
    epoch, release, phase, number, post, dev, _ = version.key
    if version.dev is not None:
        return (epoch, release, phase, number, post, dev + 1, ())
    return (epoch, release, phase, number, post + 1, 0, ())


def _after_posts(version: Version) -> Key:
    """Return the place directly above a version and its post-releases."""
    if version.dev is not None or version.post is not None:
        return _after_locals(version)
    epoch, release, phase, number, *_ = version.key
    if version.pre is None:
        return (epoch, release, FINAL_PHASE + 1, 0, -1, 0, ())
    return (epoch, release, phase, number + 1, -1, 0, ())


def _before(version: Version) -> Key:
    """Return the place below a version and, unless it is one itself, below its pre-releases."""
    if version.is_prerelease:
        return version.key
    epoch, release, *_ = version.key
    if version.post is None:
        return (epoch, release, DEV_PHASE, 0, -1, 0, ())
    return (epoch, release, FINAL_PHASE, 0, version.post, 0, ())


def _equal(version: Version) -> Interval:
    if version.local is None:
        return (version.key, _after_locals(version))
    epoch, release, phase, number, post, dev, label = version.key
    # A segment of type -1 exists in no version: it stands below whatever continues this label.
    return (version.key, (epoch, release, phase, number, post, dev, (*label, (-1, 0, ""))))


def _outside(inside: Interval) -> Range:
    low, high = inside
    above: Interval = (high, _TOP)
    return ((_BOTTOM, low), above) if low > _BOTTOM else (above,)


def _below(border: Key) -> Range:
    return ((_BOTTOM, border),) if border > _BOTTOM else ()


def _up_to_next(operator: str) -> Callable[[Version], Range]:
    following = _NEXT_RELEASE[operator]
    return lambda version: ((version.key, _dev0(version, following(version.release))),)


_RANGES: Final[dict[str, Callable[[Version], Range]]] = {
    ">=": lambda version: ((version.key, _TOP),),
    ">": lambda version: ((_after_posts(version), _TOP),),
    "<=": lambda version: _below(_after_locals(version)),
    "<": lambda version: _below(_before(version)),
    "==": lambda version: (_equal(version),),
    "===": lambda version: (_equal(version),),
    "!=": lambda version: _outside(_equal(version)),
    "~=": _up_to_next("~="),
    "^": _up_to_next("^"),
    "~": _up_to_next("~"),
}
