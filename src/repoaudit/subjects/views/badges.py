"""Badges of the READMEs that show a workflow or a branch of this very repository."""

from collections.abc import Iterator

from repoaudit.documents.versions import canonical_name
from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.git import Git
from repoaudit.subjects.files.readmes import readable_readmes
from repoaudit.subjects.files.source_distribution import must_be_whole
from repoaudit.subjects.files.workflows import FOLDER, Workflow, unreadable_workflows, workflow_files
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    import re

    from repoaudit.scope import Scope

_SLUG: Final = r"(?P<owner>[\w-]+)/(?P<repo>[\w.-]+)"
_BY_FILE: Final = lazy(
    rf"(?:github\.com/{_SLUG}/actions/workflows/(?P<file>[\w. %-]+\.ya?ml)/badge\.svg"
    r"(?:\?(?:[\w-]+=[^\s&)\"'>]*&(?:amp;)?)*?branch=(?P<branch>[\w./-]+))?)"
)
_BY_SHIELD: Final = lazy(
    rf"img\.shields\.io/github/actions/workflow/status/{_SLUG}/(?P<file>[\w.-]+\.ya?ml)(?:\.svg)?"
    r"(?:\?(?:[\w-]+=[^\s&)\"'>]*&(?:amp;)?)*?branch=(?P<branch>[\w./-]+))?"
)
_BY_NAME: Final = lazy(
    rf"github\.com/{_SLUG}/workflows/(?P<name>[^\s/()\"'<>]+)/badge\.svg"
    r"(?:\?(?:[\w-]+=[^\s&)\"'>]*&(?:amp;)?)*?branch=(?P<branch>[\w./-]+))?"
)
_NAMES: Final = (
    lazy(r" {0,3}(?P<mark>\[[^\[\]\n]+\]):[ \t]*<?[a-z:/.]*"),
    lazy(r"[ \t]*\.\.[ \t]+(?P<mark>\|[^|\n]+\|)[ \t]+image::[ \t]*[a-z:/.]*"),
)
"""What stands before an address that is given a name, in Markdown and in reStructuredText."""

_ADDRESS: Final = lazy(r"github\.com[/:]([\w-]+)/([\w.-]+)")
_NAME: Final = lazy(r"""(?m)^[ \t]*name[ \t]*=[ \t]*["']?([\w.-]+)""")
_SHOWN: Final = 5
_METADATA: Final = ("pyproject.toml", "setup.cfg", "setup.py")


class Badge:
    """One such badge."""

    __slots__ = ("_match", "path", "scope")
    reads: ClassVar[tuple[str, ...]] = ("README*", "readme*", "Readme*", ".github/README*", "docs/README*")

    def __init__(self, scope: "Scope", path: str, match: "re.Match[str]") -> None:
        self.scope = scope
        self.path = path
        self._match = match

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each one once for a README."""
        for path, text in readable_readmes(scope).items() if scope.is_root else ():
            if "github.com/" not in text and "shields.io/github" not in text:
                continue
            seen: set[str] = set()
            for pattern in (_BY_FILE, _BY_SHIELD, _BY_NAME):
                for match in pattern.finditer(text):
                    is_seen = match[0] in seen or not _is_shown(text, match.start())
                    if not is_seen and _is_own(scope, match["owner"], match["repo"]):
                        seen.add(match[0])
                        yield cls(scope, path, match)

    @property
    def workflow(self) -> str:
        """The file or the name of the workflow that it shows."""
        from urllib.parse import unquote

        groups = self._match.groupdict()
        return unquote(groups.get("file") or groups.get("name") or "")

    @property
    def is_by_name(self) -> bool:
        """Whether the address goes by the name of a workflow, not by its file."""
        return "file" not in self._match.groupdict()

    @property
    def place(self) -> Place:
        """The address."""
        return Place(self.path, Span(*self._match.span()), f"badge.{self.workflow}")

    @property
    def lacks_workflow(self) -> bool:
        """Whether no workflow has that file or name; whether GitHub tells ``Test`` from ``test`` is not documented.

        Raises:
            UnknownError: the name of some workflow cannot be read, or workflows may have been left out.

        """
        is_missing = self._is_missing()
        if is_missing:
            must_be_whole(self.scope)
        return is_missing

    def _is_missing(self) -> bool:
        if not self.is_by_name:
            return f"{FOLDER}/{self.workflow}" not in self._paths
        if unreadable_workflows(self.scope):
            raise UnknownError("the name of a workflow cannot be read", unreadable_workflows(self.scope)[0])
        names = {(each.name or each.path).lower() for each in self.scope.all(Workflow)}
        return self.workflow.lower() not in names and self.workflow not in self._paths

    @property
    def _paths(self) -> frozenset[str]:
        return self.scope.once(_workflow_paths)

    @property
    def missing_branch(self) -> str:
        """The branch that it names and that does not exist, "" otherwise. Raises `UnknownError` in a partial clone."""
        branch = self._match["branch"] or ""
        if not branch:
            return ""
        return next((branch for git in self.scope.all(Git) if branch not in git.branches), "")

    @property
    def present(self) -> str:
        """The workflows that there are, called as the address calls them, as a sentence ends."""
        files = sorted(path.rpartition("/")[2] for path in self._paths)
        names = sorted({each.name or each.path for each in self.scope.all(Workflow)}) if self.is_by_name else files
        shown = ", ".join(f"`{name}`" for name in names[:_SHOWN])
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        return f"the workflows are {shown}{more}" if names else "there is no workflow"


def _is_shown(text: str, at: int) -> bool:
    """Say whether an address is part of what people see: in no comment, and where it has a name, that is used."""
    if text.rfind("<!--", 0, at) > text.rfind("-->", 0, at):
        return False
    before = text[text.rfind("\n", 0, at) + 1 : at]
    marks = (match["mark"].lower() for pattern in _NAMES if (match := pattern.fullmatch(before)))
    return all(text.lower().count(mark) > 1 for mark in marks)


def _workflow_paths(scope: "Scope") -> frozenset[str]:
    listed = {path for path in scope.repository.files().under(FOLDER) if path.endswith((".yml", ".yaml"))}
    return frozenset((*workflow_files(scope), *listed))


def _is_own(scope: "Scope", owner: str, repo: str) -> bool:
    """Say whether metadata give this address as the project's, or its name is the project's."""
    addresses, names = scope.once(_own)
    if addresses:
        return f"{owner}/{repo}".lower() in addresses
    return canonical_name(repo) in names


def _own(scope: "Scope") -> tuple[frozenset[str], frozenset[str]]:
    addresses: set[str] = set()
    names: set[str] = set()
    for path in _METADATA:
        text = scope.repository.read(path) if scope.exists(path) else ""
        addresses |= {f"{match[1]}/{match[2].removesuffix('.git')}".lower() for match in _ADDRESS.finditer(text)}
        names |= {canonical_name(match[1]) for match in _NAME.finditer(text)}
    return frozenset(addresses), frozenset(names)
