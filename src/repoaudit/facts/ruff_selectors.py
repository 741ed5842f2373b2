"""What each release of ruff makes of a selector, unpacked from the tables of ``ruff_codes``."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from repoaudit.choice import Choice
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
from repoaudit.typing import Final

_DIGITS: Final = "0123456789"
_RELEASES: Final = 4
"""Of how many releases the tables are kept: one repository names two or three."""


class Standing(Choice):
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


def is_steady(selector: str) -> bool:
    """Say whether every sample knows a selector: most are, and then nothing else has to be unpacked."""
    if selector == "ALL":
        return True
    codes = _steady(selector.rstrip(_DIGITS))
    return any(code.startswith(selector) for code in codes) and selector not in _ever_renamed()


@cache
def _steady(letters: str) -> frozenset[str]:
    """Return the codes of some letters that every sample knows; the others are not even unpacked."""
    had, doubtful = _numbers()
    codes = frozenset(letters + number for number in had.get(letters, ()))
    previews = (letters + number for number in doubtful.get(letters, ()))
    return codes.difference(GONE, REMOVED_SINCE, (code for code, _, _ in PREVIEWS_AGAIN), previews)


@cache
def _numbers() -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """Return the numbers behind each letters: of the codes of the oldest sample, and of those ever in preview."""
    return _split((NEW[SAMPLES[0]],)), _split(PREVIEWS.values())


def _split(packed: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for group in (group for text in packed for group in text.split()):
        letters, _, numbers = group.partition(":")
        found.setdefault(letters, []).extend(numbers.split(","))
    return found


@cache
def _ever_renamed() -> frozenset[str]:
    return frozenset(pair.partition(":")[0] for text in RENAMED.values() for pair in text.split())


def _by_letters(codes: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for code in codes:
        found.setdefault(code.rstrip(_DIGITS), []).append(code)
    return found


@cache
def answer(selector: str, sample: int) -> Answer:
    """Return what a sample (an index of `SAMPLES`) makes of a selector of capital letters and digits."""
    if selector == "ALL":
        return Answer(Standing.KNOWN)
    new = _renamed(sample).get(selector)
    if new:
        removed = answer(new, sample).standing is Standing.REMOVED
        return Answer(Standing.REMOVED) if removed else Answer(Standing.RENAMED, new)
    codes = _selected(selector, sample)
    if not codes:
        return Answer(Standing.UNKNOWN)
    if selector in _removed(sample):
        return Answer(Standing.REMOVED)
    live = set(codes) - _removed(sample)
    return Answer(Standing.PREVIEW if live and live <= _previews(sample) else Standing.KNOWN)


def _selected(selector: str, sample: int) -> list[str]:
    if selector == "PL":
        return [code for code in _codes(sample) if code.startswith(selector)]
    return [code for code in _families(sample).get(selector.rstrip(_DIGITS), ()) if code.startswith(selector)]


@lru_cache(maxsize=_RELEASES)
def _families(sample: int) -> Mapping[str, Sequence[str]]:
    return _by_letters(_codes(sample))


def _index(version: str) -> int:
    return SAMPLES.index(version)


@lru_cache(maxsize=_RELEASES)
def _codes(sample: int) -> frozenset[str]:
    had = {code for since, packed in NEW.items() if _index(since) <= sample for code in _unpacked(packed)}
    return frozenset(code for code in had if code not in GONE or _index(GONE[code]) > sample)


@lru_cache(maxsize=_RELEASES)
def _removed(sample: int) -> frozenset[str]:
    return frozenset(code for code, since in REMOVED_SINCE.items() if _index(since) <= sample)


@lru_cache(maxsize=_RELEASES)
def _renamed(sample: int) -> Mapping[str, str]:
    pairs = (pair for since, text in RENAMED.items() if _index(since) <= sample for pair in text.split())
    return dict(pair.split(":") for pair in pairs)


def new_names() -> Mapping[str, str]:
    """Return the old selectors that the newest sample takes for new ones."""
    return _renamed(len(SAMPLES) - 1)


@lru_cache(maxsize=_RELEASES)
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
