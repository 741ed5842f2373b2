"""`repoaudit init`: show the configuration that is missing as a diff, and write it after a yes."""

import os
import sys
from collections.abc import Iterator, Mapping

from repoaudit.cli.exits import Exit
from repoaudit.cli.session import Session, open_session
from repoaudit.cli.terminal import complain, is_terminal, say, wants_color
from repoaudit.diff import unified_diff
from repoaudit.errors import UsageError
from repoaudit.report.colored_diff import render_diff
from repoaudit.report.escape import escape
from repoaudit.report.summary import counted
from repoaudit.starter import Plan, Traits, plan
from repoaudit.subjects.files.projects import find_scopes


def run_init(path: str, settings: Mapping[str, object], *, yes: bool) -> int:
    """Plan, show, ask, write, and return the exit status. Raises UsageError."""
    session = open_session(path, settings)
    planned = plan(find_scopes(session.repository, session.policy)[0])
    say("".join(f"{escape(line)}\n" for line in _found(planned)))
    if not planned.new:
        say("Nothing is missing.\n")
        return Exit.CLEAN
    say(render_diff(_diff(planned), color=wants_color("auto", sys.stdout, os.environ)))
    if not (yes or _agreed(len(planned.new))):
        complain("Nothing was written.")
        return Exit.FINDINGS
    _write(session, planned)
    say(
        f"Wrote {counted(len(planned.new), 'file')}. Next:\n"
        + "".join(f"    {escape(line)}\n" for line in planned.then)
    )
    return Exit.CLEAN


def _found(planned: Plan) -> Iterator[str]:
    """Yield what the configuration rests on, and what stays as it is."""
    traits = planned.traits
    yield f"Found {_source(traits)}, {traits.manager} ({traits.why['manager']}), Python {', '.join(traits.pythons)}."
    if traits.is_ml:
        yield f"It is a project of machine learning: {traits.why['ml']}."
    yield from (f"Left alone: {each}." for each in planned.kept)


def _source(traits: Traits) -> str:
    where = f"in {traits.source.path}" if traits.source.path else "at the root"
    return f"the {'package' if traits.source.is_package else 'module'} {traits.name} {where}"


def _diff(planned: Plan) -> str:
    return "".join(unified_diff(path, planned.old[path], planned.new[path]) for path in sorted(planned.new))


def _agreed(files: int) -> bool:
    """Ask; without a person to answer it is a no."""
    if not is_terminal(sys.stdin):
        complain("Pass --yes to write this.")
        return False
    import typer

    return typer.confirm(f"Write {counted(files, 'file')}?", default=False)


def _write(session: Session, planned: Plan) -> None:
    from repoaudit.writer import WriteError, write_all

    try:
        write_all(session.repository.root, planned.old, planned.new)
    except WriteError as error:
        raise UsageError(f"cannot write the configuration: {error}") from error
