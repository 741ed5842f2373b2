"""The Pythons that black is told to write for, beside those that it would infer.

Source: black 23.1's list of changes (it infers them from ``[project] requires-python``), and 26.10.1 run on small
projects on 2026-11-26: the output has to run on every target, so that the oldest one decides.
"""

from collections.abc import Iterator

from repoaudit.documents.versions import Version
from repoaudit.facts.pythons import BLACK_TARGETS
from repoaudit.regex import lazy
from repoaudit.subjects.files.metadata import RequiresPython, requires_python
from repoaudit.subjects.files.projects import has_generator_hooks
from repoaudit.subjects.tools.black import Black
from repoaudit.subjects.tools.configuration import Setting
from repoaudit.subjects.tools.target_flags import TargetFlag, target_flags
from repoaudit.subjects.views.tool_use import ToolUses
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope

_TARGET: Final = lazy(r"py(3)(\d{1,2})")
_INFERS: Final = "23.1"
"""The first black that infers the targets."""


class BlackTarget:
    """``target-version`` in one project that has a range of Pythons; ``version`` is the oldest that it names.

    A run that names targets on its command line has its own.
    """

    __slots__ = ("_setting", "requires", "scope", "version")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml",)

    def __init__(
        self,
        scope: "Scope",
        setting: Setting[tuple[str, ...]] | tuple[TargetFlag, ...],
        version: Version,
        requires: RequiresPython,
    ) -> None:
        self.scope = scope
        self._setting = setting
        self.version = version
        self.requires = requires

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the targets where the project's own settings of black state some that black knows."""
        requires = requires_python(scope)
        if requires is None or requires.oldest is None:
            return
        black = scope.all(Black)[0]
        stated: list[Setting[tuple[str, ...]] | tuple[TargetFlag, ...]] = []
        if black.configuration.sources and isinstance(black.target_versions.raw, list):
            stated.append(black.target_versions)
        stated += target_flags(scope, "black", "-t", "--target-version")
        for each in stated:
            versions = [_version(text) for text in _names(each)]
            known = [version for version in versions if version]
            if known and len(known) == len(versions):
                yield cls(scope, each, min(known), requires)

    @property
    def text(self) -> str:
        """The targets as a person would write them."""
        return ", ".join(_names(self._setting))

    @property
    def place(self) -> "Place":
        """Where they are written."""
        return self._setting[0].place if isinstance(self._setting, tuple) else self._setting.place

    @property
    def floor(self) -> Version | None:
        """The oldest Python that the project asks for, None where black would not know it."""
        oldest = self.requires.oldest
        return oldest if str(oldest) in BLACK_TARGETS else None

    @property
    def is_shared_down(self) -> bool:
        """Whether others than the project need the target: one below whose floor it is, or users of a template."""
        below = (requires_python(member) for member in self.scope.members)
        is_older = self.requires.oldest is not None and self.version < self.requires.oldest
        return any(each is not None and each.oldest == self.version for each in below) or (
            is_older and has_generator_hooks(self.scope)
        )

    @property
    def is_idle(self) -> bool:
        """Whether another formatter took black's place: nothing asks for black, and ruff formats."""
        if isinstance(self._setting, tuple):
            return False
        uses = self.scope.root.all(ToolUses)[0]
        black = uses.of("black")
        return not black.is_declared and not black.may_be_run and uses.of("ruff format").may_be_run

    @property
    def is_inferred(self) -> bool:
        """Whether black would find the floor itself, if it were told no target; of ``>3.10`` it makes 3.11."""
        from repoaudit.subjects.collections.tool_versions import tool_version

        if isinstance(self._setting, tuple):
            return False
        bound = self.requires.specifiers.lower_bound
        is_above = bound is not None and not bound.inclusive and bound.version == bound.version.minor_version
        is_standard = self.requires.place.anchor == "project.requires-python"
        return is_standard and not is_above and tool_version(self.scope, "black").at_least(_INFERS) is not False

    def corrected(self) -> "Fix | None":
        """Phrase the fix that removes the targets where black infers them, else one that begins at the floor."""
        floor = self.floor
        if isinstance(self._setting, tuple):
            flag, *others = self._setting
            return flag.set(f"py{floor.major}{floor.minor}") if floor and not others else None
        if self.is_inferred:
            return self._setting.remove()
        if floor is None:
            return None
        newer = [text for text in self._setting.value if (version := _version(text)) and version > floor]
        return self._setting.set([f"py{floor.major}{floor.minor}", *newer])


def _names(setting: Setting[tuple[str, ...]] | tuple[TargetFlag, ...]) -> tuple[str, ...]:
    return tuple(flag.value for flag in setting) if isinstance(setting, tuple) else setting.value


def _version(text: str) -> Version | None:
    match = _TARGET.fullmatch(text)
    return Version.parse(f"{match[1]}.{match[2]}") if match else None
