"""Which files a hook gets, of those that git tracks."""

from collections.abc import Iterator

from repoaudit.documents.patterns import search
from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import CONFIGURATIONS, NEEDS_FILES
from repoaudit.subjects.files.hooks import Hook, Hooks
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.file_types import Wanted
    from repoaudit.subjects.files.hooks.tables import HookTable

_ON_PURPOSE: Final = frozenset({"", "^$", "(?!)", "$^", "a^"})
"""Patterns that are meant to match nothing."""

_META: Final = "meta"
_MESSAGE: Final = ".git/COMMIT_EDITMSG"
"""What hooks of messages get in place of files."""

_SPECIAL: Final = frozenset(r".^$*+?{}[]\|()")


class HookFiles:
    """The patterns of one hook; or, with ``hook`` None, those of the whole configuration."""

    __slots__ = ("_table", "hook", "hooks", "scope")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", hooks: Hooks, hook: Hook | None) -> None:
        self.scope = scope
        self.hooks = hooks
        self.hook = hook
        self._table: HookTable = hook.table if hook else hooks.table

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the patterns of every configuration and hook."""
        for hooks in scope.all(Hooks):
            yield cls(scope, hooks, None)
            yield from (cls(scope, hooks, hook) for hook in hooks.hooks if hook.files or hook.exclude or _needs(hook))

    @property
    def label(self) -> str:
        """The hook as a person would call it, "" for the whole configuration."""
        return f"`{self.hook.id}`" if self.hook else ""

    def text(self, key: str) -> str:
        """Return a pattern, "" without one."""
        return self._table.text(key) or ""

    def place(self, key: str) -> "Place":
        """Return where a pattern stands."""
        return self.hook.place_of(key) if self.hook else self._table.place(key)._replace(anchor=key)

    @property
    def other_limits(self) -> str:
        """The other limits of the hook on files, as a sentence about ``files`` goes on."""
        names = [key for key in ("types", "types_or", "exclude_types", "exclude") if self._table.has(key)]
        own = f" with its `{'`, `'.join(names)}`" if names else ""
        common = [key for key in ("files", "exclude") if self.hooks.table.has(key)] if self._is_narrowed else []
        return f"{own} beside the `{'` and `'.join(common)}` of all hooks" if common else own

    @property
    def _is_narrowed(self) -> bool:
        """Whether the hook would get files, were it not for the patterns of the whole configuration."""
        wanted = _wanted(self.hook) if self.hook else None
        return wanted is not None and any(
            self._takes(path, wanted, (self._table,)) for path in self._candidates(self.text("files"))
        )

    @property
    def lacks_files(self) -> bool:
        """Whether the hook gets no file, as its manifest leaves it to the configuration to name some."""
        return self.hook is not None and _needs(self.hook) and not self._table.has("files")

    @property
    def is_idle(self) -> bool:
        """Whether ``files`` of the hook leaves it without files, so that it never runs.

        Raises:
            UnknownError: its types, a pattern or the files of the repository are not known.

        """
        hook = self.hook
        if hook is None or hook.files in _ON_PURPOSE or hook.always_runs or hook.repo.url == _META or _forbids(hook):
            return False
        wanted, tables = _wanted(hook), (self._table, self.hooks.table)
        takes_message = all(search(table.text("files") or "", _MESSAGE) for table in tables)
        return not takes_message and not any(self._takes(path, wanted, tables) for path in self._candidates(hook.files))

    def _takes(self, path: str, wanted: "Wanted", tables: tuple["HookTable", ...]) -> bool:
        if not all(search(table.text("files") or "", path) and not _excludes(table, path) for table in tables):
            return False  # the patterns first: they cost a tenth of the types
        from repoaudit.subjects.files.file_types import may_be

        return may_be(path, wanted, self.scope)

    def _candidates(self, pattern: str) -> tuple[str, ...]:
        """Return the files that a pattern can match at all: those of one folder, where it begins with that."""
        files = self.scope.repository.files()
        if not files.complete:
            raise UnknownError("not every file of the repository is known", *self.place("files")[:2])
        folder = files.under(_folder_of(pattern))
        return (*folder, *files.submodules)

    @property
    def has_idle_exclude(self) -> bool:
        """Whether ``exclude`` matches no file. Raises `UnknownError` as `is_idle`."""
        pattern = self.text("exclude")
        return pattern not in _ON_PURPOSE and not any(search(pattern, path) for path in self._candidates(pattern))


def _needs(hook: Hook) -> bool:
    return (hook.repo.manifest_slug, hook.id) in NEEDS_FILES


def _excludes(table: "HookTable", path: str) -> bool:
    """Say whether a pattern takes a file out; an empty one matches every file, other than none."""
    pattern = table.text("exclude")
    return pattern is not None and search(pattern, path)


def _wanted(hook: Hook) -> "Wanted":
    from repoaudit.facts.file_types import MANIFEST_TYPES
    from repoaudit.subjects.files.file_types import Wanted

    manifest = MANIFEST_TYPES.get((hook.repo.manifest_slug, hook.id))
    if manifest is None and not hook.repo.is_local:
        what = f"which files `{hook.id}` takes" if hook.fact else f"the manifest of `{hook.repo.url}`"
        raise UnknownError(f"{what} is not known", *hook.place[:2])
    has_own = hook.table.has("types") or hook.table.has("types_or")
    any_of = hook.types_or if has_own else manifest or ()
    all_of = hook.types if hook.table.has("types") else ("file",)
    wanted = Wanted(all_of, any_of, hook.table.texts("exclude_types") or ())
    wanted.must_be_known()
    return wanted


def _forbids(hook: Hook) -> bool:
    """Say whether a hook only fails, so that it should not match anything."""
    entry = hook.entry or ""
    return hook.language == "fail" or "exit 1" in entry or entry.rpartition("/")[2] == "false"


def _folder_of(pattern: str) -> str:
    """Return the folder that a pattern begins with: ``src`` of ``^src/.*``, "" for none."""
    if not pattern.startswith("^") or "|" in pattern:
        return ""
    text = pattern[1:]
    length = next((index for index, character in enumerate(text) if character in _SPECIAL), len(text))
    return text[:length].rpartition("/")[0]
