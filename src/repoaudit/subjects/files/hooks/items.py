"""One hook of a configuration.

Precedence of stages, from pre-commit 4.7.0 (``repository._hook``): the hook's own ``stages``, else those of the hook
repository's manifest, and where that leaves nothing ``default_stages``; an own empty list drops the manifest's.
"""

from collections.abc import Iterator

from repoaudit.documents.pep508 import Requirement, parse_requirement
from repoaudit.errors import UnknownError
from repoaudit.facts.hook_manifests import MANIFESTS, HookFact
from repoaudit.facts.hooks import COMMIT, CONFIGURATIONS, TEXT_LANGUAGES
from repoaudit.finding import Place
from repoaudit.subjects.files.hooks.repositories import BUILTIN, HookRepository
from repoaudit.subjects.files.hooks.stages import StageList
from repoaudit.typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.hooks import Hooks
    from repoaudit.subjects.files.hooks.tables import HookTable
    from repoaudit.subjects.files.scripts import Script


class Hook:
    """One hook of the configuration."""

    __slots__ = ("_script", "hooks", "id", "repo", "table")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, hooks: "Hooks", repo: HookRepository, table: "HookTable") -> None:
        self.hooks = hooks
        self.repo = repo
        self.table = table
        self.id: str = table.text("id") or ""
        """Its id, "" where it has none."""
        self._script: tuple[Script | None] | None = None

    def __repr__(self) -> str:
        return f"<Hook {self.id}>"

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator["Hook"]:
        """Yield every hook of the repository."""
        from repoaudit.subjects.files.hooks import Hooks

        return (hook for hooks in scope.all(Hooks) for hook in hooks.hooks)

    @property
    def names(self) -> tuple[str, ...]:
        """What ``SKIP`` and ``pre-commit run`` know it by: its id, and its alias."""
        return tuple(name for name in (self.id, self.table.text("alias")) if name)

    @property
    def anchor(self) -> str:
        """Its symbolic place: ``repos[local].hooks[pytest]``."""
        return f"{self.repo.anchor}.hooks[{self.id}]"

    @property
    def place(self) -> "Place":
        """Where its id stands, else the whole hook."""
        found = self.table.place("id")
        return Place(found.path, found.span, self.anchor)

    def place_of(self, key: str) -> "Place":
        """Return where a key stands, or the hook, to which it belongs."""
        found = self.table.place(key if self.table.has(key) else "id")
        return Place(found.path, found.span, f"{self.anchor}.{key}")

    @property
    def fact(self) -> HookFact | None:
        """What the manifest of its repository says, None where that is not known."""
        manifest = MANIFESTS.get(self.repo.manifest_slug)
        return manifest.get(self.id) if manifest else None

    @property
    def entry(self) -> str | None:
        """The command as the configuration writes it; the manifest's counts where it does not."""
        return self.table.text("entry")

    @property
    def args(self) -> tuple[str, ...] | None:
        """The arguments that the configuration writes, None where the manifest's count."""
        return self.table.texts("args")

    @property
    def command(self) -> str | None:
        """The text of its command, entry and arguments; None where it has none or the manifest is not known."""
        return self.script.text if self.script else None

    @property
    def script(self) -> "Script | None":
        """Its command, None where it has none or the manifest is not known."""
        if self._script is None:
            from repoaudit.subjects.files.hooks.commands import script_of

            self._script = (script_of(self),)
        return self._script[0]

    @property
    def runs_nothing(self) -> bool:
        """Whether it is known to have no command: it searches for a pattern, or looks at the hooks themselves."""
        if self.language in TEXT_LANGUAGES or self.repo.url == "meta":
            return True
        return not self.entry and self.fact is not None and not self.fact.entry

    @property
    def language(self) -> str:
        """The language that the configuration writes."""
        return self.table.text("language") or ""

    @property
    def files(self) -> str:
        """The regular expression that paths must match, "" for all."""
        return self.table.text("files") or ""

    @property
    def exclude(self) -> str:
        """The regular expression that paths must not match, "" for none."""
        return self.table.text("exclude") or ""

    @property
    def types(self) -> tuple[str, ...]:
        """The tags that a file must all have, as the configuration writes them."""
        return self.table.texts("types") or ()

    @property
    def types_or(self) -> tuple[str, ...]:
        """The tags of which a file must have one, as the configuration writes them."""
        return self.table.texts("types_or") or ()

    @property
    def passes_filenames(self) -> bool:
        """Whether the command gets the paths of the files, as far as the configuration says."""
        return self.table.flag("pass_filenames") is not False

    @property
    def always_runs(self) -> bool:
        """Whether it runs although no file matches."""
        return self.table.flag("always_run") is True

    @property
    def is_verbose(self) -> bool:
        """Whether its output is shown although it passes."""
        return self.table.flag("verbose") is True

    @property
    def additional_dependencies(self) -> Iterator[tuple[Requirement, "Place"]]:
        """The requirements that are installed beside it, with their places; those that cannot be read are left out."""
        for index, text in enumerate(self.table.texts("additional_dependencies") or ()):
            requirement = parse_requirement(text)
            if requirement:
                place = self.table.place("additional_dependencies", index)
                yield requirement, place._replace(anchor=f"{self.anchor}.additional_dependencies[{index}]")

    @property
    def stages(self) -> StageList:
        """The stages that the configuration writes for this very hook."""
        return StageList(self.table, "stages", self.anchor)

    @property
    def effective_stages(self) -> frozenset[str]:
        """The stages at which it runs, by their present names.

        Raises:
            UnknownError: the manifest of its repository decides, and is not known.

        """
        own = self.stages
        if own.is_set:
            return frozenset(own.names or self.hooks.default_names)
        return frozenset(self._manifest_stages() or self.hooks.default_names)

    @property
    def stages_place(self) -> "Place":
        """Where what decides its stages is written; the hook, where that is the manifest or nothing.

        Raises:
            UnknownError: the manifest of its repository decides, and is not known.

        """
        if self.stages.is_set:
            return self.stages.place
        default = self.hooks.default_stages
        return default.place if default.is_set and not self._manifest_stages() else self.place

    @property
    def replaced_stages(self) -> tuple[str, ...]:
        """The stages of its manifest where its own are others, and where the manifest does not ask for commits.

        Such a hook is made for them: one for pushes is told the range of commits, which no other stage is.
        """
        if not self.stages.is_set:
            return ()
        try:
            asked = self._manifest_stages()
        except UnknownError:
            return ()
        return () if COMMIT in asked or self.effective_stages.intersection(asked) else asked

    def _manifest_stages(self) -> tuple[str, ...]:
        if self.repo.is_local:
            return ()
        fact = self.fact
        if fact is None:
            raise UnknownError(f"the manifest of `{self.repo.url}` is not known", *self.place[:2])
        if not fact.since or self.repo.url == BUILTIN:
            return fact.stages
        if self.repo.version is None:
            raise UnknownError(f"which version `{self.repo.rev}` is, is not known", *self.place[:2])
        return fact.stages if self.repo.is_at_least(fact.since) else ()
