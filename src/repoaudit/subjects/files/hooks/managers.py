"""What manages the hooks of git in a repository: pre-commit, prek, or another program."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import CONFIGURATION, CONFIGURATIONS, GIT_HOOKS, MANAGER_FILES, MANAGER_KEYS
from repoaudit.facts.misnamed_files import HOOK_FILES
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.projects import is_foreign, is_foreign_source
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_HELPERS: Final = frozenset("setup.py noxfile.py tasks.py conftest.py conf.py versioneer.py".split())
_HELPER_FOLDERS: Final = frozenset("scripts script tools hack dev ci .ci .github build_tools".split())
_BELOW: Final = tuple(f"/{path}" for path in CONFIGURATIONS)
_KEY: Final = lazy(rf'"(?:{"|".join(map(re.escape, MANAGER_KEYS))})"\s*:')


class HookManagement:
    """The hooks of a repository as a whole, managed or not."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield one instance for a repository that git knows."""
        if scope.is_root and scope.repository.git is not None:
            yield cls(scope)

    @property
    def manager(self) -> str | None:
        """The file or folder that shows that hooks are managed or meant to be, None without one."""
        candidates = (*CONFIGURATIONS, *MANAGER_FILES, *HOOK_FILES)
        found = next((path for path in candidates if self.scope.repository.exists(path)), None)
        return found or self._in_package_json() or self._below or self._script

    @property
    def _below(self) -> str | None:
        """The configuration in a folder of the sources, where pre-commit finds it when it is called from there."""
        files = (path for path in self.scope.repository.files() if path.endswith(_BELOW))
        return next((path for path in files if path.count("/") == 1 and not is_foreign(path)), None)

    @property
    def _script(self) -> str | None:
        """A hook of git itself that is tracked, in a folder for hooks to which `core.hooksPath` can lead."""
        return next(filter(_is_git_hook, self.scope.repository.files()), None)

    def _in_package_json(self) -> str | None:
        path = "package.json"
        if not self.scope.exists(path):
            return None
        try:
            return path if _KEY.search(self.scope.repository.read(path)) else None
        except UnknownError:
            return path

    @property
    def has_python(self) -> bool:
        """Whether Python is what this repository is about: sources, and a manifest or a fair share of the files."""
        return self.scope.once(_has_python)

    @property
    def has_code(self) -> bool:
        """Whether that Python does something: a package around another language may hold nothing but imports."""
        return self.has_python and not self.scope.once(_passes_on_only)

    @property
    def place(self) -> Place:
        """Where the configuration belongs."""
        return Place(CONFIGURATION)


def _is_git_hook(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return name in GIT_HOOKS and "hooks" in folder.rpartition("/")[2] and not is_foreign(path)


_MANIFESTS: Final = ("pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Pipfile", "environment.yml")
_SHARE: Final = 10
"""One Python source in so many files makes a repository without a manifest one of Python."""


def _has_python(scope: "Scope") -> bool:
    files = scope.repository.files()
    if any(scope.exists(name) for name in _MANIFESTS):
        return any(map(_is_source, files))
    sources = sum(map(_is_source, files))
    return sources > 0 and sources * _SHARE >= len(files)


def _passes_on_only(scope: "Scope") -> bool:
    """Say whether all sources are packages that import names and define none, some of them from a built module."""
    sources = [path for path in scope.repository.files() if _is_source(path)]
    if any(not path.endswith("/__init__.py") for path in sources):
        return False
    from repoaudit.subjects.files.passed_on import passes_on

    found = [passes_on(scope, path) for path in sources]
    return None not in found and True in found


def _is_source(path: str) -> bool:
    if not path.endswith(".py"):
        return False
    top, name = path.partition("/")[0], path.rpartition("/")[2]
    return name not in _HELPERS and top not in _HELPER_FOLDERS and not is_foreign_source(path)
