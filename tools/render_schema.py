"""Write the JSON Schema of the settings, from what the code accepts.

The keys, words and rules are those of the code; the shape of each key stands here, and a key without one is an error.
``--check`` writes nothing and exits with 1 when the schema is not up to date.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from repoaudit.config.validation import PolicyBuilder
from repoaudit.finding import Severity
from repoaudit.policy import DEFAULT_MINIMUM_COVERAGE, PRESETS, PROFILES
from repoaudit.registry import ALL, builtin_entries
from repoaudit.schema import FILE

TARGET = Path(__file__).parents[1] / "src" / "repoaudit" / FILE

Schema = Mapping[str, object]

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_SELECTORS: Schema = {"type": "array", "items": {"$ref": "#/definitions/selector"}}
_OPTIONS: Mapping[str, Schema] = {
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "str": _TEXT,
    "tuple": _TEXTS,
}
"""Type of an option of a rule → its schema."""

_DESCRIPTIONS = {
    "extends": "Files of settings that these extend: paths, or 'package:name' for a file of an installed package.",
    "profile": "What the project is; inferred where it is not set.",
    "preset": "The rules to begin with: those that are on by default, or all with all of their options.",
    "select": "The rules to run, instead of those of the preset.",
    "extend-select": "Rules to run besides the selected ones.",
    "ignore": "Rules not to run, perhaps each with the reason.",
    "per-file-ignores": "Rules whose findings are accepted in the files that a pattern matches.",
    "severity": "The severity of a rule's findings.",
    "exclude": "Patterns of files in which nothing is reported.",
    "projects": "The folders that hold projects, relative to the root.",
    "minimum-coverage": "The percentage of coverage to demand.",
    "baseline": "The file of accepted findings that `repoaudit baseline` writes.",
    "fixable": "The rules that --fix may mend.",
    "unfixable": "The rules that --fix may not mend.",
    "fail-on": "The least severity that makes the exit status 1.",
    "rules": "Options of single rules.",
}


def render() -> str:
    """Return the text of the schema."""
    shapes = _shapes()
    keys = {key: {"description": _DESCRIPTIONS[key], **shapes[key]} for key in PolicyBuilder.known_keys()}
    names = [name for entry in builtin_entries() for name in (entry.name, entry.code)]
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"https://repoaudit.github.io/repoaudit/{FILE}",
        "title": "Settings of repoaudit",
        "description": "The table [tool.repoaudit] of pyproject.toml, or the whole of repoaudit.toml.",
        "type": "object",
        "additionalProperties": False,
        "properties": keys,
        "definitions": {
            "rule": _named("The name or code of a rule; plugins bring others.", names, "[A-Z]+[0-9]+"),
            "selector": _named(
                "The name, the code or the beginning of the codes of rules, or ALL.", [ALL, *names], "[A-Z]+[0-9]*"
            ),
            "level": {"enum": _levels()},
            "reasons": {
                "description": "Rules, or rules with reasons.",
                "oneOf": [_SELECTORS, {**_table("selector"), "additionalProperties": _TEXT}],
            },
        },
    }
    return json.dumps(schema, indent=2) + "\n"


def _levels() -> list[str]:
    return [severity.label for severity in reversed(Severity)]


def _named(description: str, known: list[str], code: str) -> Schema:
    """Return the schema of a name: editors offer the known ones, and those of plugins are valid, too."""
    return {
        "description": description,
        "type": "string",
        "anyOf": [{"enum": known}, {"pattern": f"^{code}$"}, {"pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}],
    }


def _table(key: str) -> Schema:
    return {"type": "object", "propertyNames": {"$ref": f"#/definitions/{key}"}}


def _shapes() -> Mapping[str, Schema]:
    profile: Schema = {"enum": list(PROFILES)}
    both: Schema = {"allOf": [{"contains": {"const": "library"}}, {"contains": {"const": "application"}}]}
    return {
        "extends": _TEXTS,
        "profile": {"oneOf": [profile, {"type": "array", "items": profile, "not": both}]},
        "preset": {"enum": list(PRESETS), "default": PRESETS[0]},
        "select": _SELECTORS,
        "extend-select": _SELECTORS,
        "ignore": {"$ref": "#/definitions/reasons"},
        "per-file-ignores": {"type": "object", "additionalProperties": {"$ref": "#/definitions/reasons"}},
        "severity": {**_table("rule"), "additionalProperties": {"$ref": "#/definitions/level"}},
        "exclude": _TEXTS,
        "projects": _TEXTS,
        "minimum-coverage": {"type": "number", "minimum": 0, "maximum": 100, "default": DEFAULT_MINIMUM_COVERAGE},
        "baseline": {"type": "string", "minLength": 1},
        "fixable": _SELECTORS,
        "unfixable": _SELECTORS,
        "fail-on": {"enum": [*_levels(), "never"], "default": Severity.WARNING.label},
        "rules": {**_table("rule"), "properties": _options(), "additionalProperties": {"type": "object"}},
    }


def _options() -> Mapping[str, Schema]:
    """Return the options of each built-in rule, by its name and by its code; most have none."""
    tables: dict[str, Schema] = {}
    for entry in builtin_entries():
        options = {key: _OPTIONS[type_name] for key, type_name in entry.options.items()}
        table: Schema = {"type": "object", "properties": options, "additionalProperties": False}
        tables.update(dict.fromkeys((entry.name, entry.code), table) if options else {})
    return tables


def main(arguments: list[str]) -> int:
    """Write the schema, or say whether it is up to date."""
    text = render()
    if arguments == ["--check"]:
        current = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
        if current != text:
            print(f"{TARGET.name} is not up to date: run python tools/render_schema.py")
        return int(current != text)
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
