"""How pytest reads its INI files: with `iniconfig`, whose rules differ from those of `configparser`.

Checked against iniconfig 2.3 as pytest 9 calls it, without its own handling of inline comments.
"""

import re

from repoaudit.documents.ini import IniDocument, IniOption
from repoaudit.errors import DocumentSyntaxError
from repoaudit.regex import lazy
from repoaudit.text import BOM, Span, line_end
from repoaudit.typing import Final

_ODD_BREAKS: Final = lazy("[\v\f\x1c-\x1e\x85\u2028\u2029]")  # line ends to str.splitlines alone


def iniconfig_value(option: IniOption) -> str:
    """Return the option's value as pytest's reader `iniconfig` gives it: without empty lines, also at its start.

    Where `iniconfig_problem` finds nothing, this and the case of names (iniconfig minds it) is all that differs.
    """
    return "\n".join(line.text for line in option.lines)


def iniconfig_problem(document: IniDocument) -> DocumentSyntaxError | None:
    """Return why pytest's reader `iniconfig` (2.3) refuses, or misreads, a text that configparser accepts, or None.

    To iniconfig every indented line continues a value, so that an indented option or header has no value to continue,
    and so does a line that begins with ``[`` and has text behind its ``]``. It stops at duplicates as well: see
    `IniDocument.duplicates`.
    """
    text = document.text
    for section in document.sections:
        if _indented(text, section.header.start):
            return _problem(document, section.header, "pytest stops at an indented section header")
        if not _ends_as_header(text, section.header):
            return _problem(
                document,
                section.header,
                "pytest takes a header with text behind its `]` for more of the value above it",
            )
        for option in section.options:
            if _indented(text, option.key.start):
                return _problem(
                    document,
                    option.key,
                    "pytest stops at an indented option: there is no value above that it could continue",
                )
            if option.name.startswith("["):
                return _problem(
                    document, option.key, "pytest takes a line that begins with `[` for more of the value above it"
                )
    odd = _ODD_BREAKS.search(text)
    return _problem(document, Span(*odd.span()), "pytest takes this character for the end of a line") if odd else None


def _problem(document: IniDocument, span: Span, reason: str) -> DocumentSyntaxError:
    return DocumentSyntaxError(document.path, reason, span)


def _indented(text: str, offset: int) -> bool:
    return offset > 0 and text[offset - 1] not in f"\r\n{BOM}"


def _ends_as_header(text: str, header: Span) -> bool:
    """Tell whether iniconfig sees the same header: it first cuts the line at each ``#`` and ``;``."""
    line = text[header.start : line_end(text, header.start)].splitlines()[0]
    return re.split("[#;]", line, maxsplit=1)[0].rstrip() == text[header.start : header.end]
