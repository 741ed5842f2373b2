"""pre-commit in a repository: its configuration, and the versions of pre-commit that may read it."""

from collections.abc import Iterator

from repoaudit.documents.versions import Version
from repoaudit.facts.hooks import COMMIT, CONFIGURATIONS, PUSH, STAGES_RENAMED
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.subjects.files.hooks import Hooks
from repoaudit.subjects.files.hooks.stages import StageList
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope

_ONLY_NEW: Final = frozenset({COMMIT, PUSH, "pre-merge-commit"})
_MINIMUM: Final = "minimum_pre_commit_version"
_RENAMED: Final = Version((3, 2, 0))


class PreCommit:
    """One configuration of hooks with what is known of the program that reads it."""

    __slots__ = ("_knows", "hooks", "scope")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", hooks: Hooks) -> None:
        self.scope = scope
        self.hooks = hooks
        self._knows: tuple[bool | None] | None = None

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every configuration of hooks."""
        return (cls(scope, hooks) for hooks in scope.all(Hooks))

    @property
    def knows_present_stages(self) -> bool | None:
        """Whether it takes the present names of stages (pre-commit 3.2, prek); None where that is not known."""
        if self._knows is None:
            self._knows = (self._takes_present_stages(),)
        return self._knows[0]

    def _takes_present_stages(self) -> bool | None:
        if self.hooks.is_for_prek:
            return True
        known = tool_version(self.scope.root, "pre-commit").at_least(STAGES_RENAMED)
        if known is not None:
            return known
        minimum = self._minimum
        is_new = minimum is not None and minimum >= _RENAMED
        return True if is_new or any(_ONLY_NEW.intersection(each.value) for each in self.stage_lists) else None

    @property
    def _minimum(self) -> Version | None:
        text = self.hooks.minimum_pre_commit_version
        return Version.parse(text) if text else None

    @property
    def stage_lists(self) -> Iterator[StageList]:
        """Every ``stages`` and ``default_stages`` that is written."""
        lists = (self.hooks.default_stages, *(hook.stages for hook in self.hooks.hooks))
        return (each for each in lists if each.value)

    @property
    def outdated(self) -> Iterator[StageList]:
        """The lists of stages with old names, unless pre-commit is known to be so old that only these are valid."""
        old = [each for each in self.stage_lists if each.old]
        if old and self.knows_present_stages is not False:  # asked only where it matters: the version is far to seek
            yield from old

    @property
    def on_old_names(self) -> str:
        """What the program does about old names of stages."""
        if self.hooks.is_for_prek:
            return "prek takes it for the sake of old files"
        return "pre-commit 4 warns of it on every run, and a later version will reject it"

    def renaming(self, stages: StageList) -> "Fix":
        """Phrase the fix that writes present names of stages, and asks for a pre-commit that knows them."""
        minimum = self._minimum
        if self.hooks.is_for_prek or minimum is None or minimum >= _RENAMED:
            return stages.renamed
        return stages.renamed.and_also(self.hooks.table.set(_MINIMUM, STAGES_RENAMED))
