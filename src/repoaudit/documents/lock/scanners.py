"""Names and versions in lock files, found without parsing: each scanner knows how one tool writes its file.

Lock files are large (0.3 to 1.3 MB) and written by machines, so that a few searches per package tell as much as a
parser. A scanner trusts the layout, not the order of keys; what it cannot read, it leaves out.
"""

import re
from collections.abc import Iterator

from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import BOM, Span
from repoaudit.typing import Final

_THIS_FOLDER: Final = lazy(r"\b(?:editable|virtual|directory|path) = \"\./?\"")
_CONDA_FILE: Final = lazy(r"/([^/\s]+)-([^-/\s]+)-[^-/\s]+\.(?:conda|tar\.bz2)\s*$")
_JSON_TOKEN: Final = lazy(r'[^"{}]*(?:"([^"\\]*(?:\\.[^"\\]*)*)"([ \t\r\n]*:)?|([{}]))', re.DOTALL)

_NAME: Final = '\nname = "'
_SECTION_DEPTH: Final = 2
_PACKAGE_DEPTH: Final = 3


class Fact(NamedTuple):
    """A value as written, without quotes, and where it stands."""

    value: str
    span: Span


class LockedPackage(NamedTuple):
    """An entry of a lock file; without a version where the tool locks none (a local project with a dynamic one).

    ``is_project`` marks the project that the lock file belongs to.
    """

    name: str
    version: str | None
    name_span: Span
    version_span: Span | None
    is_project: bool


class JsonValue(NamedTuple):
    """A string that is the value of a key of an object: the keys above it, then its own."""

    path: tuple[str, ...]
    text: str
    span: Span


def toml_string(text: str, key: str, start: int, end: int) -> Fact | None:
    """Return the string of a key that begins a line between two offsets."""
    opening = f'{key} = "'
    found = text.find("\n" + opening, start, end)
    if found < 0:
        return None
    begin = found + 1 + len(opening)
    finish = text.find('"', begin, end)
    return Fact(text[begin:finish], Span(begin, finish)) if finish >= 0 else None


def toml_table(text: str, header: str) -> Span | None:
    """Return where the body of the last table of that header stands."""
    found = text.rfind("\n" + header)
    if found < 0:
        return None
    start = found + 1 + len(header)
    return Span(start, _find_or_end(text, "\n[", start, len(text)))


def toml_entries(text: str, name: str) -> Iterator[tuple[str, Span]]:
    """Yield the name and the extent of each entry of ``[[name]]`` of uv.lock, poetry.lock, pdm.lock or pylock.toml."""
    header = f"[[{name}]]"
    position = len(BOM) if text.startswith(BOM) else 0
    if not text.startswith(header, position):
        position = text.find("\n" + header)
    while position >= 0:
        start = position + len(header)
        position = text.find("\n" + header, start)
        entry = Span(start, position if position >= 0 else len(text))
        if text.startswith(_NAME, start + 1) or text.startswith(_NAME, start):  # as good as always the first key
            begin = text.index('"', start) + 1
            yield text[begin : _find_or_end(text, '"', begin, entry.end)], entry
        elif named := _entry_string(text, "name", entry):
            yield named.value, entry


def toml_package(text: str, entry: Span, local_key: str) -> LockedPackage | None:
    """Read one entry; None where its name is not where it should be.

    ``local_key`` is what holds the folder of an entry that is not downloaded: an inline table, or a table of its own.
    """
    named = _entry_string(text, "name", entry)
    if named is None:
        return None
    is_project = bool(local_key) and _is_local(text, local_key, entry)
    return _package(named, _entry_string(text, "version", entry), is_project=is_project)


def conda_lock_packages(text: str) -> Iterator[LockedPackage]:
    """Yield the entries of conda-lock.yml: one for every platform."""
    for start, end in _yaml_items(text, "package:"):
        if named := _yaml_string(text, "name", start, end):
            yield _package(named, _yaml_string(text, "version", start, end))


def pixi_packages(text: str) -> Iterator[LockedPackage]:
    """Yield the entries of pixi.lock; conda packages tell name and version by the name of their file."""
    for start, end in _yaml_items(text, "packages:"):
        first_end = _find_or_end(text, "\n", start + 1, end)
        file = _CONDA_FILE.search(text, start, first_end)
        if file:
            yield _package(Fact(file[1], Span(*file.span(1))), Fact(file[2], Span(*file.span(2))))
        elif named := _yaml_string(text, "name", start, end):
            is_project = text[start:first_end].rstrip() in {"\n- pypi: .", "\n- pypi: ./"}
            yield _package(named, _yaml_string(text, "version", start, end), is_project=is_project)


def pipfile_packages(text: str) -> Iterator[LockedPackage]:
    """Yield the entries of every category of Pipfile.lock."""
    name: Fact | None = None
    version: Fact | None = None
    is_project = False
    for event in _json_events(text):
        if isinstance(event, JsonValue):
            if event.path[_PACKAGE_DEPTH:] == ("version",) and event.text.startswith("=="):
                version = Fact(event.text[2:], Span(event.span.start + 2, event.span.end))
            is_project = is_project or (event.path[_PACKAGE_DEPTH:] == ("path",) and event.text in {".", "./"})
        else:
            if name:
                yield _package(name, version, is_project=is_project)
            name, version, is_project = event, None, False
    if name:
        yield _package(name, version, is_project=is_project)


def json_string(text: str, *path: str) -> Fact | None:
    """Return the string at a path of keys of a JSON object."""
    wanted = ("", *path)
    for event in _json_events(text):
        if isinstance(event, JsonValue) and event.path == wanted:
            return Fact(event.text, event.span)
    return None


def _package(name: Fact, version: Fact | None, *, is_project: bool = False) -> LockedPackage:
    if version is None:
        return LockedPackage(name.value, None, name.span, None, is_project)
    return LockedPackage(name.value, version.value, name.span, version.span, is_project)


def _entry_string(text: str, key: str, entry: Span) -> Fact | None:
    """Return the string of a key of an entry itself, not of a table below it."""
    found = toml_string(text, key, *entry)
    # Looking for the end of the entry's own keys first would mean to search all its files, which are most of the text.
    return found if found and text.find("\n[", entry.start, found.span.start) < 0 else None


def _find_or_end(text: str, sought: str, start: int, end: int) -> int:
    found = text.find(sought, start, end)
    return end if found < 0 else found


def _is_local(text: str, key: str, entry: Span) -> bool:
    """Tell whether an entry comes from the folder of the lock file."""
    inline = text.find(f"\n{key} = {{", *entry)
    if inline >= 0:
        return _THIS_FOLDER.search(text, inline, _find_or_end(text, "\n", inline + 1, entry.end)) is not None
    table = text.find(f".{key}]\n", *entry)
    path = toml_string(text, "path", table, _find_or_end(text, "\n[", table, entry.end)) if table >= 0 else None
    return path is not None and path.value in {".", "./"}


def _yaml_items(text: str, key: str) -> Iterator[tuple[int, int]]:
    """Yield where the items of a top-level sequence stand; each begins before the line break above its dash."""
    start = text.find("\n" + key)
    start = text.find("\n- ", start) if start >= 0 else -1
    while start >= 0:
        following = text.find("\n- ", start + 1)
        yield start, following if following >= 0 else len(text)
        start = following


def _yaml_string(text: str, key: str, start: int, end: int) -> Fact | None:
    found = text.find(f"\n  {key}: ", start, end)
    if found < 0:
        found = start if text.startswith(f"\n- {key}: ", start) else -1
    if found < 0:
        return None
    begin = found + len(key) + 5
    finish = _find_or_end(text, "\n", begin, end)
    value = text[begin:finish].rstrip()
    if value[:1] in {"'", '"'} and value[-1:] == value[:1]:
        begin, value = begin + 1, value[1:-1]
    return Fact(value, Span(begin, begin + len(value)))


def _json_events(text: str) -> Iterator[Fact | JsonValue]:
    """Yield every string that is a value, and at its opening brace the name of every package."""
    path: list[str] = []
    key = Fact("", Span(0, 0))
    match = _JSON_TOKEN.match(text)
    while match:
        string, colon, brace = match.groups()
        if brace == "{":
            path.append(key.value)
            if len(path) == _PACKAGE_DEPTH and path[_SECTION_DEPTH - 1] != "_meta":
                yield key
        elif brace and path:
            path.pop()
        elif colon:
            key = Fact(string, Span(*match.span(1)))
        elif not brace and len(path) <= _PACKAGE_DEPTH:
            yield JsonValue((*path, key.value), string, Span(*match.span(1)))
        match = _JSON_TOKEN.match(text, match.end())
