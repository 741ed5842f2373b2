import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import entry_of
from repoaudit.errors import UsageError
from repoaudit.finding import Severity
from repoaudit.policy import Policy
from repoaudit.registry import (
    _imported,
    answers_to,
    builtin_entries,
    check_selectors,
    did_you_mean,
    load,
    matches_any,
    select,
    suggestion,
)
from repoaudit.registry import (
    needed as rules_needed,
)
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope

COVERAGE = entry_of("COV001", "missing-fail-under")
MINIMUM = entry_of("COV002", "fail-under-too-low")
TYPES = entry_of("TYP001", "mypy-python-version-unsupported")
OPTIONAL = entry_of("TYP009", "not-by-default", default=False)
ENTRIES = (COVERAGE, MINIMUM, TYPES, OPTIONAL)


def names(policy: Policy) -> list[str]:
    return [entry.code for entry in select(ENTRIES, policy)]


@pytest.mark.parametrize("selector", ["ALL", "C", "COV", "COV0", "COV001", "missing-fail-under"])
def test_a_rule_answers_to(selector: str) -> None:
    assert answers_to(COVERAGE, selector)
    assert matches_any(COVERAGE, ["NOPE", selector])


@pytest.mark.parametrize(
    "selector",
    ["", "all", "cov", "COV01", "COV0011", "OV", "missing", "missing-fail", "Missing-Fail-Under", "COV*", "COV "],
)
def test_a_rule_does_not_answer_to(selector: str) -> None:
    assert not answers_to(COVERAGE, selector)
    assert not matches_any(COVERAGE, [selector])


def test_longer_selectors_are_more_specific() -> None:
    order = ["ALL", "C", "CO", "COV", "COV0", "COV00", "COV001"]
    values = [answers_to(COVERAGE, selector) for selector in order]
    assert values == sorted(set(values))
    assert answers_to(COVERAGE, "missing-fail-under") == answers_to(COVERAGE, "COV001")


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Policy(), ["COV001", "COV002", "TYP001"]),
        (Policy(preset="strict"), ["COV001", "COV002", "TYP001", "TYP009"]),
        (Policy(select=("ALL",)), ["COV001", "COV002", "TYP001", "TYP009"]),
        (Policy(select=()), []),
        (Policy(select=("COV",)), ["COV001", "COV002"]),
        (Policy(select=("fail-under-too-low",)), ["COV002"]),
        (Policy(extend_select=("TYP009",)), ["COV001", "COV002", "TYP001", "TYP009"]),
        (Policy(select=("TYP001",), extend_select=("COV",)), ["COV001", "COV002", "TYP001"]),
        (Policy(ignore={"COV": ""}), ["TYP001"]),
        (Policy(ignore={"ALL": ""}), []),
        (Policy(select=("COV",), ignore={"COV": ""}), []),
        (Policy(select=("COV001",), ignore={"COV": ""}), ["COV001"]),
        (Policy(select=("COV",), ignore={"COV001": ""}), ["COV002"]),
        (Policy(select=("COV001",), ignore={"missing-fail-under": ""}), []),
        (Policy(extend_select=("COV002",), ignore={"ALL": ""}), ["COV002"]),
        (Policy(ignore={"COV0": ""}, extend_select=("COV",)), ["TYP001"]),
    ],
)
def test_select(policy: Policy, expected: list[str]) -> None:
    assert names(policy) == expected


SELECTORS = st.sampled_from(["ALL", "C", "COV", "COV0", "COV001", "COV002", "TYP", "TYP001", "missing-fail-under"])


@settings(max_examples=200, deadline=None)
@given(st.lists(SELECTORS, max_size=3), st.lists(SELECTORS, max_size=3))
def test_the_most_specific_selector_decides(wanted: list[str], ignored: list[str]) -> None:
    selected = select(ENTRIES, Policy(select=tuple(wanted), ignore=dict.fromkeys(ignored, "")))
    for entry in ENTRIES:
        best = max((answers_to(entry, selector), selector in ignored) for selector in ["", *wanted, *ignored])
        assert (entry in selected) == (best[0] > 0 and not best[1])


def test_unknown_selectors_are_mistakes() -> None:
    check_selectors(ENTRIES, ["ALL", "COV", "missing-fail-under"], where="--select")
    with pytest.raises(UsageError, match=r"^--select: no rule is called 'COV9'"):
        check_selectors(ENTRIES, ["COV", "COV9"], where="--select")


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("mising-fail-under", "missing-fail-under"),
        ("missing_fail_under", "missing-fail-under"),
        ("COV0O1", "COV001"),
        ("cov001", "COV001"),
        ("Missing-Fail-Under", "missing-fail-under"),
    ],
)
def test_did_you_mean(wrong: str, meant: str) -> None:
    assert suggestion(ENTRIES, wrong) == f" (did you mean {meant!r}?)"


@pytest.mark.parametrize("wrong", ["", "zzz", "x" * 100_000, "\0"])
def test_nothing_is_near(wrong: str) -> None:
    assert did_you_mean(wrong, [entry.name for entry in ENTRIES]) == ""


def scope_of(*paths: str, folder: str = "") -> Scope:
    root = Scope(MemoryRepository(dict.fromkeys(paths, "")), Policy())
    return Scope(root.repository, root.policy, folder, root) if folder else root


REAL = next(entry for entry in builtin_entries() if entry.name == "invalid-syntax")


@pytest.mark.parametrize(
    ("reads", "paths", "folder", "needed"),
    [
        ((), (), "", True),
        (("a.toml",), ("a.toml",), "", True),
        (("a.toml",), ("b/a.toml",), "", False),
        (("a.toml",), ("b/a.toml",), "b", True),
        (("a.toml", "b.toml"), ("b.toml",), "", True),
        ((".github/workflows/*.yml",), (".github/workflows/ci.yml",), "", True),
        ((".github/workflows/*.yml",), (".github/workflows/ci.yaml",), "", False),
        (("*requirements*.txt",), ("dev-requirements.txt",), "", True),
        (("*requirements*.txt",), ("x/requirements.txt",), "x", True),
        (("*.txt",), ("x/a.txt",), "", False),
    ],
)
def test_only_rules_with_something_to_look_at_are_imported(
    reads: tuple[str, ...], paths: tuple[str, ...], folder: str, *, needed: bool
) -> None:
    rules = rules_needed([REAL._replace(reads=reads)], [scope_of(*paths, folder=folder)])
    assert bool(rules) is needed


def test_one_project_is_enough() -> None:
    scope = scope_of("a/x.toml")
    member = Scope(scope.repository, scope.policy, "a", scope)
    assert rules_needed([REAL._replace(reads=("x.toml",))], [scope, member])


def test_a_rule_is_imported_when_its_subject_has_an_instance(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = next(each for each in builtin_entries() if each.name == "duplicate-target")
    monkeypatch.delitem(sys.modules, entry.module, raising=False)
    _imported.cache_clear()  # what was imported once is not looked up again
    (deferred,) = rules_needed([entry], [scope_of("Makefile")])
    assert (deferred.name, deferred.code, deferred.fix, deferred.options) == (entry.name, entry.code, None, None)
    assert deferred.severity == entry.severity
    assert deferred.subject.__name__ == entry.subject
    assert entry.module not in sys.modules
    scope = Scope(MemoryRepository({"Makefile": "a:\n\ttouch a\n"}), Policy())
    assert list(deferred.run(scope.all(deferred.subject)[0])) == []
    assert entry.module in sys.modules


def test_load() -> None:
    rule = load(REAL)
    assert (rule.name, rule.code, int(rule.severity)) == (REAL.name, REAL.code, int(Severity.ERROR))


def test_a_broken_plugin_is_a_mistake_of_the_user() -> None:
    with pytest.raises(UsageError, match=r"^plugin rule not-there: No module named"):
        load(entry_of("ZZZ001", "not-there", module="no_such_plugin"))
    with pytest.raises(UsageError, match=r"plugin rule not-there: .*no attribute 'not_there'"):
        load(entry_of("ZZZ001", "not-there", module="json"))


def test_a_broken_rule_of_ours_is_a_bug() -> None:
    with pytest.raises(ImportError):
        load(entry_of("ZZZ001", "not-there", module="repoaudit.no_such_module"))
