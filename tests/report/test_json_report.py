import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from repoaudit.diagnostic import Crash, Note, RelatedLocation, Report, Suppressed
from repoaudit.errors import EditRefusedError
from repoaudit.finding import Applicability, Change, DataPath, Fix, Severity
from repoaudit.report.json import render
from repoaudit.report.view import ReportView
from repoaudit.text import Edit

if TYPE_CHECKING:
    from report.conftest import Sample

TOML = '[project]\nrequires-python = ">=3.10"\n\n[tool.mypy]\npython_version = "3.8"\n'


def fix_of(edit: Edit, values: Mapping[DataPath, object]) -> Fix:
    return Fix("Set it", (lambda: Change((edit,), {edit.path: values}),))


def good_fix(text: str) -> Fix:
    start = text.index('"3.8"')
    edit = Edit("pyproject.toml", start, start + 5, '"3.10"')
    return fix_of(edit, {("tool", "mypy", "python_version"): "3.10"})


def read(text: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    return data


def findings(view: ReportView) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(render(view))["findings"]
    return found


def test_the_contract_field_for_field(sample: "Sample") -> None:
    sample.files["pyproject.toml"] = TOML
    sample.add(
        sample.location("pyproject.toml", 'python_version = "3.8"'),
        '3.8 is gone … "really"',
        Severity.ERROR,
        ("mypy-python-version-unsupported", "TYP001"),
        (RelatedLocation(sample.location("pyproject.toml", '">=3.10"'), "says otherwise"),),
        (good_fix(TOML), Applicability.SAFE),
    )
    suppressed = Suppressed(sample.diagnostics[0], "comment", "")
    report = sample.view().report._replace(
        suppressed=(suppressed,),
        notes=(Note("ci.yml", 3, "dynamic", ("a-rule",)), Note("ci.yml", None, "too large")),
        crashes=(Crash(("a-rule",), "Mypy", "KeyError: 'x'", 'File "/home/me/x.py"'),),
    )
    text = render(sample.view()._replace(report=report))
    assert text == render(sample.view()._replace(report=report))
    fingerprint = read(text)["findings"][0]["fingerprint"]
    assert len(fingerprint) == 32
    assert read(text) == {
        "version": 1,
        "repoaudit": "0.1.0",
        "root": ".",
        "findings": [
            {
                "code": "TYP001",
                "rule": "mypy-python-version-unsupported",
                "severity": "error",
                "message": '3.8 is gone … "really"',
                "path": "pyproject.toml",
                "line": 5,
                "column": 1,
                "end_line": 5,
                "end_column": 23,
                "anchor": "tool.mypy",
                "related": [
                    {
                        "path": "pyproject.toml",
                        "line": 2,
                        "column": 19,
                        "end_line": 2,
                        "end_column": 27,
                        "message": "says otherwise",
                    }
                ],
                "fix": {
                    "title": "Set it",
                    "applicability": "safe",
                    "edits": [
                        {
                            "path": "pyproject.toml",
                            "line": 5,
                            "column": 18,
                            "end_line": 5,
                            "end_column": 23,
                            "text": '"3.10"',
                        }
                    ],
                },
                "url": "https://repoaudit.github.io/repoaudit/rules/mypy-python-version-unsupported/",
                "fingerprint": fingerprint,
            }
        ],
        "summary": {
            "files": 12,
            "rules": 96,
            "errors": 1,
            "warnings": 0,
            "infos": 0,
            "fixable": {"safe": 1, "unsafe": 0},
            "held_back": 0,
            "suppressed": 1,
        },
        "notes": [
            {"path": "ci.yml", "line": 3, "message": "dynamic", "rules": ["a-rule"]},
            {"path": "ci.yml", "line": None, "message": "too large", "rules": []},
        ],
        "crashes": [{"rules": ["a-rule"], "subject": "Mypy", "error": "KeyError: 'x'"}],
    }


def test_field_order_and_layout_are_those_of_the_documentation(sample: "Sample") -> None:
    assert render(sample.view()).startswith(
        '{\n  "version": 1,\n  "repoaudit": "0.1.0",\n  "root": ".",\n  "findings": [],\n  "summary": {\n    "fi'
    )
    assert render(sample.view()).endswith("]\n}\n")


def refuse() -> Change:
    raise EditRefusedError("inline tables stay as they are")


def test_fixes_that_are_held_back_are_null_and_counted(sample: "Sample") -> None:
    sample.files["pyproject.toml"] = TOML
    place = sample.location("pyproject.toml", '"3.8"')
    too_much = fix_of(Edit("pyproject.toml", 0, 9, "[projects]"), {("projects",): {}})
    sample.add(place, fix=(Fix("Refused", (refuse,)), Applicability.SAFE))
    sample.add(place, fix=(too_much, Applicability.UNSAFE))
    sample.add(place, fix=(good_fix(TOML), Applicability.UNSAFE))
    sample.add(place, fix=(good_fix(TOML), Applicability.DISPLAY))
    data = read(render(sample.view()))
    applicabilities = [each["fix"] and each["fix"]["applicability"] for each in data["findings"]]
    assert applicabilities == [None, None, "unsafe", "display"]
    assert data["summary"]["held_back"] == 2
    assert data["summary"]["fixable"] == {"safe": 0, "unsafe": 1}


def test_a_place_without_span_and_a_new_file(sample: "Sample") -> None:
    fix = fix_of(Edit("ruff.toml", 0, 0, "line-length = 120\n"), {("line-length",): 120})
    sample.add(sample.location("ruff.toml"), fix=(fix, Applicability.SAFE))
    (finding,) = findings(sample.view())
    assert [finding[key] for key in ("line", "column", "end_line", "end_column")] == [None] * 4
    assert finding["fix"]["edits"] == [
        {"path": "ruff.toml", "line": 1, "column": 1, "end_line": 1, "end_column": 1, "text": "line-length = 120\n"}
    ]


def test_positions_skip_a_byte_order_mark_and_count_code_points(sample: "Sample") -> None:
    text = "\ufeffx = '日本👍'  # no\r\n[tool.mypy]\r\npython_version = \"3.8\"\r\n"
    sample.files["pyproject.toml"] = text
    sample.add(sample.location("pyproject.toml", "'日本👍'"), fix=(good_fix(text), Applicability.SAFE))
    (finding,) = findings(sample.view())
    assert (finding["line"], finding["column"], finding["end_column"]) == (1, 5, 10)
    (edit,) = finding["fix"]["edits"]
    assert (edit["line"], edit["column"], edit["end_column"]) == (3, 18, 23)


def test_the_rule_of_a_plugin_has_no_page_of_ours(sample: "Sample") -> None:
    sample.add(sample.location("a"), rule=("theirs", "XYZ001"))
    (finding,) = findings(sample.view()._replace(plugin_rules=frozenset({"theirs"})))
    assert finding["url"] is None


def test_unsafe_characters_and_odd_file_names_are_escaped_and_survive(sample: "Sample") -> None:
    path = b"caf\xe9 \x1b.toml".decode("utf-8", "surrogateescape")
    message = "日本 \u202e\x7f\x9b\ufeff \U000e0041 👍 \u2028"
    sample.add(sample.location(path), message)
    text = render(sample.view())
    assert text.encode("utf-8").decode() == text
    assert not set("\udce9\x1b\u202e\x7f\x9b\ufeff\U000e0041\u2028") & set(text)
    assert "日本" in text
    (finding,) = read(text)["findings"]
    assert finding["path"] == path
    assert finding["message"] == message


def test_equal_findings_have_different_fingerprints(sample: "Sample") -> None:
    sample.add(sample.location("a"), "one")
    sample.add(sample.location("a"), "two")
    one, two = (finding["fingerprint"] for finding in findings(sample.view()))
    assert one != two


def test_an_empty_report(sample: "Sample") -> None:
    data = read(render(sample.view()._replace(report=Report(), quiet=True, color=True)))
    assert data["findings"] == data["notes"] == data["crashes"] == []
