"""Settings written as people write them: strategies that spell the same data in INI and TOML in many ways."""

import json
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

Value = str | bool | int | float | Sequence[object]
Settings = Mapping[str, Value]

STYLES = st.sampled_from(["header", "header", "dotted", "inline"])
_BETWEEN = st.sampled_from(["", "", "", "\n", "    # a comment\n", "# at the margin\n", "    ; another\n"])
_DELIMITERS = st.sampled_from(["=", " = ", " = ", ":", ": ", " =   ", "\t=\t"])


@st.composite
def ini_option(draw: st.DrawFn, name: str, value: Value) -> str:
    """Spell one option; the items of a list stand on lines of their own."""
    delimiter = draw(_DELIMITERS)
    if isinstance(value, (str, bool, int, float)):
        return f"{name}{delimiter}{str(value).lower() if isinstance(value, bool) else value}\n"
    indent = draw(st.sampled_from(["    ", "\t", " "]))
    first, *rest = [str(item) for item in value] or [""]
    starts_below = draw(st.booleans())
    text = f"{name}{delimiter.rstrip(' ') if starts_below else delimiter}" + ("\n" if starts_below else f"{first}\n")
    for item in [first, *rest] if starts_below else rest:
        text += draw(_BETWEEN) + f"{indent}{item}\n"
    return text


@st.composite
def ini_section(draw: st.DrawFn, header: str, settings: Settings) -> str:
    """Spell one section."""
    text = f"[{header}]{draw(st.sampled_from(['', '', '', '  ', ' ; why']))}\n"
    for name, value in settings.items():
        text += draw(st.sampled_from(["", "", "# before\n", "\n"])) + draw(ini_option(name, value))
    return text


@st.composite
def toml_value(draw: st.DrawFn, value: Value) -> str:
    """Spell one value."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        return _toml_string(value, is_literal=draw(st.booleans()))
    items = [draw(toml_value(item)) for item in value]  # type: ignore[arg-type]
    if not draw(st.booleans()):
        return f"[{', '.join(items)}]"
    lines = [f"    {item},{draw(st.sampled_from(['', '  # why']))}\n" for item in items]
    return "[\n" + "".join(lines) + "]"


def _toml_string(text: str, *, is_literal: bool) -> str:
    if is_literal and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@st.composite
def toml_table(draw: st.DrawFn, path: Sequence[str], settings: Settings, style: str = "") -> tuple[str, str]:
    """Spell one table: what has to stand above all headers, and what may stand below."""
    spelled = {name: draw(toml_value(value)) for name, value in settings.items()}
    style = style or draw(STYLES)
    name = ".".join(path)
    if style == "dotted" and spelled:
        return "".join(f"{name}.{key} = {value}\n" for key, value in spelled.items()), ""
    if style == "inline" and len(path) > 1 and not any("\n" in value or "#" in value for value in spelled.values()):
        inner = ", ".join(f"{key} = {value}" for key, value in spelled.items())
        return "", f"[{'.'.join(path[:-1])}]\n{path[-1]} = {{ {inner} }}\n"
    lines = (f"{key} = {value}\n" for key, value in spelled.items())
    return "", f"[{name}]\n" + "".join(lines)


def toml_file(*tables: tuple[str, str]) -> str:
    """Put tables into one file."""
    return "".join(above for above, _ in tables) + "\n" + "\n".join(below for _, below in tables)
