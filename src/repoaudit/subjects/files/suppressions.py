"""The comments by which users accept findings, in every format that has comments."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from repoaudit.documents.formats import Format, format_of
from repoaudit.documents.reading import Document, parse
from repoaudit.errors import EditRefusedError, UnknownError
from repoaudit.finding import ABSENT, Change, DataPath, Fix, Place
from repoaudit.regex import lazy
from repoaudit.text import Edit, LineIndex, Span, apply_edits, line_start, next_line
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

MARK: Final = "repoaudit:"
_COMMENT: Final = lazy(
    r"(?:[#;]|<!--)[ \t]*repoaudit:[ \t]*(?P<kind>file-ignore|ignore)\b"
    r"(?:\[(?P<names>[^\]\n]*)\])?(?P<reason>.*)$"
)
_UNTIL: Final = lazy(r"(?:^|[ \t])until=(?P<day>[^\s,;]*)")
_DAY: Final = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRAILING: Final = frozenset({Format.TOML, Format.YAML, Format.PYTHON, Format.REQUIREMENTS})


class Suppression:
    """One comment: the selectors it names, the line it speaks of (None for the whole file), and what it did.

    ``unused`` holds the selectors that suppressed nothing although all their rules ran, ``unknown`` those that name no
    rule. Both are known only after the other rules have run, so `all_in` finds none. ``today`` is the day of the run.
    """

    __slots__ = ("_span", "_text", "line", "path", "reason", "selectors", "today", "unknown", "unused")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, document: Document, span: Span, selectors: tuple[str, ...], line: int | None, reason: str
    ) -> None:
        self._text = document.text
        self._span = span
        self.path = document.path
        self.selectors = selectors
        self.line = line
        self.reason = reason
        self.unused: tuple[str, ...] = ()
        self.unknown: tuple[str, ...] = ()
        self.today = ""

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterable[Self]:
        """Yield nothing: `repoaudit.suppress` makes the instances when it knows what they did."""
        del scope
        return ()

    @property
    def place(self) -> Place:
        """The comment."""
        return Place(self.path, self._span, f"suppression[{','.join(self.selectors)}]")

    @property
    def until(self) -> str | None:
        """The last day on which it is agreed, as written; None for one that is agreed for good."""
        match = _UNTIL.search(self.reason)
        return match["day"] if match else None

    @property
    def until_is_a_day(self) -> bool:
        """Whether the calendar has the day."""
        if self.until is None or not _DAY.fullmatch(self.until):
            return False
        from datetime import date  # few suppressions end

        try:
            date.fromisoformat(self.until)
        except ValueError:
            return False
        return True

    @property
    def has_expired(self) -> bool:
        """Whether the last day is past."""
        return self.until is not None and self.until < self.today

    @property
    def hides_nothing(self) -> bool:
        """Whether no selector suppressed anything, as far as that is known."""
        return {*self.selectors} <= {*self.unused, *self.unknown}

    def without(self, selectors: Iterable[str]) -> Fix:
        """Phrase a fix that takes selectors out of the comment, or the comment out of the file."""
        gone = set(selectors)
        kept = [selector for selector in self.selectors if selector not in gone]
        title = f"remove {', '.join(f'`{name}`' for name in sorted(gone))}" if kept else "remove the comment"
        return Fix(title, (partial(self._rewrite, kept),))

    def _rewrite(self, kept: list[str]) -> Change:
        edit = self._renamed(kept) if kept else self._removed()
        return Change((edit,), {self.path: claim_of_comment(self.path, self._text, apply_edits(self._text, (edit,)))})

    def _renamed(self, kept: list[str]) -> Edit:
        start = self._text.index("[", self._span.start) + 1
        return Edit(self.path, start, self._text.index("]", start), ", ".join(kept))

    def _removed(self) -> Edit:
        start, end = self._span
        first = line_start(self._text, start)
        if not self._text[first:start].strip():
            return Edit(self.path, first, next_line(self._text, start), "")
        while self._text[start - 1] in " \t":
            start -= 1
        return Edit(self.path, start, end, "")


def claim_of_comment(path: str, before: str, after: str) -> Mapping[DataPath, object]:
    """Claim the change of one comment where comments count: in files whose plain data is their lines or statements."""
    if format_of(path) in {Format.TOML, Format.YAML, Format.INI, Format.PYTHON, Format.LOCK}:
        return {}
    if format_of(path) is Format.MAKE:
        from repoaudit.documents.make.plain import plain_make

        return _difference(path, plain_make(before), plain_make(after))
    from repoaudit.documents.requirements.edits import plain_lines

    return _difference(path, plain_lines(before), plain_lines(after))


def _difference(path: str, old: Iterable[DataPath], new: Iterable[DataPath]) -> Mapping[DataPath, object]:
    before, after = set(old), set(new)
    gone: dict[DataPath, object] = dict.fromkeys(before - after, ABSENT)
    added: dict[DataPath, object] = dict.fromkeys(after - before, True)  # a line is there, or not
    if len(gone) > 1 or len(added) > 1:
        raise EditRefusedError(f"{path}: the comment is not on a line of its own")
    return gone | added


def suppressions_in(path: str, text: str) -> tuple[Suppression, ...]:
    """Return the suppressions of one file; none for a file that cannot be parsed, or has no comments."""
    if MARK not in text:
        return ()
    try:
        document = parse(path, text)
        comments = tuple(document.comments())
    except UnknownError:
        return ()
    return tuple(_Reader(document, comments).suppressions())


class _Reader:
    """Finds the suppressions among the comments of one document."""

    def __init__(self, document: Document, comments: tuple[Span, ...]) -> None:
        self._document = document
        self._comments = comments
        self._lines = LineIndex(document.text)
        self._own_lines = {self._lines.at(span.start).line for span in comments if self._stands_alone(span)}
        self._trailing = format_of(document.path) in _TRAILING
        self._stack = range(0)  # the lines last looked through, so that a high stack of comments is not again and again

    def suppressions(self) -> Iterator[Suppression]:
        for span in self._comments:
            match = _COMMENT.match(self._document.text[span.start : span.end])
            if match and (self._trailing or self._stands_alone(span)):
                names = (match["names"] or "").split(",")
                selectors = tuple(name.strip() for name in names if name.strip())
                line = None if match["kind"] == "file-ignore" else self._target(span)
                reason = match["reason"].strip().removesuffix("-->").rstrip()
                yield Suppression(self._document, span, selectors, line, reason)

    def _stands_alone(self, span: Span) -> bool:
        text = self._document.text
        return not text[line_start(text, span.start) : span.start].strip()

    def _target(self, span: Span) -> int:
        """Return the comment's own line, or the next that is neither blank nor a comment: comments may be stacked."""
        line = self._lines.at(span.start).line
        if not self._stands_alone(span):
            return line
        if line not in self._stack:
            self._stack = range(line, self._next_line(line))
        return self._stack.stop if self._stack.stop <= self._lines.count else line

    def _next_line(self, line: int) -> int:
        """Return the next line that is neither blank nor a comment, or the number after the last."""
        for number in range(line + 1, self._lines.count + 1):
            start, end = self._lines.span_of(number)
            if number not in self._own_lines and self._document.text[start:end].strip():
                return number
        return self._lines.count + 1
