"""`repoaudit rules`: all rules, and whether they are on in a repository."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence

from repoaudit.cli.catalogue import fix_of, metadata_of, severity_of, wants_json
from repoaudit.cli.exits import Exit
from repoaudit.cli.session import Session, open_session
from repoaudit.cli.terminal import is_terminal, say, say_json, wants_color, width_of
from repoaudit.entry import Entry
from repoaudit.record import NamedTuple
from repoaudit.registry import load, select
from repoaudit.report.escape import escape
from repoaudit.report.style import BOLD, FAINT, PLAIN, Line, paint


class Row(NamedTuple):
    """What the table says of a rule."""

    name: str
    code: str
    severity: str
    on: str
    fix: str
    summary: str


_ROOM = 60
"""Columns that sentences need beside the others, blanks between them included."""

_HEAD = Row("name", "code", "severity", "on", "fix", "summary")


def list_rules(path: str, settings: Mapping[str, object], output_format: str) -> int:
    """List all rules. Raises UsageError."""
    as_json = wants_json(output_format)
    session = open_session(path, settings, all_plugins=True)
    selected = {entry.name for entry in select(session.known, session.policy)}
    if as_json:
        say_json([{**metadata_of(entry), "on": entry.name in selected} for entry in session.known])
        return Exit.CLEAN
    rows = [_row(session, entry, on=entry.name in selected) for entry in session.known]
    say(_for_terminal(rows) if is_terminal(sys.stdout) else _columns([_HEAD, *rows]))
    return Exit.CLEAN


def _for_terminal(rows: Sequence[Row]) -> str:
    """Lay the rows out as a table, or one below the other where a table leaves no room for sentences."""
    columns = width_of(sys.stdout, os.environ)
    others = sum(max(map(len, cells)) for cells in [*zip(_HEAD, *rows, strict=True)][:-1])
    if not columns or columns - others >= _ROOM:
        return _table(rows)
    color = wants_color("auto", sys.stdout, os.environ)
    return "".join(f"{paint(line, color=color)}\n" for row in rows for line in _stacked(row, columns))


def _stacked(row: Row, columns: int) -> Iterator[Line]:
    from textwrap import wrap

    style, fix = (BOLD if row.on == "on" else FAINT), "no fix" if row.fix == "-" else f"{row.fix} fix"
    yield [(row.name, style), (f" {row.code}: {row.severity}, {row.on}, {fix}", FAINT)]
    yield from ([(f"  {line}", PLAIN)] for line in wrap(row.summary, max(columns - 2, 20)))


def _row(session: Session, entry: Entry, *, on: bool) -> Row:
    changed = session.policy.severity.get(entry.name)
    return Row(
        entry.name,
        entry.code,
        changed.label if changed else severity_of(entry),
        "on" if on else "off",
        fix_of(entry) or "-",
        escape(load(entry).summary),
    )


def _columns(rows: Sequence[Row]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _table(rows: Sequence[Row]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from repoaudit.cli.rich_text import laid_out

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for word in _HEAD:
        table.add_column(word, no_wrap=word in {"name", "code"}, ratio=1 if word == "summary" else None)
    for row in rows:
        table.add_row(*row, style="" if row.on == "on" else "dim")
    return laid_out(table)
