"""Which test files are worth a syntax tree, told by their text alone; `ast` is not even imported for the others."""

import re
from typing import Final

from repoaudit.facts.random_sources import FUNCTIONS, SEEDING, SHUFFLING
from repoaudit.regex import lazy

MADE_BY: Final = "list|dict|set|defaultdict|OrderedDict|Counter|deque"
_GLOBALS: Final = lazy(rf"^(\w+)[ \t]*(?::[^=\n]+)?=[ \t]*(?:[\[{{]|(?:collections\.)?(?:{MADE_BY})\()", re.MULTILINE)
REMOVING: Final = frozenset("clear pop popitem popleft remove discard".split())
CHANGING: Final = REMOVING | frozenset("add append appendleft extend extendleft insert update".split())
_CALLED: Final = "|".join(sorted(CHANGING))
_CHANGED: Final = lazy(
    r"\bglobal[ \t]+([\w, \t]+)|\bdel[ \t]+(\w+)\["
    rf"|\b(\w+)(?:\.(?:{_CALLED})\(|\[[^\n]{{0,100}}?\](?:\.|[ \t]{{0,3}}[^\w\s]{{0,2}}=))"
)
SEEDS: Final = lazy(SEEDING)
_DRAWS: Final = lazy(r"\brandom\s*\.\s*[a-z]|default_rng\(\)|RandomState\(\)")


def may_change_state(text: str) -> bool:
    """Say whether the text of a module makes a list, dict or set at its top, and changes one inside something."""
    names = set(_GLOBALS.findall(text))
    if not names:
        return False
    found = (name.strip() for groups in _CHANGED.findall(text) for group in groups for name in group.split(","))
    return not names.isdisjoint(found)


def may_be_random(text: str) -> bool:
    """Say whether a text names a source of random numbers, compares with something, and seeds nothing."""
    names_some = "numpy" in text and _DRAWS.search(text) is not None
    names_some = names_some or ("sklearn" in text and any(name in text for name in FUNCTIONS | SHUFFLING))
    return names_some and ("assert" in text) and SEEDS.search(text) is None
