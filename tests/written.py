"""Settings written down in the styles that people use: TOML's headers, dotted keys and inline tables; INI's spellings.

The strategies take plain settings, so that a comparison draws what is said apart from how it is spelled.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hypothesis import strategies as st

Data = Mapping[str, object]
Draw = st.DrawFn

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_NOISE = ("", "", "", "\n", "# a comment\n", "\n# [tool.other]\n")


def toml_value(value: object) -> str:
    """Spell a value in one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{toml_key(key)} = {toml_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return json.dumps(value)


def toml_key(key: str) -> str:
    """Spell a key, in quotes only where it needs them."""
    return key if _BARE.fullmatch(key) else json.dumps(key)


@st.composite
def toml(draw: Draw, prefix: Sequence[str], settings: Data) -> str:
    """Draw the text of a table that stands at a path."""
    style = draw(st.sampled_from(("header", "header", "dotted", "inline"))) if len(prefix) > 1 else "header"
    if style == "inline" and _is_flat(settings):
        return _beneath(prefix, f"{toml_key(prefix[-1])} = {toml_value(settings)}\n")
    if style == "dotted" and settings and _is_flat(settings):
        return _beneath(prefix, "".join(_dotted(draw, (prefix[-1],), settings)))
    return "".join(_headed(draw, tuple(prefix), settings))


def _is_flat(settings: Data) -> bool:
    """Say whether there is no array of tables, which needs headers of its own."""
    return not any(_is_array_of_tables(value) for value in settings.values())


def _is_array_of_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _beneath(prefix: Sequence[str], body: str) -> str:
    return f"[{'.'.join(prefix[:-1])}]\n{body}"


def _dotted(draw: Draw, path: tuple[str, ...], settings: Data) -> Iterator[str]:
    for key, value in settings.items():
        if isinstance(value, Mapping) and value and draw(st.booleans()):
            yield from _dotted(draw, (*path, key), value)
        else:
            yield f"{'.'.join(map(toml_key, (*path, key)))} = {_spelled(draw, value)}\n"


def _headed(draw: Draw, path: tuple[str, ...], settings: Data) -> Iterator[str]:
    tables = {key: value for key, value in settings.items() if isinstance(value, Mapping) and draw(st.booleans())}
    arrays = {key: value for key, value in settings.items() if _is_array_of_tables(value)}
    if path:
        yield f"[{'.'.join(map(toml_key, path))}]{draw(st.sampled_from(('', '', ' # why')))}\n"
    rest = {key: value for key, value in settings.items() if key not in tables and key not in arrays}
    yield from _dotted(draw, (), rest)
    yield draw(st.sampled_from(_NOISE))
    for key, value in tables.items():
        yield from _headed(draw, (*path, key), value)
    for key, items in arrays.items():
        for item in items if isinstance(items, list) else ():
            yield f"[[{'.'.join((*path, key))}]]\n"
            yield from _dotted(draw, (), item)


def _spelled(draw: Draw, value: object) -> str:
    if isinstance(value, list) and not _is_array_of_tables(value) and draw(st.booleans()):
        lines = "".join(f"  {toml_value(item)},{draw(st.sampled_from(('', ' # why')))}\n" for item in value)
        return f"[\n{lines}]"
    is_plain = isinstance(value, str) and "'" not in value and "\n" not in value
    if is_plain and draw(st.booleans()):
        return f"'{value}'"
    return toml_value(value)


@st.composite
def ini(draw: Draw, section: str, options: Mapping[str, str | Sequence[str]]) -> str:
    """Draw the text of a section; an option that is a sequence is spelled as a list."""
    lines = [f"[{section}]\n"]
    for name, value in options.items():
        lines.append(draw(st.sampled_from(_NOISE[:-1])))
        spelled = name.upper() if draw(st.integers(0, 9)) == 0 else name
        sign = draw(st.sampled_from((" = ", "=", ": ", " : ", "=  ")))
        lines.append(f"{spelled}{sign}{value if isinstance(value, str) else _ini_list(draw, value)}\n")
    return "".join(lines)


def _ini_list(draw: Draw, items: Iterable[str]) -> str:
    style = draw(st.sampled_from((", ", ",", "\n    ", ",\n    ")))
    before = style if "\n" in style and draw(st.booleans()) else ""
    return before.lstrip(",") + style.join(items)


@st.composite
def joined(draw: Draw, *parts: str) -> str:
    """Draw a file out of its parts, in any order, with the line ends of one system."""
    order = draw(st.permutations(parts))
    text = draw(st.sampled_from(("\n", "", "\n# between\n"))).join(part for part in order if part)
    return text.replace("\n", "\r\n") if draw(st.integers(0, 9)) == 0 else text


@st.composite
def some_of(draw: Draw, choices: Mapping[str, st.SearchStrategy[object]], most: int) -> dict[str, object]:
    """Draw a few settings, each with a value of its own strategy."""
    names = draw(st.lists(st.sampled_from(sorted(choices)), unique=True, max_size=most))
    return {name: draw(choices[name]) for name in names}
