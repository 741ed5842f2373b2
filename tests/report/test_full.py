import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from repoaudit.diagnostic import Diagnostic, Location, RelatedLocation, Report
from repoaudit.finding import Applicability, Fix, Severity
from repoaudit.report.full import export_svg, render
from repoaudit.report.view import ReportView
from repoaudit.repository import MemoryRepository
from repoaudit.text import LineIndex, Span

if TYPE_CHECKING:
    from report.conftest import Sample

TOML = """\
[project]
requires-python = ">=3.10"

[tool.coverage.run]
branch = true

[tool.ruff]

[tool.mypy]
python_version = "3.8"
strict = true
"""
TITLE = "Set `python_version` to 3.10"


def blocks(view: ReportView) -> str:
    return render(view._replace(quiet=True))


def with_everything(sample: "Sample") -> None:
    sample.files["pyproject.toml"] = TOML
    related = RelatedLocation(sample.location("pyproject.toml", '">=3.10"'), "the project supports 3.10 and later")
    sample.add(
        sample.location("pyproject.toml", '"3.8"'),
        "mypy 2.1 no longer checks code for Python 3.8; the lowest version it knows is 3.10",
        Severity.ERROR,
        ("mypy-python-version-unsupported", "TYP001"),
        (related,),
        (Fix(TITLE, ()), Applicability.SAFE),
    )


def test_a_finding_with_all_that_belongs_to_it(sample: "Sample") -> None:
    with_everything(sample)
    assert blocks(sample.view()._replace(width=60)) == (
        "error: mypy-python-version-unsupported (TYP001)\n"
        "mypy 2.1 no longer checks code for Python 3.8; the lowest\n"
        "version it knows is 3.10\n"
        "   ╭─ pyproject.toml:10:18\n"
        " 9 │ [tool.mypy]\n"
        '10 │ python_version = "3.8"\n'
        "   │                  ━━━━━\n"
        "11 │ strict = true\n"
        "   ├─ pyproject.toml:2:19: the project supports 3.10 and\n"
        "   │ later\n"
        ' 2 │ requires-python = ">=3.10"\n'
        "   │                   ────────\n"
        "   ╰─ fix (safe): Set `python_version` to 3.10\n"
        "      help: repoaudit rule mypy-python-version-unsupported\n"
        "\n"
    )


def test_ascii_frames(sample: "Sample") -> None:
    with_everything(sample)
    assert blocks(sample.view()._replace(ascii=True)).splitlines()[2:] == [
        "   --> pyproject.toml:10:18",
        " 9 | [tool.mypy]",
        '10 | python_version = "3.8"',
        "   |                  ^^^^^",
        "11 | strict = true",
        "   ::: pyproject.toml:2:19: the project supports 3.10 and later",
        ' 2 | requires-python = ">=3.10"',
        "   |                   --------",
        "   = fix (safe): Set `python_version` to 3.10",
        "   = help: repoaudit rule mypy-python-version-unsupported",
        "",
    ]


def test_a_file_that_should_exist(sample: "Sample") -> None:
    sample.add(sample.location(".github/dependabot.yml"), severity=Severity.INFO)
    assert blocks(sample.view()) == (
        "info: some-rule (TST001)\nthe message\n  ╭─ .github/dependabot.yml\n  ╰─ help: repoaudit rule some-rule\n\n"
    )


def test_a_file_that_cannot_be_read_has_a_place_and_no_excerpt(sample: "Sample") -> None:
    sample.files["a.toml"] = "x = 1\n"
    sample.add(sample.location("a.toml", "x"))
    del sample.files["a.toml"]
    assert blocks(sample.view()).splitlines()[2:-1] == ["  ╭─ a.toml:1:1", "  ╰─ help: repoaudit rule some-rule"]


def excerpt(sample: "Sample", text: str, marked: str, to: str | None = None, *, width: int = 0) -> list[str]:
    sample.files["a"] = text
    sample.diagnostics = []
    sample.add(sample.location("a", marked, to))
    return blocks(sample.view()._replace(width=width)).splitlines()[3:-2]


def test_tabs_and_wide_characters_keep_the_mark_in_its_place(sample: "Sample") -> None:
    assert excerpt(sample, "all:\n\techo 日本語 x\ty\n", "y") == [
        "1 │ all:",
        "2 │     echo 日本語 x   y",
        "  │                     ━",
    ]


def test_escaped_characters_move_the_mark(sample: "Sample") -> None:
    assert excerpt(sample, "a\x1b[31m\u202eb = 1\r\nnext\x07\r\n", "b") == [
        r"1 │ a\x1b[31m\u202eb = 1",
        "  │                ━",
        r"2 │ next\x07",
    ]


def test_a_mark_over_several_lines(sample: "Sample") -> None:
    assert excerpt(sample, "first = [\n  1,\n  2,\n]\n", "[", "]") == [
        "1 │ first = [",
        "  │         ━ ... to line 4",
        "2 │   1,",
    ]
    whole_line = excerpt(sample, "one\r\ntwo\r\n", "one\r\n")
    assert whole_line == ["1 │ one", "  │ ━━━", "2 │ two"]


def test_empty_marks_blank_lines_and_the_end_of_the_file(sample: "Sample") -> None:
    assert excerpt(sample, "\ufeff\n\nx\n", "") == ["1 │", "  │ ━"]
    sample.files["a"] = "x = 1\n"
    end = LineIndex("x = 1\n").at(6)
    sample.diagnostics = []
    sample.add(Location("a", Span(6, 6), "", end, end))
    assert blocks(sample.view()).splitlines()[2:-2] == ["  ╭─ a:2:1", "1 │ x = 1", "2 │", "  │ ━"]


def test_a_byte_order_mark_takes_no_cell(sample: "Sample") -> None:
    assert excerpt(sample, "\ufeffx = 1\n", "x") == ["1 │ x = 1", "  │ ━"]


def test_long_lines_scroll_to_the_mark(sample: "Sample") -> None:
    text = f"before = {'b' * 50}\nstart {'a' * 60} here {'z' * 60}\n"
    assert excerpt(sample, text, "here", width=44) == [
        f"1 │ before = {'b' * 30}…",
        f"2 │ …{'a' * 8} here {'z' * 24}…",
        "  │           ━━━━",
    ]
    assert excerpt(sample, text, "start", width=44)[1:] == [f"2 │ start {'a' * 33}…", "  │ ━━━━━"]
    assert excerpt(sample, text, "z" * 60, width=44)[1:] == [f"2 │ …aaa here {'z' * 29}…", "  │           " + "━" * 30]


def test_a_mark_behind_a_line_that_just_fits(sample: "Sample") -> None:
    assert excerpt(sample, "x" * 39 + "\n", "\n", width=44) == [f"1 │ {'x' * 39}", f"  │ {' ' * 39}━"]
    assert excerpt(sample, "x" * 40 + "\n", "\n", width=44) == [f"1 │ …{'x' * 38}", f"  │ {' ' * 39}━"]


def test_a_minified_file_costs_no_more_than_another(sample: "Sample") -> None:
    text = "x" * 400_000 + "here" + "y" * 400_000
    lines = excerpt(sample, text, "here")
    assert lines == [f"1 │ …{'x' * 200}here{'y' * 796}…", "  │ " + " " * 201 + "━━━━"]
    assert max(map(len, excerpt(sample, text, "here", width=80))) == 80


@settings(max_examples=150)
@given(
    st.text(st.sampled_from("ab \t\n\r日́\x1b\u202e\ufeff🗑️"), max_size=80),
    st.integers(0, 90),
    st.integers(0, 90),
    st.sampled_from([0, 24, 40]),
)
def test_any_span_of_any_text_has_a_picture(text: str, one: int, other: int, width: int) -> None:
    span = Span(*sorted((min(one, len(text)), min(other, len(text)))))
    lines = LineIndex(text)
    location = Location("a", span, "", lines.at(span.start), lines.at(span.end))
    diagnostic = Diagnostic(location, "TST001", "r", Severity.INFO, "m")
    view = ReportView(Report((diagnostic,)), MemoryRepository({"a": text}), "0.1.0", width=width, quiet=True)
    shown = render(view)
    assert shown.count("━") >= 1
    assert not set("\x1b\u202e\ufeff\r\t") & set(shown)
    rows = shown.partition(" ... to line")[0].split("\n")[3:-3]
    assert not width or all(cell_len(row) <= width for row in rows)


def test_titles_and_messages_are_escaped_and_wrapped(sample: "Sample") -> None:
    fix = (Fix("Remove \x1b]0;x\x07 from the list of words", ()), Applicability.UNSAFE)
    sample.add(sample.location("a\u202e.toml"), "日本語 " * 4 + "\x1b", fix=fix)
    assert blocks(sample.view()._replace(width=30)).splitlines()[1:-1] == [
        "日本語 日本語 日本語 日本語",
        r"\x1b",
        r"  ╭─ a\u202e.toml",
        "  ╰─ fix (unsafe): Remove",
        r"     \x1b]0;x\x07 from the",
        "     list of words",
        "     help: repoaudit rule some-rule",
    ]


def test_colour_and_links_are_for_terminals_only(sample: "Sample") -> None:
    with_everything(sample)
    plain, colored = blocks(sample.view()), blocks(sample.view()._replace(color=True))
    url = "https://repoaudit.github.io/repoaudit/rules/mypy-python-version-unsupported/"
    assert f"\x1b]8;;{url}\x1b\\repoaudit rule" in colored
    assert re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\", "", colored) == plain
    assert "\x1b" not in plain
    assert colored == blocks(sample.view()._replace(color=True))
    assert "\x1b]8" not in blocks(
        sample.view()._replace(color=True, plugin_rules=frozenset({"mypy-python-version-unsupported"}))
    )


def test_a_summary_ends_the_report(sample: "Sample") -> None:
    assert render(sample.view()) == "All checks passed (96 rules, 12 files).\n"
    sample.add(sample.location("a"))
    assert render(sample.view()).endswith("some-rule\n\nFound 1 warning in 12 files.\n")


def test_the_picture_is_the_same_on_every_run_and_everywhere(sample: "Sample", monkeypatch: pytest.MonkeyPatch) -> None:
    with_everything(sample)
    picture = export_svg(sample.view(), "repoaudit check")
    assert picture.startswith("<svg")
    assert "mypy-python-version-unsupported" in picture
    assert "━━━━━" in picture
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "40")
    assert picture == export_svg(sample.view(), "repoaudit check")
