"""`repoaudit check`: audit, mend, report."""

import os

from repoaudit import __version__
from repoaudit.cli.exits import Exit, complain_of_bug
from repoaudit.cli.outputs import Outputs, deliver, plan_outputs, refuse_links_out
from repoaudit.cli.session import Session, open_session
from repoaudit.cli.terminal import OutputClosedError
from repoaudit.errors import UsageError
from repoaudit.registry import select
from repoaudit.report.view import ReportView
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.cli.arguments import CheckArguments
    from repoaudit.diagnostic import Report


def run_check(arguments: "CheckArguments") -> int:
    """Check a repository and return the exit status. Raises UsageError."""
    if arguments.quiet and arguments.verbose:
        raise UsageError("--quiet and --verbose contradict each other")
    outputs = plan_outputs(arguments, os.environ)
    session = opened(arguments)
    refuse_links_out(outputs, session.repository.root)
    if arguments.add_ignore is not None:
        from repoaudit.cli.ignoring import run_add_ignore  # likewise

        return run_add_ignore(arguments, session, outputs, arguments.add_ignore)
    if arguments.fix or arguments.diff:
        from repoaudit.cli.fixing import run_fix  # the fixer is for those who ask

        return run_fix(arguments, session, outputs)
    report = session.audit(session.repository)
    return conclude(arguments, outputs, view_of(arguments, session, report))


def opened(arguments: "CheckArguments") -> Session:
    """Open what is to be checked, without what was there before as a baseline or a commit tells. Raises UsageError."""
    session = open_session(arguments.path, arguments.settings())
    if arguments.baseline is arguments.baseline_commit is session.policy.baseline is None:
        return session
    from repoaudit.cli.accepted import accepted_by

    return session._replace(accepted=accepted_by(session, arguments.baseline, arguments.baseline_commit))


def view_of(arguments: "CheckArguments", session: Session, report: "Report") -> ReportView:
    """Put a report together with how the user wants to see it."""
    builtin = "repoaudit."
    return ReportView(
        report,
        session.repository,
        __version__,
        verbose=arguments.verbose,
        quiet=arguments.quiet,
        show_fixes=arguments.show_fixes,
        fail_on=session.policy.fail_on,
        plugin_rules=frozenset(entry.name for entry in session.known if not entry.module.startswith(builtin)),
        entries=select(session.known, session.policy),
    )


def conclude(arguments: "CheckArguments", outputs: Outputs, view: ReportView) -> int:
    """Show a report and return the exit status; crashes of ours are told apart from the findings."""
    status = status_of(arguments, view)
    try:  # noqa: SIM105  # `contextlib` would be a module more
        deliver(outputs, view, os.environ)
    except OutputClosedError:  # whoever read the output has seen enough
        pass
    complain_of_crashes(view.report, verbose=arguments.verbose)
    return status


def status_of(arguments: "CheckArguments", view: ReportView) -> int:
    """Return the exit status of a report."""
    if view.report.crashes:
        return Exit.BUG
    fail_on = view.fail_on
    failed = fail_on is not None and any(each.severity >= fail_on for each in view.report.diagnostics)
    return Exit.FINDINGS if failed and not arguments.exit_zero else Exit.CLEAN


def complain_of_crashes(report: "Report", *, verbose: bool) -> None:
    """Name every crash of ours with the rules it silenced."""
    for crash in report.crashes:
        silenced = f"{crash.subject}: {crash.error} (silenced: {', '.join(crash.rules)})"
        complain_of_bug(silenced, crash.traceback, verbose=verbose)
