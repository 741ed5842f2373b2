"""A repository that hooks come from: its address in a form that can be compared, and its version."""

import re

from repoaudit.documents.versions import Version
from repoaudit.facts.hooks import BRANCHES
from repoaudit.facts.moved_hooks import MOVED
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.subjects.files.hooks.tables import HookTable

_LOCAL: Final = frozenset({"local", "meta"})
BUILTIN: Final = "builtin"
"""What prek calls the hooks that it brings along, which are those of pre-commit-hooks."""
_MANIFEST_OF_BUILTIN: Final = "pre-commit/pre-commit-hooks"
_GITHUB: Final = "https://github.com/"
_URL: Final = lazy(r"^(?P<scheme>[a-z+]+)://(?:[^@/]*@)?(?P<host>[^/:]+)(?::\d+)?/+(?P<path>.+)$", re.IGNORECASE)
_SCP: Final = lazy(r"^(?:[^@/]+@)?(?P<host>[\w.-]+):(?!//)(?P<path>.+)$")
_COMMIT: Final = lazy(r"^[0-9a-f]{40}$")
_FROZEN: Final = lazy(r"^(?:frozen:\s*)?(?P<tag>v?\d\S*)")


class Address:
    """The parts of a repository's URL: scheme ("" in ``git@host:path``), host and path, in lower case."""

    __slots__ = ("host", "path", "scheme")

    def __init__(self, url: str) -> None:
        groups = _on_github(url) or _parts(url)
        self.scheme = (groups.get("scheme") or "").lower()
        self.host = (groups.get("host") or "").lower()
        self.path = (groups.get("path") or "").lower().rstrip("/").removesuffix(".git")


def _on_github(url: str) -> dict[str, str]:
    """Return the parts of a plain URL of GitHub, which nearly all are, without a pattern; none of any other."""
    path = url.removeprefix(_GITHUB).lstrip("/")
    if not (url.startswith(_GITHUB) and path and path.isprintable()):
        return {}
    return {"scheme": "https", "host": "github.com", "path": path}


def _parts(url: str) -> dict[str, str | None]:
    match = _URL.match(url) or _SCP.match(url)
    return match.groupdict() if match else {}


def slug_of(url: str) -> str:
    """Return the name of a repository that all its spellings share: ``owner/name``, with the host unless it is GitHub.

    What is no URL (``local``, a path) is returned as it is.
    """
    address = Address(url)
    if not address.path:
        return url
    return address.path if address.host.removeprefix("www.") == "github.com" else f"{address.host}/{address.path}"


class HookRepository:
    """One item of ``repos``."""

    __slots__ = ("rev", "slug", "table", "url")

    def __init__(self, table: "HookTable") -> None:
        self.table = table
        self.url = table.text("repo") or ""
        self.slug = slug_of(self.url)
        self.rev: str = table.text("rev") or ""
        """The tag, branch or commit that is used, "" without one."""

    def __repr__(self) -> str:
        return f"<HookRepository {self.url}>"

    @property
    def is_local(self) -> bool:
        """Whether its hooks have no manifest that names stages: ``local``, and pre-commit's own ``meta``."""
        return self.url in _LOCAL

    @property
    def manifest_slug(self) -> str:
        """The name under which its manifest is known."""
        if self.url == BUILTIN:
            return _MANIFEST_OF_BUILTIN
        moved = MOVED.get(self.slug)
        return slug_of(moved.url) if moved and moved.is_same else self.slug

    @property
    def anchor(self) -> str:
        """Its symbolic place: ``repos[local]``."""
        return f"repos[{self.slug}]"

    @property
    def place(self) -> "Place":
        """Where its address stands."""
        return self.table.place("repo")._replace(anchor=f"{self.anchor}.repo")

    @property
    def rev_place(self) -> "Place":
        """Where the revision stands, or the address of the repository."""
        place = self.table.place("rev") if self.table.has("rev") else self.table.place("repo")
        return place._replace(anchor=f"{self.anchor}.rev")

    @property
    def tag(self) -> str:
        """The tag that is used: ``rev``, or for a commit what its comment says: ``# frozen: v1.2.3``, ``# v1.2.3``."""
        match = _FROZEN.match(self.table.comment("rev") or "") if self.is_commit else None
        return match["tag"] if match else self.rev

    @property
    def is_commit(self) -> bool:
        """Whether ``rev`` is the whole hash of a commit."""
        return _COMMIT.match(self.rev) is not None

    @property
    def is_on_branch(self) -> bool:
        """Whether ``rev`` moves by its name: a branch, or ``HEAD``; never for a repository given as a path."""
        name = self.rev.lower().removeprefix("refs/heads/").removeprefix("origin/")
        return name in BRANCHES and bool(Address(self.url).path)

    @property
    def version(self) -> Version | None:
        """The version that the tag names, None for a branch, a commit, or a tag of another form."""
        return Version.parse(self.tag) if "." in self.tag else None

    def is_at_least(self, text: str) -> bool:
        """Say whether the version is known and so new."""
        version, wanted = self.version, Version.parse(text)
        return version is not None and wanted is not None and version >= wanted

    def with_url(self, url: str) -> "Fix":
        """Phrase the fix that writes another address."""
        return self.table.set("repo", url)

    def with_rev(self, rev: str) -> "Fix":
        """Phrase the fix that writes another revision."""
        return self.table.set("rev", rev)
