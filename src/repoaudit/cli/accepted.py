"""The findings that `check` leaves out because they were there before: those of a baseline, or of a commit."""

import os

from repoaudit.baseline import Baseline, items_of, parse
from repoaudit.errors import UnreadableError, UsageError
from repoaudit.repository import MAX_SIZE
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.cli.session import Session


def accepted_by(session: "Session", file: str | None, revision: str | None) -> Baseline:
    """Return what a baseline or a commit accepts; a flag is stronger than the settings. Raises UsageError."""
    if revision is None:
        return read_baseline(session, file)
    if file is not None:
        raise UsageError("--baseline and --baseline-commit cannot be given together")
    return _found_in(session, revision)


def _found_in(session: "Session", revision: str) -> Baseline:
    """Audit a commit as the work tree is audited, by the settings of today."""
    from repoaudit.repository.gitcommit import open_commit

    repository = open_commit(session.repository, revision)
    report = session.audit(repository)
    if repository.commit.missing:
        path = repository.commit.missing[0]
        raise UsageError(f"--baseline-commit: {path} of {revision!r} is not in this clone; fetch it first")
    return Baseline(revision, items_of(report.diagnostics), judged=False)


def read_baseline(session: "Session", file: str | None) -> Baseline:
    """Read the baseline that the user named, else that of the settings. Raises UsageError."""
    if file is not None:
        return parse(file, _read(file))
    path = session.policy.baseline or ""
    repository = session.repository
    if not repository.exists(path):
        raise UsageError(f"baseline {path}: does not exist; `repoaudit baseline` writes it")
    try:
        data = repository.tree.head(path, MAX_SIZE + 1)  # no file under audit: it is not counted as one
    except UnreadableError as error:
        raise UsageError(f"baseline {error}") from error
    return parse(path, _decoded(path, data))


def _read(file: str) -> str:
    """Read a file that the user named, wherever it is."""
    if not os.path.lexists(file):
        raise UsageError(f"baseline {file}: does not exist; `repoaudit baseline --baseline {file}` writes it")
    try:
        with open(file, "rb") as stream:  # noqa: PTH123  # pathlib costs 4 ms of start-up
            data = stream.read(MAX_SIZE + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"baseline {file}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    return _decoded(file, data)


def _decoded(file: str, data: bytes) -> str:
    if len(data) > MAX_SIZE:
        raise UsageError(f"baseline {file}: is larger than {MAX_SIZE // 1_000_000} MB")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"baseline {file}: is not UTF-8") from error
