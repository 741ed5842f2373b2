"""`repoaudit baseline`: accept the findings of today all together, check that list, or prune it."""

import os
from collections.abc import Iterator, Mapping, Sequence

from repoaudit.baseline import DEFAULT_PATH, Item, Ran, in_order, items_of, render, stale_items
from repoaudit.cli.accepted import read_baseline
from repoaudit.cli.check import complain_of_crashes
from repoaudit.cli.exits import Exit
from repoaudit.cli.session import Session, open_session
from repoaudit.cli.terminal import say
from repoaudit.errors import UnreadableError, UsageError
from repoaudit.registry import select
from repoaudit.report.escape import escape
from repoaudit.report.summary import counted
from repoaudit.repository.confined import MISSING, ConfinedTree
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.diagnostic import Report

_MAX_BYTES: Final = 64_000_000
"""Bytes of a baseline that is replaced."""


def run_baseline(
    path: str, settings: Mapping[str, object], file: str | None, *, check: bool = False, prune: bool = False
) -> int:
    """Write, check or prune the baseline of a whole repository and return the exit status. Raises UsageError."""
    if check and prune:
        raise UsageError("--check and --prune contradict each other")
    session = open_session(path, settings)._replace(within="")
    if file is None and session.policy.baseline is None:
        session = session._replace(policy=session.policy._replace(baseline=DEFAULT_PATH))
    report = session.audit(session.repository)
    complain_of_crashes(report, verbose=False)
    if report.crashes:
        return Exit.BUG
    if check:
        return _check(session, report, file)
    if prune:
        return _prune(session, report, file)
    return _write_all(session, report, file)


def _check(session: Session, report: "Report", file: str | None) -> int:
    """Say what the baseline lacks and what is stale in it."""
    baseline = read_baseline(session, file)
    known = {item.fingerprint for item in baseline.items}
    new = [item for item in items_of(report.diagnostics) if item.fingerprint not in known]
    stale = stale_items(report, baseline, _ran(session))
    say("".join(f"{line}\n" for line in (*_listed("new", new), *_listed("stale", stale))))
    if not (new or stale):
        say(f"{escape(baseline.source)} is up to date: {counted(len(baseline.items), 'finding')}.\n")
        return Exit.CLEAN
    say(f"{escape(baseline.source)}: {counted(len(new), 'new finding')}, {_stale(len(stale))}.\n")
    return Exit.FINDINGS


def _listed(word: str, items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield f"{word}: {escape(item.path)}: {item.rule}{f' at {escape(item.anchor)}' if item.anchor else ''}"


def _prune(session: Session, report: "Report", file: str | None) -> int:
    """Take the stale entries out; nothing is added."""
    baseline = read_baseline(session, file)
    stale = set(stale_items(report, baseline, _ran(session)))
    kept = in_order(item for item in baseline.items if item not in stale)
    if stale:
        _write(session, file, render(kept))
    say(f"{escape(baseline.source)}: {_stale(len(stale))} removed, {counted(len(kept), 'finding')} left.\n")
    return Exit.CLEAN


def _write_all(session: Session, report: "Report", file: str | None) -> int:
    items = items_of(report.diagnostics)
    _write(session, file, render(items))
    path = file or session.policy.baseline or ""
    say(f"Wrote {counted(len(items), 'finding')} to {escape(path)}.\n")
    if file is None and session.policy.origin("baseline") == "default":
        say(f'Next: write `baseline = "{escape(path)}"` to [tool.repoaudit], and commit both.\n')
    return Exit.CLEAN


def _ran(session: Session) -> Ran:
    return Ran(select(session.known, session.policy), session.known)


def _stale(count: int) -> str:
    return counted(count, "stale entry", "stale entries")


def _write(session: Session, file: str | None, text: str) -> None:
    """Write the file in one step, over what is there now. Raises UsageError."""
    from repoaudit.writer import WriteError, write_all

    root, path = session.repository.root, session.policy.baseline or ""
    if file is not None:
        root, path = os.path.split(os.path.abspath(file))  # noqa: PTH100  # as in session
    try:
        write_all(root, {path: _old(root, path, file or path)}, {path: text})
    except WriteError as error:
        raise UsageError(f"cannot write the baseline: {error}") from error


def _old(root: str, path: str, shown: str) -> str | None:
    """Return what the file holds, whatever that is: it is replaced. Where it is a link or a pipe, that is a mistake."""
    tree = ConfinedTree(root)
    if tree.node(path).problem == MISSING:
        return None
    try:
        return tree.read(path, _MAX_BYTES).decode("utf-8")
    except UnreadableError as error:
        raise UsageError(f"cannot write the baseline {shown}: it {error.reason}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot write the baseline {shown}: it is not UTF-8") from error
