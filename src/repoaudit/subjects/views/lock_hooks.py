"""Whether a hook keeps ``uv.lock`` in step with the dependencies, where CI insists on it."""

from collections.abc import Iterator

from repoaudit.facts.hooks import LOCK_REPOSITORY, LOCK_REVISION
from repoaudit.regex import lazy
from repoaudit.subjects.views.ci import Ci
from repoaudit.subjects.views.hook_set import HookSet
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope

_LOCK: Final = "uv.lock"
_ID: Final = "uv-lock"
_SLUG: Final = "astral-sh/uv-pre-commit"
_CHECK: Final = lazy(r"\buv\s+(?:lock\b[^\n;&|]*--(?:check|locked)|(?:sync|run|export|tree)\b[^\n;&|]*--locked)\b")
_ANY: Final = lazy(r"\buv\s+lock\b|--locked\b")


class LockHook:
    """The lock file of a repository with hooks whose CI checks it."""

    __slots__ = ("_ci", "checked", "hooks", "scope")
    reads: ClassVar[tuple[str, ...]] = (_LOCK,)

    def __init__(self, scope: "Scope", hooks: HookSet, ci: Ci, checked: "Place") -> None:
        self.scope = scope
        self.hooks = hooks
        self.checked = checked
        """Where CI checks the lock."""
        self._ci = ci

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root, where git tracks the lock file."""
        if not scope.is_root or _LOCK not in scope.repository.files():
            return
        for hooks in scope.all(HookSet):
            ci = scope.all(Ci)[0]
            checked = next((place for place in _checks(ci)), None)
            if checked:
                yield cls(scope, hooks, ci, checked)

    @property
    def is_hooked(self) -> bool:
        """Whether some hook locks or checks the lock; a local one whose id speaks of it counts."""
        texts = ((hook.id, hook.command or hook.entry or "") for hook in self.hooks.hooks)
        return any("lock" in hook_id or _ANY.search(text) for hook_id, text in texts)

    @property
    def place(self) -> "Place":
        """The list of uv's hooks, or the list of repositories."""
        return self.hooks.place_in(self.hooks.repository(_SLUG))

    @property
    def added(self) -> "Fix":
        """The fix that adds the hook, and has pre-commit.ci skip it, which has no network."""
        repo, main = self.hooks.repository(_SLUG), self.hooks.main
        if repo:
            fix = repo.table.insert("hooks", {"id": _ID})
        else:
            added = {"repo": LOCK_REPOSITORY, "rev": LOCK_REVISION, "hooks": [{"id": _ID}]}
            fix = main.table.insert("repos", added)
        if self._ci.is_service_for_hooks:
            skipped = [*((main.ci.texts("skip") if main.ci else None) or ()), _ID]
            other = main.ci.set("skip", skipped) if main.ci else main.table.set("ci", {"skip": skipped})
            fix = fix.and_also(other)
        return fix.titled(f"add `{_ID}`")


def _checks(ci: Ci) -> "Iterator[Place]":
    for command in ci.commands:
        if _CHECK.search(command.script.text) or command.environment.get("UV_LOCKED", "0") not in {"0", "", "false"}:
            yield command.place
