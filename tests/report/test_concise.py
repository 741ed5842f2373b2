import re
import subprocess
import sys
from typing import TYPE_CHECKING

from repoaudit.diagnostic import Crash, Note, Report, Suppressed
from repoaudit.finding import Applicability, Fix, Severity
from repoaudit.registry import builtin_entries
from repoaudit.report.concise import render
from repoaudit.report.summary import WRITTEN_BY_INIT

if TYPE_CHECKING:
    from report.conftest import Sample

SAFE = (Fix("Mend it", ()), Applicability.SAFE)
UNSAFE = (Fix("Mend it", ()), Applicability.UNSAFE)


def without_sgr(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_one_line_for_each_finding_and_a_summary(sample: "Sample") -> None:
    sample.files["pyproject.toml"] = '[tool.mypy]\npython_version = "3.8"\n'
    place = sample.location("pyproject.toml", '"3.8"')
    sample.add(place, "3.8 is gone", Severity.ERROR, ("mypy-python-version-unsupported", "TYP001"), fix=SAFE)
    sample.add(place, fix=UNSAFE)
    sample.add(sample.location(".github/dependabot.yml"), severity=Severity.INFO)
    assert render(sample.view()) == (
        "pyproject.toml:2:18: error: 3.8 is gone [mypy-python-version-unsupported TYP001] [*]\n"
        "pyproject.toml:2:18: warning: the message [some-rule TST001]\n"
        ".github/dependabot.yml: info: the message [some-rule TST001]\n"
        "Found 1 error, 1 warning and 1 info in 12 files; 1 fixable with --fix (1 more with --unsafe-fixes).\n"
    )


def test_hostile_text_is_escaped(sample: "Sample") -> None:
    sample.add(sample.location("a\x1b[2J\nb.toml"), "value \u202e is odd\n")
    line = render(sample.view()._replace(quiet=True))
    assert line == "a\\x1b[2J\\nb.toml: warning: value \\u202e is odd\\n [some-rule TST001]\n"


def test_a_clean_run_says_what_it_looked_at(sample: "Sample") -> None:
    assert render(sample.view()) == "All checks passed (96 rules, 12 files).\n"
    assert render(sample.view()._replace(quiet=True)) == ""


def test_a_run_that_read_nothing_did_not_pass(sample: "Sample") -> None:
    view = sample.view()._replace(report=Report(rules=3))
    assert render(view) == "Nothing was checked: no file here is one that the rules read (3 rules, 0 files).\n"


def test_the_rules_that_init_answers_exist() -> None:
    assert {entry.name for entry in builtin_entries()} >= WRITTEN_BY_INIT


def test_who_has_no_configuration_is_told_of_init(sample: "Sample") -> None:
    for name in ("missing-linter", "missing-formatter"):
        sample.add(sample.location("ruff.toml"), rule=(name, "LNT001"))
    assert "init" not in render(sample.view())
    sample.add(sample.location("mypy.ini"), rule=("missing-type-checker", "TYP003"))
    assert render(sample.view()).endswith(
        "Found 3 warnings in 12 files. repoaudit init writes the configuration that is missing.\n"
    )


def test_suppressed_findings_are_not_forgotten(sample: "Sample") -> None:
    suppressed = (Suppressed(sample.add(sample.location("a")), "comment", "because"),)
    view = sample.view()._replace(report=Report(suppressed=suppressed, files=1, rules=1))
    assert render(view) == "All checks passed (1 rule, 1 file, 1 suppressed).\n"


def test_a_run_that_crashed_did_not_pass(sample: "Sample") -> None:
    crash = Crash(("some-rule",), "Mypy", "KeyError: 'x'", "Traceback ...")
    view = sample.view()._replace(report=Report(crashes=(crash,), files=2, rules=3))
    assert render(view) == "No findings, but repoaudit crashed 1 time (3 rules, 2 files).\n"


def test_which_fixes_are_offered(sample: "Sample") -> None:
    sample.add(sample.location("a"), fix=UNSAFE)
    sample.add(sample.location("b"), fix=(Fix("By hand", ()), Applicability.DISPLAY))
    view = sample.view()
    found = "Found 2 warnings in 12 files"
    assert render(view).endswith(f"\n{found}; 1 fixable with --fix --unsafe-fixes.\n")
    assert render(view._replace(report=view.report._replace(held_back=("a: no",)))).endswith(
        f"\n{found}. 1 fix held back.\n"
    )
    sample.diagnostics = sample.diagnostics[1:]
    assert render(sample.view()).endswith("\nFound 1 warning in 12 files.\n")
    sample.add(sample.location("c"), fix=SAFE)
    assert render(sample.view()).endswith("; 1 fixable with --fix.\n")


def test_what_was_fixed(sample: "Sample") -> None:
    fixed = (sample.add(sample.location("b")), sample.add(sample.location("a")), sample.add(sample.location("b")))
    sample.diagnostics = []
    view = sample.view()._replace(fixed=fixed)
    summary = "Fixed 3 findings. All checks passed (96 rules, 12 files).\n"
    assert render(view) == summary
    assert render(view._replace(show_fixes=True)) == (
        f"fixed a: 1 x some-rule (TST001)\nfixed b: 2 x some-rule (TST001)\n{summary}"
    )


def test_notes_appear_when_verbose(sample: "Sample") -> None:
    notes = (
        Note("", None, "git is not there"),
        Note("ci.yml", None, "is too large"),
        Note("ci.yml", 3, "the matrix is\x07 dynamic", ("a-rule", "b-rule")),
    )
    view = sample.view()._replace(report=Report(notes=notes, held_back=("a: refused",)))
    assert "note" not in render(view)
    assert render(view._replace(verbose=True)).splitlines()[:-1] == [
        "note: git is not there",
        "ci.yml: note: is too large",
        r"ci.yml:3: note: the matrix is\x07 dynamic [a-rule, b-rule]",
        "held back: a: refused",
    ]


def test_colour_changes_nothing_but_the_colour(sample: "Sample") -> None:
    sample.add(sample.location("a"), "has \x1b[31m colour", fix=SAFE)
    view = sample.view()
    colored = render(view._replace(color=True))
    assert "\x1b[1;33mwarning\x1b[0m" in colored
    assert r"\x1b[31m" in colored
    assert without_sgr(colored) == render(view)


def test_the_summary_is_red_only_when_the_run_fails(sample: "Sample") -> None:
    sample.add(sample.location("a"), severity=Severity.ERROR)
    view = sample.view()._replace(color=True)
    assert "\x1b[1;31mFound" in render(view)
    assert "\x1b[1mFound" in render(view._replace(fail_on=None))


def test_it_imports_neither_rich_nor_tomlkit_nor_json() -> None:
    code = "import sys; before = set(sys.modules); import repoaudit.report.concise; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "repoaudit.report.summary" in done.stdout.split()
    assert not {"rich", "rich.cells", "tomlkit", "json", "pathlib", "dataclasses", "repoaudit.fixes"} & set(
        done.stdout.split()
    )
