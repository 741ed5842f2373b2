"""Entries added inside the brackets of an array or an inline table, in the style of those that are there."""

from collections.abc import Sequence

from repoaudit.documents.toml import TomlDocument
from repoaudit.documents.toml.comments import comments_between, stands_first
from repoaudit.documents.toml.layout import NOWHERE, Array, Node, Pair, Table
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Edit, indentation, line_end, line_ending, line_start

_STEP = "    "
_GAP = "  "
_gap_before_comment = lazy(r"( |\t)#").match


class Addition(NamedTuple):
    """The edits that add entries, and whether their comment found no room among them."""

    edits: list[Edit]
    homeless: bool


def entries_of(container: Array | Table) -> Sequence[Node | Pair]:
    """Return what stands between the brackets: the items of an array, the pairs of an inline table."""
    return container.items if isinstance(container, Array) else container.pairs


def add_entries(document: TomlDocument, container: Array | Table, added: Sequence[str], comment: str = "") -> Addition:
    """Put spelled entries behind the last one, each with the comment (``# ...``, or "" for none).

    A comment runs to the end of its line, so entries that share the line of the closing bracket leave it homeless.
    """
    if not entries_of(container):
        return _fill(document, container, added, comment)
    tail = _Tail(document, container)
    if tail.comma_first:
        return tail.add_comma_first(added, comment)
    if tail.comma_astray:
        return tail.add_at(tail.end, " " + ", ".join(added), homeless=bool(comment))
    if not tail.closes_here:
        return tail.add_lines(added, comment)
    if tail.own_line:
        return tail.add_lines_before_bracket(added, comment)
    return tail.add_here(added, comment)


class _Tail:
    """The last entry, and the style in which entries go on behind it."""

    def __init__(self, document: TomlDocument, container: Array | Table) -> None:
        self.path = document.path
        self.text = text = document.text
        self.break_ = line_ending(text)
        self.entries = entries = entries_of(container)
        self.container = container
        self.last = last = entries[-1]
        self.comma = last.comma != NOWHERE
        self.end = last.comma + 1 if self.comma else last.end
        self.own_line = stands_first(text, last.start)
        self.closes_here = "\n" not in text[self.end : container.end - 1]
        self.comma_astray = self.comma and "\n" in text[last.end : last.comma]

    @property
    def comma_first(self) -> bool:
        if self.comma or len(self.entries) == 1:
            return False
        comma = self.entries[-2].comma
        return stands_first(self.text, comma) and "\n" not in self.text[comma : self.last.start]

    @property
    def indent(self) -> str:
        start = line_start(self.text, self.last.start)
        if start <= self.container.start:
            return indentation(self.text, self.container.start) + _STEP
        return indentation(self.text, start)

    @property
    def comment_gap(self) -> str:
        """The blanks between the last entry and the comment behind it, unless these line comments up in a column."""
        match = _gap_before_comment(self.text, self.end)
        return match[1] if match else _GAP

    def add_at(self, offset: int, text: str, *, homeless: bool) -> Addition:
        return Addition([Edit(self.path, offset, offset, text)], homeless)

    def add_comma_first(self, added: Sequence[str], comment: str) -> Addition:
        lead = self.break_ + self.text[line_start(self.text, self.last.start) : self.last.start]
        if self.closes_here:
            return self.add_at(self.last.end, "".join(lead + entry for entry in added), homeless=bool(comment))
        offset = line_end(self.text, self.last.end)
        return self.add_at(offset, "".join(lead + entry + behind(comment) for entry in added), homeless=False)

    def add_lines(self, added: Sequence[str], comment: str) -> Addition:
        commas = [","] * (len(added) - 1) + ["," if self.comma else ""]
        lead = self.break_ + self.indent
        note = behind(comment, self.comment_gap)
        lines = [lead + entry + comma + note for entry, comma in zip(added, commas, strict=True)]
        addition = self.add_at(line_end(self.text, self.end), "".join(lines), homeless=False)
        if not self.comma:
            addition.edits.insert(0, Edit(self.path, self.end, self.end, ","))
        return addition

    def add_lines_before_bracket(self, added: Sequence[str], comment: str) -> Addition:
        lead = self.break_ + self.indent
        above = lead + comment if comment else ""
        if self.comma:
            return self.add_at(self.end, "".join(f"{above}{lead}{entry}," for entry in added), homeless=False)
        return self.add_at(self.end, "".join(f",{above}{lead}{entry}" for entry in added), homeless=False)

    def add_here(self, added: Sequence[str], comment: str) -> Addition:
        gap = self.gap
        if self.comma:
            return self.add_at(self.end, "".join(f"{gap}{entry}," for entry in added), homeless=bool(comment))
        return self.add_at(self.end, "".join(f",{gap}{entry}" for entry in added), homeless=bool(comment))

    @property
    def gap(self) -> str:
        if len(self.entries) == 1:
            return " "
        between = self.text[self.entries[-2].comma + 1 : self.last.start]
        return between if not between.strip(" ") else " "


def _fill(document: TomlDocument, container: Array | Table, added: Sequence[str], comment: str) -> Addition:
    text, start, end = document.text, container.start, container.end
    if "\n" in text[start:end]:
        return _fill_lines(document, container, added, comment)
    joined = ", ".join(added)
    filled = f"[{joined}]" if isinstance(container, Array) else f"{{ {joined} }}"
    return Addition([Edit(document.path, start, end, filled)], bool(comment))


def _fill_lines(document: TomlDocument, container: Array | Table, added: Sequence[str], comment: str) -> Addition:
    text, start = document.text, container.start
    inside = comments_between(document.layout, start, container.end)
    above = inside[-1].start if inside else start
    indent = indentation(text, above) if stands_first(text, above) and inside else indentation(text, start) + _STEP
    lines = "".join(f"{line_ending(text)}{indent}{entry},{behind(comment)}" for entry in added)
    offset = line_end(text, above)
    return Addition([Edit(document.path, offset, offset, lines)], homeless=False)


def behind(comment: str, gap: str = _GAP) -> str:
    """Return a spelled comment as it stands behind something on its line."""
    return gap + comment if comment else ""
