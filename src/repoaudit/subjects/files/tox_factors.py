"""The names of environments that tox spells, and factors: braces multiply, ranges count, commas separate.

Source: tox 4.67.15, ``config/loader/ini/factor.py`` and ``config/loader/toml/_product.py``.
"""

import re
from collections.abc import Iterator
from itertools import islice, product

from repoaudit.facts.task_runners import TOX_OPEN_RANGE, TOX_PLATFORMS
from repoaudit.regex import lazy
from repoaudit.typing import Final

_MAX_NAMES: Final = 1_000
_COMMENT: Final = lazy(r"(?<!\\)#.*")
_BRACES: Final = lazy(r"\{([^{}]*)\}")
_SEPARATOR: Final = lazy(r"[{},\s]")
_RANGE: Final = lazy(r"(?:(?<![\w.-])(\d{1,4})-(\d{0,4})|(?<=[{,])-(\d{1,4}))(?=[,}])")
_CONDITION: Final = lazy(r"^([!\w{},.-]+)[ \t]*:(?:[ \t]|$)")
_SUBSTITUTION: Final = lazy(r"\{(?:\[|[A-Za-z_]*:)")


def ini_names(lines: list[str]) -> tuple[str, ...] | None:
    """Return the names of a list in INI, None where it takes some from elsewhere."""
    plain = [_CONDITION.sub("", _COMMENT.sub("", line), 1) for line in lines]
    if any(_SUBSTITUTION.search(line) for line in plain):
        return None
    return tuple(dict.fromkeys(spelled_names("\n".join(plain))))


def spelled_names(text: str) -> tuple[str, ...]:
    """Return the names that a text spells, in order: ``py3{10-12}-{a,b}, docs``."""
    found = (name for item in _items(_RANGE.sub(_counted, text)) for name in _multiplied(item))
    return tuple(name for name in islice(found, _MAX_NAMES) if name)


def split_condition(text: str) -> tuple[str, int]:
    """Return the factors for which alone a line of INI counts, "" for all, and where the rest of the line begins."""
    match = _CONDITION.match(text)
    if match is None:
        return "", 0
    return match[1], len(text) - len(text[match.end() :].lstrip(" \t"))


def holds(condition: str, name: str) -> bool:
    """Say whether a condition may hold in an environment; those on the platform (``linux``) always may."""
    factors = {name, *name.split("-")}
    return not condition or any(
        all(_agrees(part, factors) for part in choice.split("-")) for choice in spelled_names(condition)
    )


def _agrees(part: str, factors: set[str]) -> bool:
    wanted = part.removeprefix("!")
    return wanted in TOX_PLATFORMS or (wanted in factors) is not part.startswith("!")


def _counted(match: re.Match[str]) -> str:
    first, last, only_last = match.groups()
    numbers = _numbers(int(first) if first else None, int(last or only_last) if last or only_last else None)
    return ",".join(map(str, islice(numbers, _MAX_NAMES)))


def _numbers(first: int | None, last: int | None) -> range:
    """Return the numbers of a range; one that is open ends with the Pythons that tox knows, and counts down to none."""
    if first is None or last is None:
        start = TOX_OPEN_RANGE[0] if first is None else first
        stop = TOX_OPEN_RANGE[1] if last is None else last
        known = start if last is None else stop
        return range(start, stop + 1) or range(known, known + 1)
    step = 1 if first < last else -1
    return range(first, last + step, step)


def _multiplied(item: str) -> Iterator[str]:
    pieces = _BRACES.split(item) if "{" in item else [item]
    choices = [
        [choice.strip() for choice in piece.split(",")] if index % 2 else [piece] for index, piece in enumerate(pieces)
    ]
    return ("".join(parts) for parts in product(*choices))


def _items(text: str) -> Iterator[str]:
    """Split at commas and blanks outside of braces."""
    depth = start = 0
    for match in _SEPARATOR.finditer(text):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth <= 0:
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def toml_names(items: object) -> tuple[str, ...] | None:
    """Return the names of a list in TOML, where braces mean nothing; None where it has another shape."""
    found: list[str] = []
    for item in items if isinstance(items, list) else ():
        names = [item] if isinstance(item, str) else _made(item)
        if names is None:
            return None
        found += names
    return tuple(dict.fromkeys(found[:_MAX_NAMES])) if isinstance(items, list) else None


def _made(item: object) -> list[str] | None:
    """Return what ``{product = [...], exclude = [...]}`` or a group makes."""
    groups = item.get("product") if isinstance(item, dict) else None
    if groups is None:
        return _group(item)
    excluded = item.get("exclude") if isinstance(item, dict) else None
    choices = [_group(group) for group in groups] if isinstance(groups, list) else [None]
    known = [choice for choice in choices if choice is not None]
    if len(known) < len(choices) or not isinstance(excluded, (list, type(None))):
        return None
    names = ("-".join(parts) for parts in product(*known)) if known else ()
    return [name for name in islice(names, _MAX_NAMES) if name not in (excluded or ())]


def _group(group: object) -> list[str] | None:
    """Return the factors of a list, of ``{prefix, start, stop}``, or of either under one label."""
    if isinstance(group, list):
        return [str(item) for item in group] if all(isinstance(item, str) for item in group) else None
    if not isinstance(group, dict):
        return None
    if "prefix" in group:
        start, stop = group.get("start"), group.get("stop")
        if not all(value is None or type(value) is int for value in (start, stop)) or start is stop is None:
            return None
        numbers = _numbers(start, stop) if start is None or stop is None else range(start, stop + 1)
        return [f"{group['prefix']}{number}" for number in islice(numbers, _MAX_NAMES)]
    inner = next(iter(group.values())) if len(group) == 1 else None
    if isinstance(inner, dict) and "prefix" not in inner:
        inner = inner.get("values")
    return [str(value) for value in inner] if isinstance(inner, list) else _group(inner)
