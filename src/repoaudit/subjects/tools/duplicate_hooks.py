"""A hook that is configured twice for the same files, so that the two runs contradict each other."""

from collections.abc import Iterator
from itertools import combinations

from repoaudit.facts.hook_order import SAME_HOOKS, UNDOING
from repoaudit.facts.hooks import CONFIGURATIONS, RENAMED_IDS
from repoaudit.subjects.files.hooks import Hook, Hooks
from repoaudit.subjects.tools.hook_commands import commands_of_hook, share_files
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope


_ALIKE: Final = ("args", "types", "types_or", "exclude_types", "additional_dependencies")


class DuplicateHook:
    """Two hooks that are one: ``later`` contradicts ``first``, because of ``difference``."""

    __slots__ = ("difference", "first", "later")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, first: Hook, later: Hook, difference: str) -> None:
        self.first = first
        self.later = later
        self.difference = difference

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each hook that contradicts an earlier one.

        Raises:
            UnknownError: the limits of two such hooks on files cannot be read.

        """
        for hooks in scope.all(Hooks):
            above: dict[tuple[str, str], list[Hook]] = {}
            for later in hooks.hooks:
                identity = _identity(later)
                twins = above.setdefault(identity, []) if identity else []
                twin = next(_contradicted(twins, later, scope), None)
                if twin:
                    yield cls(twin[0], later, twin[1])
                twins.append(later)


def _contradicted(twins: list[Hook], later: Hook, scope: "Scope") -> Iterator[tuple[Hook, str]]:
    """Yield those of the same hooks above a hook that it contradicts, and by what."""
    for first in twins:
        found = _difference(first, later, scope)
        if found and share_files(first, later, scope):
            yield first, found


def _identity(hook: Hook) -> tuple[str, str] | None:
    """Return what a hook is, whichever mirror and whichever of its names it is taken by; None for local ones."""
    slug = SAME_HOOKS.get(hook.repo.manifest_slug, hook.repo.manifest_slug)
    renamed = RENAMED_IDS.get((slug, hook.id))
    return None if not hook.repo.rev else (slug, renamed[0] if renamed else hook.id)


def _difference(first: Hook, later: Hook, scope: "Scope") -> str:
    """Return how two hooks differ so that they contradict each other, "" where they do not."""
    one, other = first.repo, later.repo
    is_same = one.version == other.version if one.version and other.version else one.rev == other.rev
    if not is_same:
        return f"at `{one.tag}` and at `{other.tag}`"
    runs = [commands_of_hook(each, scope)[-1:] for each in (first, later)]
    for names in UNDOING.get(later.id, ()):
        values = [option.value for run in runs for command in run if (option := command.option(*names))]
        if any(left != right for left, right in combinations(values, 2)):
            return f"with `{names[-1]}` {values[0]} and {values[-1]}"
    return _void_exclude(first, later)


def _void_exclude(first: Hook, later: Hook) -> str:
    """Return how two hooks differ, if all that one leaves out the other takes in the same way."""
    excludes = {each.exclude for each in (first, later)}
    if len(excludes) == 1 or "" not in excludes:
        return ""
    is_alike = all(first.table.texts(key) == later.table.texts(key) for key in _ALIKE)
    is_alike = is_alike and (first.entry, first.files) == (later.entry, later.files)
    return f"with and without `exclude: {max(excludes)}`" if is_alike else ""
