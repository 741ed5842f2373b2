"""The words of ``addopts`` and ``PYTEST_ADDOPTS``, each with its place, and how one of them is changed."""

from collections.abc import Callable, Iterator
from functools import partial

from repoaudit.finding import Change, Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.commands import Argument
from repoaudit.subjects.files.scripts import Runner, Script, Where
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope


class Origin(NamedTuple):
    """Where options are written: the file, what finds the value in it, and what phrases another value, if it can."""

    path: str
    find: Callable[[], Place]
    set: Callable[[object], Fix] | None = None


def words_of(raw: object, origin: Origin, scope: "Scope") -> Iterator[Argument]:
    """Split ``addopts`` as pytest does (shlex), keeping the place of each word where the text holds it unchanged."""
    if isinstance(raw, list):
        for index, item in enumerate(raw):
            if isinstance(item, str):
                script = _script(item, origin, scope, partial(_with_item, raw, index))
                yield Argument(script, item, Span(0, len(item)), is_static=True)
    elif isinstance(raw, str) and raw:
        yield from _split(raw, _script(raw, origin, scope, str))


def _script(text: str, origin: Origin, scope: "Scope", wrap: Callable[[str], object]) -> Script:
    where = Where(Runner.SHELL, "addopts", origin.path)
    rewrite = partial(_rewritten, origin.set, text, wrap) if origin.set else None
    offset = partial(_offset, text, origin, scope)
    return Script(text, origin.find, where, offset=offset, dialect="argv", rewrite=rewrite)


def _with_item(items: list[object], index: int, text: str) -> list[object]:
    return [*items[:index], text, *items[index + 1 :]]


def _rewritten(
    write: Callable[[object], Fix], text: str, wrap: Callable[[str], object], span: Span, new: str
) -> Change:
    """Phrase the change of a word; the rest of the value stays as it is."""
    return write(wrap(text[: span.start] + new + text[span.end :])).build()


def _split(text: str, script: Script) -> Iterator[Argument]:
    from repoaudit.documents.shell import parse_shell

    for command in parse_shell(text, dialect="argv").commands:
        for word in command.words:
            yield Argument(script, word.text, word.span, is_static=True)


def _offset(text: str, origin: Origin, scope: "Scope", index: int) -> int | None:
    """Map an index of the value to the file, where the file holds that line of the value exactly once."""
    place = origin.find()
    if place.span is None:
        return None
    written = scope.repository.read(place.path)[place.span.start : place.span.end]
    first, end = text.rfind("\n", 0, index) + 1, text.find("\n", index)
    line = text[first : end if end >= 0 else len(text)]
    start = written.find(line)
    if start < 0 or written.find(line, start + 1) >= 0:
        return None
    return place.span.start + start + index - first
