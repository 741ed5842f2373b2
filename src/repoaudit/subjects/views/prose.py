"""What a repository tells people before they use it: README, licence, guides, documentation."""

import re
from collections.abc import Iterator

from repoaudit.documents.markup import parse_markup
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.hooks.managers import HookManagement
from repoaudit.subjects.files.readmes import has_file, has_other_format, readable_readmes, readme_files
from repoaudit.subjects.views.licences import declares_licence, is_private
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_INSTALLS: Final = lazy(
    r"\b(?:pip[3x]?|conda|mamba|micromamba|brew|apt|apt-get|dnf|npm|poetry|pdm|pixi|uv|uvx|rye|hatch|docker|podman|make|"
    r"git|nix|snap|scoop|choco|easy_install|guix|pacman|pkg|port)\s+(?:install|add|run|sync|pull|compose|clone|tool|"
    r"create|env|build|shell|-S\b)|\buvx\s+\w|python[3]?\s+(?:-m\s|[\w./-]+\.py|setup\.py)",
    re.IGNORECASE,
)
_SAMPLE: Final = lazy(
    r"^(?:```|~~~|>>> |\$ | {4,}\S|\t\S)|^[ \t]+(?:```|~~~)|<pre|<code|::[ \t]*$|"
    r"^\.\. (?:code|sourcecode|include|literalinclude)|"
    r"^[ \t]*--8<--|\{%|^#!|\.(?:gif|cast|mp4|svg)\b.{0,100}(?:demo|usage|example)|asciinema",
    re.MULTILINE | re.IGNORECASE,
)
_LICENCE: Final = lazy(r"licen[cs]|^copying|^unlicen[cs]e|^legal", re.IGNORECASE)
_TERMS: Final = lazy(
    r"licen[cs]ed under|permission is hereby granted|all rights reserved|public domain|^#{1,6}[^\n]{0,200}licen[cs]|"
    r"^[^\n]{0,100}licen[cs]e[^\n]{0,100}\n[=\-~^*]{3,}|licen[cs]e[:=/ -]*(?:mit|apache|bsd|[la]?gpl|mpl|isc)\b",
    re.MULTILINE | re.IGNORECASE,
)
"""Words by which a README grants or keeps rights."""

_LONG: Final = 200
_CONTENTS: Final = lazy(
    r"^[ \t]*\[toc\]|^[ \t]*\.\. contents::|<!--\s*(?:toc|start doctoc|tocstop)|"
    r"^[# \t*=_-]*(?:table of )?contents?\b:?|<summary>.{0,100}contents|^[ \t]*\[\[_TOC_\]\]",
    re.MULTILINE | re.IGNORECASE,
)
_JUMPS: Final = lazy(r"\]\(#[^)\s]{1,200}\)|href=[\"']#|(?<!`)`[^`<>\n]{1,200}`_(?!_)")
_FEW: Final = 3
_BADGE: Final = lazy(
    r"shields\.io|badge|badgen\.net|\.svg|travis-ci|codecov\.io|coveralls\.io|codacy|readthedocs\.org/projects/[^/]+/\?|"
    r"star-history|zenodo\.org/",
    re.IGNORECASE,
)
_GUIDE: Final = lazy(r"contribut|hacking|^develop", re.IGNORECASE)
_POLICY: Final = lazy(r"^security", re.IGNORECASE)
_HOMES: Final = ("", ".github", "docs", "doc", ".gitlab")
_DOCS: Final = lazy(
    r"^(?:docs?|documentation|website|site|manual|mkdocs\.ya?ml|\.readthedocs\.ya?ml|readthedocs\.yml|book|wiki)$",
    re.IGNORECASE,
)
_DOCS_ADDRESS: Final = lazy(
    r"readthedocs|rtfd\.io|\.github\.io|\.gitlab\.io|gitbook|//docs\.|//[\w.-]*/docs\b|wiki\b|^[^\w\n]{0,20}documentation[^\w\n]{0,20}[:=]"
    r"|\bdocs?\]\(http|documentation\]\(http|//[\w.-]+\.(?:dev|org|io)/(?:en|latest|stable)",
    re.IGNORECASE | re.MULTILINE,
)
_METADATA: Final = ("pyproject.toml", "setup.cfg", "setup.py")


class Prose:
    """The texts of a repository whose matter is Python, once."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root of a repository under git with Python sources that are more than helpers."""
        yield from (cls(scope) for each in scope.all(HookManagement) if each.has_python)

    @property
    def has_readme(self) -> bool:
        """Whether there is a README where GitHub or PyPI look for one."""
        return any(True for _ in readme_files(self.scope))

    @property
    def texts(self) -> dict[str, str]:
        """Path → text of the READMEs that can be read and say anything."""
        return readable_readmes(self.scope)

    @property
    def place(self) -> Place:
        """The README that comes first."""
        return Place(next(iter(readme_files(self.scope)), "README.md"))

    @property
    def _first(self) -> str:
        """The text of the README that comes first, "" where it cannot be read."""
        return self.texts.get(self.place.path, "")

    @property
    def lacks_example(self) -> bool:
        """Whether the READMEs show no code, no line that installs anything, and no way to documentation that does."""
        if not self.texts or has_other_format(self.scope):
            return False
        patterns = (_SAMPLE, _INSTALLS, _DOCS_ADDRESS)
        if any(pattern.search(text) for text in self.texts.values() for pattern in patterns):
            return False
        return not any(parse_markup(path, text).code for path, text in self.texts.items())

    @property
    def is_long_without_contents(self) -> bool:
        """Whether the README is long, and nothing leads to its parts."""
        text = self._first
        if self.lines <= _LONG or _CONTENTS.search(text):
            return False
        return len(_JUMPS.findall(text)) < _FEW

    @property
    def lines(self) -> int:
        """The lines of the README."""
        return len(self._first.splitlines())

    @property
    def lacks_badges(self) -> bool:
        """Whether the README has no image that tells a state."""
        return bool(self._first) and not _BADGE.search(self._first)

    @property
    def lacks_licence(self) -> bool:
        """Whether nothing says under which terms the code may be used; a private project has no such terms."""
        if has_file(self.scope, ("",), _LICENCE):
            return False
        if any(_TERMS.search(text) for text in self.texts.values()):
            return False
        scopes = (self.scope, *self.scope.members)
        return not any(declares_licence(scope) or is_private(scope) for scope in scopes)

    @property
    def is_public_library(self) -> bool:
        """Whether the project at the root is published for others, and not marked as private."""
        from repoaudit.subjects.views.project_kind import kind_of

        return not is_private(self.scope) and kind_of(self.scope).answer == "library"

    @property
    def has_docs(self) -> bool:
        """Whether there is a folder of documentation, or an address of it in the metadata or the README."""
        if has_file(self.scope, ("",), _DOCS):
            return True
        texts = (self.scope.repository.read(name) for name in _METADATA if self.scope.exists(name))
        return any(_DOCS_ADDRESS.search(text) for text in (*texts, *self.texts.values()))

    @property
    def has_guide(self) -> bool:
        """Whether somebody who wants to contribute is told how, in a file or a part of the README."""
        return has_file(self.scope, (*_HOMES, "docs/source"), _GUIDE) or self._has_part("contribut|develop|hacking")

    @property
    def has_policy(self) -> bool:
        """Whether somebody who finds a hole is told where to report it, in a file or a part of the README."""
        return has_file(self.scope, _HOMES, _POLICY) or self._has_part("security|vulnerabilit")

    def _has_part(self, words: str) -> bool:
        heading = re.compile(
            rf"^(?:#{{1,6}}[^\n]{{0,100}}(?:{words})|[^\n]{{0,100}}(?:{words})[^\n]{{0,100}}\n[=\-~^*]{{3,}})",
            re.IGNORECASE | re.MULTILINE,
        )
        return any(heading.search(text) for text in self.texts.values())
