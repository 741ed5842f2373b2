"""Unified diffs as people want to see them on a terminal."""

from repoaudit.report.escape import escape
from repoaudit.report.style import BAD, BOLD, GOOD, PLACE, PLAIN, paint


def render_diff(diff: str, *, color: bool) -> str:
    """Return diffs to look at: coloured, and with everything unsafe spelled out; they may not apply any more."""
    lines = (paint([(_shown(line), _style(line))], color=color) for line in diff.split("\n")[:-1])
    return "".join(f"{line}\n" for line in lines)


def _shown(line: str) -> str:
    return "\t".join(escape(part) for part in line.removesuffix("\r").split("\t"))


def _style(line: str) -> str:
    if line.startswith(("--- ", "+++ ")):
        return BOLD
    return {"+": GOOD, "-": BAD, "@": PLACE}.get(line[:1], PLAIN)
