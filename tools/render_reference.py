"""Write docs/reference.md: every key of the settings, every option of a rule, every command with its flags.

All of it comes from what the code accepts: the schema of the settings, the rules, the commands of typer. ``--check``
writes nothing and exits with 1 when the page is not up to date.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import typer

import render_schema
from repoaudit.cli.app import app
from repoaudit.registry import builtin_entries, load
from repoaudit.rule import options_of

TARGET: Final = Path(__file__).parents[1] / "docs" / "reference.md"
SECTIONS: Final = {
    "extend-select": "select-extend-select-ignore",
    "fixable": "fixable-unfixable",
    "ignore": "select-extend-select-ignore",
    "select": "select-extend-select-ignore",
    "unfixable": "fixable-unfixable",
}
"""Keys that are explained together with others."""

REFERENCES: Final = {
    "#/definitions/selector": "selector",
    "#/definitions/rule": "rule",
    "#/definitions/level": "`error`, `warning` or `info`",
    "#/definitions/reasons": "list of selectors, or table of selector = reason",
}
HEAD: Final = """# Reference

Every key, option and flag, as the code of this version accepts them. [Configuration](configuration.md) explains the
keys with examples, [the pages of the rules](rules.md) what their options do.

"""


def render() -> str:
    """Return the text of the page."""
    return HEAD + "\n".join([*_keys(), "", *_options(), "", *_commands()]).rstrip() + "\n"


def _keys() -> Iterator[str]:
    schema = json.loads(render_schema.render())
    yield "## Keys of `[tool.repoaudit]` and `repoaudit.toml`\n"
    yield "| key | value | default | meaning |"
    yield "|---|---|---|---|"
    for key, shape in schema["properties"].items():
        link = f"configuration.md#{SECTIONS.get(key, key)}"
        default = f"`{json.dumps(shape['default'])}`" if "default" in shape else ""
        yield f"| [`{key}`]({link}) | {_described(shape)} | {default} | {shape['description']} |"


def _described(shape: Mapping[str, Any]) -> str:
    """Say in words what a key takes."""
    if "$ref" in shape:
        return REFERENCES[shape["$ref"]]
    if "enum" in shape:
        return ", ".join(f"`{word}`" for word in shape["enum"])
    if "oneOf" in shape:
        return ", or ".join(_described(each) for each in shape["oneOf"])
    if shape["type"] == "array":
        return f"list of {_plural(_described(shape['items']))}"
    if shape["type"] == "object":
        return _table(shape)
    if shape["type"] == "number":
        return f"number from {shape['minimum']} to {shape['maximum']}"
    return "string"


def _plural(word: str) -> str:
    return f"{word}s" if word.isalpha() else f"these: {word}"


def _table(shape: Mapping[str, Any]) -> str:
    name = _described(shape["propertyNames"]) if "propertyNames" in shape else "pattern of files"
    inner = shape["additionalProperties"]
    value = "table of its options" if inner == {"type": "object"} else _described(inner)
    return f"table of {name} = {value}"


def _options() -> Iterator[str]:
    yield "## Options of rules\n"
    yield "| rule | option | type | default |"
    yield "|---|---|---|---|"
    for entry in builtin_entries():
        for option in options_of(load(entry)) if entry.options else ():
            page = f"../src/repoaudit/pages/{entry.name}.md"
            yield f"| [{entry.name}]({page}) | `{option.name}` | {option.type} | `{option.default}` |"


def _commands() -> Iterator[str]:
    yield "## Commands"
    group: Any = typer.main.get_command(app)
    for name in sorted(group.commands):
        command = group.commands[name]
        if not command.hidden:
            yield f"\n### `repoaudit {name}`\n"
            yield from _command(command)


def _command(command: Any) -> Iterator[str]:  # noqa: ANN401  # of click, which typer brings along or not
    yield " ".join((command.help or "").split("\n\n")[0].split())
    rows = [_row(each) for each in command.params if not getattr(each, "hidden", False)]
    if rows:
        yield "\n| argument or flag | meaning |"
        yield "|---|---|"
        yield from rows


def _row(parameter: Any) -> str:  # noqa: ANN401  # likewise
    names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    takes = parameter.param_type_name == "argument" or parameter.is_flag
    value = "" if takes else f" `{(parameter.metavar or parameter.name.upper()).replace('|', '`, `')}`"
    shown = f"`{parameter.metavar or parameter.name.upper()}`" if parameter.param_type_name == "argument" else names
    return f"| {shown}{value} | {' '.join((parameter.help or '').split()).replace('|', chr(92) + '|')} |"


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is up to date."""
    text = render()
    if arguments == ["--check"]:
        current = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
        if current != text:
            print(f"{TARGET.name} is not up to date: run python tools/render_reference.py")
        return int(current != text)
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
