r"""Escapes of regular expressions that TOML takes for its own: ``"\bProtocol"`` begins with a backspace.

Source: TOML 1.1, "String": in double quotes ``\b`` is U+0008 and ``\f`` U+000C. Other letters that patterns use
(``\d``, ``\s``, ``\w``) are errors of syntax there, so that only these two get by.
"""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.formats import Format
from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.finding import Applicability, Fix, Place
from repoaudit.subjects.files.audited_files import AuditedFile
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import Change, DataPath
    from repoaudit.scope import Scope

_WRITTEN: Final = {"\b": "\\b", "\f": "\\f"}


class LostBackslash:
    """One setting of a tool with such a character: ``escape`` is how that is written, ``text`` what is meant."""

    __slots__ = ("_document", "_path", "escape", "text")
    reads: ClassVar[tuple[str, ...]] = ("*.toml",)

    def __init__(self, document: "TomlDocument", path: "DataPath", value: str) -> None:
        self._document = document
        self._path = path
        self.escape = next(written for sign, written in _WRITTEN.items() if sign in value)
        self.text = value.replace("\b", _WRITTEN["\b"]).replace("\f", _WRITTEN["\f"])

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every such setting of one project."""
        for file in scope.all(AuditedFile):
            if file.format is Format.TOML and file.is_readable and _may_hold(scope.repository.read(file.path)):
                yield from cls._in_file(scope, file.path)

    @classmethod
    def _in_file(cls, scope: "Scope", path: str) -> Iterator[Self]:
        try:
            document = scope.document(parse_toml, path)
        except UnknownError:
            return
        start: DataPath = ("tool",) if path.endswith("pyproject.toml") else ()
        for where, value in _texts(document.get(start), start):
            if not _WRITTEN.keys().isdisjoint(value):
                yield cls(document, where, value)

    @property
    def place(self) -> Place:
        """The value, or the item of its list."""
        return self._document.place(self._path)

    @property
    def fix(self) -> Fix:
        """Write the backslash as one; unsafe, because the pattern then matches."""
        fix = Fix(f"keep the backslash of `{self.escape}`", (partial(_write, self._document, self._path, self.text),))
        return fix.but(Applicability.UNSAFE)


def _may_hold(text: str) -> bool:
    return any(written in text for written in _WRITTEN.values())


def _texts(value: object, path: "DataPath") -> Iterator[tuple["DataPath", str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def _write(document: "TomlDocument", path: "DataPath", text: str) -> "Change":
    from repoaudit.documents.toml.edits import set_value

    return set_value(document, path, text)
