"""`check --add-ignore`: write down that the findings of today are accepted, and why."""

import os
from contextlib import suppress

from repoaudit.cli.check import complain_of_crashes, conclude, opened, view_of
from repoaudit.cli.exits import Exit
from repoaudit.cli.terminal import OutputClosedError, complain
from repoaudit.errors import UsageError
from repoaudit.ignores import Accepted, accept
from repoaudit.report.summary import counted
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repoaudit.cli.arguments import CheckArguments
    from repoaudit.cli.outputs import Outputs
    from repoaudit.cli.session import Session

_ABOUT_SUPPRESSIONS = "Suppression"
"""The subject of the rules whose findings nobody accepts: they say that an acceptance is wrong."""


def run_add_ignore(arguments: "CheckArguments", session: "Session", outputs: "Outputs", reason: str) -> int:
    """Accept what is found, report what remains, and return the exit status. Raises UsageError."""
    _check_call(arguments, reason)
    report = session.audit(session.repository)
    if report.crashes:
        complain_of_crashes(report, verbose=arguments.verbose)
        return Exit.BUG
    about = {entry.name for entry in session.known if entry.subject == _ABOUT_SUPPRESSIONS}
    wanted = [each for each in report.diagnostics if each.rule not in about]
    accepted = accept(session.repository, wanted, " ".join(reason.split()))
    old = {path: _text(session, path) for path in sorted(accepted.texts)}
    if arguments.diff:
        return _show_diff(arguments, outputs, accepted, old)
    _write(session, old, accepted)
    _tell(arguments, accepted, "Accepted")
    after = opened(arguments)
    return conclude(arguments, outputs, view_of(arguments, after, after.audit(after.repository)))


def _check_call(arguments: "CheckArguments", reason: str) -> None:
    if arguments.fix:
        raise UsageError("--add-ignore and --fix cannot be given together; fix first")
    if arguments.isolated or any("=" not in word for word in arguments.config):
        raise UsageError("--add-ignore writes to the repository's own settings, which this call does not read")
    if not reason.isprintable():
        raise UsageError("--add-ignore: the reason must be one line of text")


def _text(session: "Session", path: str) -> str | None:
    return session.repository.read(path) if session.repository.exists(path) else None


def _tell(arguments: "CheckArguments", accepted: Accepted, word: str) -> None:
    if arguments.quiet:
        return
    count = len(accepted.by_comment) + len(accepted.by_setting)
    by = f"{len(accepted.by_comment)} by comments, {len(accepted.by_setting)} by per-file-ignores"
    complain(f"{word} {counted(count, 'finding')}: {by}.")
    for diagnostic, why in accepted.left:
        complain(f"Not accepted: {diagnostic.rule} in {diagnostic.location.path}: {why}")


def _write(session: "Session", old: "Mapping[str, str | None]", accepted: Accepted) -> None:
    from repoaudit.writer import WriteError, write_all

    try:
        write_all(session.repository.root, old, accepted.texts)
    except WriteError as error:
        raise UsageError(f"cannot write what accepts the findings: {error}") from error


def _show_diff(
    arguments: "CheckArguments", outputs: "Outputs", accepted: Accepted, old: "Mapping[str, str | None]"
) -> int:
    from repoaudit.cli.diff import deliver_diff
    from repoaudit.diff import unified_diff

    text = "".join(unified_diff(path, old[path], accepted.texts[path]) for path in old)
    with suppress(OutputClosedError):
        deliver_diff(outputs, text, os.environ)
    _tell(arguments, accepted, "Would accept")
    return Exit.FINDINGS if text and not arguments.exit_zero else Exit.CLEAN
