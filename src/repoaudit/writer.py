"""The one place that writes: whole files, each of them at every moment either old or new."""

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path  # nothing imports this module before there is something to write

from repoaudit.errors import RepoauditError
from repoaudit.record import NamedTuple
from repoaudit.repository.confined import is_plain
from repoaudit.typing import Final

_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)
_BINARY: Final = getattr(os, "O_BINARY", 0)


class WriteError(RepoauditError):
    """Files that were not written, one line for each; ``written`` names those that were before it happened."""

    def __init__(self, problems: Iterable[str], written: Sequence[str] = ()) -> None:
        self.written = tuple(written)
        super().__init__("\n".join((*problems, *(f"{path}: written before that" for path in written))))


def write_all(root: str, old: Mapping[str, str | None], new: Mapping[str, str]) -> None:
    """Write the files of ``new``, each in one step, if all of them are on disk as they were read.

    Paths are POSIX and relative to ``root``; folders are created where they lack. ``old`` holds the text of every path
    of ``new`` as it was read, None for a file that must not exist. Texts are written as UTF-8 with the byte order mark
    and the line endings they hold. A symbolic link is followed when it stays inside the root: its target is replaced,
    the link remains. Permissions are kept, owners where the system allows it; a file with several hard links is
    replaced under this name only.

    Raises:
        WriteError: a file changed since it was read, is read-only, or lies outside the root: then nothing was
            written. Or writing one failed: then it and those after it are as before, and the error names those
            before it.

    """
    plans = _plan_all(root, old, new)
    written: list[str] = []
    for index, plan in enumerate(plans):
        try:
            _replace(plan)
        except _PROBLEMS as error:
            left = (f"{each.path}: not written" for each in plans[index + 1 :])
            raise WriteError((f"{plan.path}: {_reason(error)}", *left), written) from error
        written.append(plan.path)


class _RefusedError(Exception):
    """A file that must not be written; the text says why."""


_PROBLEMS: Final = (OSError, _RefusedError)
_IN_THE_WAY: Final = "came into being since the files were read"


class _Plan(NamedTuple):
    """One file to write: its path as users know it, the real one, and its bytes; ``old`` is None for a new file."""

    path: str
    target: Path
    old: bytes | None
    new: bytes


def _plan_all(root: str, old: Mapping[str, str | None], new: Mapping[str, str]) -> list[_Plan]:
    real_root = os.path.realpath(root)
    plans: dict[Path, _Plan] = {}
    problems = []
    for path, text in sorted(new.items()):
        if text == old[path]:
            continue
        try:
            plan = _plan(real_root, path, old[path], text)
            _check_unchanged(plan)
            _check_folder(plan.target.parent)
            _add(plans, plan)
        except _PROBLEMS as error:
            problems.append(f"{path}: {_reason(error)}")
    if problems:
        raise WriteError(problems)
    return list(plans.values())


def _plan(real_root: str, path: str, old: str | None, new: str) -> _Plan:
    if not is_plain(path):
        raise _RefusedError("is no path of a file below the root")
    place = Path(real_root, path)
    target = Path(os.path.realpath(place))
    if not target.is_relative_to(real_root):
        raise _RefusedError("lies outside the root")
    if any(part.lower() == ".git" for part in target.relative_to(real_root).parts):
        raise _RefusedError("lies in git's own folder")
    if old is None and os.path.lexists(place):
        raise _RefusedError(_IN_THE_WAY)
    return _Plan(path, target, None if old is None else _encoded(old), _encoded(new))


def _add(plans: dict[Path, _Plan], plan: _Plan) -> None:
    """Add a plan; a file that is reached by two paths is written once, if both say the same."""
    other = plans.setdefault(plan.target, plan)
    if other.new != plan.new:
        raise _RefusedError(f"is the same file as {other.path}, which gets another text")


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _RefusedError("the text cannot be written as UTF-8") from error


def _check_unchanged(plan: _Plan) -> os.stat_result | None:
    """Return the state of the file that a plan replaces, None for a new one. Raises _RefusedError or OSError."""
    if plan.old is None:
        if os.path.lexists(plan.target):
            raise _RefusedError(_IN_THE_WAY)
        return None
    descriptor = os.open(plan.target, os.O_RDONLY | _NO_FOLLOW | _NO_WAIT | _BINARY)
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise _RefusedError("is not a regular file")
        if state.st_size != len(plan.old) or os.read(descriptor, len(plan.old) + 1) != plan.old:
            raise _RefusedError("changed since it was read")
    finally:
        os.close(descriptor)
    if not state.st_mode & 0o222 or not os.access(plan.target, os.W_OK):  # root may write what nobody should
        raise _RefusedError("is read-only")
    return state


def _check_folder(folder: Path) -> None:
    while not os.path.lexists(folder):
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        raise _RefusedError("its folder is read-only")


def _replace(plan: _Plan) -> None:
    """Put the new file beside the old one, then in its place; on any error only the old one is left."""
    temporary = plan.target.with_name(f".repoaudit-{os.urandom(8).hex()}.tmp")
    made: list[Path] = []
    try:
        _make_folders(plan.target.parent, made)
        _fill(temporary, plan.new, _check_unchanged(plan))
        _check_unchanged(plan)
        temporary.replace(plan.target)
    except BaseException:  # also Ctrl-C: nothing of ours may stay behind
        with suppress(OSError):
            temporary.unlink()
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
    _sync_folder(plan.target.parent)


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Create a folder and those above it, adding to ``made`` what did not exist."""
    missing = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _fill(path: Path, data: bytes, like: os.stat_result | None) -> None:
    """Create a file with the mode and owner of another, and see its bytes on the disk."""
    mode = 0o666 if like is None else 0o600  # until it has its bytes nobody else needs to read it
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | _BINARY, mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if like is not None and hasattr(os, "fchmod"):
            _take_over(descriptor, like)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _take_over(descriptor: int, like: os.stat_result) -> None:
    state = os.fstat(descriptor)
    if (state.st_uid, state.st_gid) != (like.st_uid, like.st_gid):
        with suppress(OSError):  # only root may give files away
            os.fchown(descriptor, like.st_uid, like.st_gid)
    os.fchmod(descriptor, like.st_mode & 0o777)  # no set-user-ID: the owner may be another now


def _sync_folder(folder: Path) -> None:
    """Ask for the new name to be on the disk too; some systems and file systems cannot do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: Exception) -> str:
    return f"cannot be written: {error.strerror or error}" if isinstance(error, OSError) else str(error)
