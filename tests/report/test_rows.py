import json

import pytest

from repoaudit.report.rows import dumps

ROWS = frozenset({"rows"})


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        None,
        "a\n\u2028é",
        {"rows": []},
        {"rows": [{"a": [1, {"b": {}}]}, 1.5, None, "x"], "other": [{"c": [1, 2]}, []], "": {"rows": [[1], [2]]}},
        [{"rows": [1]}, {"rows": {"rows": [True]}}],
    ],
)
def test_it_reads_as_what_was_written(value: object) -> None:
    assert json.loads(dumps(value, ROWS)) == value


def test_rows_have_a_line_each() -> None:
    text = dumps({"version": 1, "rows": [{"a": 1, "b": [2]}, {"a": 3}], "other": {"c": [4]}}, ROWS)
    assert text == (
        '{\n  "version": 1,\n  "rows": [\n    {"a": 1, "b": [2]},\n    {"a": 3}\n  ],\n'
        '  "other": {\n    "c": [\n      4\n    ]\n  }\n}'
    )


def test_text_is_ascii_unless_asked_for() -> None:
    assert dumps({"rows": ["é"]}, ROWS, ensure_ascii=False) == '{\n  "rows": [\n    "é"\n  ]\n}'
    assert dumps("é", ROWS) == '"\\u00e9"'
