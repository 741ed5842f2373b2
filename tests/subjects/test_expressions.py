"""What expressions of GitHub give in one job of a matrix."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repoaudit.documents.yaml import parse_yaml
from repoaudit.errors import UnknownError
from repoaudit.subjects.files.workflows.expressions import filled
from repoaudit.subjects.files.workflows.matrix import Row

ROW = (
    "tox: docs\npython: '3.14'\nneeded: true\nextra: false\nnone: null\nenv: {TOXENV: lint}\nlist: [a]\n"
    "zero: 0\ntext: '0'\nword: 'false'\nold: 3.10\n"
)


def row() -> Row:
    root = parse_yaml("ci.yml", ROW).root
    assert root is not None
    return {key.text: value for key, value in root.pairs()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("docs", "docs"),
        ("${{ matrix.tox }}", "docs"),
        ("${{matrix.tox}}-coverage", "docs-coverage"),
        ("py${{ matrix.python }},${{ matrix.env.TOXENV }}", "py3.14,lint"),
        ("${{ matrix.absent }}", ""),
        ("${{ matrix.none }}", ""),
        ("${{ matrix.absent || 'typing' }}", "typing"),
        ("${{ matrix.tox || 'typing' }}", "docs"),
        ("${{ matrix.absent || format('py{0}', matrix.python) }}", "py3.14"),
        ("${{ format('{1}-{0}{2}', 'a', 'it''s') }}", "it's-a"),
        ("${{ matrix.needed && 'yes' || 'no' }}", "yes"),
        ("${{ matrix.extra && 'yes' || 'no' }}", "no"),
        ("${{ matrix.python == '3.14' && 'new' || 'old' }}", "new"),
        ("${{ matrix.python != '3.14' && 'old' }}", "false"),
        ("${{ !matrix.extra }}", "true"),
        ("${{ (matrix.absent || matrix.tox) == 'DOCS' }}", "true"),
        ("${{ startsWith(matrix.python, '3') && contains(matrix.tox, 'oc') }}", "true"),
        ("${{ 1 }}", "1"),
        ("${{ matrix.zero && 'yes' || 'no' }}", "no"),
        ("${{ matrix.text && 'yes' || 'no' }}", "yes"),
        ("${{ matrix.word && 'yes' || 'no' }}", "yes"),
        ("${{ matrix.old == '3.1' && 'the number' || 'the text' }}", "the number"),
        ("${{ matrix.zero == '' && matrix.absent == 0 }}", "true"),
        ("${{ matrix.needed == 1 && matrix.extra == '0' }}", "true"),
        ("${{ matrix.needed == 'true' }}", "false"),
        ("${{ matrix.tox == 0 }}", "false"),
    ],
)
def test_what_the_matrix_decides(text: str, expected: str) -> None:
    assert filled(text, row()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "$TOXENV",
        "${{ env.TOXENV }}",
        "${{ github.ref }}",
        "${{ matrix.list }}",
        "${{ matrix.env }}",
        "${{ fromJSON(matrix.tox) }}",
        "${{ matrix['tox'] }}",
        "${{ matrix.tox || }}",
        "${{ format('a' }}",
        "${{ matrix.tox matrix.tox }}",
        "${{ }}",
        "${{ matrix.tox < 1 }}",
        "${{ " + "!" * 300 + "matrix.tox }}",
    ],
)
def test_what_something_else_decides(text: str) -> None:
    with pytest.raises(UnknownError):
        filled(text, row())


@given(st.lists(st.sampled_from(["matrix.tox", "'a'", "||", "&&", "(", ")", ",", "!", "==", "format", "$", "}}"])))
def test_any_text_has_a_value_or_is_unknown(words: list[str]) -> None:
    with suppress(UnknownError):
        filled("${{ " + " ".join(words) + " }}", row())
