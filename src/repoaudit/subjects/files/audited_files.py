"""The configuration files of a project as files: whether they can be read, are valid, and say anything twice."""

import re
from collections.abc import Iterable, Iterator

from repoaudit.documents.formats import Format, format_of
from repoaudit.documents.reading import Document, parser_of
from repoaudit.errors import DocumentSyntaxError, UnreadableError
from repoaudit.facts.files import LOSE_SILENTLY, PROJECT_FILES, REPOSITORY_FILES, SECTIONS_OF
from repoaudit.facts.sources import TOOLS
from repoaudit.finding import Place
from repoaudit.globs import matches_part
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.projects import is_template
from repoaudit.text import BOM
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope


class Problem(NamedTuple):
    """Something in a file that no reader of its format takes, and where."""

    place: Place
    message: str


class Duplicate(NamedTuple):
    """A key that one mapping or section gives twice."""

    name: str
    first: Place
    second: Place


class AuditedFile:
    """One configuration file that exists."""

    __slots__ = ("path", "scope")
    reads: ClassVar[tuple[str, ...]] = (*PROJECT_FILES, *REPOSITORY_FILES)

    def __init__(self, scope: "Scope", path: str) -> None:
        self.scope = scope
        self.path = path

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every known configuration file of one project, whatever its state."""
        for pattern in (*PROJECT_FILES, *(REPOSITORY_FILES if scope.is_root else ())):
            for path in _existing(scope, pattern):
                yield cls(scope, path)

    @property
    def format(self) -> Format:
        """Its syntax."""
        return format_of(self.path)

    @property
    def unreadable(self) -> str | None:
        """Why it cannot be read, None when it can."""
        try:
            self.scope.repository.read(self.path)
        except UnreadableError as error:
            return error.reason
        return None

    @property
    def is_readable(self) -> bool:
        """Whether its text can be had."""
        return self.unreadable is None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What makes it invalid; nothing for a file that cannot be read, or is a template."""
        if self.unreadable or "{{" in self.path:
            return ()
        try:
            document = self.scope.document(parser_of(self.path), self.path)
        except DocumentSyntaxError as error:
            text = self.scope.repository.read(self.path)
            return () if is_template(text) else (Problem(Place(self.path, error.span, "syntax"), error.reason),)
        return tuple(_in_document(document))

    @property
    def duplicate_keys(self) -> tuple[Duplicate, ...]:
        """The keys that a mapping of YAML gives twice; merge keys (``<<``) may stand twice."""
        from repoaudit.documents.yaml import YamlDocument, parse_yaml

        if self.format is not Format.YAML or self.unreadable:
            return ()
        document: YamlDocument = self.scope.document(parse_yaml, self.path)
        return tuple(_duplicates(document)) if not is_template(document.text) else ()

    @property
    def silent_losers(self) -> tuple[str, ...]:
        """The tools that go on without the configuration they have in this file, when it cannot be parsed."""
        text = self.scope.repository.read(self.path)
        tools = LOSE_SILENTLY.get(self.path.rpartition("/")[2], ())
        return tuple(tool for tool in tools if any(_has_section(text, name) for name in SECTIONS_OF[tool]))


def _existing(scope: "Scope", pattern: str) -> Iterable[str]:
    repository = scope.repository
    path = scope.path(pattern)
    folder, _, name = path.rpartition("/")
    if "*" not in pattern:
        if not repository.exists(path) or repository.is_dir(path):
            return ()
        may_stand = not folder or repository.is_dir(folder)  # what is behind a link out of the repository is not known
        return (path,) if may_stand else ()
    names = (entry for entry in repository.list_dir(folder) if matches_part(name, entry))
    paths = (f"{folder}/{entry}" if folder else entry for entry in names)
    return tuple(each for each in paths if not repository.is_dir(each))


def _has_section(text: str, name: str) -> bool:
    header = rf"^[ \t]*\[{{1,2}}[ \t]*{re.escape(name)}[ \t]*[\]:.-]"
    return re.search(header, text.removeprefix(BOM), re.MULTILINE) is not None


def _in_document(document: Document) -> Iterator[Problem]:
    match format_of(document.path):
        case Format.INI:
            yield from _ini_duplicates(document)
            yield from _refused_by_pytest(document)
        case Format.REQUIREMENTS:
            yield from _invalid_lines(document)


def _ini_duplicates(document: Document) -> Iterator[Problem]:
    from repoaudit.documents.ini import IniDocument, IniOption

    if not isinstance(document, IniDocument):
        return
    for _, later in document.duplicates():
        if isinstance(later, IniOption):
            place = Place(document.path, later.key, f"duplicate.{later.name}")
            yield Problem(place, f"option `{later.name}` is given twice in one section")
        else:
            place = Place(document.path, later.header, f"duplicate.{later.name}")
            yield Problem(place, f"section `[{later.name}]` stands twice")


def _refused_by_pytest(document: Document) -> Iterator[Problem]:
    """Yield what stops pytest, whose reader is another, in a file with a section of pytest."""
    from repoaudit.documents.ini import IniDocument
    from repoaudit.documents.ini.pytest import iniconfig_problem

    name = document.path.rpartition("/")[2]
    sections = [each.section for each in TOOLS["pytest"].sources if each.file == name and each.by_iniconfig]
    if isinstance(document, IniDocument) and any(map(document.section, sections)):
        problem = iniconfig_problem(document)
        if problem:
            yield Problem(Place(document.path, problem.span, "syntax"), problem.reason)


def _invalid_lines(document: Document) -> Iterator[Problem]:
    from repoaudit.documents.requirements import RequirementsDocument

    if isinstance(document, RequirementsDocument):
        for line in document.lines:
            if line.kind == "invalid":
                yield Problem(document.place(line), f"`{line.text}` is no requirement that pip can read")


def _duplicates(document: object) -> Iterator[Duplicate]:
    from repoaudit.documents.yaml import YamlDocument, dotted

    if not isinstance(document, YamlDocument):
        return
    for first, later, path in document.duplicates():
        anchor = dotted(path)
        yield Duplicate(first.text, Place(document.path, first.span, anchor), Place(document.path, later.span, anchor))
