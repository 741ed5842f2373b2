"""The tags of files, as identify 2.6.20 gives them."""

import pytest

from repoaudit.facts.file_types import KNOWN_TAGS, MANIFEST_TYPES
from repoaudit.subjects.files.file_types import Wanted, tags_of_name


@pytest.mark.parametrize(
    ("path", "tags"),
    [
        ("src/a.py", {"python", "text"}),
        ("A.PY", {"python", "text"}),
        ("images/Dockerfile.gpu", {"dockerfile", "text"}),
        ("uv.lock", {"toml", "text", "uv-lock"}),
        (".bashrc", {"bash", "shell", "text"}),
        (".py", set()),
        ("a.", set()),
        ("README", {"plain-text", "text"}),
        ("unknown.kind", set()),
    ],
)
def test_names_make_tags(path: str, tags: set[str]) -> None:
    assert tags_of_name(path) == tags


def test_certain_tags_exclude_and_possible_ones_do_not() -> None:
    wanted = Wanted(("file",), ("text",), ("binary",))
    assert wanted.may_hold(frozenset({"file"}), frozenset({"text", "binary"}))
    assert not wanted.may_hold(frozenset({"file", "binary"}), frozenset({"text"}))
    assert not wanted.may_hold(frozenset({"symlink"}), frozenset())


def test_manifests_ask_for_known_tags() -> None:
    assert frozenset[str]().union(*MANIFEST_TYPES.values()) <= KNOWN_TAGS
