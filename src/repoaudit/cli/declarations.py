"""`repoaudit config --declarations`: what files declare several times, and whether they agree."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence

from repoaudit.cli.catalogue import wants_json
from repoaudit.cli.exits import Exit
from repoaudit.cli.session import open_session
from repoaudit.cli.terminal import say, say_json, wants_color, width_of
from repoaudit.engine import locate
from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.report.escape import escape
from repoaudit.report.style import BAD, BOLD, FAINT, GOOD, PLACE, PLAIN, Line, paint
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.views.declaration import Declaration, Verdict
from repoaudit.subjects.views.declarations import Declarations
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_WIDEST: Final = (24, 48, 32, 48)
"""Columns of each cell behind which the next one is no longer aligned."""

_STYLES: Final[Mapping[Verdict | None, str]] = {
    Verdict.DECIDES: BOLD,
    Verdict.AGREES: GOOD,
    Verdict.DIFFERS: BAD,
    Verdict.UNKNOWN: FAINT,
}


class Row(NamedTuple):
    """What the table says of one place, each cell safe to show."""

    fact: str
    value: str
    by: str
    place: str
    verdict: str
    kind: Verdict | None = None

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The aligned ones: all but the verdict."""
        return self.fact, self.value, self.by, self.place


_HEAD: Final = Row("fact", "value", "declared by", "place", "verdict")


def show_declarations(path: str, settings: Mapping[str, object], output_format: str) -> int:
    """Show what the projects of a repository declare. Raises UsageError."""
    as_json = wants_json(output_format)
    session = open_session(path, settings)
    scopes = find_scopes(session.repository, session.policy)
    if as_json:
        say_json({"version": 1, "declarations": [each for scope in scopes for each in _as_json(scope)]})
        return Exit.CLEAN
    tables = [(scope, _rows(scope)) for scope in scopes]
    found = [(scope, rows) for scope, rows in tables if rows]
    color, columns = wants_color("auto", sys.stdout, os.environ), width_of(sys.stdout, os.environ)
    lines: list[Line] = []
    for scope, rows in found:
        lines += [[]] if lines else []
        lines.append([("project", BOLD), (f" {escape(scope.folder) or '.'}", PLAIN)])
        lines += _table(rows, columns)
    say("".join(f"{paint(line, color=color)}\n" for line in lines) or "nothing is declared\n")
    return Exit.CLEAN


def _as_json(scope: "Scope") -> Iterator[dict[str, object]]:
    for line, each in _in_order(scope):
        yield {
            "project": scope.folder or ".",
            "fact": each.fact,
            "value": each.value,
            "declared_by": each.by,
            "path": each.place.path,
            "line": line or None,
            "verdict": each.verdict.value,
            "reason": each.reason,
        }


def _rows(scope: "Scope") -> list[Row]:
    """Return the rows of one project."""
    places = ((each, f"{each.place.path}:{line}" if line else each.place.path) for line, each in _in_order(scope))
    return list(dict.fromkeys(_row(each, place) for each, place in places))


def _in_order(scope: "Scope") -> list[tuple[int, Declaration]]:
    """Return declarations with their lines, grouped by fact, what decides first, then by their places."""
    found = scope.all(Declarations)[0].all
    facts = list(dict.fromkeys(each.fact for each in found))
    lines = [(_line_of(scope, each), each) for each in found]

    def shown(line: int, each: Declaration) -> tuple[int, bool, str, int, str, str, str, str]:
        is_second = each.verdict is not Verdict.DECIDES
        said = (each.value, each.by, each.verdict.value, each.reason)
        return facts.index(each.fact), is_second, each.place.path, line, *said

    items = {shown(*item): item for item in lines}
    return [items[key] for key in sorted(items)]


def _row(each: Declaration, place: str) -> Row:
    verdict = each.verdict.value + (f": {each.reason}" if each.reason else "")
    fact, value, by, place, verdict = (escape(text) or "-" for text in (each.fact, each.value, each.by, place, verdict))
    return Row(fact, value, by, place, verdict, each.verdict)


def _line_of(scope: "Scope", each: Declaration) -> int:
    """Return the line of a place, 0 for none."""
    try:
        start = locate(scope, each.place).start
    except UnknownError:  # a file that cannot be read has no lines
        return 0
    return start.line if start else 0


def _table(rows: Sequence[Row], columns: int) -> Iterator[Line]:
    """Yield aligned lines; on a terminal that is too narrow for them, three short ones for each place."""
    columns_of_cells = zip(*(row.cells for row in (_HEAD, *rows)), strict=True)
    widths = [min(widest, max(map(len, cells))) for widest, cells in zip(_WIDEST, columns_of_cells, strict=True)]
    lines = [_line(row, widths) for row in (_HEAD, *rows)]
    if columns and max(sum(len(text) for text, _ in line) for line in lines) > columns:
        for row in rows:
            yield from _stacked(row)
        return
    yield from lines


def _line(row: Row, widths: Sequence[int]) -> Line:
    if row is _HEAD:
        text = "".join(f"{cell.ljust(width)}  " for cell, width in zip(row.cells, widths, strict=True))
        return [(text + row.verdict, FAINT)]
    fact, value, by, place = (f"{cell.ljust(width)}  " for cell, width in zip(row.cells, widths, strict=True))
    return [(fact + value + by, PLAIN), (place, PLACE), (row.verdict, _STYLES[row.kind])]


def _stacked(row: Row) -> Iterator[Line]:
    yield [(row.fact, BOLD), (f" = {row.value}", PLAIN)]
    yield [(f"  {row.by}, ", PLAIN), (row.place, PLACE)]
    yield [("  ", PLAIN), (row.verdict, _STYLES[row.kind])]
