"""Dependabot's configuration: which ecosystems it updates, and where."""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.yaml import parse_yaml
from repoaudit.facts.updates import ACTIONS, DEPENDABOT, MANIFESTS, WORKFLOWS
from repoaudit.finding import Fix, Place
from repoaudit.globs import matches_part
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.finding import DataPath
    from repoaudit.repository import Repository
    from repoaudit.scope import Scope

_GLOB = frozenset("*?[")
_NOT_INSTALLED = frozenset({"github-actions", "docker", "docker-compose", "gitsubmodule", "pre-commit", "terraform"})
"""Ecosystems of what no Python package depends on."""


class Directory:
    """One directory of an entry, and whether a file that Dependabot reads there exists."""

    __slots__ = ("ecosystem", "place", "text")

    def __init__(self, ecosystem: str, text: str, place: Place) -> None:
        self.ecosystem = ecosystem
        self.text = text
        self.place = place

    def is_empty(self, repository: "Repository") -> bool:
        """Say whether nothing is there to update; False for patterns and for ecosystems that are not known here."""
        folder = self.text.strip().strip("/").removeprefix("./").removesuffix("/.")
        folder = "" if folder == "." else folder
        if _GLOB & set(folder) or ".." in folder or "$" in folder:
            return False
        if folder and not repository.exists(folder):
            return True
        return not any(_has(repository, folder, pattern) for pattern in self._patterns(folder))

    def _patterns(self, folder: str) -> tuple[str, ...]:
        if self.ecosystem == "github-actions":
            return ACTIONS if folder else WORKFLOWS
        return MANIFESTS.get(self.ecosystem, ("*",))


class Dependabot:
    """The configuration file of Dependabot."""

    __slots__ = ("_document", "scope")
    reads: ClassVar[tuple[str, ...]] = DEPENDABOT

    def __init__(self, scope: "Scope", document: "YamlDocument") -> None:
        self.scope = scope
        self._document = document

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root, where there is one that can be read."""
        path = next((path for path in DEPENDABOT if scope.exists(path)), None) if scope.is_root else None
        if path is not None:
            yield cls(scope, scope.document(parse_yaml, path))

    def place_for(self, ecosystem: str) -> Place:
        """Return where an entry belongs: the key ``updates``."""
        key = self._document.key_node(("updates",))
        return Place(self._document.path, key.span if key else None, f"updates[{ecosystem}]")

    @property
    def ecosystems(self) -> frozenset[str]:
        """What it updates."""
        return frozenset(_text(entry, "package-ecosystem") for _, entry in self._entries)

    @property
    def is_for_holes(self) -> bool:
        """Whether an entry is written for the updates that close known holes: a group of them, or nothing else.

        Without any other pull request (`open-pull-requests-limit: 0`) they are all that an entry is for.
        """
        return any(map(_is_for_holes, (entry for _, entry in self._entries)))

    @property
    def directories(self) -> Iterator[Directory]:
        """Every directory that it names for the default branch."""
        for path, entry in self._entries:
            if entry.get("target-branch") is None:
                ecosystem = _text(entry, "package-ecosystem")
                for at, node in _directories(path, entry):
                    yield Directory(ecosystem, node.text, self._document.place(at, f"updates[{ecosystem}].{at[2]}"))

    @property
    def _entries(self) -> Iterator[tuple["DataPath", "YamlNode"]]:
        updates = self._document.find(("updates",))
        for index, node in enumerate(updates.items() if updates else ()):
            if node.resolved.kind == "mapping":
                yield ("updates", index), node.resolved

    def adding(self, ecosystem: str) -> Fix:
        """Phrase the fix that updates one more ecosystem at the root, as often and as late as the first one is."""
        from repoaudit.documents.yaml.edits import append_item

        interval = next((text for _, entry in self._entries if (text := _interval(entry))), "weekly")
        days = next((text for _, entry in self._entries if (text := _days(entry))), "")
        entry = {"package-ecosystem": ecosystem, "directory": "/", "schedule": {"interval": interval}}
        if days:
            entry["cooldown"] = {"default-days": int(days)}
        return Fix(f"update `{ecosystem}` too", (partial(append_item, self._document, ("updates",), entry),))


def _directories(path: "DataPath", entry: "YamlNode") -> Iterator[tuple["DataPath", "YamlNode"]]:
    single, several = entry.get("directory"), entry.get("directories")
    if single is not None and single.resolved.kind == "scalar":
        yield (*path, "directory"), single.resolved
    for index, node in enumerate(several.items() if several is not None else ()):
        if node.resolved.kind == "scalar":
            yield (*path, "directories", index), node.resolved


def _is_for_holes(entry: "YamlNode") -> bool:
    if _text(entry, "package-ecosystem") in _NOT_INSTALLED:
        return False
    groups = entry.get("groups")
    kinds = [_text(group.resolved, "applies-to") for _, group in groups.resolved.pairs()] if groups else []
    return "security-updates" in kinds or _text(entry, "open-pull-requests-limit") == "0"


def _text(entry: "YamlNode", key: str) -> str:
    node = entry.get(key)
    return node.text if node is not None else ""


def _interval(entry: "YamlNode") -> str:
    schedule = entry.get("schedule")
    text = _text(schedule, "interval") if schedule is not None else ""
    return "" if text == "cron" else text


def _days(entry: "YamlNode") -> str:
    """Return how many days a release has to wait, "" where that is not said for all."""
    cooldown = entry.get("cooldown")
    text = _text(cooldown, "default-days") if cooldown is not None else ""
    return text if text.isdecimal() else ""


def _has(repository: "Repository", folder: str, pattern: str) -> bool:
    """Say whether a folder holds a file of a pattern, whose parts are matched level by level."""
    first, slash, rest = pattern.partition("/")
    for name in repository.list_dir(folder):
        if matches_part(first, name):
            inner = f"{folder}/{name}" if folder else name
            if not slash or _has(repository, inner, rest):
                return True
    return False
