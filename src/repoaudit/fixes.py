"""Realise a fix: build its edits, apply them in memory, and let an independent reader judge its claim."""

import re
from collections.abc import Mapping

from repoaudit.errors import EditRefusedError, UnknownError, UnreadableError
from repoaudit.finding import Change, Claim, Fix
from repoaudit.judges import JudgeError, judge
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Edit, OverlapError, apply_edits
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.repository import Repository

# A line of `=` alone may underline a heading; it separates nothing without the other two.
_CONFLICT: Final = lazy(r"^(?:<{7}|>{7})(?: |\r?$)", re.MULTILINE)


class Realised(NamedTuple):
    """A change that was built and judged, and the whole texts of its files afterwards."""

    change: Change
    texts: Mapping[str, str]


class HeldBackError(Exception):
    """A fix that must not be written; the text says why."""


def realise(fix: Fix, repository: "Repository") -> Realised:
    """Build and judge a fix against the files of a repository; nothing is written.

    Raises:
        HeldBackError: a document refused the edit, or the result is not exactly what the fix claims.

    """
    return check(build(fix), repository)


def build(fix: Fix) -> Change:
    """Build the edits and the claim of a fix.

    Raises:
        HeldBackError: a document refuses the edit, or a file that the fix has to look at cannot be read.

    """
    try:
        return fix.build()
    except (EditRefusedError, UnknownError) as refused:
        raise HeldBackError(str(refused)) from refused


def check(change: Change, repository: "Repository") -> Realised:
    """Apply a change in memory and hold every file to the claim. Raises `HeldBackError`."""
    return Realised(change, _apply(change, repository))


def _apply(change: Change, repository: "Repository") -> dict[str, str]:
    texts = {}
    for path, edits in _by_file(change.edits).items():
        before = _read(repository, path)
        try:
            after = apply_edits(before, edits)
        except OverlapError as overlap:
            raise HeldBackError(str(overlap)) from overlap
        _judge(path, before, after, change.claim)
        texts[path] = after
    _nothing_else_claimed(change.claim, texts)
    return texts


def _judge(path: str, before: str, after: str, claim: Claim) -> None:
    try:
        judge(path, before, after, claim.get(path, {}))
    except JudgeError as error:
        raise HeldBackError(f"{path}: {error}") from error


def _nothing_else_claimed(claim: Claim, texts: Mapping[str, str]) -> None:
    for path, values in claim.items():
        if values and path not in texts:
            raise HeldBackError(f"{path}: a change is claimed, but no edit makes it")


def _by_file(edits: tuple[Edit, ...]) -> dict[str, list[Edit]]:
    files: dict[str, list[Edit]] = {}
    for edit in edits:
        files.setdefault(edit.path, []).append(edit)
    return files


def _read(repository: "Repository", path: str) -> str:
    if not repository.exists(path):
        return ""
    try:
        text = repository.read(path)
    except UnreadableError as error:
        raise HeldBackError(str(error)) from error
    if repository.is_transcoded(path):
        raise HeldBackError(f"{path} is in UTF-16, and an edit would change that")
    if _CONFLICT.search(text):
        raise HeldBackError(f"{path} holds conflict markers")
    return text
