"""What each release of ruff makes of a selector, unpacked from the tables of ``ruff_codes``."""

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import Final

from repoaudit.facts.ruff_codes import (
    GONE,
    NEW,
    PREVIEWS,
    PREVIEWS_AGAIN,
    PREVIEWS_SINCE,
    REMOVED_SINCE,
    RENAMED,
    SAMPLES,
)
from repoaudit.record import NamedTuple


class Standing(Enum):
    """What a release of ruff makes of a selector."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    REMOVED = "removed"
    RENAMED = "renamed"
    PREVIEW = "preview"


class Answer(NamedTuple):
    """What one release makes of a selector, and the selector that it takes it for, "" for the same."""

    standing: Standing
    new: str = ""


def answer(selector: str, sample: int) -> Answer:
    """Return what a sample (an index of `SAMPLES`) makes of a selector of capital letters and digits."""
    if selector == "ALL":
        return Answer(Standing.KNOWN)
    new = _renamed(sample).get(selector)
    if new:
        removed = answer(new, sample).standing is Standing.REMOVED
        return Answer(Standing.REMOVED) if removed else Answer(Standing.RENAMED, new)
    codes = [code for code in _codes(sample) if _selects(selector, code)]
    if not codes:
        return Answer(Standing.UNKNOWN)
    if selector in _removed(sample):
        return Answer(Standing.REMOVED)
    live = set(codes) - _removed(sample)
    return Answer(Standing.PREVIEW if live and live <= _previews(sample) else Standing.KNOWN)


def _selects(selector: str, code: str) -> bool:
    families = (selector.rstrip(_DIGITS), code.rstrip(_DIGITS))
    return code.startswith(selector) and (families[0] == families[1] or selector == "PL")


_DIGITS: Final = "0123456789"


def _index(version: str) -> int:
    return SAMPLES.index(version)


@lru_cache(maxsize=8)
def _codes(sample: int) -> frozenset[str]:
    had = {code for since, packed in NEW.items() if _index(since) <= sample for code in _unpacked(packed)}
    return frozenset(code for code in had if code not in GONE or _index(GONE[code]) > sample)


@lru_cache(maxsize=8)
def _removed(sample: int) -> frozenset[str]:
    return frozenset(code for code, since in REMOVED_SINCE.items() if _index(since) <= sample)


@lru_cache(maxsize=8)
def _renamed(sample: int) -> Mapping[str, str]:
    pairs = (pair for since, text in RENAMED.items() if _index(since) <= sample for pair in text.split())
    return dict(pair.split(":") for pair in pairs)


@lru_cache(maxsize=8)
def _previews(sample: int) -> frozenset[str]:
    """Return the codes in preview; none before 0.5."""
    if sample < _index(PREVIEWS_SINCE):
        return frozenset()
    found = {code for end, packed in PREVIEWS.items() if _is_before(sample, end) for code in _unpacked(packed)}
    found |= {code for code, since, end in PREVIEWS_AGAIN if _index(since) <= sample and _is_before(sample, end)}
    return frozenset(found & _codes(sample))


def _is_before(sample: int, end: str) -> bool:
    return not end or sample < _index(end)


def _unpacked(text: str) -> frozenset[str]:
    groups = (group.partition(":") for group in text.split())
    return frozenset(family + number for family, _, numbers in groups for number in numbers.split(","))
