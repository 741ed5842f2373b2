from collections.abc import Iterator
from traceback import format_exception
from typing import ClassVar, Self

import pytest

from repoaudit.errors import DocumentSyntaxError, UnknownError, UnreadableError
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Memo, Scope
from repoaudit.text import Span


class Counted:
    reads: ClassVar[tuple[str, ...]] = ()
    made = 0

    @classmethod
    def all_in(cls, scope: Scope) -> Iterator[Self]:
        del scope
        cls.made += 1
        yield cls()
        yield cls()


@pytest.fixture
def root() -> Scope:
    scope = Scope(MemoryRepository({"a.txt": "A", "pkg/a.txt": "B", "folder/x": ""}), Policy())
    scope.members = (Scope(scope.repository, scope.policy, "pkg", scope),)
    return scope


class TestMemo:
    def test_makes_a_value_once(self) -> None:
        memo, made = Memo(), []
        assert [memo.once("key", lambda: made.append(1)) for _ in range(3)] == [None, None, None]
        assert made == [1]

    def test_raises_the_same_error_again(self) -> None:
        memo, made = Memo(), []

        def fail() -> None:
            made.append(1)
            raise ValueError("no")

        errors = []
        for _ in range(3):
            with pytest.raises(ValueError, match="no") as caught:
                memo.once("key", fail)
            errors.append(caught.value)
        assert made == [1]
        assert errors[0] is errors[1] is errors[2]

    def test_the_traceback_of_an_error_does_not_grow(self) -> None:
        memo = Memo()
        lengths = []
        for _ in range(5):
            with pytest.raises(ZeroDivisionError) as caught:
                memo.once("key", lambda: 1 // 0)
            lengths.append(len(format_exception(caught.value)))
        assert lengths[1:] == [lengths[1]] * 4

    def test_the_end_of_the_program_is_not_kept(self) -> None:
        memo = Memo()

        def stop() -> int:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            memo.once("key", stop)
        assert memo.once("key", lambda: 1) == 1


class TestScope:
    def test_paths_are_those_of_the_project(self, root: Scope) -> None:
        (member,) = root.members
        assert (root.path("a.txt"), member.path("a.txt")) == ("a.txt", "pkg/a.txt")
        assert (root.is_root, member.is_root) == (True, False)
        assert member.root is root

    def test_only_regular_files_exist(self, root: Scope) -> None:
        assert root.exists("a.txt")
        assert root.members[0].exists("a.txt")
        assert not root.exists("folder")
        assert not root.members[0].exists("folder/x")

    def test_documents_are_parsed_once_for_all_projects(self, root: Scope) -> None:
        parsed = []

        def parse(path: str, text: str) -> str:
            parsed.append(path)
            return text

        assert [root.document(parse, "pkg/a.txt"), root.members[0].document(parse, "pkg/a.txt")] == ["B", "B"]
        assert parsed == ["pkg/a.txt"]

    def test_each_parser_has_documents_of_its_own(self, root: Scope) -> None:
        assert root.document(lambda _, text: text, "a.txt") == "A"
        assert root.document(lambda _, text: text.lower(), "a.txt") == "a"

    def test_a_text_that_is_not_valid_is_parsed_once(self, root: Scope) -> None:
        parsed = []

        def parse(path: str, text: str) -> str:
            parsed.append(text)
            raise DocumentSyntaxError(path, "wrong", Span(0, 1))

        for _ in range(3):
            with pytest.raises(DocumentSyntaxError):
                root.document(parse, "a.txt")
        assert parsed == ["A"]

    def test_a_file_that_is_absent_is_unknown(self, root: Scope) -> None:
        with pytest.raises(UnreadableError) as caught:
            root.document(lambda _, text: text, "missing")
        assert isinstance(caught.value, UnknownError)
        assert caught.value.path == "missing"

    def test_subjects_are_made_once_for_each_project(self, root: Scope) -> None:
        Counted.made = 0
        assert root.all(Counted) is root.all(Counted)
        assert Counted.made == 1
        assert root.members[0].all(Counted) is not root.all(Counted)
        assert Counted.made == 2

    def test_functions_are_called_once_for_each_project_and_name(self, root: Scope) -> None:
        called: list[tuple[str, str]] = []

        def make(scope: Scope, name: str = "") -> int:
            called.append((scope.folder, name))
            return len(called)

        assert [root.once(make), root.once(make), root.members[0].once(make)] == [1, 1, 2]
        assert [root.once_for(make, "a"), root.once_for(make, "b"), root.once_for(make, "a")] == [3, 4, 3]
        assert called == [("", ""), ("pkg", ""), ("", "a"), ("", "b")]

    def test_a_subject_that_asks_for_itself_does_not_hang(self, root: Scope) -> None:
        class Circular(Counted):
            @classmethod
            def all_in(cls, scope: Scope) -> Iterator[Self]:
                yield from scope.all(cls)

        with pytest.raises(RecursionError):
            root.all(Circular)
