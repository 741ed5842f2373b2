"""Path patterns: ``*`` and ``?`` within one part of a path, ``**`` across parts; linear in pattern times path."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial


@lru_cache(maxsize=512)
def _matcher(pattern: str) -> Callable[[str], object]:
    """Return what is true of the names that a pattern matches; most patterns need no regular expression."""
    if "?" not in pattern and "[" not in pattern:
        start, *middle = pattern.split("*")
        return partial(_has_parts, start, middle[:-1], middle[-1]) if middle else pattern.__eq__
    from fnmatch import translate  # hardly ever

    return re.compile(translate(pattern)).match


def _has_parts(start: str, middle: list[str], end: str, name: str) -> bool:
    """Say whether a name holds the parts between the stars, in order and apart; each is best found early."""
    last = len(name) - len(end)
    if last < len(start) or not (name.startswith(start) and name.endswith(end)):
        return False
    at = len(start)
    for part in middle:
        found = name.find(part, at, last)
        if found < 0:
            return False
        at = found + len(part)
    return True


def matches_part(pattern: str, name: str) -> bool:
    """Say whether a pattern without slashes matches one name; case matters."""
    return bool(_matcher(pattern)(name))


def matches(pattern: str, path: str) -> bool:
    """Say whether a pattern matches a POSIX path, or one of its parent folders.

    A pattern without a slash matches any part of the path, as in ``.gitignore``; one with a slash is anchored at the
    root. A trailing slash is ignored.
    """
    pattern = pattern.rstrip("/")
    parts = path.split("/")
    if "/" not in pattern and pattern != "**":
        return any(map(_matcher(pattern), parts))
    return _anchored(_parts_of(pattern), parts)


@lru_cache(maxsize=512)
def _parts_of(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.removeprefix("./").lstrip("/").split("/"))


def matches_any(patterns: Iterable[str], path: str) -> bool:
    """Say whether one of the patterns matches."""
    return any(matches(pattern, path) for pattern in patterns)


def _anchored(pattern: tuple[str, ...], parts: list[str]) -> bool:
    """Match part by part; where that fails, let the last ``**`` take one part more: of those before none has to."""
    at, here, after, taken = 0, 0, -1, 0
    while at < len(pattern):
        if pattern[at] == "**":
            at += 1
            after, taken = at, here
        elif here == len(parts):
            return False
        elif matches_part(pattern[at], parts[here]):
            at, here = at + 1, here + 1
        elif after < 0:
            return False
        else:
            taken += 1
            at, here = after, taken
    return True
