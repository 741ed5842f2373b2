"""The command of a hook: its entry and its arguments, from the configuration or from the manifest."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial

from repoaudit.errors import EditRefusedError, UnknownError
from repoaudit.facts.hooks import NO_COMMAND, TEST_IDS
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.scripts import Runner, Script, Where, nowhere
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Change, Fix
    from repoaudit.subjects.files.hooks import Hook
    from repoaudit.subjects.files.hooks.tables import Offset, Rewrite

_PLAIN: Final = frozenset("_@%+=:,./-")
"""What a word may have beside letters and digits without quotes."""


class Piece(NamedTuple):
    """A part of a command that stands in one value of the file; ``follow`` adds an item of the list behind it."""

    text: str
    offset: "Offset" = nowhere
    rewrite: "Rewrite | None" = None
    follow: "Callable[[str], Fix] | None" = None


class CommandText:
    """Several pieces, with a blank between them, read as one text.

    Its offsets are exact while the pieces stand in the file in their own order.
    """

    __slots__ = ("_pieces", "_starts", "text")

    def __init__(self, pieces: list[Piece]) -> None:
        first = next((start for start in (piece.offset(0) for piece in pieces) if start is not None), None)
        self._pieces = [piece if _follows(piece, first) else Piece(piece.text) for piece in pieces]
        self._starts: list[int] = []
        length = 0
        for piece in pieces:
            self._starts.append(length)
            length += len(piece.text) + 1
        self.text = " ".join(piece.text for piece in pieces)

    def offset(self, index: int) -> int | None:
        """Return where in the file a character stands."""
        number = self._number(index)
        return self._pieces[number].offset(index - self._starts[number])

    def rewrite(self, span: Span, text: str) -> "Change":
        """Phrase the change of a span; a word behind an item becomes an item of its own.

        Raises:
            EditRefusedError: the span is not part of one plain piece.

        """
        number = self._number(span.start)
        piece, start = self._pieces[number], self._starts[number]
        before, added = self.text[span.start : span.end], text.rpartition(" ")[2]
        if piece.follow and text == f"{before} {added}" and span.end == start + len(piece.text) and _is_plain(added):
            return piece.follow(added).build()
        words = [text] if piece.follow else text.split(" ")  # an item is one word, an entry may hold several
        if piece.rewrite is None or span.end > start + len(piece.text) or not all(map(_is_plain, words)):
            raise EditRefusedError("the command cannot be changed in place")
        return piece.rewrite(Span(span.start - start, span.end - start), text)

    def _number(self, index: int) -> int:
        return max(bisect_right(self._starts, index) - 1, 0)


def _follows(piece: Piece, first: int | None) -> bool:
    start = piece.offset(0)
    return first is not None and start is not None and start >= first


def script_of(hook: "Hook") -> Script | None:
    """Return the command of a hook, None where it has none or where its manifest is not known."""
    if hook.language in NO_COMMAND:
        return None
    entry = _entry(hook)
    if entry is None:
        return None
    command = CommandText([entry, *_arguments(hook)])
    where = Where(Runner.HOOK, hook.id, f"{hook.hooks.path}:{hook.anchor}", _known_stages(hook))
    return Script(
        command.text,
        partial(hook.place_of, "entry"),
        where,
        offset=command.offset,
        dialect="sh" if hook.table.text("shell") else "argv",
        rewrite=command.rewrite,
    )


def _entry(hook: "Hook") -> Piece | None:
    text = hook.entry
    if text and text.strip():
        return Piece(text, hook.table.offset("entry"), hook.table.rewrite("entry"))
    fact = hook.fact
    entry = fact.entry if fact else TEST_IDS.get(hook.id) if hook.repo.url and not hook.repo.is_local else None
    return Piece(entry) if entry else None


def _arguments(hook: "Hook") -> Iterator[Piece]:
    """Yield the arguments: those of the configuration replace those of the manifest."""
    from repoaudit.documents.shell import quote_word

    own = hook.args
    if own is None:
        fact = hook.fact
        yield from (Piece(quote_word(text)) for text in (fact.args if fact else ()))
        return
    for index, text in enumerate(own):
        if _is_plain(text):
            offset, rewrite = hook.table.offset("args", index), hook.table.rewrite("args", index)
            yield Piece(text, offset, rewrite, partial(hook.table.insert, "args", at=index + 1))
        else:
            yield Piece(quote_word(text.replace("\0", "\ufffd")))  # no program can be given a NUL


def _known_stages(hook: "Hook") -> frozenset[str]:
    try:
        return hook.effective_stages
    except UnknownError:
        return frozenset()


def _is_plain(text: str) -> bool:
    return text != "" and all(character.isalnum() or character in _PLAIN for character in text)
