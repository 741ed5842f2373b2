"""INI documents, read by the rules of `configparser`, and where each section, option and line is written.

The rules are those of `configparser.RawConfigParser` with its defaults, which is what setuptools, mypy, coverage,
flake8, tox and isort use: no inline comments (a ``#`` behind a value belongs to the value; pylint alone reads it
otherwise), empty lines within values count, a deeper indented line continues the value above it. On purpose,

- duplicates are kept, see `IniDocument.duplicates`; configparser refuses them unless ``strict=False``;
- a byte order mark is skipped; configparser takes it for text before the first section where the file was opened as
  UTF-8 rather than ``utf-8-sig``;
- ``[DEFAULT]`` is a section like any other;
- an ``.editorconfig`` may begin with options before any section (its own specification); they form a section ``""``.

pytest reads its files with `iniconfig`: see `ini.pytest`. Edits are in `ini.edits`.
"""

from collections.abc import Iterator

from repoaudit.errors import DocumentSyntaxError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import BOM, Span
from repoaudit.typing import Final

_LINE: Final = lazy(r"([^\r\n]*)(?:\r\n|\r|\n|$)")  # universal newlines, as a file opened as text gives them
_SECTION: Final = lazy(r"\[(.+)\]")
_DELIMITER: Final = lazy("[=:]")


class IniLine(NamedTuple):
    """One non-empty line of a value, without the blanks around it."""

    span: Span
    text: str


class IniOption:
    """An option of a section.

    `name` keeps its spelling; configparser and `IniDocument.get` compare in lower case. `value` is the text that
    configparser reads: lines joined by line feeds, no interpolation. `lines` are the value's lines that are neither
    empty nor comments, so that a list with one item a line can be read from them; there are none where the value is
    empty. `span` is the key through the last of the lines, `delimiter` the offset of ``=`` or ``:``.
    """

    __slots__ = ("delimiter", "folded", "key", "lines", "name", "span", "value")

    def __init__(self, name: str, key: Span, delimiter: int, lines: tuple[IniLine, ...], value: str) -> None:
        self.name = name
        self.folded = name.lower()  # as configparser knows it
        self.key = key
        self.delimiter = delimiter
        self.lines = lines
        self.value = value
        self.span = Span(key.start, lines[-1].span.end if lines else delimiter + 1)

    @property
    def value_span(self) -> Span:
        """First through last line of the value; where it is empty, the empty span behind the delimiter."""
        if not self.lines:
            return Span(self.delimiter + 1, self.delimiter + 1)
        return Span(self.lines[0].span.start, self.lines[-1].span.end)


class IniSection:
    """A section; `header` is the span of its ``[name]``, `end` the offset at which the next section's line begins."""

    __slots__ = ("end", "header", "name", "options")

    def __init__(self, name: str, header: Span, options: tuple[IniOption, ...], end: int) -> None:
        self.name = name
        self.header = header
        self.options = options
        self.end = end


class IniDocument:
    """An INI text and its sections, in the order of the text; sections of one name are not joined in `sections`."""

    __slots__ = ("_comments", "_in_force", "path", "sections", "text")

    def __init__(self, path: str, text: str, sections: tuple[IniSection, ...], comments: tuple[Span, ...]) -> None:
        self.path = path
        self.text = text
        self.sections = sections
        self._comments = comments
        self._in_force: dict[str, dict[str, IniOption]] = {}

    def section(self, name: str) -> IniSection | None:
        """Return the first section of the name, or None; names of sections are case-sensitive."""
        return next((section for section in self.sections if section.name == name), None)

    def options(self, section: str) -> tuple[IniOption, ...]:
        """Return the options in force, joined over all sections of the name; of duplicates the last is in force."""
        return tuple(self._options(section).values())

    def _options(self, section: str) -> dict[str, IniOption]:
        found = self._in_force.get(section)
        if found is None:
            found = {option.folded: option for each in self.sections if each.name == section for option in each.options}
            self._in_force[section] = found
        return found

    def get(self, section: str, option: str) -> IniOption | None:
        """Return the option in force, as configparser finds it with ``strict=False``, or None."""
        return self._options(section).get(option.lower())

    def duplicates(self) -> Iterator[tuple[IniSection, IniSection] | tuple[IniOption, IniOption]]:
        """Yield first and later ones of a name: sections but ``[DEFAULT]``, and options of all sections of one name.

        configparser stops at each of them. iniconfig does too, but tells ``Key`` from ``key``.
        """
        sections: dict[str, IniSection] = {}
        options: dict[tuple[str, str], IniOption] = {}
        for section in self.sections:
            first = sections.setdefault(section.name, section)
            if first is not section and section.name != "DEFAULT":
                yield first, section
            for option in section.options:
                earlier = options.setdefault((section.name, option.folded), option)
                if earlier is not option:
                    yield earlier, option

    def place(self, section: str, option: str | None = None, anchor: str | None = None) -> Place:
        """Return the place of a section's header or of an option; the anchor is ``section.option`` unless given.

        What does not exist has the place that `home` gives.
        """
        anchor = _anchor(section, option) if anchor is None else anchor
        if option is None:
            found = self.section(section)
            return Place(self.path, found.header if found else None, anchor)
        there = self.get(section, option)
        return Place(self.path, there.span, anchor) if there else self.home(section, option)._replace(anchor=anchor)

    def home(self, section: str, option: str | None = None) -> Place:
        """Return where something missing would belong: the header of its section, or the file as a whole."""
        found = self.section(section)
        return Place(self.path, found.header if found else None, _anchor(section, option))

    def comments(self) -> Iterator[Span]:
        """Yield every comment: a line whose first character is ``#`` or ``;``, also within values."""
        return iter(self._comments)


def parse_ini(path: str, text: str) -> IniDocument:
    """Parse a text as configparser does.

    Raises:
        DocumentSyntaxError: configparser refuses the text for anything but a duplicate.

    """
    return _Reader(path, text).read()


class _Reader:
    """Collects sections; one pass over the lines."""

    __slots__ = ("_comments", "_header", "_indent", "_name", "_option", "_options", "_path", "_sections", "_text")

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._sections: list[IniSection] = []
        self._comments: list[Span] = []
        self._name: str | None = None
        self._header = Span(0, 0)
        self._options: list[IniOption] = []
        self._option: tuple[str, Span, int, list[IniLine | None]] | None = None
        self._indent = 0

    def read(self) -> IniDocument:
        start = 1 if self._text.startswith(BOM) else 0
        if self._path.rpartition("/")[2] == ".editorconfig":
            self._name, self._header = "", Span(start, start)
        for match in _LINE.finditer(self._text, start):
            self._line(match.start(), match[1])
        self._close_section(len(self._text))
        return IniDocument(self._path, self._text, tuple(self._sections), tuple(self._comments))

    def _line(self, offset: int, line: str) -> None:
        content = line.strip()
        if not content:
            if self._option:
                self._option[3].append(None)
            return
        indent = len(line) - len(line.lstrip())
        span = Span(offset + indent, offset + indent + len(content))
        if content[0] in "#;":
            self._comments.append(span)
        elif self._option and indent > self._indent:
            self._option[3].append(IniLine(span, content))
        else:
            self._indent = indent
            self._statement(offset, span, content)

    def _statement(self, offset: int, span: Span, content: str) -> None:
        header = _SECTION.match(content)
        if header:
            self._close_section(offset)
            self._name, self._header = header[1], Span(span.start, span.start + header.end())
        elif self._name is None:
            raise DocumentSyntaxError(self._path, "no section header before the first option", span)
        else:
            self._close_option()
            self._begin_option(span, content)

    def _begin_option(self, span: Span, content: str) -> None:
        # The first delimiter splits; configparser's own regular expression finds the same one in quadratic time.
        delimiter = _DELIMITER.search(content)
        name = content[: delimiter.start()].rstrip() if delimiter else ""
        if delimiter is None or not name:
            raise DocumentSyntaxError(self._path, "neither `[section]` nor `option = value`", span)
        value = content[delimiter.end() :].strip()
        first = IniLine(Span(span.end - len(value), span.end), value) if value else None
        key = Span(span.start, span.start + len(name))
        self._option = (name, key, span.start + delimiter.start(), [first])

    def _close_option(self) -> None:
        if self._option:
            name, key, delimiter, lines = self._option
            value = "\n".join(line.text if line else "" for line in lines).rstrip()
            self._options.append(IniOption(name, key, delimiter, tuple(filter(None, lines)), value))
            self._option = None

    def _close_section(self, end: int) -> None:
        self._close_option()
        if self._name is not None:
            self._sections.append(IniSection(self._name, self._header, tuple(self._options), end))
            self._options = []


def _anchor(section: str, option: str | None) -> str:
    return section if option is None else f"{section}.{option}"
