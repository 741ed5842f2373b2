"""The hooks of a repository: the configuration that pre-commit or prek reads."""

from collections.abc import Iterator

from repoaudit.facts.hooks import CONFIGURATION, CONFIGURATIONS, INSTALLED, STAGES
from repoaudit.subjects.files.hooks.items import Hook
from repoaudit.subjects.files.hooks.moves import MovedHooks, moved_hooks
from repoaudit.subjects.files.hooks.repositories import HookRepository
from repoaudit.subjects.files.hooks.stages import StageList
from repoaudit.subjects.files.hooks.tables import HookTable, read_table
from repoaudit.subjects.files.tables import spelled
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.documents.pep508 import Requirement
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.scripts import Script

__all__ = ["Hook", "HookRepository", "Hooks", "hook_scripts"]


class Hooks:
    """One configuration file of hooks: ``.pre-commit-config.yaml``, or prek's."""

    __slots__ = ("_default_names", "_hooks", "path", "repos", "scope", "table")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", path: str, table: HookTable) -> None:
        self.scope = scope
        self.path = path
        self.table = table
        self.repos = tuple(HookRepository(each) for each in table.tables("repos"))
        self._hooks: tuple[Hook, ...] | None = None
        self._default_names: tuple[str, ...] | None = None

    def __repr__(self) -> str:
        return f"<Hooks {self.path}>"

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the configuration of the repository; two where pre-commit reads one file, and prek another."""
        for path in _files(scope) if scope.is_root else ():
            table = read_table(scope, path)
            if table is not None:
                yield cls(scope, path, table)

    @property
    def is_for_prek(self) -> bool:
        """Whether only prek reads this file."""
        return self.path != CONFIGURATION

    @property
    def program(self) -> str:
        """The program that is sure to read this file."""
        return "prek" if self.is_for_prek else "pre-commit"

    @property
    def updating(self) -> str:
        """The command of that program that writes newer tags."""
        return "update" if self.is_for_prek else "autoupdate"

    @property
    def hooks(self) -> tuple[Hook, ...]:
        """Every hook, in order."""
        if self._hooks is None:
            self._hooks = tuple(Hook(self, repo, table) for repo in self.repos for table in repo.table.tables("hooks"))
        return self._hooks

    @property
    def moved(self) -> Iterator[MovedHooks]:
        """The repositories that moved, were archived or cannot be reached."""
        return moved_hooks(self)

    @property
    def default_stages(self) -> StageList:
        """The stages of hooks for which neither the configuration nor a manifest names some."""
        return StageList(self.table, "default_stages", "")

    @property
    def default_names(self) -> tuple[str, ...]:
        """The default stages in effect, by their present names."""
        if self._default_names is None:
            stages = self.default_stages
            self._default_names = stages.names if stages.is_set else STAGES
        return self._default_names

    @property
    def default_install_hook_types(self) -> StageList:
        """The hooks of git that ``pre-commit install`` installs."""
        return StageList(self.table, "default_install_hook_types", "")

    @property
    def installed_types(self) -> tuple[str, ...]:
        """The hooks of git that a plain ``pre-commit install`` installs; to prek an empty list is as good as none."""
        types = self.default_install_hook_types
        is_said = types.value or (types.is_set and not self.is_for_prek)
        return types.value if is_said else INSTALLED

    def listing(self, type_: str, others: tuple[str, ...] = ()) -> str:
        """Return the setting that installs one more hook of git, as it is written; "" where it is installed.

        ``others`` are further ones that hooks need and that are not installed, either.
        """
        types = self.installed_types
        listed = dict.fromkeys((*types, *others, type_))
        return "" if type_ in types else self.wording(default_install_hook_types=tuple(listed))

    def wording(self, **setting: str | bool | tuple[str, ...]) -> str:
        """Return one setting as this file holds it: ``stages: [pre-push]``, or ``stages = ["pre-push"]`` in TOML."""
        [(key, value)] = setting.items()
        if not self.path.endswith(".toml"):
            return f"{key}: {spelled(value).strip('`')}"
        if isinstance(value, tuple):
            return f"{key} = [{', '.join(map(_quoted, value))}]"
        return f"{key} = {_quoted(value) if isinstance(value, str) else str(value).lower()}"

    def installing(self, *types: str) -> "Fix":
        """Phrase the fix by which a plain ``pre-commit install`` installs more hooks of git."""
        return self.default_install_hook_types.set([*self.installed_types, *types])

    @property
    def minimum_pre_commit_version(self) -> str | None:
        """The oldest pre-commit that may read the file; prek does not look at it."""
        return self.table.text("minimum_pre_commit_version")

    @property
    def fail_fast(self) -> bool:
        """Whether the first failure ends a run."""
        return self.table.flag("fail_fast") is True

    @property
    def ci(self) -> HookTable | None:
        """The settings of pre-commit.ci."""
        return self.table.table("ci")

    @property
    def additional_dependencies(self) -> Iterator[tuple["Requirement", "Place"]]:
        """The requirements that are installed beside hooks, with their places."""
        return (each for hook in self.hooks for each in hook.additional_dependencies)


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'


def hook_scripts(scope: "Scope") -> Iterator["Script"]:
    """Yield the command text of every hook whose command is known."""
    return (hook.script for hook in scope.all(Hook) if hook.script)


def _files(scope: "Scope") -> Iterator[str]:
    """Yield the first of the files that prek looks for, and the one that pre-commit reads."""
    found = [name for name in CONFIGURATIONS if scope.exists(name)]
    yield from found[:1]
    if CONFIGURATION in found[1:]:
        yield CONFIGURATION
