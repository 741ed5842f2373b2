"""Code in Markdown and reStructuredText."""

import pytest

from repoaudit.documents.markup import code_lines, parse_markup


def lines(path: str, text: str) -> list[tuple[str, str]]:
    """Return every command line with the language of its code."""
    markup = parse_markup(path, text)
    return [(code.language, text[slice(*line)]) for code in markup.code for line in code_lines(text, code)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run `make a`, or ``make `b` ``.", [("", "make a"), ("", "make `b` ")]),
        ("```bash\nmake a\nmake b\n```\n", [("bash", "make a"), ("bash", "make b")]),
        ("~~~~ {.sh .x}\n~~~\nmake a\n~~~~\n`b`", [("sh", "~~~"), ("sh", "make a"), ("", "b")]),
        ("1. So:\n   ```console\n   $ make a\n   out\n   ```\n", [("console", "make a")]),
        ("- ```sh\n  make a \\\n    b\n  ```", [("sh", "  make a \\\n    b")]),
        ("```{code-block} shell\nmake a\n```", [("shell", "make a")]),
        ("```\r\nmake a\r\n```\r\n", [("", "make a\r")]),
        ("```sh\nmake a", [("sh", "make a")]),
        ("<!-- `make a`\n```\nmake b\n```\n-->\n`c`", [("", "c")]),
        ("    make a\n\nNothing `open\nhere`", []),
    ],
)
def test_markdown(text: str, expected: list[tuple[str, str]]) -> None:
    assert lines("README.md", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run ``make a`` or `role`.", [("", "make a")]),
        ("So::\n\n    $ make a\n    out\n\n    $ make b\n\nEnd ``c``", [("", "make a"), ("", "make b"), ("", "c")]),
        (".. code-block:: Bash\n   :caption: x\n\n   make a\n", [("bash", "   make a")]),
        (".. note::\n\n   Run ``make a``.\n", [("", "make a")]),
        ("..\n   ``make a``\n\n.. Comment ``b``\n\n``c``", [("", "c")]),
        (".. _label:\n\n``a``\n\n.. |x| replace:: ``b``\n", [("", "a"), ("", "b")]),
        (".. highlight:: sh\n\n   make a\n", []),
        ("Nothing::\n", []),
    ],
)
def test_rst(text: str, expected: list[tuple[str, str]]) -> None:
    assert lines("README.rst", text) == expected
