"""The notebooks of a project of machine learning, and whether something takes out what they printed."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.run_outputs import NOTEBOOK_CLEANERS
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.profile import profiles
from repoaudit.subjects.files.hooks import Hook
from repoaudit.subjects.files.ignores import attribute
from repoaudit.subjects.files.run_folders import is_material
from repoaudit.subjects.files.tracked import tracked_like
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_NOTEBOOK: Final = lazy(r"(?m)\.ipynb$")
_OUTPUTS: Final = lazy(r'"outputs"\s*:\s*\[\s*[^\]\s]')
_SHOWN: Final = frozenset("doc docs documentation demo demos tutorial tutorials gallery website blog posts".split())
_MAX_FILES: Final = 300


class Notebooks:
    """The tracked notebooks that hold outputs, where nothing cleans notebooks."""

    __slots__ = ("paths",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, paths: tuple[str, ...]) -> None:
        self.paths = paths

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield them once; those of documentation, examples, tutorials and tests are meant to show outputs."""
        if not scope.is_root or scope.repository.git is None:
            return
        candidates = [path for path in tracked_like(scope, _NOTEBOOK, (".ipynb",)) if not _is_shown(path)]
        if not candidates or "ml" not in profiles(scope) or any(map(_cleans, scope.all(Hook))):
            return
        paths = tuple(path for path in candidates[:_MAX_FILES] if _has_outputs(scope, path))
        if paths:
            yield cls(paths)

    @property
    def place(self) -> Place:
        """The first."""
        return Place(self.paths[0], None, "outputs")


def _is_shown(path: str) -> bool:
    folders = path.lower().split("/")[:-1]
    return is_material(path) or not _SHOWN.isdisjoint(folders) or any(each.startswith("example") for each in folders)


def _cleans(hook: Hook) -> bool:
    words = f"{hook.id} {hook.command or hook.entry or ''}".replace("/", " ").split()
    return not NOTEBOOK_CLEANERS.isdisjoint(words)


def _has_outputs(scope: "Scope", path: str) -> bool:
    if attribute(scope, path, "filter") not in {"", "false"}:
        return False
    try:
        return _OUTPUTS.search(scope.repository.read(path)) is not None
    except UnknownError:
        return False
