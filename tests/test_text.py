import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.text import (
    BOM,
    Edit,
    LineIndex,
    OverlapError,
    Position,
    Span,
    apply_edits,
    indentation,
    line_end,
    line_ending,
    line_start,
    next_line,
)

TEXTS = st.text("ab \t\n\r\u2028é\ufeff", max_size=40)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_offset_is_the_inverse_of_at(text: str) -> None:
    lines = LineIndex(text)
    for offset in range(1 if text.startswith(BOM) else 0, len(text) + 1):
        assert lines.offset(*lines.at(offset)) == offset


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_a_place_is_the_same_however_often_places_are_asked_for(text: str, data: st.DataObject) -> None:
    lines = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    assert len({lines.at(offset) for _ in range(30)}) == 1


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_spans_of_lines_are_the_lines_without_their_endings(text: str) -> None:
    lines = LineIndex(text)
    expected = [line.removesuffix("\r") for line in text.removeprefix(BOM).split("\n")]
    found = [text[slice(*lines.span_of(number))] for number in range(1, len(expected) + 1)]
    assert found == expected
    assert lines.count == max(1, len(expected) - text.endswith("\n"))


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_helpers_agree_with_the_index(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(1 if text.startswith(BOM) else 0, len(text)))
    lines = LineIndex(text)
    number = lines.at(offset).line
    assert line_start(text, offset) == lines.offset(number, 1)
    after = text.find("\n", offset)
    assert next_line(text, offset) == (len(text) if after < 0 else after + 1)
    assert text[line_start(text, offset) :].startswith(indentation(text, offset))
    assert set(indentation(text, offset)) <= {" ", "\t"}
    assert "\n" not in text[offset : line_end(text, offset)]


def test_a_mark_takes_no_column() -> None:
    lines = LineIndex(f"{BOM}a\nb")
    assert [lines.at(offset) for offset in (0, 1, 2, 3)] == [(1, 1), (1, 1), (1, 2), (2, 1)]
    assert lines.span_of(1) == Span(1, 2)
    assert line_start(f"{BOM}a", 1) == 1


def test_columns_count_code_points() -> None:
    assert LineIndex("é😀x").at(2) == Position(1, 3)


@pytest.mark.parametrize(("text", "count"), [("", 1), ("a", 1), ("a\n", 1), ("\n", 1), ("\n\n", 2), ("a\nb", 2)])
def test_a_final_newline_begins_no_line(text: str, count: int) -> None:
    assert LineIndex(text).count == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "\n"), ("a", "\n"), ("a\nb\r\n", "\n"), ("a\r\nb\n", "\r\n"), ("\n", "\n"), ("\r\n", "\r\n")],
)
def test_line_ending_is_that_of_the_first_line(text: str, expected: str) -> None:
    assert line_ending(text) == expected


def edit(start: int, end: int, text: str = "") -> Edit:
    return Edit("a", start, end, text)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], "abcdef"),
        ([edit(0, 1, "x")], "xbcdef"),
        ([edit(4, 6), edit(0, 1)], "bcd"),
        ([edit(2, 2, "1"), edit(2, 2, "2")], "ab12cdef"),
        ([edit(2, 4, "x"), edit(2, 2, "i")], "abixef"),
        ([edit(2, 4, "x"), edit(4, 4, "i")], "abxief"),
        ([edit(0, 6, "")], ""),
    ],
)
def test_apply_edits(edits: list[Edit], expected: str) -> None:
    assert apply_edits("abcdef", edits) == expected


@pytest.mark.parametrize(
    "edits",
    [
        [edit(0, 2, "x"), edit(1, 3, "y")],
        [edit(0, 4, "x"), edit(2, 2, "y")],
        [edit(1, 3, "x"), edit(1, 3, "x")],
        [edit(0, 6), edit(5, 6)],
    ],
)
def test_edits_of_the_same_text_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(OverlapError, match="offset"):
        apply_edits("abcdef", edits)


@settings(max_examples=200, deadline=None)
@given(st.text("ab", max_size=10), st.data())
def test_edits_that_do_not_touch_can_come_in_any_order(text: str, data: st.DataObject) -> None:
    cuts = sorted(
        data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)) if len(text) > 5 else []
    )
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Edit("a", start, end, "X") for start, end in spans]
    expected, last = "", 0
    for start, end in spans:
        expected, last = f"{expected}{text[last:start]}X", end
    assert apply_edits(text, data.draw(st.permutations(edits))) == expected + text[last:]
