"""Unified diffs that ``patch -p0`` and ``git apply -p0`` accept, for ``--diff``."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from os import fsencode

from repoaudit.record import NamedTuple
from repoaudit.typing import Final

_CONTEXT: Final = 3
_LONGEST: Final = 2000
"""Lines from the first to the last change that are compared; more, and difflib might take minutes."""

_MISSING_NEWLINE: Final = "\n\\ No newline at end of file\n"


class _Change(NamedTuple):
    """Lines ``[start, end)`` of the old text that become ``[new_start, new_end)`` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def unified_diff(path: str, old: str | None, new: str) -> str:
    """Return the change of one file as a unified diff, "" without one; ``old`` is None for a file that is created.

    Lines end at line feeds only; a carriage return is part of its line. Nothing is escaped, so that the diff applies.
    """
    if old == new:
        return ""
    before, after = _lines(old or ""), _lines(new)
    name = _quoted(path)
    head = f"--- {'/dev/null' if old is None else name}\n+++ {name}\n"
    return head + "".join(_hunk(before, after, group) for group in _groups(_changes(before, after)))


def _quoted(path: str) -> str:
    """Spell a path as git does: in quotes where it must be, with a tab at its end where it holds a blank."""
    if path.isprintable() and '"' not in path and "\\" not in path:
        return f"{path}\t" if " " in path else path
    plain = range(0x20, 0x7F)
    spelled = (chr(byte) if byte in plain and byte not in b'"\\' else f"\\{byte:03o}" for byte in fsencode(path))
    return f'"{"".join(spelled)}"'


def _lines(text: str) -> list[str]:
    """Split a text behind its line feeds; `str.splitlines` would also split at form feeds and the like."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[_Change]:
    """Yield what differs; what both texts begin and end with is not compared again."""
    shorter = min(len(before), len(after))
    head = next((index for index in range(shorter) if before[index] != after[index]), shorter)
    rest = shorter - head
    tail = next((index for index in range(rest) if before[-1 - index] != after[-1 - index]), rest)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if max(len(old), len(new)) > _LONGEST:
        yield _Change(head, head + len(old), head, head + len(new))
        return
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            yield _Change(head + start, head + end, head + new_start, head + new_end)


def _groups(changes: Iterator[_Change]) -> list[list[_Change]]:
    """Put changes together whose context lines would touch."""
    groups: list[list[_Change]] = []
    for change in changes:
        if groups and change.start - groups[-1][-1].end <= 2 * _CONTEXT:
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def _hunk(before: Sequence[str], after: Sequence[str], group: Sequence[_Change]) -> str:
    first, last = group[0], group[-1]
    start, end = max(0, first.start - _CONTEXT), min(len(before), last.end + _CONTEXT)
    new_start = first.new_start - (first.start - start)
    new_end = last.new_end + (end - last.end)
    lines, position = [f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n"], start
    for change in group:
        lines += (_line(" ", line) for line in before[position : change.start])
        lines += (_line("-", line) for line in before[change.start : change.end])
        lines += (_line("+", line) for line in after[change.new_start : change.new_end])
        position = change.end
    lines += (_line(" ", line) for line in before[position:end])
    return "".join(lines)


def _range(start: int, end: int) -> str:
    """Spell a range of lines as POSIX wants it: an empty one names the line before it."""
    count = end - start
    if count == 1:
        return str(start + 1)
    return f"{start + 1 if count else start},{count}"


def _line(sign: str, line: str) -> str:
    return sign + line if line.endswith("\n") else f"{sign}{line}{_MISSING_NEWLINE}"
