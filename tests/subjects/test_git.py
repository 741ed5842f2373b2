import pytest

from repoaudit.errors import UnknownError
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.repository.gitdir import GitFacts
from repoaudit.subjects.files.git import Git
from repoaudit.subjects.files.projects import find_scopes

FILES = {"a.py": "", "sub/run.sh": "", "sub/pyproject.toml": "[project]\nname='x'\n", "new.py": ""}


def git(facts: GitFacts) -> Git:
    return find_scopes(MemoryRepository(FILES, facts), Policy())[0].all(Git)[0]


def test_branches_and_files() -> None:
    found = git(
        GitFacts(
            local_branches=frozenset({"main", "mine"}),
            remote_branches=frozenset({"main", "dev"}),
            untracked=frozenset({"new.py"}),
            modes={"sub/run.sh": 0o100755},
        )
    )
    assert (found.default_branch, found.head_branch, found.is_shallow) == ("main", "main", False)
    assert found.branches == {"main", "mine", "dev"}
    assert [found.is_tracked(path) for path in ("a.py", "new.py")] == [True, False]
    assert [found.is_executable(path) for path in ("a.py", "sub/run.sh")] == [False, True]
    assert found.tracked_under("sub") == ("sub/pyproject.toml", "sub/run.sh")


@pytest.mark.parametrize(
    "facts",
    [GitFacts(is_shallow=True), GitFacts(is_single_branch=True), GitFacts(remote_branches=frozenset())],
)
def test_a_partial_clone_does_not_know_its_branches(facts: GitFacts) -> None:
    with pytest.raises(UnknownError, match="all branches"):
        assert git(facts).branches


def test_a_default_branch_that_is_not_recorded() -> None:
    with pytest.raises(UnknownError, match="default branch"):
        assert git(GitFacts(default_branch=None)).default_branch


def test_git_exists_once_and_only_where_it_is() -> None:
    root, member = find_scopes(MemoryRepository(FILES, GitFacts()), Policy())
    assert [len(root.all(Git)), len(member.all(Git))] == [1, 0]
    assert find_scopes(MemoryRepository(FILES), Policy())[0].all(Git) == ()
