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
        return any(matches_part(pattern, part) for part in parts)
    return _anchored(pattern.removeprefix("./").lstrip("/").split("/"), parts)


def matches_any(patterns: Iterable[str], path: str) -> bool:
    """Say whether one of the patterns matches."""
    return any(matches(pattern, path) for pattern in patterns)


def _anchored(pattern: list[str], parts: list[str]) -> bool:
    """Match part by part, keeping the set of pattern positions that are possible so far: no backtracking."""
    states = _skip({0}, pattern)
    for part in parts:
        if len(pattern) in states:
            return True
        states = _skip(set(_step(states, pattern, part)), pattern)
    return len(pattern) in states


def _step(states: set[int], pattern: list[str], part: str) -> Iterable[int]:
    for state in states:
        if pattern[state] == "**":
            yield state
        elif matches_part(pattern[state], part):
            yield state + 1


def _skip(states: set[int], pattern: list[str]) -> set[int]:
    """Add the states that ``**`` reaches by matching no part at all."""
    todo = list(states)
    while todo:
        state = todo.pop()
        if state < len(pattern) and pattern[state] == "**" and state + 1 not in states:
            states.add(state + 1)
            todo.append(state + 1)
    return states
