from collections.abc import Mapping

import pytest

from fakes import at, audit_with, diagnostic_of, entry_of, rule_of
from probing import audit_all, settle_all
from repoaudit._index import ENTRIES
from repoaudit.config import load_policy
from repoaudit.diagnostic import Report
from repoaudit.finding import Applicability
from repoaudit.fixer import settle
from repoaudit.policy import PerFileIgnore, Policy
from repoaudit.registry import load
from repoaudit.repository import MemoryRepository
from repoaudit.run import run
from repoaudit.scope import Scope
from repoaudit.suppress import suppress

FIRST = entry_of("AAA001", "first-rule")
SECOND = entry_of("AAA002", "second-rule")
OTHER = entry_of("BBB001", "other-rule")
KNOWN = (FIRST, SECOND, OTHER)
ABOUT = load(next(entry for entry in ENTRIES if entry.name == "unused-suppression"))


def suppressed(
    files: Mapping[str, str], *places: tuple[str, int | None], policy: Policy | None = None, rule: str = "first-rule"
) -> Report:
    """Suppress one finding of a rule at each place."""
    entry = next(each for each in KNOWN if each.name == rule)
    repository = MemoryRepository(files)
    for path in files:
        repository.read(path)
    diagnostics = tuple(diagnostic_of(entry.code, entry.name, path, line) for path, line in places)
    return suppress(Report(diagnostics), Scope(repository, policy or Policy()), (), KNOWN, KNOWN)


def lines(report: Report) -> list[int | None]:
    return [each.location.start and each.location.start.line for each in report.diagnostics]


OWN = "{} repoaudit: ignore[first-rule] because{}\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "# repoaudit: ignore[first-rule] because\na = 1\nb = 1\n"),
        ("a.yaml", "# repoaudit: ignore[first-rule] because\na: 1\nb: 1\n"),
        ("setup.cfg", "# repoaudit: ignore[first-rule] because\n[a]\nb = 1\n"),
        ("tox.ini", "; repoaudit: ignore[first-rule] because\n[a]\nb = 1\n"),
        ("Makefile", "# repoaudit: ignore[first-rule] because\na:\n\tb\n"),
        ("requirements.txt", "# repoaudit: ignore[first-rule] because\na\nb\n"),
        ("noxfile.py", "# repoaudit: ignore[first-rule] because\nimport a\nimport b\n"),
        ("scripts/a.sh", "# repoaudit: ignore[first-rule] because\na\nb\n"),
        ("README.md", "<!-- repoaudit: ignore[first-rule] because -->\na\nb\n"),
        (".gitignore", "# repoaudit: ignore[first-rule] because\na\nb\n"),
        ("pyproject.toml", "\ufeff#repoaudit:ignore[first-rule]because\r\na = 1\r\nb = 1\r\n"),
        ("pyproject.toml", "# repoaudit:  ignore[ first-rule , nope]  because  \na = 1\nb = 1\n"),
    ],
)
def test_a_comment_on_its_own_line_speaks_of_the_next(path: str, text: str) -> None:
    report = suppressed({path: text}, (path, 2), (path, 3), (path, None))
    assert lines(report) == [None, 3]
    assert [(each.by, each.reason) for each in report.suppressed] == [("comment", "because")]


@pytest.mark.parametrize(
    ("path", "text", "counts"),
    [
        ("pyproject.toml", "a = 1 # repoaudit: ignore[first-rule]\nb = 1\n", True),
        ("a.yaml", "a: 1 # repoaudit: ignore[first-rule]\nb: 1\n", True),
        ("noxfile.py", "import a # repoaudit: ignore[first-rule]\nimport b\n", True),
        ("requirements.txt", "a # repoaudit: ignore[first-rule]\nb\n", True),
        ("setup.cfg", "[a] # repoaudit: ignore[first-rule]\nb = 1\n", False),
        ("setup.cfg", "[a]\nb = 1 # repoaudit: ignore[first-rule]\n", False),
        ("Makefile", "A = 1 # repoaudit: ignore[first-rule]\nb:\n", False),
        ("Makefile", "a: # repoaudit: ignore[first-rule]\n\tb\n", False),
        ("pyproject.toml", 'a = "# repoaudit: ignore[first-rule]"\nb = 1\n', False),
        ("pyproject.toml", 'a = """\n# repoaudit: ignore[first-rule]\n"""\nb = 1\n', False),
        ("a.yaml", "a: |\n  # repoaudit: ignore[first-rule]\n  x\nb: 1\n", False),
    ],
)
def test_a_trailing_comment_speaks_of_its_line_where_it_is_one(path: str, text: str, *, counts: bool) -> None:
    every = [(path, number) for number in range(1, text.count("\n") + 1)]
    assert len(suppressed({path: text}, *every).suppressed) == int(counts)
    assert lines(suppressed({path: text}, (path, 1))) == ([] if counts else [1])


@pytest.mark.parametrize(
    ("path", "comment"),
    [
        ("pyproject.toml", "# repoaudit: file-ignore[first-rule] because"),
        ("a.yaml", "# repoaudit: file-ignore[first-rule] because"),
        ("setup.cfg", "; repoaudit: file-ignore[first-rule] because"),
        ("Makefile", "# repoaudit: file-ignore[first-rule] because"),
        ("requirements.txt", "# repoaudit: file-ignore[first-rule] because"),
        ("README.md", "<!-- repoaudit: file-ignore[first-rule] because -->"),
        ("scripts/a.sh", "# repoaudit: file-ignore[first-rule] because"),
    ],
)
def test_a_comment_for_the_whole_file(path: str, comment: str) -> None:
    report = suppressed({path: f"\n\n{comment}\n"}, (path, 1), (path, 3), (path, None), ("other.toml", 1))
    assert [each.location.path for each in report.diagnostics] == ["other.toml"]
    assert {each.reason for each in report.suppressed} == {"because"}


def test_comments_may_be_stacked() -> None:
    text = "# repoaudit: ignore[first-rule]\n\n# a word\n# repoaudit: ignore[second-rule]\na = 1\nb = 1\n"
    assert lines(suppressed({"a.toml": text}, ("a.toml", 5), ("a.toml", 6))) == [6]
    assert lines(suppressed({"a.toml": text}, ("a.toml", 5), ("a.toml", 6), rule="second-rule")) == [6]


def test_a_last_comment_speaks_of_itself() -> None:
    assert lines(suppressed({"a.toml": "a = 1\n# repoaudit: ignore[first-rule]\n"}, ("a.toml", 1), ("a.toml", 2))) == [
        1
    ]


@pytest.mark.parametrize(
    ("selector", "counts"),
    [
        *(("first-rule", True), ("AAA001", True), ("AAA", True), ("A", True), ("ALL", True), ("nope, AAA001", True)),
        *(
            ("second-rule", False),
            ("AAA002", False),
            ("BBB", False),
            ("all", False),
            ("", False),
            ("first_rule", False),
        ),
    ],
)
def test_selectors(selector: str, *, counts: bool) -> None:
    for text in (f"# repoaudit: ignore[{selector}]\na = 1\n", f"# repoaudit: file-ignore[{selector}]\na = 1\n"):
        assert bool(suppressed({"a.toml": text}, ("a.toml", 2)).suppressed) is counts
    policy = Policy(per_file_ignores=(PerFileIgnore("a.toml", tuple(map(str.strip, selector.split(",")))),))
    assert bool(suppressed({"a.toml": "a = 1\n"}, ("a.toml", 1), policy=policy).suppressed) is counts


@pytest.mark.parametrize("path", ["uv.lock", "poetry.lock", "Pipfile.lock"])
def test_a_lock_has_no_comments_of_people(path: str) -> None:
    text = "# repoaudit: ignore[first-rule] because\na = 1\n"
    assert lines(suppressed({path: text}, (path, 2))) == [2]


@pytest.mark.parametrize("text", ["# repoaudit: ignore first-rule\n", "# repoaudit ignore[first-rule]\n", "# noqa\n"])
def test_what_is_no_suppression(text: str) -> None:
    assert lines(suppressed({"a.toml": f"{text}a = 1\n"}, ("a.toml", 2))) == [2]


@pytest.mark.parametrize(
    ("pattern", "path", "counts"),
    [
        ("a.toml", "a.toml", True),
        ("a.toml", "x/a.toml", True),
        ("x/*.toml", "x/a.toml", True),
        ("x/*.toml", "x/y/a.toml", False),
        ("x/**", "x/y/a.toml", True),
        ("x/", "x/y/a.toml", True),
        ("*.cfg", "a.toml", False),
    ],
)
def test_per_file_ignores(pattern: str, path: str, *, counts: bool) -> None:
    policy = Policy(per_file_ignores=(PerFileIgnore(pattern, ("AAA",)),))
    report = suppressed({}, (path, 1), (path, None), policy=policy)
    assert len(report.suppressed) == (2 if counts else 0)
    assert {each.by for each in report.suppressed} <= {"per-file-ignores"}


def test_the_reason_is_that_of_the_first_comment() -> None:
    text = "# repoaudit: file-ignore[ALL] one\n# repoaudit: ignore[AAA] two\na = 1 # repoaudit: ignore[AAA001] three\n"
    for _ in range(3):
        report = suppressed({"a.toml": text}, ("a.toml", 3))
        assert [each.reason for each in report.suppressed] == ["one"]


def unused(text: str, *, select: tuple[str, ...] = ("ALL",), path: str = "pyproject.toml") -> list[str]:
    repository = MemoryRepository({path: text})
    policy = load_policy(repository, {"select": select, "isolated": True}, ENTRIES)
    report = run(repository, policy, ENTRIES)
    return [each.message for each in report.diagnostics if each.rule == "unused-suppression"]


class TestUnused:
    def test_one_that_does_something_is_used(self) -> None:
        text = "# repoaudit: ignore[misnamed-section]\n[tool.flake9]\n"
        assert unused(text) == ["`misnamed-section` finds nothing here"]
        used = "# repoaudit: ignore[mypy-python-version-unsupported] old\n[mypy]\npython_version = 3.7\n"
        assert unused(used, path="mypy.ini") == ["`mypy-python-version-unsupported` finds nothing here"]
        used = "[mypy]\n# repoaudit: ignore[mypy-python-version-unsupported] old\npython_version = 3.7\n"
        assert unused(used, path="mypy.ini") == []

    def test_rules_that_did_not_run_are_not_judged(self) -> None:
        text = "# repoaudit: ignore[misnamed-section]\na = 1\n"
        assert unused(text, select=("CFG",)) != []
        assert unused(text, select=("CFG007",)) == []
        assert unused(text.replace("misnamed-section", "CFG"), select=("CFG007", "CFG001")) == []
        assert unused(text.replace("misnamed-section", "CFG"), select=("CFG",)) == ["`CFG` finds nothing here"]

    def test_unknown_names(self) -> None:
        assert unused("# repoaudit: ignore[nope, XYZ9]\na = 1\n", select=("CFG007",)) == [
            "no rule is called `XYZ9`",
            "no rule is called `nope`",
        ]
        assert unused("# repoaudit: ignore\na = 1\n") == ["this names no rule: write `ignore[RULE]`"]

    def test_a_finding_about_a_suppression_can_be_suppressed(self) -> None:
        text = "# repoaudit: file-ignore[unused-suppression]\n# repoaudit: ignore[nope]\na = 1\n"
        assert "no rule is called `nope`" not in unused(text)

    @pytest.mark.parametrize("kind", ["ignore", "file-ignore"])
    def test_only_what_does_nothing_is_taken_out(self, kind: str) -> None:
        text = f"[mypy]\n# repoaudit: {kind}[TYP001, nope] old\npython_version = 3.7\n"
        settled = settle_all(MemoryRepository({"mypy.ini": text}), Applicability.SAFE)
        assert settled.texts["mypy.ini"] == text.replace(", nope", "")

    @pytest.mark.parametrize(
        ("path", "before", "after"),
        [
            ("pyproject.toml", "# repoaudit: ignore[x]\na = 1 # repoaudit: ignore[x]\n", "a = 1\n"),
            ("pyproject.toml", "\ufeff# repoaudit: ignore[x]\r\na = 1\r\n", "\ufeffa = 1\r\n"),
            ("codecov.yml", "# repoaudit: ignore[x]\na: 1 # repoaudit: ignore[x]\n", "a: 1\n"),
            ("setup.cfg", "# repoaudit: ignore[x]\n[a]\n; repoaudit: ignore[x]\nb = 1\n", "[a]\nb = 1\n"),
            (
                "Makefile",
                "# repoaudit: ignore[x]\n.PHONY: a\na:\n\tb\n# repoaudit: ignore[x]\n",
                ".PHONY: a\na:\n\tb\n",
            ),
            ("requirements.txt", "# repoaudit: ignore[x]\na # repoaudit: ignore[x]\n", "a\n"),
            ("noxfile.py", "# repoaudit: ignore[x]\nimport os # repoaudit: ignore[x]\n", "import os\n"),
        ],
    )
    def test_the_comment_is_removed(self, path: str, before: str, after: str) -> None:
        repository = MemoryRepository({path: before, "setup.py": "import nox"})
        settled = settle_all(repository, Applicability.SAFE)
        if path == "noxfile.py" and not settled.fixed:
            pytest.skip("no rule reads this file yet")
        assert dict(settled.texts) == {path: after}
        assert settled.held_back == ()


def test_rules_about_suppressions_run_last() -> None:
    text = "# repoaudit: ignore[first-rule]\na = 1\n"
    repository = MemoryRepository({"pyproject.toml": text})
    scope = Scope(repository, Policy())
    about = next(entry for entry in ENTRIES if entry.name == "unused-suppression")
    known = (*KNOWN, about)
    report = suppress(Report(), scope, (ABOUT,), known, known)
    assert [each.message for each in report.diagnostics] == ["`first-rule` finds nothing here"]
    again = suppress(
        Report((diagnostic_of("AAA001", "first-rule", "pyproject.toml", 2),)), scope, (ABOUT,), known, known
    )
    assert again.diagnostics == ()


def test_crashes_and_notes_stay() -> None:
    report = audit_with(rule_of(lambda _: [at(0, 1, path="missing")]))(MemoryRepository({}))
    kept = suppress(report, Scope(MemoryRepository({}), Policy()), (), KNOWN, KNOWN)
    assert (kept.notes, kept.crashes) == (report.notes, report.crashes)


def test_a_high_stack_of_comments_is_read_once() -> None:
    assert audit_all({"pyproject.toml": "# repoaudit: ignore[nope]\n" * 3_000}).crashes == ()


def test_a_fix_elsewhere_does_not_lift_a_suppression() -> None:
    """With one rule selected, only the files that a round reads are searched for suppressions."""
    wrong = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n    - uses: actions/setup-python@v5\n"
    wrong += "      with:\n        python-version: 3.10"
    accepted = f"{wrong} # repoaudit: ignore[unquoted-version] on purpose\n"
    files = {".github/workflows/a.yml": f"{wrong}\n", ".github/workflows/b.yml": accepted}
    repository = MemoryRepository(files)
    policy = load_policy(repository, {"select": ("unquoted-version",), "isolated": True}, ENTRIES)
    settled = settle(repository, lambda tree: run(tree, policy, ENTRIES), lambda each: each.fix is not None)
    assert list(settled.texts) == [".github/workflows/a.yml"]
    assert settled.report.diagnostics == ()
    assert [each.diagnostic.location.path for each in settled.report.suppressed] == [".github/workflows/b.yml"]
    assert settled.report.files == 2
