"""Hooks that are used under an id that their repository keeps only for old configurations."""

from collections.abc import Iterator

from repoaudit.facts.hooks import CONFIGURATIONS, RENAMED_IDS
from repoaudit.finding import Applicability, Fix
from repoaudit.subjects.files.hooks import Hook
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.hook_mentions import Mention


class LegacyHook:
    """A hook with an old id, and the id that replaces it."""

    __slots__ = ("_since", "hook", "new", "scope")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", hook: Hook, new: str, since: str) -> None:
        self.scope = scope
        self.hook = hook
        self.new = new
        self._since = since

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield them, but for those whose version does not know the new id yet."""
        for hook in scope.all(Hook):
            renamed = RENAMED_IDS.get((hook.repo.manifest_slug, hook.id))
            if renamed and (hook.repo.version is None or hook.repo.is_at_least(renamed[1])):
                yield cls(scope, hook, *renamed)

    @property
    def mentions(self) -> "tuple[Mention, ...]":
        """Where other files name the hook."""
        from repoaudit.subjects.tools.hook_mentions import mentions_elsewhere

        return tuple(mentions_elsewhere(self.hook, self.scope, self.new))

    @property
    def renamed(self) -> Fix | None:
        """The fix that writes the new id, wherever the old one is named; None where one of the places takes no edit.

        It is safe when one file changes, the version is known to have the new id, and no other hook goes by it, which
        commands may name.
        """
        from repoaudit.subjects.tools.hook_mentions import mentions_in_config

        inside, outside = tuple(mentions_in_config(self.hook, self.new)), self.mentions
        fix = self.hook.table.set("id", self.new)
        for mention in (*inside, *outside):
            if mention.renamed is None:
                return None
            fix = fix.and_also(mention.renamed)
        is_shared = any(each.id == self.new for each in self.scope.all(Hook))
        is_safe = not outside and not is_shared and self.hook.repo.is_at_least(self._since)
        return fix.titled(f"use the id `{self.new}`").but(Applicability.SAFE if is_safe else Applicability.UNSAFE)
