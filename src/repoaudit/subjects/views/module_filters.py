"""Which test files are worth a syntax tree, told by their text alone; `ast` is not even imported for the others."""

import re

from repoaudit.facts.random_sources import FUNCTIONS, SEEDING, SEEDING_BLOCKS, SEEDING_CALLS, SHUFFLING
from repoaudit.regex import lazy
from repoaudit.typing import Final

MADE_BY: Final = "list|dict|set|defaultdict|OrderedDict|Counter|deque"
_GLOBALS: Final = lazy(rf"\n(\w+)[ \t]*(?::[^=\n]+)?=[ \t]*(?:[\[{{]|(?:collections\.)?(?:{MADE_BY})\()")
"""At the begin of a line; looking for line breaks takes a third of the time of `^`."""

REMOVING: Final = frozenset("clear pop popitem popleft remove discard".split())
CHANGING: Final = REMOVING | frozenset("add append appendleft extend extendleft insert update".split())
_CALLED: Final = "|".join(sorted(CHANGING))
_CHANGED: Final = lazy(
    r"\bglobal[ \t]+([\w, \t]+)|\bdel[ \t]+(\w+)\["
    rf"|\b(\w+)(?:\.(?:{_CALLED})\(|\[[^\n]{{0,100}}?\](?:\.|[ \t]{{0,3}}[^\w\s]{{0,2}}=))"
)
_SEEDING_CALLS: Final = lazy(SEEDING_CALLS)
_SEEDING_BLOCKS: Final = lazy(SEEDING_BLOCKS)
_NUMPY: Final = r"random\s*\.\s*(?!default_rng\b)[a-z]|(?:default_rng|RandomState|SeedSequence)\(\)"
_OF_NUMPY: Final = lazy(_NUMPY)
_OF_BOTH: Final = lazy(rf"{_NUMPY}|\b(?:{'|'.join(sorted(FUNCTIONS | SHUFFLING))})\(")
_NUMPY_WORDS: Final = ("random", "default_rng()", "RandomState()", "SeedSequence()")
_OF_SKLEARN: Final = tuple(f"{name}(" for name in sorted(FUNCTIONS | SHUFFLING))
_ARGUMENTS: Final = lazy(r"(?:[^()'\"#]++|\((?:[^()'\"#]++|\([^()'\"#]*+\))*+\))*+\)")
"""What stands between the parentheses of a call, up to two deep and without strings."""


def changed_globals(text: str) -> frozenset[str]:
    """Return the names of lists, dicts and sets that a module makes at its top, and something in it may change."""
    names = frozenset(name for name in _GLOBALS.findall(f"\n{text}") if _may_change(name, text))
    if not names:
        return names
    found = (name.strip() for groups in _CHANGED.findall(text) for group in groups for name in group.split(","))
    return names.intersection(found)


def _may_change(name: str, text: str) -> bool:
    """Say whether a change of a name is possible at all; most are only read."""
    return f"{name}." in text or f"{name}[" in text or "global" in text


def may_be_random(text: str) -> bool:
    """Say whether a text names a source of random numbers, compares with something, and seeds nothing."""
    return "assert" in text and (_draws_with_numpy(text) or _draws_with_sklearn(text)) and not seeds(text)


def seeds(text: str) -> bool:
    """Say whether a text shows that something in it seeds a global generator."""
    if any(word in text for word in SEEDING) or ("seed" in text and _SEEDING_CALLS.search(text) is not None):
        return True
    return "with " in text and _SEEDING_BLOCKS.search(text) is not None


def random_sources(text: str) -> re.Pattern[str]:
    """Return a pattern of what may draw random numbers in a text; a generator with a seed is none."""
    return _OF_BOTH if "sklearn" in text else _OF_NUMPY


def _draws_with_numpy(text: str) -> bool:
    return "numpy" in text and any(word in text for word in _NUMPY_WORDS) and _OF_NUMPY.search(text) is not None


def _draws_with_sklearn(text: str) -> bool:
    """Say whether one of the calls is not given a ``random_state``, as far as the text shows its arguments."""
    return "sklearn" in text and any(_is_unseeded(call, text) for call in _OF_SKLEARN)


def _is_unseeded(call: str, text: str) -> bool:
    at = text.find(call)
    while at >= 0:
        arguments = _ARGUMENTS.match(text, at + len(call))
        if arguments is None or "random_state" not in arguments[0]:
            return True
        at = text.find(call, at + 1)
    return False
