from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import FILE, Root, at, audit_with, fix_of, is_fixable, replacing, rule_of
from probing import settle_all
from repoaudit.config import load_policy
from repoaudit.diagnostic import Report
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Applicability, Change, Claim, Finding, Fix
from repoaudit.fixer import Settled, UnsettledError, _Chosen, _touch, judge_all, settle
from repoaudit.fixes import HeldBackError, realise
from repoaudit.registry import builtin_entries
from repoaudit.repository import MemoryRepository, Repository
from repoaudit.rule import AnyRule
from repoaudit.run import run
from repoaudit.text import Edit

TEXT = "a = 1\nb = [1, 2] # kept\nc = 3\n"


def fixed(*rules: AnyRule, text: str = TEXT) -> Settled:
    return settle(MemoryRepository({FILE: text}), audit_with(*rules), is_fixable)


def reasons(settled: Settled) -> list[str]:
    return [f"{each.diagnostic.rule}: {each.reason}" for each in settled.held_back]


def change(old: str, new: str, claim: dict[tuple[str | int, ...], object], name: str = "made-up") -> AnyRule:
    return rule_of(replacing(old, new, {FILE: claim}), name, "AAA001")


class TestSettling:
    def test_without_fixes_it_is_done_at_once(self) -> None:
        settled = fixed(rule_of(lambda _: [at(0, 1)]))
        assert (dict(settled.texts), settled.fixed, settled.held_back) == ({}, (), ())
        assert len(settled.report.diagnostics) == 1

    def test_fixes_that_do_not_touch_are_made_together(self) -> None:
        audits: list[Repository] = []
        audit = audit_with(change("a = 1", "a = 9", {("a",): 9}, "one"), change("c = 3", "c = 8", {("c",): 8}, "two"))

        def counting(tree: Repository) -> Report:
            audits.append(tree)
            return audit(tree)

        settled = settle(MemoryRepository({FILE: TEXT}), counting, is_fixable)
        assert dict(settled.texts) == {FILE: "a = 9\nb = [1, 2] # kept\nc = 8\n"}
        assert [each.rule for each in settled.fixed] == ["one", "two"]
        assert len(audits) == 2

    def test_the_report_is_that_of_the_tree_afterwards(self) -> None:
        settled = fixed(change("a = 1", "a = 9", {("a",): 9}), rule_of(lambda _: [at(0, 1)], "stays", "AAA002"))
        assert [each.rule for each in settled.report.diagnostics] == ["stays"]

    def test_what_overlaps_waits_for_the_next_round(self) -> None:
        def rename(root: Root) -> Iterator[Finding]:
            text = root.text()
            if text.startswith("a"):
                claim: Claim = {FILE: {("a",): ABSENT, ("z",): int(text[4])}}
                yield at(0, 5, fix=fix_of(Edit(FILE, 0, 5, f"z = {text[4]}"), claim=claim))

        settled = fixed(rule_of(rename, "renames", "AAA002"), change("= 1", "= 9", {("a",): 9}, "sets"))
        assert settled.texts[FILE].startswith("z = 1\n")
        assert [each.rule for each in settled.fixed] == ["renames"]
        assert reasons(settled) == [f"sets: {FILE}: the edit changes something else than it claims"]

    def test_two_fixes_on_one_list_are_made_one_after_the_other(self) -> None:
        def adds(item: int) -> AnyRule:
            def check(root: Root) -> Iterator[Finding]:
                text = root.text()
                items = [int(each) for each in text[text.index("[") + 1 : text.index("]")].split(", ")]
                if item not in items:
                    end = text.index("]")
                    claim: Claim = {FILE: {("b",): [*items, item]}}
                    yield at(end, end, f"no {item}", fix_of(Edit(FILE, end, end, f", {item}"), claim=claim))

            return rule_of(check, f"adds-{item}", "AAA001")

        settled = fixed(adds(7), adds(8))
        assert settled.texts[FILE] == "a = 1\nb = [1, 2, 7, 8] # kept\nc = 3\n"
        assert [each.rule for each in settled.fixed] == ["adds-7", "adds-8"]
        assert settled.held_back == ()

    def test_the_same_fix_of_two_rules_is_made_once(self) -> None:
        settled = fixed(change("a = 1", "a = 9", {("a",): 9}, "one"), change("a = 1", "a = 9", {("a",): 9}, "two"))
        assert dict(settled.texts) == {FILE: TEXT.replace("a = 1", "a = 9")}
        assert [each.rule for each in settled.fixed] == ["one"]

    def test_a_fix_may_lead_to_another(self) -> None:
        settled = fixed(*(change(f"a = {n}", f"a = {n + 1}", {("a",): n + 1}, f"rule-{n}") for n in (3, 2, 1)))
        assert settled.texts[FILE].startswith("a = 4\n")
        assert [each.rule for each in settled.fixed] == ["rule-1", "rule-2", "rule-3"]

    def test_a_new_file(self) -> None:
        def check(root: Root) -> Iterator[Finding]:
            if not root.text("mypy.ini"):
                claim: Claim = {"mypy.ini": {("mypy", "strict"): "true"}}
                yield at(0, 1, fix=fix_of(Edit("mypy.ini", 0, 0, "[mypy]\nstrict = true\n"), claim=claim))

        assert dict(fixed(rule_of(check)).texts) == {"mypy.ini": "[mypy]\nstrict = true\n"}

    def test_only_what_is_wanted(self) -> None:
        settled = settle(
            MemoryRepository({FILE: TEXT}), audit_with(change("a = 1", "a = 9", {("a",): 9})), lambda found: not found
        )
        assert (dict(settled.texts), len(settled.report.diagnostics)) == ({}, 1)

    def test_a_fix_that_changes_nothing_is_none(self) -> None:
        settled = fixed(rule_of(lambda _: [at(0, 1, fix=fix_of(claim={}))]))
        assert (dict(settled.texts), settled.fixed, settled.held_back) == ({}, (), ())


class TestUnsettled:
    def test_fixes_that_undo_each_other(self) -> None:
        to, fro = change("a = 1", "a = 2", {("a",): 2}, "to"), change("a = 2", "a = 1", {("a",): 1}, "fro")
        audits: list[Repository] = []

        def counting(tree: Repository) -> Report:
            audits.append(tree)
            return audit_with(to, fro)(tree)

        with pytest.raises(UnsettledError, match="fro, to"):
            settle(MemoryRepository({FILE: TEXT}), counting, is_fixable)
        assert len(audits) == 3, "a tree that was seen before is enough"

    def test_a_circle_of_three(self) -> None:
        rules = [change(f"a = {n}", f"a = {n % 3 + 1}", {("a",): n % 3 + 1}, f"rule-{n}") for n in (1, 2, 3)]
        with pytest.raises(UnsettledError, match="rule-1, rule-2, rule-3"):
            fixed(*rules)

    def test_a_fix_that_grows_forever(self) -> None:
        def check(root: Root) -> Iterator[Finding]:
            end = len(root.text())
            yield at(0, 1, fix=fix_of(Edit(FILE, end, end, "# more\n"), claim={FILE: {}}))

        with pytest.raises(UnsettledError, match="made-up"):
            fixed(rule_of(check))

    def test_a_fix_of_a_value_to_itself(self) -> None:
        with pytest.raises(UnsettledError, match="made-up"):
            fixed(change("a = 1", "a = 1", {("a",): 1}))


class TestJudgedForAReport:
    """Fixes that are shown and not made: each stands for itself, however many speak of one file."""

    def test_each_that_holds_is_given(self) -> None:
        repository = MemoryRepository({FILE: "a = 1\nb = 2\nc = 3\n"})
        right = fix_of(Edit(FILE, 4, 5, "7"), claim={FILE: {("a",): 7}})
        rival = fix_of(Edit(FILE, 4, 5, "8"), claim={FILE: {("a",): 8}})
        wrong = fix_of(Edit(FILE, 10, 11, "9"), claim={FILE: {("c",): 9}})
        other = fix_of(Edit(FILE, 16, 17, "4"), claim={FILE: {("c",): 4}})
        changes = judge_all(repository, [right, wrong, rival, other])
        assert changes == [right.build(), None, rival.build(), other.build()]

    def test_many_rivals(self) -> None:
        repository = MemoryRepository({FILE: "a = 1\n"})
        rivals = [fix_of(Edit(FILE, 4, 5, str(n)), claim={FILE: {("a",): n % 19}}) for n in range(20)]
        assert [change is not None for change in judge_all(repository, rivals)] == [*[True] * 19, False]

    def test_what_cannot_be_built_is_held_back(self) -> None:
        def refuse() -> Change:
            raise EditRefusedError("not this one")

        assert judge_all(MemoryRepository({}), [Fix("mend", (refuse,))]) == [None]


class TestHeldBack:
    @pytest.mark.parametrize(
        ("old", "new", "claim"),
        [
            ("a = 1", "a = 9", {}),
            ("a = 1", "a = 9", {("a",): 8}),
            ("a = 1", "a = 9", {("a",): 9, ("c",): 9}),
            ("a = 1", "a = 9\nx = 1", {("a",): 9}),
            ("a = 1\n", "", {}),
            ("a = 1\n", "", {("a",): ABSENT, ("c",): ABSENT}),
            ("a = 1", 'a = "1"', {("a",): 1}),
            ("a = 1", "a = 1.0", {("a",): 1}),
            ("a = 1", "a = true", {("a",): 1}),
            ("[1, 2]", "[2, 1]", {}),
            ("[1, 2]", "[2, 1]", {("b",): [1, 2]}),
            ("a = 1", "a = ", {("a",): ABSENT}),
            ("a = 1", "a = 1\na = 1", {}),
            ("a = 1", "[x]\na = 1", {("x", "a"): 1, ("a",): ABSENT}),
        ],
    )
    def test_what_is_not_exactly_what_was_claimed(
        self, old: str, new: str, claim: dict[tuple[str | int, ...], object]
    ) -> None:
        settled = fixed(change(old, new, claim))
        assert dict(settled.texts) == {}
        assert len(settled.held_back) == 1
        assert len(settled.report.diagnostics) == 1, "the finding stays"

    @pytest.mark.parametrize(
        ("old", "new"), [(" # kept", ""), ("kept", "changed"), ("a = 1", "a  =  1"), ("[1, 2]", "[\n  1,\n  2,\n]")]
    )
    def test_comments_and_blanks_may_change(self, old: str, new: str) -> None:
        assert dict(fixed(change(old, new, {})).texts) == {FILE: TEXT.replace(old, new)}

    def test_another_fix_is_made_all_the_same(self) -> None:
        settled = fixed(change("a = 1", "a = 9", {}, "wrong"), change("c = 3", "c = 8", {("c",): 8}, "right"))
        assert settled.texts[FILE] == TEXT.replace("c = 3", "c = 8")
        assert reasons(settled) == [f"wrong: {FILE}: the edit changes something else than it claims"]

    def test_two_fixes_that_are_right_alone_and_wrong_together(self) -> None:
        """Each is true of the file as it was; joined, they give a key twice."""
        one = rule_of(lambda root: adds_once(root, 0), "one", "AAA001")
        two = rule_of(lambda root: adds_once(root, len(root.text())), "two", "AAA002")
        settled = fixed(one, two)
        assert settled.texts[FILE].count("x = 1") == 1
        assert [each.rule for each in settled.fixed] == ["one"]

    def test_a_refusal_is_a_reason(self) -> None:
        def refuse() -> Change:
            raise EditRefusedError("not this one")

        settled = fixed(rule_of(lambda _: [at(0, 1, fix=Fix("mend", (refuse,)))]))
        assert reasons(settled) == ["made-up: not this one"]

    def test_another_file_that_it_has_to_look_at_is_broken(self) -> None:
        """The id of a hook is renamed in `SKIP` of the workflows, too: not where one of them cannot be parsed."""
        files = {
            ".pre-commit-config.yaml": "repos:\n- repo: https://github.com/astral-sh/ruff-pre-commit\n  rev: v0.12.0\n"
            "  hooks:\n  - id: ruff\n",
            ".github/workflows/ci.yml": "on: push\njobs:\n  a:\n    env:\n      SKIP: ruff\n   steps: [\n",
        }
        settled = settle_all(MemoryRepository(files), Applicability.UNSAFE)
        held = [each.reason for each in settled.held_back if each.diagnostic.rule == "legacy-ruff-hook-id"]
        assert len(held) == 1
        assert held[0].startswith(".github/workflows/ci.yml: ")

    @pytest.mark.parametrize("marker", ["<<<<<<< HEAD", ">>>>>>> other", "<<<<<<<"])
    def test_a_file_with_conflict_markers(self, marker: str) -> None:
        makefile = f"a:\n\tb\n{marker}\n"
        with pytest.raises(HeldBackError, match="conflict markers"):
            realise(fix_of(Edit("Makefile", 0, 0, "# x\n"), claim={}), MemoryRepository({"Makefile": makefile}))

    def test_an_underlined_heading_is_no_conflict_marker(self) -> None:
        repository = MemoryRepository({"README.md": "License\n=======\n"})
        fix = fix_of(Edit("README.md", 0, 0, "# x\n"), claim={"README.md": {("# x", 0): True}})
        assert realise(fix, repository).texts["README.md"].startswith("# x\n")

    def test_a_file_that_cannot_be_read(self) -> None:
        with pytest.raises(HeldBackError, match="not UTF-8"):
            realise(fix_of(Edit(FILE, 0, 0, "a"), claim={}), MemoryRepository({FILE: b"\xff"}))

    def test_requirements_in_utf_16_are_read_and_not_edited(self) -> None:
        repository = MemoryRepository({"requirements.txt": "pytest\n".encode("utf-16")})
        assert repository.read("requirements.txt") == "pytest\n"
        with pytest.raises(HeldBackError, match="UTF-16"):
            realise(fix_of(Edit("requirements.txt", 0, 0, "a"), claim={}), repository)

    def test_edits_that_overlap(self) -> None:
        fix = fix_of(Edit(FILE, 0, 4, "x"), Edit(FILE, 2, 5, "y"), claim={})
        with pytest.raises(HeldBackError, match="overlap"):
            realise(fix, MemoryRepository({FILE: TEXT}))

    def test_a_claim_about_a_file_that_no_edit_touches(self) -> None:
        fix = fix_of(Edit(FILE, 4, 5, "9"), claim={FILE: {("a",): 9}, "mypy.ini": {("mypy", "a"): "1"}})
        with pytest.raises(HeldBackError, match=r"mypy\.ini: a change is claimed"):
            realise(fix, MemoryRepository({FILE: TEXT, "mypy.ini": "[mypy]\n"}))


def adds_once(root: Root, offset: int) -> Iterator[Finding]:
    if "x = 1" not in root.text():
        yield at(offset, offset, fix=fix_of(Edit(FILE, offset, offset, "x = 1\n"), claim={FILE: {("x",): 1}}))


def test_drafts_of_one_fix_are_judged_together() -> None:
    one = fix_of(Edit(FILE, 4, 5, "9"), claim={FILE: {("a",): 9}})
    other = fix_of(Edit(FILE, TEXT.index("3"), TEXT.index("3") + 1, "8"), claim={FILE: {("c",): 8}})
    realised = realise(one.and_also(other), repository())
    assert realised.texts == {FILE: "a = 9\nb = [1, 2] # kept\nc = 8\n"}


def repository() -> Repository:
    return MemoryRepository({FILE: TEXT})


def test_many_comments_of_a_makefile_go_in_one_round() -> None:
    """One claim about all comments made each of them wait for a round of its own, and the hundredth is a bug."""
    lines = "".join(f"# repoaudit: ignore[MAK004] reason {number}\nt{number}:\n\ttouch $@\n" for number in range(120))
    repository = MemoryRepository({"Makefile": lines})
    policy = load_policy(repository, {"select": ("CFG007", "MAK004")}, builtin_entries())
    rounds: list[Repository] = []

    def audit(tree: Repository) -> Report:
        rounds.append(tree)
        return run(tree, policy, builtin_entries())

    settled = settle(repository, audit, is_fixable)
    assert "repoaudit" not in settled.texts["Makefile"]
    assert len(settled.fixed) == 120
    assert len(rounds) == 2


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), max_size=8))
def test_what_is_looked_up_is_what_touches(places: list[tuple[int, int]]) -> None:
    chosen = _Chosen()
    taken: list[Edit] = []
    for start, length in places:
        edit = Edit(FILE, start, start + length, "x")
        free = not any(_touch(edit, other) for other in taken)
        assert chosen.add(Change((edit,), {})) is free
        taken += [edit] if free else []
    assert chosen.change.edits == tuple(taken)
