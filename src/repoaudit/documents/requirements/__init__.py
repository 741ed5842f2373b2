"""Requirements files: what pip reads from each logical line, and where it stands.

The rules of joining, comments, variables and options are those of pip 26 (``pip/_internal/req/req_file.py``).
"""

from collections.abc import Iterator

from repoaudit.documents.pep508 import Requirement, parse_requirement
from repoaudit.documents.requirements.lines import LogicalLine, logical_lines
from repoaudit.documents.requirements.options import Options, parse_options
from repoaudit.documents.versions import canonical_name
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final, Literal

__all__ = [
    "Kind",
    "Requirement",
    "RequirementLine",
    "RequirementsDocument",
    "parse_requirement",
    "parse_requirements",
]

Kind = Literal["requirement", "url", "editable", "include", "constraint", "option", "invalid"]
"""``url`` is a URL, path or archive without ``name @``; ``include`` is ``-r``, ``constraint`` is ``-c``."""

_VARIABLE: Final = lazy(r"\$\{[A-Z0-9_]+\}")
_SCHEME: Final = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:(?://|[^ ]*/)")
_PATH: Final = lazy(r"\.[^ ]*|[^ ]*[/\\][^ ]*")
_EGG: Final = lazy(r"[#&]egg=([A-Za-z0-9._-]+)")
_WHEEL: Final = lazy(r"(?<![A-Za-z0-9._])([A-Za-z0-9._]+)-[^-/]+(?:-[^-/]+){3,4}\.whl$")
_ARCHIVES: Final = (".whl", ".zip", ".tar.gz", ".tgz", ".tar", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tar.lz", ".tlz")


class RequirementLine:
    """A logical line that is neither blank nor only a comment.

    ``text`` is joined and stripped of its comment; ``span`` is where it stands, ``extent`` all of its physical lines
    with their line endings. ``said`` is the requirement with spans that are offsets into its own text, which is all
    that most readers want; None for other kinds and where a variable (``${NAME}``) stands in the way. ``target`` is
    what ``-r``, ``-c``, ``-e`` or a bare URL names.
    """

    __slots__ = ("_located", "_offset", "comment", "extent", "has_hashes", "kind", "said", "span", "target", "text")

    def __init__(self, logical: LogicalLine, statement: "_Statement") -> None:
        self.text = logical.text
        self.span = logical.span
        self.extent = logical.extent
        self.comment = logical.comment
        self.kind, self.said, self._offset, self.target, self.has_hashes = statement
        # The pieces of a joined line are too many to be kept: one for each hash.
        self._located = None if logical.is_contiguous else self._in_file(logical)

    def _in_file(self, logical: LogicalLine) -> Requirement | None:
        found = parse_requirement(self.said.text, self._offset) if self.said else None
        return found and logical.locate_requirement(found)

    @property
    def requirement(self) -> Requirement | None:
        """The requirement with spans that are offsets into the file."""
        if self.said is None or self._located:
            return self._located
        return parse_requirement(self.said.text, self._offset)

    @property
    def has_variables(self) -> bool:
        """Whether pip replaces something here by an environment variable."""
        return "$" in self.text and _VARIABLE.search(self.text) is not None

    @property
    def project(self) -> str | None:
        """The canonical name of what the line installs, as far as the line tells: also from an egg or a wheel."""
        if self.said is not None:
            return self.said.canonical
        if self.target is None or self.kind not in {"url", "editable"}:
            return None
        match = _EGG.search(self.target) or _WHEEL.search(self.target.partition("#")[0].rpartition("/")[2])
        return canonical_name(match[1]) if match else None


class RequirementsDocument:
    """A requirements or constraints file."""

    __slots__ = ("_comments", "lines", "path", "text")

    def __init__(self, path: str, text: str, lines: tuple[RequirementLine, ...], comments: tuple[Span, ...]) -> None:
        self.path = path
        self.text = text
        self.lines = lines
        self._comments = comments

    @property
    def has_hashes(self) -> bool:
        """Whether pip checks hashes here: it then refuses every requirement without one."""
        return any(line.has_hashes or line.text.startswith("--require-hashes") for line in self.lines)

    def named(self, name: str) -> tuple[RequirementLine, ...]:
        """Return the lines that install a project, given by any spelling of its name."""
        wanted = canonical_name(name)
        return tuple(line for line in self.lines if line.project == wanted)

    def comments(self) -> Iterator[Span]:
        """Yield every comment, from its ``#`` to the end of its line."""
        return iter(self._comments)

    def place(self, line: RequirementLine, anchor: str | None = None) -> Place:
        """Return where a line stands, under the canonical name of what it installs, else under its text."""
        return Place(self.path, line.span, anchor if anchor is not None else line.project or line.text)


class _Statement(NamedTuple):
    """What a line says; ``offset`` is where the text of its requirement begins, in terms of its logical line."""

    kind: Kind
    requirement: Requirement | None = None
    offset: int = 0
    target: str | None = None
    has_hashes: bool = False


def parse_requirements(path: str, text: str) -> RequirementsDocument:
    """Read a requirements file; what pip would refuse becomes a line of kind ``invalid``."""
    lines: list[RequirementLine] = []
    comments: list[Span] = []
    for logical in logical_lines(text):
        if logical.comment is not None:
            comments.append(logical.comment)
        if logical.text:
            lines.append(RequirementLine(logical, _read(logical.text, logical.offset)))
    return RequirementsDocument(path, text, tuple(lines), tuple(comments))


def _read(text: str, offset: int) -> _Statement:
    """Read the text of a line."""
    split = 0 if text.startswith("-") else text.find(" -") + 1
    if not split and not text.startswith("-"):
        return _read_arguments(text, offset)
    options = parse_options(text[split:], offset + split)
    if options is None:
        return _Statement("invalid")
    if not split:
        return _read_options(options)
    return _read_arguments(text[:split].rstrip(), offset)._replace(has_hashes=options.has_hashes)


def _read_options(options: Options) -> _Statement:
    kinds: tuple[tuple[str, Kind], ...] = (("-e", "editable"), ("-r", "include"), ("-c", "constraint"))
    for option, kind in kinds:
        if word := options.first.get(option):
            requirement = parse_requirement(word.text) if kind == "editable" else None
            named = requirement if requirement is not None and requirement.url is not None else None
            return _Statement(kind, named, word.span.start, word.text)
    return _Statement("option")


def _read_arguments(text: str, offset: int) -> _Statement:
    target = text.partition("; ")[0].rstrip()
    bare = target.partition("[")[0]
    is_archive = bare.lower().endswith(_ARCHIVES)
    requirement = None if is_archive and "@" not in bare else parse_requirement(text)
    if requirement is not None:
        return _Statement("requirement", requirement, offset)
    if is_archive or _SCHEME.match(target) or _PATH.fullmatch(bare):
        return _Statement("url", None, offset, target)
    return _Statement("requirement" if _VARIABLE.search(text) else "invalid")
