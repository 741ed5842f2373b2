"""Tables of settings: they are well formed, and a slip of the finger is told from another word."""

import pytest

from repoaudit.facts.settings import SETTINGS
from repoaudit.facts.settings.plugins import PLUGIN_KEYS
from repoaudit.subjects.tools.settings.kinds import READERS, judge
from repoaudit.subjects.tools.settings.schema import levels_of, nearest, schema_of
from repoaudit.subjects.tools.settings.texts import judge_text

tools = pytest.mark.parametrize("tool", SETTINGS)


@tools
def test_every_kind_has_a_reader(tool: str) -> None:
    kinds = {known.kind for _, level in levels_of(schema_of(tool).top) for known in level.settings}
    assert {name for kind in kinds for name in kind.split("|")} <= READERS.keys()


@tools
def test_special_kinds_occur(tool: str) -> None:
    kinds = {known.kind for _, level in levels_of(schema_of(tool).top) for known in level.settings}
    assert SETTINGS[tool].special.keys() <= kinds


@tools
def test_limits_are_versions_in_order(tool: str) -> None:
    schema = schema_of(tool)
    assert schema.oldest < schema.newest
    for _, level in levels_of(schema.top):
        for known in level.settings:
            limits = [limit for limit in (known.since, known.until) if limit]
            assert all(part.isdigit() for limit in limits for part in limit.split("."))
            assert not known.new or known.new in set(level.names)


@tools
def test_keys_of_plugins_are_not_the_tools_own(tool: str) -> None:
    assert not any(schema_of(tool).top.has(key) for key in PLUGIN_KEYS.get(tool, ()))


@tools
def test_a_known_key_is_its_own_nearest(tool: str) -> None:
    for _, level in levels_of(schema_of(tool).top):
        names = set(level.names)
        for name in names:
            near = nearest(name, names)
            assert near is None or near in names


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("fail-under", "fail_under"),
        ("FAIL_UNDER", "fail_under"),
        ("line_lenght", "line_length"),
        ("target_versions", "target_version"),
        ("dev-dependency", "dev-dependencies"),
        ("exclud", "exclude"),
        ("excldue", "exclude"),
    ],
)
def test_slips_are_recognised(key: str, meant: str) -> None:
    names = ("fail_under", "line_length", "target_version", "dev-dependencies", "exclude", "include")
    assert nearest(key, names) == meant


@pytest.mark.parametrize("key", ["timeout", "tests", "in", "include_exclude", "envs", "lint"])
def test_other_words_are_not(key: str) -> None:
    assert nearest(key, ("test_paths", "exclude", "env_list", "line", "target_version")) is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text|texts", 3),
        ("int|text", []),
        ("regex|regexes|table", ["("]),
        ("lists", {"a": "b"}),
        ("map", {"a": 1}),
        ("tables", [1]),
        ("percent", 101),
        ("flag", "yes"),
        ("version", 3),
        ("choice", 3.11),
    ],
)
def test_values_of_another_kind_are_wrong(kind: str, value: object) -> None:
    assert judge(kind, value, str(value)) is not None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text|texts", ["a"]),
        ("int|text", "dynamic"),
        ("regex|regexes|table", "a.*"),
        ("integer", "100"),
        ("percent", "80"),
        ("boolean", 1),
        ("scalar", {}),
        ("verbose", "(\n  a  # (comment\n)"),
        ("version", 3.11),
    ],
)
def test_values_of_the_kind_are_not(kind: str, value: object) -> None:
    assert judge(kind, value, str(value)) is None


@pytest.mark.parametrize(
    ("kind", "text"), [("boolean", ""), ("integer", "${X}"), ("texts", "1"), ("regexes", "a\n\nb")]
)
def test_texts_that_say_too_little_are_left_alone(kind: str, text: str) -> None:
    assert judge_text(kind, text) is None
