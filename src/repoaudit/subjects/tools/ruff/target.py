"""The Python that ruff is told to check for, beside the one that it would infer.

Source: ruff 0.17.6 run on small projects, 2026-11-22: without ``target-version`` it takes the lower end of
``[project] requires-python`` (never poetry's), provided that it knows the version; since 0.11 also where its own
settings are in ``ruff.toml``.
"""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.versions import Version
from repoaudit.facts.pythons import RUFF_INFERS_BESIDE, RUFF_TARGETS
from repoaudit.finding import ABSENT, Fix
from repoaudit.regex import lazy
from repoaudit.subjects.files.metadata import RequiresPython, requires_python
from repoaudit.subjects.files.projects import has_generator_hooks
from repoaudit.subjects.files.tables import TomlTable
from repoaudit.subjects.tools.configuration import Configuration, Setting
from repoaudit.subjects.tools.target_flags import TargetFlag, target_flags
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_KEY: Final = "target-version"
_ASSUMPTION: Final = lazy(r"Assume Python 3\.\d+\.?")
_TARGET: Final = lazy(r"py(3)(\d{1,2})")


class RuffTarget:
    """``target-version`` in one project that has a range of Pythons, or on a command line; it names ``version``."""

    __slots__ = ("_setting", "requires", "scope", "version")
    reads: ClassVar[tuple[str, ...]] = (".ruff.toml", "ruff.toml", "pyproject.toml")

    def __init__(
        self, scope: "Scope", setting: Setting[str] | TargetFlag, version: Version, requires: RequiresPython
    ) -> None:
        self.scope = scope
        self._setting = setting
        self.version = version
        self.requires = requires

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the targets that the project's own settings of ruff, or its runs, state and that ruff knows."""
        configuration = scope.once_for(Configuration, "ruff")
        requires = requires_python(scope)
        if requires is None:
            return
        stated: list[Setting[str] | TargetFlag] = []
        if configuration.sources:
            setting = configuration.setting(_KEY, read=_text, default="")
            stated += [setting] if isinstance(setting.raw, str) else []
        stated += [flags[-1] for flags in target_flags(scope, "ruff", f"--{_KEY}")]
        for each in stated:
            match = _TARGET.fullmatch(each.value)
            version = Version.parse(f"{match[1]}.{match[2]}") if match else None
            if version is not None:
                yield cls(scope, each, version, requires)

    @property
    def text(self) -> str:
        """The target as it is written."""
        return self._setting.value

    @property
    def place(self) -> "Place":
        """Where it is written."""
        return self._setting.place

    @property
    def floor(self) -> Version | None:
        """The oldest Python that the project asks for, or the oldest that ruff knows; None where it states none."""
        oldest = self.requires.oldest
        known = sorted(filter(None, map(Version.parse, RUFF_TARGETS)))
        if oldest is None or oldest > known[-1]:
            return None
        return max(oldest, known[0])

    @property
    def is_shared_down(self) -> bool:
        """Whether others than the project need the target: one below whose floor it is, or users of a template."""
        below = (requires_python(member) for member in self.scope.members)
        is_older = self.requires.oldest is not None and self.version < self.requires.oldest
        return any(each is not None and each.oldest == self.version for each in below) or (
            is_older and has_generator_hooks(self.scope)
        )

    @property
    def is_inferred(self) -> bool:
        """Whether ruff would find the floor itself, if it were told no target; a file that is extended may tell one."""
        knows = self.requires.oldest is not None and str(self.requires.oldest) in RUFF_TARGETS
        winner = self.scope.once_for(Configuration, "ruff").winner
        if isinstance(self._setting, TargetFlag) or winner is None or winner.table.get("extend") is not ABSENT:
            return False
        if not knows or self.requires.place.anchor != "project.requires-python":
            return False
        return self.place.path.endswith("pyproject.toml") or self._infers_beside()

    def _infers_beside(self) -> bool:
        from repoaudit.subjects.collections.tool_versions import tool_version

        return tool_version(self.scope, "ruff").at_least(RUFF_INFERS_BESIDE) is True

    def corrected(self) -> "Fix | None":
        """Phrase the fix that removes the target where ruff infers the floor, else one that states the floor.

        The comment that ruff's manual writes above the target goes along.
        """
        from repoaudit.documents.toml.edits import remove, reword_comment_above

        floor = self.floor
        if isinstance(self._setting, TargetFlag):
            return self._setting.set(f"py{floor.major}{floor.minor}") if floor else None
        table = self.scope.once_for(Configuration, "ruff").home
        below = (table.document, (*table.prefix, _KEY)) if isinstance(table, TomlTable) and _is_assumed(table) else None
        if self.is_inferred:
            drop = below and partial(remove, *below, with_comments=True)
            return Fix(f"remove `{_KEY}`", (drop,)) if drop else self._setting.remove()
        if floor is None:
            return None
        fix = self._setting.set(f"py{floor.major}{floor.minor}")
        assumption = f"Assume Python {floor.major}.{floor.minor}"
        return fix.and_also(Fix("", (partial(reword_comment_above, *below, assumption),))) if below else fix


def _is_assumed(table: TomlTable) -> bool:
    """Say whether the one comment above the target is the one of ruff's manual."""
    above = table.document.comments_above((*table.prefix, _KEY))
    return len(above) == 1 and _ASSUMPTION.fullmatch(above[0]) is not None


def _text(raw: object) -> str | None:
    return raw if isinstance(raw, str) else None
