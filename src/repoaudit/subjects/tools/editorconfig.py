"""The line length in ``.editorconfig``, which isort takes where no other file of a folder configures it."""

from collections.abc import Iterator

from repoaudit.documents.ini import parse_ini
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.lengths import Length
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.ini import IniDocument
    from repoaudit.scope import Scope

_FILE: Final = ".editorconfig"
_KEY: Final = "max_line_length"
_OFF: Final = "off"
_SECTIONS: Final = ("*", "*.py", "**.py")
"""Sections that isort reads, a later one over the earlier; then those of the form ``*.{js,py}``.

Source: ``isort/settings.py`` of 9.0.2, on 2026-11-27. It drops the whole file over ``max_line_length = off``.
"""


def editor_length(scope: "Scope") -> Length | None:
    """Return the length that isort finds for a project in its folder, or else in that of the root; None for none.

    Raises:
        UnknownError: the file cannot be read.

    """
    if scope.once_for(Configuration, "isort").sources:
        return None
    found = _length_in(scope) if scope.exists(_FILE) else None
    return found if found or scope.is_root else editor_length(scope.root)


def _length_in(scope: "Scope") -> Length | None:
    document = scope.document(parse_ini, scope.path(_FILE))
    found = {name: option.value for name in _sections(document) if (option := document.get(name, _KEY))}
    if not found:
        return None
    section, value = next(reversed(found.items()))
    if value == _OFF or not value.isdigit():
        return None
    return Length(int(value), document.place(section, _KEY), lambda _: None)


def _sections(document: "IniDocument") -> Iterator[str]:
    names = [section.name for section in document.sections]
    yield from (name for name in _SECTIONS if name in names)
    for name in names:
        inside = name.removeprefix("*.{").removesuffix("}")
        if name == f"*.{{{inside}}}" and "py" in [each.strip() for each in inside.split(",")]:
            yield name
