from collections.abc import Iterator
from typing import ClassVar, NamedTuple, Self

import pytest

from fakes import FILE, Root, at, audit_with, fix_of, rule_of
from repoaudit.diagnostic import Report
from repoaudit.engine import audit, audit_instances
from repoaudit.errors import UnknownError
from repoaudit.finding import Applicability, Change, Finding, Place, Related, Severity
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.rule import AnyRule, rule
from repoaudit.scope import Scope
from repoaudit.text import Edit, Position, Span

TEXT = "a = 1\nb = 2\n"


def run(*rules: AnyRule, policy: Policy | None = None, folders: tuple[str, ...] = ()) -> Report:
    root = Scope(MemoryRepository({FILE: TEXT, "pkg/pyproject.toml": TEXT}), policy or Policy())
    return audit((root, *(Scope(root.repository, root.policy, folder, root) for folder in folders)), rules)


def found(report: Report) -> list[str]:
    return [f"{each.rule}: {each.message}" for each in report.diagnostics]


def says(message: str, start: int = 0) -> AnyRule:
    return rule_of(lambda _: [at(start, start + 1, message)], f"says-{message}", "AAA001")


class TestFindings:
    def test_are_signed_and_placed(self) -> None:
        related = Related(Place(FILE, Span(0, 1), "a"), "first")
        finding = Finding(Place(FILE, Span(6, 11), "b"), "wrong", None, (related,))
        (diagnostic,) = run(rule_of(lambda _: [finding], "my-rule", "AAA001")).diagnostics
        assert (diagnostic.rule, diagnostic.code, diagnostic.severity) == ("my-rule", "AAA001", Severity.WARNING)
        assert (diagnostic.location.start, diagnostic.location.end) == (Position(2, 1), Position(2, 6))
        assert diagnostic.related[0].location.start == Position(1, 1)
        assert (diagnostic.fix, diagnostic.applicability) == (None, None)

    def test_a_file_as_a_whole_has_no_line(self) -> None:
        (diagnostic,) = run(rule_of(lambda _: [Finding(Place("missing.toml"), "wrong")])).diagnostics
        assert (diagnostic.location.path, diagnostic.location.start) == ("missing.toml", None)

    def test_are_sorted_by_place(self) -> None:
        whole = rule_of(lambda _: [Finding(Place(FILE), "whole")], "whole", "ZZZ001")
        assert found(run(says("second", 6), says("first", 0), whole)) == [
            "whole: whole",
            "says-first: first",
            "says-second: second",
        ]

    def test_that_two_projects_share_are_one(self) -> None:
        assert found(run(says("once"), folders=("pkg",))) == ["says-once: once"]

    def test_every_project_is_asked(self) -> None:
        here = rule_of(lambda root: [at(0, 1, "wrong", path=root.scope.path(FILE))])
        paths = [each.location.path for each in run(here, folders=("pkg",)).diagnostics]
        assert paths == ["pkg/pyproject.toml", "pyproject.toml"]

    def test_no_rules_find_nothing(self) -> None:
        assert run() == Report()


class TestSeverity:
    @pytest.mark.parametrize(
        ("stated", "overridden", "expected"),
        [
            (None, {}, Severity.WARNING),
            (Severity.ERROR, {}, Severity.ERROR),
            (Severity.ERROR, {"made-up": Severity.INFO}, Severity.INFO),
            (None, {"made-up": Severity.ERROR}, Severity.ERROR),
            (None, {"other": Severity.ERROR}, Severity.WARNING),
        ],
    )
    def test_the_user_decides_then_the_finding_then_the_rule(
        self, stated: Severity | None, overridden: dict[str, Severity], expected: Severity
    ) -> None:
        check = rule_of(lambda _: [at(0, 1)._replace(severity=stated)])
        (diagnostic,) = run(check, policy=Policy(severity=overridden)).diagnostics
        assert diagnostic.severity is expected


class TestFixes:
    @pytest.mark.parametrize(
        ("declared", "stated", "expected"),
        [
            (Applicability.SAFE, None, Applicability.SAFE),
            (Applicability.SAFE, Applicability.UNSAFE, Applicability.UNSAFE),
            (Applicability.UNSAFE, Applicability.SAFE, Applicability.UNSAFE),
            (Applicability.UNSAFE, Applicability.DISPLAY, Applicability.DISPLAY),
            (None, Applicability.SAFE, None),
        ],
    )
    def test_no_fix_is_stronger_than_its_rule_declares(
        self, declared: Applicability | None, stated: Applicability | None, expected: Applicability | None
    ) -> None:
        fix = fix_of(Edit(FILE, 0, 1, "c"), claim={})._replace(applicability=stated)
        (diagnostic,) = run(rule_of(lambda _: [at(0, 1, fix=fix)], fix=declared)).diagnostics
        assert diagnostic.applicability is expected
        assert (diagnostic.fix is None) == (expected is None)

    def test_are_not_built(self) -> None:
        def never() -> Change:
            raise AssertionError

        fix = fix_of(claim={})._replace(drafts=(never,))
        assert run(rule_of(lambda _: [at(0, 1, fix=fix)])).crashes == ()


SECOND_LINE = Span(6, 7)


def unknown(reason: str = "who knows", path: str = FILE, span: Span | None = SECOND_LINE) -> Finding:
    raise UnknownError(reason, path, span)


class TestUnknown:
    def test_is_a_note_once_with_all_rules(self) -> None:
        report = run(
            rule_of(lambda _: [unknown()], "one", "AAA001"),
            rule_of(lambda _: [unknown()], "two", "AAA002"),
            folders=("pkg",),
        )
        assert [(note.path, note.line, note.message, note.rules) for note in report.notes] == [
            (FILE, 2, "who knows", ("one", "two"))
        ]
        assert report.crashes == ()

    def test_of_a_shared_value_is_a_note_with_all_rules(self) -> None:
        def shared(scope: Scope) -> Finding:
            return unknown(path=scope.path(FILE))

        rules = [rule_of(lambda root: [root.scope.once(shared)], name, "AAA001") for name in ("one", "two")]
        assert [note.rules for note in run(*rules).notes] == [("one", "two")]

    def test_what_was_found_before_it_stays(self) -> None:
        def check(root: Root) -> Iterator[Finding]:
            del root
            yield at(0, 1, "before")
            yield unknown()
            yield at(6, 7, "after")

        report = run(rule_of(check), says("other"))
        assert {each.message for each in report.diagnostics} == {"before", "other"}

    @pytest.mark.parametrize(("path", "span"), [("", None), ("", Span(0, 1)), ("missing", Span(0, 1)), (FILE, None)])
    def test_its_place_may_be_none(self, path: str, span: Span | None) -> None:
        report = run(rule_of(lambda _: [unknown("who knows", path, span)]))
        assert [(note.path, note.line) for note in report.notes] == [(path, None)]
        assert report.crashes == ()

    def test_notes_are_sorted(self) -> None:
        report = run(
            rule_of(lambda _: [unknown("b", "z", None)], "one", "AAA001"),
            rule_of(lambda _: [unknown("b", "a", None)], "two", "AAA002"),
            rule_of(lambda _: [unknown("a", "a", None)], "three", "AAA003"),
        )
        assert [(note.path, note.message) for note in report.notes] == [("a", "a"), ("a", "b"), ("z", "b")]

    def test_of_a_subject_silences_its_rules(self) -> None:
        report = run(rule_of(lambda _: [at(0, 1)], "fine", "AAA001"), *both(NeverKnown))
        assert [note.rules for note in report.notes] == [("first-of-two", "second-of-two")]
        assert [each.rule for each in report.diagnostics] == ["fine"]


class NeverKnown(Root):
    @classmethod
    def all_in(cls, scope: Scope) -> Iterator[Self]:
        unknown()
        yield cls(scope)


class Broken(Root):
    made = 0

    @classmethod
    def all_in(cls, scope: Scope) -> Iterator[Self]:
        cls.made += 1
        yield cls(scope)
        raise ZeroDivisionError("a bug\nof ours")


def both(subject: type[Root]) -> tuple[AnyRule, AnyRule]:
    @rule(subject, code="BBB001", severity=Severity.INFO)
    def first_of_two(root: Root) -> Iterator[Finding]:
        """First."""
        del root
        yield at(0, 1)

    @rule(subject, code="BBB002", severity=Severity.INFO)
    def second_of_two(root: Root) -> Iterator[Finding]:
        """Second."""
        del root
        yield at(0, 1)

    return first_of_two, second_of_two


class TestCrashes:
    def test_one_names_all_rules_that_it_silenced(self) -> None:
        Broken.made = 0
        report = run(rule_of(lambda _: [at(0, 1)], "fine", "AAA001"), *both(Broken))
        (crash,) = report.crashes
        assert crash.rules == ("first-of-two", "second-of-two")
        assert (crash.subject, crash.error) == ("Broken", "ZeroDivisionError: a bug")
        assert "all_in" in crash.traceback
        assert [each.rule for each in report.diagnostics] == ["fine"]
        assert Broken.made == 1

    def test_a_shared_value_that_breaks_is_one_crash(self) -> None:
        made = []

        def shared(scope: Scope) -> Finding:
            made.append(scope)
            return at(0, 1 // 0)

        rules = [rule_of(lambda root: [root.scope.once(shared)], name, "AAA001") for name in ("one", "two", "three")]
        report = run(*rules)
        assert [crash.rules for crash in report.crashes] == [("one", "three", "two")]
        assert len(made) == 1

    def test_of_one_rule_leaves_the_others_alone(self) -> None:
        def check(root: Root) -> Iterator[Finding]:
            yield at(0, 1, "before")
            raise LookupError(root.scope.folder)

        report = run(rule_of(check), says("other"))
        assert [crash.rules for crash in report.crashes] == [("made-up",)]
        assert {each.message for each in report.diagnostics} == {"before", "other"}

    def test_endless_recursion_is_one(self) -> None:
        def check(root: Root) -> Iterator[Finding]:
            yield from check(root)

        assert [crash.error.split(":")[0] for crash in run(rule_of(check)).crashes] == ["RecursionError"]

    def test_an_interruption_is_none(self) -> None:
        def check(root: Root) -> tuple[Finding, ...]:
            raise KeyboardInterrupt(root)

        with pytest.raises(KeyboardInterrupt):
            run(rule_of(check))

    def test_a_finding_in_a_file_that_cannot_be_read_does_not_stop_the_run(self) -> None:
        report = run(rule_of(lambda _: [at(0, 1, path="missing")]), says("other"))
        assert found(report) == ["says-other: other"]
        assert len(report.notes) + len(report.crashes) == 1


class TestSubjects:
    def test_are_made_once_for_all_their_rules(self) -> None:
        class Counted(Root):
            made = 0

            @classmethod
            def all_in(cls, scope: Scope) -> Iterator[Self]:
                cls.made += 1
                yield cls(scope)

        assert len(run(*both(Counted), folders=("pkg",)).diagnostics) == 2
        assert Counted.made == 2

    def test_streamed_ones_are_dropped_at_once(self) -> None:
        alive: list[int] = []

        class Streamed(Root):
            streamed: ClassVar[bool] = True

            @classmethod
            def all_in(cls, scope: Scope) -> Iterator[Self]:
                for _ in range(3):
                    yield cls(scope)

            def __init__(self, scope: Scope) -> None:
                super().__init__(scope)
                alive.append(1)

            def __del__(self) -> None:
                alive.pop()

        most = []

        @rule(Streamed, code="CCC001", severity=Severity.INFO)
        def counts(subject: Streamed) -> Iterator[Finding]:
            """Count."""
            del subject
            most.append(len(alive))
            yield at(0, 1)

        run(counts)
        assert len(most) == 3
        assert max(most) <= 2, "the one at work and the one that is just made"

    def test_instances_that_exist_already(self) -> None:
        scope = Scope(MemoryRepository({FILE: TEXT}), Policy())
        report = audit_instances(scope, [Root(scope), Root(scope)], [says("once")])
        assert found(report) == ["says-once: once"]


def test_options_are_the_second_argument() -> None:
    class Options(NamedTuple):
        limit: int = 3

    @rule(Root, code="DDD001", severity=Severity.INFO, options=Options)
    def has_options(root: Root, options: Options) -> Iterator[Finding]:
        """Has options."""
        del root
        yield at(0, 1, str(options.limit))

    scope = Scope(MemoryRepository({FILE: TEXT}), Policy())
    report = audit((scope,), [has_options], {"has-options": Options(7)})
    assert found(report) == ["has-options: 7"]


def test_the_report_counts_rules() -> None:
    assert audit_with(says("a"), says("b"))(MemoryRepository({FILE: TEXT})).rules == 2
