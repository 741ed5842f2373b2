"""Where keys of a table go that it does not have yet, whatever notation the table is in, or where none is there."""

from collections.abc import Collection, Sequence

from repoaudit.documents.toml import TomlDocument, dotted
from repoaudit.documents.toml.comments import comments_above, comments_below
from repoaudit.documents.toml.layout import Block, Layout, Pair, Table
from repoaudit.documents.toml.spelling import spell_dotted
from repoaudit.errors import EditRefusedError
from repoaudit.finding import DataPath
from repoaudit.record import NamedTuple
from repoaudit.text import BOM, Edit, line_end, line_ending, line_start, next_line


class Braces(NamedTuple):
    """The keys go into an inline table, behind a prefix (``sub.``) where they belong to a table within it."""

    table: Table
    prefix: str = ""


class Lines(NamedTuple):
    """The keys go on lines of their own: inserted at an offset, behind a prefix of their dotted keys.

    ``neighbour`` is the pair whose style they follow; ``block`` the one that will hold them, None where it is new.
    """

    offset: int
    before: str
    after: str = ""
    prefix: str = ""
    neighbour: Pair | None = None
    block: Block | None = None

    def insert(self, document: TomlDocument, lines: Sequence[str]) -> Edit:
        """Return the edit that writes the lines, none of which ends in a line ending."""
        break_ = line_ending(document.text)
        text = self.before + break_.join(lines) + self.after if lines else self.before.removesuffix(break_) + self.after
        return Edit(document.path, self.offset, self.offset, text)


def home_of(
    document: TomlDocument, table: DataPath, leaving: Collection[Pair] = (), behind: Block | None = None
) -> Braces | Lines:
    """Return where further keys of a table go.

    ``leaving`` are pairs that the same change takes away; ``behind`` is the block that a new header shall follow.

    Raises:
        EditRefusedError: something that is no table stands at the path or above it, or all its keys are leaving.

    """
    nodes = document.layout.trail(table)
    nearest, missing = nodes[-1], table[len(nodes) - 1 :]
    names = [step for step in missing if isinstance(step, str)]
    if not isinstance(nearest, Table) or len(names) < len(missing):
        raise EditRefusedError(f"{dotted(table)} is no table, nor can it become one")
    if nearest.inline:
        return Braces(nearest, _prefix(names))
    if nearest.dotted:
        return _beside_dotted(document, nearest, names, leaving)
    if missing:
        return new_block(document, header_of(table), behind or _last_relative(document.layout, table))
    if nearest.block is None:
        return _before_children(document, table)
    if nearest.block.parts or nearest.block.pairs:
        return _in_block(document.text, nearest.block, leaving)
    return _top(document)


def _prefix(names: Sequence[str]) -> str:
    return spell_dotted(names) + "." if names else ""


def _in_block(text: str, block: Block, leaving: Collection[Pair]) -> Lines:
    staying = [pair for pair in block.pairs if pair not in leaving]
    neighbour = staying[-1] if staying else None
    offset = line_end(text, neighbour.end if neighbour else block.end)
    return Lines(offset, line_ending(text), neighbour=neighbour, block=block)


def _beside_dotted(document: TomlDocument, table: Table, names: list[str], leaving: Collection[Pair]) -> Braces | Lines:
    staying = [(pair, index) for pair, index in table.dotted if pair not in leaving]
    if not staying:
        raise EditRefusedError("a table that only dotted keys spell goes with the last of them")
    pair, index = staying[-1]
    text = document.text
    prefix = text[pair.start : pair.parts[index].end] + "." + _prefix(names)
    if isinstance(pair.owner, Table):
        return Braces(pair.owner, prefix)
    return Lines(line_end(text, pair.end), line_ending(text), prefix=prefix, neighbour=pair, block=pair.owner)


def header_of(table: DataPath) -> str:
    """Return the header of a table."""
    return f"[{spell_dotted([step for step in table if isinstance(step, str)])}]"


def _before_children(document: TomlDocument, table: DataPath) -> Lines:
    """Put the header of a table that only headers of its sub-tables imply before the first of them."""
    text, layout = document.text, document.layout
    child = next(block for block in layout.blocks if block.path[: len(table)] == table)
    above = comments_above(text, layout, child.start)
    offset = line_start(text, above[0].start if above else child.start)
    break_ = line_ending(text)
    gap = "" if blank_before(text, offset) else break_
    return Lines(offset, f"{gap}{header_of(table)}{break_}", break_ * 2)


def new_block(document: TomlDocument, header: str, behind: Block) -> Lines:
    """Return where the lines of a new block go that follows another one, with blank lines around."""
    text, break_ = document.text, line_ending(document.text)
    offset = _end_of(document, behind)
    before = f"{header}{break_}" if header else ""
    if offset > text.startswith(BOM) and not text.endswith("\n", 0, offset):
        return Lines(offset, break_ * 2 + before)
    gap = "" if blank_before(text, offset) else break_
    after = break_ if blank_at(text, offset) else break_ * 2
    return Lines(offset, gap + before, after)


def _top(document: TomlDocument) -> Lines:
    """Return where the first keys without header go: below comments that a blank line ends, else before everything."""
    text, layout = document.text, document.layout
    root = layout.blocks[0]
    if len(layout.blocks) == 1:
        return new_block(document, "", root)._replace(block=root)
    offset = _behind_preamble(text, layout, root.start)
    return Lines(offset, "", line_ending(text) * 2, block=root)


def _behind_preamble(text: str, layout: Layout, start: int) -> int:
    if not layout.comments or layout.comments[0].start != start:
        return start
    preamble = [layout.comments[0], *comments_below(text, layout, start)]
    behind = next_line(text, preamble[-1].start)
    return next_line(text, behind) if blank_at(text, behind) else start


def blank_before(text: str, offset: int) -> bool:
    """Tell whether the line before that of the offset is blank, or there is none."""
    start = line_start(text, offset)
    return start <= text.startswith(BOM) or not text[line_start(text, start - 1) : start].strip()


def blank_at(text: str, offset: int) -> bool:
    """Tell whether the line of the offset is blank, or the text ends there."""
    return not text[offset : line_end(text, offset)].strip(" \t")


def _last_relative(layout: Layout, table: DataPath) -> Block:
    """Return the last of the blocks that share most of the table's path."""
    shared = [shared_length(block.path, table) for block in layout.blocks]
    most = max(shared)
    return [block for block, count in zip(layout.blocks, shared, strict=True) if count == most][-1]


def shared_length(path: Sequence[object], other: Sequence[object]) -> int:
    """Return how many steps two paths share from their beginning."""
    count = 0
    for step, other_step in zip(path, other, strict=False):
        if step != other_step:
            break
        count += 1
    return count


def _end_of(document: TomlDocument, block: Block) -> int:
    """Return the offset at which the lines of a block end.

    Comments directly below its last pair are the block's, unless they lead straight to the next header.
    """
    text, layout = document.text, document.layout
    if len(layout.blocks) == 1 and not block.pairs:
        return len(text)
    below = comments_below(text, layout, block.last_end)
    behind = next_line(text, below[-1].start if below else block.last_end)
    following = layout.blocks[block.index + 1 : block.index + 2]
    if below and following and line_start(text, following[0].start) == behind:
        return next_line(text, block.last_end)
    return behind
