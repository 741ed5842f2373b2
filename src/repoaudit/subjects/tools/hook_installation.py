"""Which hooks of git get installed: what the configuration says, and what people and scripts are told to run."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import COMMIT, CONFIGURATIONS, MANUAL, STAGES
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.hooks import Hook, Hooks
from repoaudit.subjects.files.instructions import instructions
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_STAGE: Final = lazy(
    r"(?<![\w-])(?:--hook-type|--hook-stage|--stage|-t)[\"'=,\s]{0,6}(?P<stage>"
    + "|".join(sorted(STAGES))
    + r")(?![\w-])"
)
_UNREADABLE: Final = lazy(
    r"init-templatedir|core\.hooksPath|\b(?:pre-commit|prek) install(?: +-[\w-]+)* +[\"']?\$|"
    r"(?:--hook-type|--hook-stage)[\"'=,\s]{0,6}[$%{]|\b(?:cp|ln|install)\b[^\n]{0,200}\.git/hooks"
)
_PROGRAM: Final = lazy(r"(?<![\w.-])[\w.-]{1,60}\.(?:py|js|rb|pl|ps1|bat|sh)\b")


class NeverInstalled(NamedTuple):
    """A hook that a plain ``pre-commit install`` does not install, and the stages at which it runs."""

    hook: Hook
    stages: tuple[str, ...]


class HookInstallation:
    """One configuration of hooks, and how its hooks get installed."""

    __slots__ = ("hooks", "scope")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", hooks: Hooks) -> None:
        self.scope = scope
        self.hooks = hooks

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every configuration of hooks."""
        return (cls(scope, hooks) for hooks in scope.all(Hooks))

    @property
    def place(self) -> "Place | None":
        """Where the types that are installed are listed, None where nothing lists them."""
        types = self.hooks.default_install_hook_types
        return types.place if types.is_set else None

    @property
    def never_installed(self) -> tuple[NeverInstalled, ...]:
        """The hooks that nothing installs, without those whose stages are not known.

        Raises:
            UnknownError: a README, a Makefile or the like is empty, so that nobody can tell how hooks are installed.

        """
        found = [each for hook in self.hooks.hooks if (each := self._not_installed(hook))]
        told = self.scope.root.once(_told) if found else _Told(frozenset(), "", is_unreadable=False)
        found = [each for each in found if not told.stages.intersection(each.stages)]
        if found and told.blank:
            raise UnknownError("how hooks are installed is not known: the file is empty", told.blank)
        return tuple(found)

    def _not_installed(self, hook: Hook) -> NeverInstalled | None:
        try:
            stages = hook.effective_stages - {MANUAL}
        except UnknownError:
            return None
        if not stages or COMMIT in stages or stages.intersection(self.hooks.installed_types):
            return None
        return NeverInstalled(hook, tuple(stage for stage in STAGES if stage in stages))

    def must_be_complete(self) -> None:
        """Raise `UnknownError` where the stages of some hook are not known."""
        for hook in self.hooks.hooks:
            _ = hook.effective_stages

    @property
    def is_installed_otherwise(self) -> bool:
        """Whether hooks are installed in a way that cannot be read."""
        return self.scope.root.once(_told).is_unreadable

    @property
    def program(self) -> str:
        """The program that installs them."""
        return self.hooks.program


class _Told(NamedTuple):
    """What the texts of a repository say about installing hooks.

    ``stages`` are those that some command installs or runs explicitly (``--hook-type``, ``--hook-stage``), ``blank``
    is the path of a text that should say something and is empty.
    """

    stages: frozenset[str]
    blank: str
    is_unreadable: bool


def _told(root: "Scope") -> _Told:
    stages: set[str] = set()
    unreadable, blank = False, ""
    texts = tuple(instructions(root))
    names = {each.path.rpartition("/")[2] for each in texts}
    for each in texts:
        stages.update(match["stage"] for match in _STAGE.finditer(each.text))
        unreadable = unreadable or _UNREADABLE.search(each.text) is not None
        unreadable = unreadable or not names.issuperset(_installers(each.text))
        blank = blank or (each.path if each.is_blank else "")
    return _Told(frozenset(stages), blank, is_unreadable=unreadable)


def _installers(text: str) -> Iterator[str]:
    """Yield the names of programs that are called as if they installed hooks: ``setup-hooks.js``."""
    for name in _PROGRAM.findall(text) if "hook" in text else ():
        if "hook" in name and any(word in name for word in ("install", "setup", "init")):
            yield name
