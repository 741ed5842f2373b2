"""Which test files are worth a syntax tree, told by their text alone; `ast` is not even imported for the others."""

from repoaudit.facts.random_sources import FUNCTIONS, SEEDING, SHUFFLING
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
SEEDS: Final = lazy(SEEDING)
SOURCES: Final = lazy(
    rf"\brandom\s*\.\s*[a-z]|\b(?:default_rng|RandomState|SeedSequence)\(\)"
    rf"|\b(?:{'|'.join(sorted(FUNCTIONS | SHUFFLING))})\("
)
"""Text of a call that may draw random numbers."""

_WORDS: Final = ("random", "default_rng", "RandomState", "SeedSequence", *sorted(FUNCTIONS | SHUFFLING))
"""Of which every such text has one; the pattern takes 0.7 ms to compile."""


def changed_globals(text: str) -> frozenset[str]:
    """Return the names of lists, dicts and sets that a module makes at its top, and something in it may change."""
    names = frozenset(_GLOBALS.findall(f"\n{text}"))
    if "global" not in text:
        names = frozenset(name for name in names if f"{name}." in text or f"{name}[" in text)
    if not names:
        return names
    found = (name.strip() for groups in _CHANGED.findall(text) for group in groups for name in group.split(","))
    return names.intersection(found)


def may_be_random(text: str) -> bool:
    """Say whether a text names a source of random numbers, compares with something, and seeds nothing."""
    if "assert" not in text or not ("numpy" in text or "sklearn" in text):
        return False
    if not any(word in text for word in _WORDS):
        return False
    return SOURCES.search(text) is not None and SEEDS.search(text) is None
