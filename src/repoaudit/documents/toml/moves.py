"""Keys and tables renamed, or moved from one table into another, in whatever notation they are written."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import permutations

from repoaudit.documents.toml import TomlDocument, dotted
from repoaudit.documents.toml.claims import claim
from repoaudit.documents.toml.comments import comments_between
from repoaudit.documents.toml.entries import add_entries
from repoaudit.documents.toml.homes import Braces, blank_before, home_of, shared_length
from repoaudit.documents.toml.layout import Block, Node, Pair, Statement, Table
from repoaudit.documents.toml.spelling import spell_key
from repoaudit.documents.toml.statements import attached_lines, remove_lines, vanishing
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.text import BOM, Edit, OverlapError, apply_edits, indentation, line_end, line_start


def rename(document: TomlDocument, path: DataPath, new_key: str) -> Change:
    """Give the last key of the path another name, in every key and header that mentions it.

    Raises:
        EditRefusedError: there is nothing at the path or something under the new name, or the path ends in an index.

    """
    node = document.layout.find(path)
    if node is None or not path or not isinstance(path[-1], str):
        raise EditRefusedError(f"{dotted(path)} has no key to rename")
    target = (*path[:-1], new_key)
    if document.get(target) is not ABSENT:
        raise EditRefusedError(f"{dotted(target)} exists already")
    parts = [statement.parts[index] for statement, index in node.mentions]
    edits = [Edit(document.path, part.start, part.end, _respell(document.text[part.start], new_key)) for part in parts]
    return Change(tuple(edits), claim(document, {path: ABSENT, target: document.get(path)}))


def retitle(document: TomlDocument, path: DataPath, target: DataPath) -> Change:
    """Give a table another path in every header that mentions it.

    Raises:
        EditRefusedError: there is no such table or something at the target, or keys mention it, or headers cannot.

    """
    if document.get(path) is ABSENT or document.get(target) is not ABSENT:
        raise EditRefusedError(f"{dotted(path)} cannot become {dotted(target)}")
    mentions = document.layout.node(path).mentions
    if not mentions or any(isinstance(statement, Pair) for statement, _ in mentions):
        raise EditRefusedError(f"{dotted(path)} is no table with a header")
    _Plan(document).check_headers(path, target[:-1])
    title = ".".join(map(spell_key, _names(target)))
    spans = [(statement.parts[0].start, statement.parts[index].end) for statement, index in mentions]
    edits = tuple(Edit(document.path, start, end, title) for start, end in spans)
    return Change(edits, claim(document, {path: ABSENT, target: document.get(path)}))


def _respell(first: str, name: str) -> str:
    return spell_key(name, first, always=True) if first in "\"'" else spell_key(name)


def move(document: TomlDocument, path: DataPath, new_table: DataPath) -> Change:
    """Move what is at the path, under the same key, into another table; see `move_all`."""
    return move_all(document, [(path, new_table)])


def move_all(document: TomlDocument, moves: Sequence[tuple[DataPath, DataPath]]) -> Change:
    """Move several keys or tables, each given by its path and the table it goes into.

    Pairs take the comments on their lines and directly above along; tables with headers stay where they are and have
    their headers rewritten. A table that is not there is made, directly behind the block that the first pair leaves.

    Raises:
        EditRefusedError: nothing is there, or something is at the target, or the notation does not allow it.

    """
    plan = _Plan(document)
    for path, table in moves:
        plan.add(path, table)
    return plan.change()


class _Plan:
    """The moves of one change: what is rewritten in place, and which pairs change their block."""

    def __init__(self, document: TomlDocument) -> None:
        self.document = document
        self.targets: dict[DataPath, DataPath] = {}
        self.statements: set[Statement] = set()
        self.edits: list[Edit] = []
        self.leaving: defaultdict[DataPath, list[tuple[Pair, int]]] = defaultdict(list)

    def add(self, path: DataPath, table: DataPath) -> None:
        self.check(path, table)
        self.targets[path] = (*table, path[-1])
        for statement, index in self.document.layout.node(path).mentions:
            self.statements.add(statement)
            if isinstance(statement, Pair):
                self.move_pair(statement, index, path, table)
            else:
                self.check_headers(path, table)
                self.rewrite(statement, index, _names(table))

    def check(self, path: DataPath, table: DataPath) -> None:
        target = (*table, *path[-1:])
        if self.document.get(path) is ABSENT or not path or not isinstance(path[-1], str):
            raise EditRefusedError(f"{dotted(path)} has no key that could move")
        if self.document.get(target) is not ABSENT or target in self.targets.values():
            raise EditRefusedError(f"{dotted(target)} exists already")
        if any(_within(one, other) for one, other in permutations([*self.targets, path], 2)):
            raise EditRefusedError(f"{dotted(path)} moves twice")
        if any(
            _within(goal[:-1], source) for source in (*self.targets, path) for goal in (*self.targets.values(), target)
        ):
            raise EditRefusedError(f"{dotted(path)} cannot move into what moves itself")

    def check_headers(self, path: DataPath, table: DataPath) -> None:
        """Refuse where the header of a moved table could not lie: inside braces, or in another item of an array."""
        nearest = self.document.layout.trail(table)[-1]
        if not isinstance(nearest, Table) or nearest.inline or any(_in_braces(pair) for pair, _ in nearest.dotted):
            raise EditRefusedError(f"{dotted(table)} cannot have sub-tables with headers")
        common = shared_length(path[:-1], table)
        if any(isinstance(step, int) for step in (*path[common:], *table[common:])):
            raise EditRefusedError(f"{dotted(path)} cannot move across items of an array of tables")

    def move_pair(self, pair: Pair, index: int, path: DataPath, table: DataPath) -> None:
        names = self.names_in_place(pair, path[: len(path) - 1 - index], table)
        if names is not None:
            self.rewrite(pair, index, names)
        elif _in_braces(pair):
            raise EditRefusedError(f"{dotted(path)} cannot leave its inline table")
        else:
            self.leaving[table].append((pair, index))

    def names_in_place(self, pair: Pair, container: DataPath, table: DataPath) -> list[str] | None:
        """Return the parts before its last key that make a pair, where it stands, one of the table; None if none do."""
        rest = table[len(container) :]
        if table[: len(container)] != container or len(_names(rest)) < len(rest):
            return None
        nodes = self.document.layout.trail(table)[len(container) + 1 :]
        if all(_is_dotted_in(node, pair.owner) for node in nodes) and (nodes or not rest or _in_braces(pair)):
            return _names(rest)
        return None

    def rewrite(self, statement: Statement, index: int, names: Sequence[str]) -> None:
        """Replace the parts before the one at the index by names; those that agree are not touched."""
        parts = statement.parts
        common = shared_length(names, [part.name for part in parts[:index]])
        added = "".join(f"{spell_key(name)}." for name in names[common:])
        self.edits.append(Edit(self.document.path, parts[common].start, parts[index].start, added))

    def change(self) -> Change:
        staying = [table for table, leaving in self.leaving.items() if self.is_whole_block(table, leaving)]
        for table in staying:
            self.retitle_block(table, self.leaving.pop(table))
        pairs = {pair for leaving in self.leaving.values() for pair, _ in leaving}
        for table, leaving in self.leaving.items():
            self.insert(table, sorted(leaving, key=lambda move: move[0].start), pairs)
        insertions = {edit.start for edit in self.edits}
        lines = [attached_lines(self.document, pair) for pair in pairs]
        edits = (*self.edits, *remove_lines(self.document, lines, insertions))
        self.must_be_apart(edits)
        targets = list(self.targets.values())
        changes: dict[DataPath, object] = {
            vanishing(self.document, path, self.statements, targets): ABSENT for path in self.targets
        }
        changes |= {target: self.document.get(path) for path, target in self.targets.items()}
        return Change(edits, claim(self.document, changes))

    def is_whole_block(self, table: DataPath, leaving: Sequence[tuple[Pair, int]]) -> bool:
        """Say whether all that stands below a header goes into a new table inside of its own: it can go along."""
        block = leaving[0][0].owner
        if not isinstance(block, Block) or not block.parts or self.document.text.startswith("[[", block.start):
            return False
        is_all = len(block.pairs) == len(leaving) and all(pair in block.pairs and not index for pair, index in leaving)
        return is_all and block.path == table[:-1] and self.document.get(table) is ABSENT

    def retitle_block(self, table: DataPath, leaving: Sequence[tuple[Pair, int]]) -> None:
        block = leaving[0][0].owner
        end = block.parts[-1].end if isinstance(block, Block) else 0
        self.edits.append(Edit(self.document.path, end, end, f".{spell_key(str(table[-1]))}"))

    def must_be_apart(self, edits: Sequence[Edit]) -> None:
        """Refuse moves that would write one place twice: two of them open up the same empty braces."""
        try:
            apply_edits(self.document.text, edits)
        except OverlapError as error:
            paths = " and ".join(dotted(path) for path in self.targets)
            raise EditRefusedError(f"{paths} cannot move at once") from error

    def insert(self, table: DataPath, leaving: Sequence[tuple[Pair, int]], gone: Collection[Pair]) -> None:
        document = self.document
        home = home_of(document, table, gone, _block_before(leaving[0][0], table))
        if isinstance(home, Braces):
            entries = [home.prefix + _entry(document, pair, index) for pair, index in leaving]
            self.edits += add_entries(document, home.table, entries).edits
        else:
            lines = [line for pair, index in leaving for line in _lines(document, pair, index, home.prefix)]
            edit = home.insert(document, lines if lines[0] else lines[1:])
            is_first = not _without(document, [pair for pair, _ in leaving], edit.start)
            self.edits.append(edit._replace(text=edit.text.lstrip("\r\n")) if is_first else edit)


def _without(document: TomlDocument, pairs: Sequence[Pair], end: int) -> str:
    """Return what is left of the text up to an offset when some pairs are gone, with the comments on top of them."""
    left, position = "", 0
    for lines in sorted(attached_lines(document, pair) for pair in pairs):
        left += document.text[position : min(lines.start, end)]
        position = min(lines.end, end)
    return (left + document.text[position:end]).strip(BOM)


def _names(path: DataPath) -> list[str]:
    return [step for step in path if isinstance(step, str)]


def _within(path: DataPath, other: DataPath) -> bool:
    return path[: len(other)] == other


def _in_braces(pair: Pair) -> bool:
    return isinstance(pair.owner, Table)


def _is_dotted_in(node: Node, owner: Block | Table) -> bool:
    return isinstance(node, Table) and any(pair.owner is owner for pair, _ in node.dotted)


def _block_before(pair: Pair, table: DataPath) -> Block | None:
    """Return the pair's block, if a header behind it can open the table: within the same items of arrays."""
    block = pair.owner
    last = max((length for length, step in enumerate(table, 1) if isinstance(step, int)), default=0)
    return block if isinstance(block, Block) and _within(block.path, table[:last]) else None


def _lines(document: TomlDocument, pair: Pair, index: int, prefix: str) -> list[str]:
    """Return a pair as it will stand elsewhere: attached comments, the shortened key, the rest of its lines.

    An empty line comes first where a blank one stands before the pair.
    """
    text = document.text
    start = attached_lines(document, pair).start
    comments = text[start : line_start(text, pair.start)]
    rest = text[pair.parts[index].start : line_end(text, pair.end)]
    lines = comments + indentation(text, pair.start) + prefix + rest
    return ["", lines] if blank_before(text, start) else [lines]


def _entry(document: TomlDocument, pair: Pair, index: int) -> str:
    text = document.text
    lines = attached_lines(document, pair)
    if comments_between(document.layout, lines.start, lines.end) or "\n" in text[pair.start : pair.end]:
        raise EditRefusedError("an inline table has no room for comments and line breaks")
    return text[pair.parts[index].start : pair.end]
