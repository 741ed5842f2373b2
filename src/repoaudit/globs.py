"""Path patterns: ``*`` and ``?`` within one part of a path, ``**`` across parts; linear in pattern times path."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

Matcher = Callable[[str], object]
PartsMatcher = Callable[[list[str]], bool]
_LONGEST = 4_000


@lru_cache(maxsize=512)
def part_matcher(pattern: str) -> Matcher:
    """Return what is true of the names that a pattern without slashes matches; most need no regular expression.

    One that is longer than any name and its classes are matches nothing: to read it takes the square of its length.
    """
    if len(pattern) > _LONGEST:
        return _is_no_name
    if "?" in pattern or "[" in pattern:
        from fnmatch import translate  # hardly ever

        return re.compile(translate(pattern)).match
    start, *middle = pattern.split("*")
    if not middle:
        return pattern.__eq__
    end = middle.pop()
    if middle:
        return partial(_has_parts, start, middle, end)
    if start and end:
        least = len(start) + len(end)
        return lambda name: name.endswith(end) and name.startswith(start) and len(name) >= least
    return (lambda name: name.endswith(end)) if end else lambda name: name.startswith(start)


def _is_no_name(name: str) -> bool:
    del name
    return False


def _has_parts(start: str, middle: list[str], end: str, name: str) -> bool:
    """Say whether a name holds the parts between the stars, in order and apart; each is best found early."""
    if not (name.startswith(start) and name.endswith(end)):
        return False
    at, last = len(start), len(name) - len(end)
    if last < at:
        return False
    for part in middle:
        found = name.find(part, at, last)
        if found < 0:
            return False
        at = found + len(part)
    return True


def matches_part(pattern: str, name: str) -> bool:
    """Say whether a pattern without slashes matches one name; case matters."""
    return bool(part_matcher(pattern)(name))


def matches(pattern: str, path: str) -> bool:
    """Say whether a pattern matches a POSIX path, or one of its parent folders.

    A pattern without a slash matches any part of the path, as in ``.gitignore``; one with a slash is anchored at the
    root. A trailing slash is ignored.
    """
    return _path_matcher(pattern)(path.split("/"))


@lru_cache(maxsize=512)
def _path_matcher(pattern: str) -> PartsMatcher:
    """Return what is true of the parts of the paths that a pattern matches."""
    pattern = pattern.rstrip("/")
    if "/" in pattern or pattern == "**":
        return partial(_anchored, _matchers(pattern))
    match = part_matcher(pattern)
    return lambda parts: any(map(match, parts))


def _matchers(pattern: str) -> tuple[Matcher | None, ...]:
    """Return a matcher for each part of a pattern, None for ``**``."""
    parts = pattern.removeprefix("./").lstrip("/").split("/")
    return tuple(None if part == "**" else part_matcher(part) for part in parts)


def matches_any(patterns: Iterable[str], path: str) -> bool:
    """Say whether one of the patterns matches."""
    parts = path.split("/")
    return any(_path_matcher(pattern)(parts) for pattern in patterns)


def _anchored(pattern: tuple[Matcher | None, ...], parts: list[str]) -> bool:
    """Match part by part; where that fails, let the last ``**`` take one part more: of those before none has to."""
    at, here, after, taken = 0, 0, -1, 0
    while at < len(pattern):
        match = pattern[at]
        if match is None:
            at += 1
            after, taken = at, here
        elif here == len(parts):
            return False
        elif match(parts[here]):
            at, here = at + 1, here + 1
        elif after < 0:
            return False
        else:
            taken += 1
            at, here = after, taken
    return True
