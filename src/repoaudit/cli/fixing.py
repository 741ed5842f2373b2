"""`--fix` and `--diff`: settle the fixes in memory, then write them or show them."""

import os
from contextlib import suppress

from repoaudit.cli.check import complain_of_crashes, conclude, view_of
from repoaudit.cli.exits import Exit, complain_of_bug
from repoaudit.cli.outputs import Outputs, deliver_beside
from repoaudit.cli.session import Session
from repoaudit.cli.terminal import OutputClosedError, complain
from repoaudit.errors import UsageError
from repoaudit.finding import Applicability
from repoaudit.fixer import Settled, UnsettledError, settle
from repoaudit.report.summary import counted
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repoaudit.cli.arguments import CheckArguments
    from repoaudit.diagnostic import Diagnostic


def run_fix(arguments: "CheckArguments", session: Session, outputs: Outputs) -> int:
    """Fix what may be fixed and return the exit status. Raises UsageError when a file cannot be written."""
    least = Applicability.UNSAFE if arguments.unsafe_fixes else Applicability.SAFE

    def wanted(diagnostic: "Diagnostic") -> bool:
        return diagnostic.applicability is not None and diagnostic.applicability >= least

    try:
        settled = settle(session.repository, session.audit, wanted)
    except UnsettledError as error:
        complain_of_bug(f"{error}; nothing was written", "", verbose=False)
        return Exit.BUG
    old = _texts_before(session, settled)
    if arguments.diff:
        return _show_diff(arguments, session, outputs, settled, old)
    _write(session, old, settled)
    return _report(arguments, session, outputs, settled)


def _texts_before(session: Session, settled: Settled) -> "dict[str, str | None]":
    repository = session.repository
    return {path: repository.read(path) if repository.exists(path) else None for path in sorted(settled.texts)}


def _write(session: Session, old: "Mapping[str, str | None]", settled: Settled) -> None:
    if not settled.texts:
        return
    from repoaudit.writer import WriteError, write_all

    try:
        write_all(session.repository.root, old, settled.texts)
    except WriteError as error:
        raise UsageError(f"cannot write the fixes: {error}") from error


def _report(arguments: "CheckArguments", session: Session, outputs: Outputs, settled: Settled) -> int:
    """Report what remains; the excerpts are of the files as they are now."""
    held_back = tuple(f"{each.diagnostic.location.path}: {each.reason}" for each in settled.held_back)
    view = view_of(arguments, session, settled.report._replace(held_back=held_back))
    after = session.repository.with_texts(settled.texts)
    return conclude(arguments, outputs, view._replace(repository=after, fixed=settled.fixed))


def _show_diff(
    arguments: "CheckArguments",
    session: Session,
    outputs: Outputs,
    settled: Settled,
    old: "Mapping[str, str | None]",
) -> int:
    from repoaudit.cli.diff import deliver_diff
    from repoaudit.diff import unified_diff

    if outputs.beside:
        deliver_beside(outputs, view_of(arguments, session, session.audit(session.repository)))
    text = "".join(unified_diff(path, old[path], settled.texts[path]) for path in old)
    with suppress(OutputClosedError):
        deliver_diff(outputs, text, os.environ)
    if not arguments.quiet:
        complain(_would_fix(settled))
    complain_of_crashes(settled.report, verbose=arguments.verbose)
    if settled.report.crashes:
        return Exit.BUG
    return Exit.FINDINGS if text and not arguments.exit_zero else Exit.CLEAN


def _would_fix(settled: Settled) -> str:
    """Sum up in a sentence what `--fix` would do, and what it would leave."""
    unsafe = settled.report.fixable(Applicability.UNSAFE)
    more = f" ({unsafe} more with --unsafe-fixes)" if unsafe and not settled.held_back else ""
    held_back = f" {counted(len(settled.held_back), 'fix', 'fixes')} held back." if settled.held_back else ""
    return f"Would fix {counted(len(settled.fixed), 'finding')}{more}.{held_back}"
