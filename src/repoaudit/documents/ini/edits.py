"""Edits of INI documents, as text replacements with a claim.

Every function returns a `Change` whose claim maps ``(section, option)`` to the text that configparser reads afterwards
(`DataPath` elements as configparser spells them: option names in lower case), or `ABSENT`. A new or renamed section
that has no option does not show in it. All raise `EditRefusedError` where the wish cannot be met without touching
something else: the result is parsed once more, and anything but the claim is refused.
"""

from repoaudit.documents.ini import IniDocument, IniOption, IniSection, parse_ini
from repoaudit.errors import DocumentSyntaxError, EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.regex import lazy
from repoaudit.text import BOM, Edit, apply_edits, indentation, line_end, line_ending, line_start, next_line
from repoaudit.typing import Final

_INDENT: Final = "    "
_LONE_RETURN: Final = lazy(r"\r(?!\n)")  # ends a line to configparser, but not to `repoaudit.text`


def set_value(document: IniDocument, section: str, option: str, value: str) -> Change:
    r"""Set an option to the text that configparser shall read.

    Lines are separated by ``\n``; a text that begins with ``\n`` begins below its option. A new option goes below the
    section's last one, a new section to the end of the file; both are spelled as their neighbours are.
    """
    there = _option(document, section, option)
    if there is None:
        return _add_option(document, section, option, value)
    if value == there.value:
        raise EditRefusedError(f"`{option}` has this value already")
    if any(there.span.start < comment.start < there.span.end for comment in document.comments()):
        raise EditRefusedError(f"a comment stands within the value of `{option}`")
    text = document.text
    lines = value.split("\n")
    gap = _gap(document, there) if lines[0] else ""
    body = line_ending(text).join([gap + lines[0], *_continued(lines[1:], _value_indent(document, there))])
    end = there.span.end if there.lines else line_end(text, there.delimiter)
    return _change(document, [_edit(document, there.delimiter + 1, end, body)], {_key(section, option): value})


def add_line(document: IniDocument, section: str, option: str, line: str) -> Change:
    """Append a line to the value of an option, in the indentation that its lines have."""
    there = _existing(document, section, option)
    body = line_ending(document.text) + _value_indent(document, there) + line
    end = line_end(document.text, there.span.end)
    value = f"{there.value}\n{line}"
    return _change(document, [_edit(document, end, end, body)], {_key(section, option): value})


def remove_line(document: IniDocument, section: str, option: str, index: int) -> Change:
    """Remove the line that `IniOption.lines` has at the index, from 0; the option stays, if need be without a value."""
    there = _existing(document, section, option)
    if not 0 <= index < len(there.lines):
        raise EditRefusedError(f"`{option}` has no line {index}")
    span = there.lines[index].span
    first = line_start(document.text, span.start) == line_start(document.text, there.span.start)
    edit = (
        _edit(document, there.delimiter + 1, span.end, "") if first else _without_lines(document, span.start, span.end)
    )
    # The lines of `value` are those of `lines` with empty ones between; the first is empty where `lines` begins below.
    kept = there.value.split("\n")
    del kept[[number for number, text in enumerate(kept) if text][index]]
    if first:
        kept.insert(0, "")
    return _change(document, [edit], {_key(section, option): "\n".join(kept).rstrip()})


def remove_option(document: IniDocument, section: str, option: str) -> Change:
    """Remove an option with all lines of its value and comments between these; comments above it stay."""
    there = _existing(document, section, option)
    edit = _without_lines(document, there.span.start, there.span.end)
    return _change(document, [edit], {_key(section, option): ABSENT})


def rename_section(document: IniDocument, old: str, new: str) -> Change:
    """Give a section another name, which no section may have yet."""
    if document.section(new) is not None:
        raise EditRefusedError(f"there is a section [{new}] already")
    section = _section(document, old)
    if section is None:
        raise EditRefusedError(f"there is no section [{old}]")
    edit = _edit(document, section.header.start, section.header.end, f"[{new}]")
    claim: dict[DataPath, object] = {_key(old, option.name): ABSENT for option in section.options}
    claim |= {_key(new, option.name): option.value for option in section.options}
    if not claim:  # an empty section has nothing but its name
        claim = {(old,): ABSENT, (new,): {}}
    return _change(document, [edit], claim)


def rename_option(document: IniDocument, section: str, old: str, new: str) -> Change:
    """Give an option another name, which no option of the section may have yet."""
    there = _existing(document, section, old)
    if old.lower() != new.lower() and document.get(section, new) is not None:
        raise EditRefusedError(f"there is a `{new}` in [{section}] already")
    claim: dict[DataPath, object] = {_key(section, old): ABSENT}
    claim[_key(section, new)] = there.value
    return _change(document, [_edit(document, there.key.start, there.key.end, new)], claim)


def _add_option(document: IniDocument, section: str, option: str, value: str) -> Change:
    there = _section(document, section)
    claim: dict[DataPath, object] = {_key(section, option): value}
    neighbour = _neighbour(document, there)
    lines = value.split("\n")
    before, sign, after = _separator(document, neighbour)
    head = option + before + sign + (after if lines[0] else "") + lines[0]
    if there is None:
        block = [f"[{section}]", head, *_continued(lines[1:], _deeper("", _list_indent(document)))]
        return _change(document, [_appended(document, block)], claim)
    end = there.options[-1].span.end if there.options else there.header.end
    indent = indentation(document.text, there.options[-1].span.start if there.options else there.header.start)
    block = [indent + head, *_continued(lines[1:], _deeper(indent, _list_indent(document)))]
    return _change(document, [_inserted_below(document, end, block)], claim)


def _section(document: IniDocument, name: str) -> IniSection | None:
    """Return the only section of the name."""
    found = [section for section in document.sections if section.name == name]
    if len(found) > 1:
        raise EditRefusedError(f"there are several sections [{name}]")
    return found[0] if found else None


def _option(document: IniDocument, section: str, name: str) -> IniOption | None:
    """Return the only option of the name."""
    there = _section(document, section)
    found = [option for option in there.options if option.folded == name.lower()] if there else []
    if len(found) > 1:
        raise EditRefusedError(f"[{section}] gives `{name}` several times")
    return found[0] if found else None


def _existing(document: IniDocument, section: str, name: str) -> IniOption:
    there = _option(document, section, name)
    if there is None:
        raise EditRefusedError(f"there is no `{name}` in [{section}]")
    return there


def _neighbour(document: IniDocument, section: IniSection | None) -> IniOption | None:
    """Return the option whose style a new one of the section takes over: the last above that shows its spacing."""
    near = list(section.options) if section else []
    pool = near or [option for each in document.sections for option in each.options]
    shown = [option for option in pool if _begins_beside(document, option)] or pool
    return shown[-1] if shown else None


def _separator(document: IniDocument, option: IniOption | None) -> tuple[str, str, str]:
    """Return blanks before the delimiter, the delimiter, and blanks behind it, as the option has them."""
    if option is None:
        return " ", "=", " "
    text = document.text
    before = text[option.key.end : option.delimiter]
    return before, text[option.delimiter], _gap(document, option)


def _gap(document: IniDocument, option: IniOption) -> str:
    """Return the blanks between delimiter and value; where no value stands there, what the blanks before it suggest."""
    if _begins_beside(document, option):
        return document.text[option.delimiter + 1 : option.lines[0].span.start]
    return " " if option.delimiter > option.key.end or document.text[option.delimiter] == ":" else ""


def _begins_beside(document: IniDocument, option: IniOption) -> bool:
    """Tell whether the value begins on the line of its option."""
    return bool(option.lines) and option.lines[0].span.start <= line_end(document.text, option.delimiter)


def _value_indent(document: IniDocument, option: IniOption) -> str:
    """Return the indentation of the last line below the option, else that of other values, deeper than the option."""
    text = document.text
    last = option.lines[-1].span.start if option.lines else option.delimiter
    if last > line_end(text, option.delimiter):
        return indentation(text, last)
    return _deeper(indentation(text, option.span.start), _list_indent(document))


def _list_indent(document: IniDocument) -> str:
    """Return the indentation that the first value of several lines has."""
    text = document.text
    for section in document.sections:
        for option in section.options:
            last = option.lines[-1].span.start if option.lines else option.delimiter
            if last > line_end(text, option.delimiter):
                return indentation(text, last)
    return _INDENT


def _deeper(than: str, indent: str) -> str:
    return indent if len(indent) > len(than) else than + _INDENT


def _continued(lines: list[str], indent: str) -> list[str]:
    return [indent + line if line else "" for line in lines]


def _inserted_below(document: IniDocument, offset: int, lines: list[str]) -> Edit:
    """Insert whole lines below the line of the offset; a file without a final newline stays one."""
    text, eol = document.text, line_ending(document.text)
    at = next_line(text, offset)
    if text.endswith("\n", 0, at):
        return _edit(document, at, at, "".join(line + eol for line in lines))
    return _edit(document, at, at, "".join(eol + line for line in lines))


def _appended(document: IniDocument, lines: list[str]) -> Edit:
    """Append whole lines to the file, below an empty line."""
    text, eol = document.text, line_ending(document.text)
    end = len(text)
    if not text.removeprefix(BOM).strip():
        return _edit(document, end, end, "".join(line + eol for line in lines))
    if not text.endswith("\n"):
        return _edit(document, end, end, "".join(eol + line for line in ["", *lines]))
    last = text.removesuffix("\n").rpartition("\n")[2]
    gap = eol if last.strip() else ""
    return _edit(document, end, end, gap + "".join(line + eol for line in lines))


def _without_lines(document: IniDocument, start: int, end: int) -> Edit:
    """Remove the lines from that of ``start`` through that of ``end``; a file without a final newline stays one."""
    text = document.text
    first, behind = line_start(text, start), next_line(text, end)
    if behind == len(text) and not text.endswith("\n") and first > 0:
        first = line_end(text, first - 1) if text[first - 1] == "\n" else first
        first -= text.endswith("\r", 0, first)
    return _edit(document, first, behind, "")


def _key(section: str, option: str) -> DataPath:
    return section, option.lower()


def _edit(document: IniDocument, start: int, end: int, text: str) -> Edit:
    return Edit(document.path, start, end, text)


def _change(document: IniDocument, edits: list[Edit], claim: dict[DataPath, object]) -> Change:
    """Return the change, unless its edits do anything but what it claims."""
    if _LONE_RETURN.search(document.text):
        raise EditRefusedError("some lines end with a carriage return alone")
    try:
        after = parse_ini(document.path, apply_edits(document.text, edits))
    except DocumentSyntaxError as error:
        raise EditRefusedError(f"the file would not be valid: {error.reason}") from error
    expected = _values(document) | {key: value for key, value in claim.items() if len(key) > 1}  # of options
    if _values(after) != {key: value for key, value in expected.items() if value is not ABSENT}:
        raise EditRefusedError("INI cannot spell this without changing something else")
    return Change(tuple(edits), {document.path: claim})


def _values(document: IniDocument) -> dict[DataPath, object]:
    """Return the values of all options; duplicates count as well, so that none is lost unseen."""
    values: dict[DataPath, object] = {}
    repeated: dict[DataPath, int] = {}
    for section in document.sections:
        for option in section.options:
            key = _key(section.name, option.name)
            number = repeated.get(key, 0)
            repeated[key] = number + 1
            values[(*key, number) if number else key] = option.value
    return values
