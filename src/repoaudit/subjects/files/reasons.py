"""Comments that may give the reason for what stands beside them."""

import re

from repoaudit.subjects.files.suppressions import MARK
from repoaudit.text import line_end, line_start
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repoaudit.finding import Place
    from repoaudit.scope import Scope


_PUT_OFF: Final = frozenset({"todo", "fixme", "xxx"})
_ENOUGH: Final = 2


def is_explained(scope: "Scope", place: "Place") -> bool:
    """Say whether a comment stands behind a place on its line, or on the line above; a suppression is no reason."""
    return any(_comments_at(scope, place))


def is_spoken_of(scope: "Scope", place: "Place", text: str) -> bool:
    """Say whether such a comment speaks of what stands there in its own words: ``# `|| true` so that ...``."""
    return any(text in comment and comment.strip("#; `") != text for comment in _comments_at(scope, place))


def says_more(scope: "Scope", place: "Place", code: str, known: frozenset[str]) -> bool:
    """Say whether such a comment has two words that are not known, and puts nothing off.

    Addresses do not count, nor what speaks of other codes; of more comments above, those that name this one do.
    """
    for comment in (*_comments_at(scope, place), *_block_above(scope, place, code)):
        words = set(re.findall(r"[^\W\d_]{3,}", re.sub(r"\w+://\S+", "", comment).lower()))
        others = set(re.findall(r"\b[A-Z]{1,6}\d{1,4}\b", comment)) - {code}
        if len(words - known) >= _ENOUGH and not words & _PUT_OFF and (code in comment or not others):
            return True
    return False


def without_suppressions(text: str) -> str:
    """Return a text without what stands in suppressions: the name of a rule says nothing about the repository."""
    return re.sub(rf"{MARK}.*", "", text) if MARK in text else text


def speaks_of(scope: "Scope", place: "Place", words: "re.Pattern[str]") -> bool:
    """Say whether the comments beside a place and in the block above it have one of some words, and put nothing off."""
    text = " ".join((*_comments_at(scope, place), *_block_above(scope, place, ""))).lower()
    return words.search(text) is not None and not _PUT_OFF.intersection(re.findall(r"\w+", text))


def _block_above(scope: "Scope", place: "Place", code: str) -> "Iterator[str]":
    """Yield the lines of the comments above a place that name a code."""
    text = scope.repository.read(place.path)[: place.span.start if place.span else 0]
    lines = text.splitlines()[:-1] if not text.endswith("\n") else text.splitlines()
    for line in reversed(lines):
        if not line.lstrip().startswith("#"):
            return
        if code in line and MARK not in line:
            yield line


def _comments_at(scope: "Scope", place: "Place") -> "Iterator[str]":
    """Yield the comment on the line above a place, and the one behind it on its line; no suppressions."""
    if place.span is None:
        return
    text = scope.repository.read(place.path)
    start = line_start(text, place.span.start)
    above = text[line_start(text, start - 1) : start].strip() if start else ""
    behind = text[place.span.end : line_end(text, place.span.end)]
    if above.startswith(("#", ";")) and MARK not in above:
        yield above
    if "#" in behind and MARK not in behind:
        yield behind.partition("#")[2] or "#"
