"""How many tests the text of a module defines, by a scan that builds no tree.

Compared with what pytest 9.2.0 collects. A parametrised test counts once. What only running the module could tell is
left aside: tests that a class inherits, ``__test__``, definitions that replace others, both branches of an ``if``.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from repoaudit.globs import matches_part
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.views.suite_marks import strings_in
from repoaudit.typing import Final

_BLOCKS: Final = lazy(
    r"^(?P<indent>[ \t]*+)(?:(?:async[ \t]++)?(?P<kind>def|class)[ \t]++(?P<name>\w+)(?P<bases>[^\n]*)"
    r"|(?:if|elif|else|try|except|finally|with|for|while|match|case)\b)",
    re.MULTILINE,
)
_BASES: Final = lazy(r"(?:\[[^\]\n]*\])?\([ \t]*(?!object[ \t]*\))(?:[^) \t]|$)")
_BUILT_ON: Final = lazy(r"^[ \t]*class[ \t]+\w+\(([^)\n]*)", re.MULTILINE)
_WORD: Final = lazy(r"\w+")
_UNITTEST: Final = ("test",)
_WILD: Final = frozenset("*?[")
_QUOTES: Final = ('"""', "'''")
_QUOTE: Final = lazy("|".join(_QUOTES))


class _Block(NamedTuple):
    """A function or class around others; ``is_test`` says that what it holds may be collected."""

    indent: int
    is_class: bool
    is_test: bool
    has_bases: bool


def count_test_functions(text: str, names: tuple[str, ...], classes: tuple[str, ...]) -> int:
    """Count the tests of a module, given ``python_functions`` and ``python_classes``."""
    return sum(1 for _ in _tests(text, names, classes)) if "def " in text else 0


def _tests(text: str, names: tuple[str, ...], classes: tuple[str, ...]) -> Iterator[str]:
    around: list[_Block] = []
    for match in _outside_strings(text):
        indent, name = len(match["indent"]), match["name"]
        while around and around[-1].indent >= indent:
            around.pop()
        within = around[-1] if around else None
        if match["kind"] == "class":
            has_bases = _BASES.match(match["bases"]) is not None
            may_hold = has_bases or _is_named(name, classes) or name in _bases(text)
            is_test = may_hold and (within is None or (within.is_class and within.is_test))
            around.append(_Block(indent, is_class=True, is_test=is_test, has_bases=has_bases))
        elif match["kind"] == "def":
            if _is_test(name, within, names) and not _is_fixture(text, match.start()):
                yield name
            around.append(_Block(indent, is_class=False, is_test=False, has_bases=False))


def _is_test(name: str, within: _Block | None, names: tuple[str, ...]) -> bool:
    if within is None:
        return _is_named(name, names)
    is_named = _is_named(name, names) or (within.has_bases and name.startswith(_UNITTEST))
    return within.is_class and within.is_test and is_named


def _is_named(name: str, patterns: tuple[str, ...]) -> bool:
    return name.startswith(patterns) or any(matches_part(each, name) for each in patterns if _WILD.intersection(each))


@lru_cache(maxsize=1)  # each class of a module asks
def _bases(text: str) -> frozenset[str]:
    """Return the words of what the classes of a module build on, which so may hold tests for them to inherit."""
    return frozenset(word for bases in _BUILT_ON.findall(text) for word in _WORD.findall(bases))


def _is_fixture(text: str, start: int) -> bool:
    """Say whether one of the lines of decorators above a function makes it a fixture."""
    end = start - 1
    while end > 0:
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end].strip()
        if not line.startswith("@"):
            return False
        name = line.partition("(")[0]
        if "fixture" in name and "usefixtures" not in name:
            return True
        end = begin - 1
    return False


def _outside_strings(text: str) -> Iterator["re.Match[str]"]:
    """Yield the blocks that no string of several lines holds; such strings are sought only where one may be open."""
    spans: list[tuple[int, int]] | None = None
    opened, looked = "", 0
    for match in _BLOCKS.finditer(text):
        start = match.start()
        if any(text.count(quote, looked, start) for quote in _QUOTES):
            for quote in _QUOTE.findall(text, looked, start):
                opened = "" if quote == opened else opened or quote
        looked = start
        if opened:
            spans = list(strings_in(text)) if spans is None else spans
            if any(begin < start < end for begin, end in spans):
                continue
            opened = ""  # quotes in a comment, or in a string of one line
        yield match
