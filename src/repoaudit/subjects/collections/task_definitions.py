"""The tasks that a folder defines for each runner, as far as reading its files can tell.

Source: GNU make 4.3, just 1.59.0, hatch 1.18.2, tox 4.67.15, nox 2026.10.20 and poethepoet 0.49.0, asked for tasks that
do not exist on 2026-11-26, and pre-commit 4.7.0 and prek 0.5.11 on the day after: each stops with an error, tox without
any file, too. hatch and pdm take the name of a script that they do not know for a program.
"""

from collections.abc import Callable, Mapping

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.call_index import scope_in
from repoaudit.subjects.files.projects import is_template
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.make import Makefile as MakeDocument
    from repoaudit.scope import Scope

_SESSION_SUFFIX: Final = lazy(r"(?:-(?:py|pypy)?\d[\w.]*)?(?:\(.{0,300}\))?$")
_HATCH_FILES: Final = (("pyproject.toml", ("tool", "hatch")), ("hatch.toml", ()))
_HATCH_PLUGINS: Final = (("env", "collectors"), ("env", "requires"))
_BUILT_IN_ENVIRONMENTS: Final = ("default", "hatch-")
_POE_FILES: Final = ("poe_tasks.toml", "poe_tasks.yaml", "poe_tasks.json")


class Tasks(NamedTuple):
    """The tasks of one runner in one folder: what it calls them, the file, their names, and which others it takes.

    The file is "" where none exists and the runner knows a few names all the same.
    """

    kind: str
    path: str
    names: tuple[str, ...]
    takes: Callable[[str], bool]

    def has(self, name: str) -> bool:
        """Say whether the runner does something for a name."""
        return name in self.names or self.takes(name)


def tasks_in(root: "Scope", runner: str, folder: str) -> Tasks | None:
    """Return the tasks of a runner in a folder, None where it has no file there.

    Raises:
        UnknownError: there may be more than can be read.

    """
    return root.once_for(_read, f"{runner}:{folder}")


def _read(root: "Scope", key: str) -> Tasks | None:
    runner, _, folder = key.partition(":")
    return _READERS[runner](root, folder)


def makefile_in(root: "Scope", folder: str) -> "MakeDocument | None":
    """Return the Makefile of any folder, None without one."""
    from repoaudit.subjects.files.makefile import NAMES

    paths = (f"{folder}/{name}" if folder else name for name in NAMES)
    path = next((path for path in paths if root.repository.is_file(path)), None)
    text = root.repository.read(path) if path else ""
    if path is None or not text.strip() or is_template(text):
        return None
    from repoaudit.documents.make import parse_make

    return root.document(parse_make, path)


def _make(root: "Scope", folder: str) -> Tasks | None:
    from repoaudit.subjects.files.make_targets import must_be_complete

    document = makefile_in(root, folder)
    if document is None:
        return None
    must_be_complete(document, root.repository)
    from repoaudit.subjects.files.make_prerequisites import is_matched, makes_anything

    if makes_anything(document) or "MAKECMDGOALS" in document.text:
        raise UnknownError("the Makefile makes more than it names", document.path)
    names = tuple(name for name in document.targets if not name.startswith(".") and "%" not in name)
    known = document.phony

    def takes(name: str) -> bool:
        path = f"{folder}/{name}" if folder else name
        return name in known or root.repository.exists(path) or is_matched(document, name)

    return Tasks("target", document.path, names, takes)


def _just(root: "Scope", folder: str) -> Tasks | None:
    from repoaudit.subjects.files.just import Justfile

    for near in dict.fromkeys((folder, "")):
        scope = scope_in(root, near)
        justfile = next(iter(scope.all(Justfile)), None) if scope else None
        if justfile is not None:
            return Tasks("recipe", justfile.path, justfile.recipes, _nothing)
    return None


def _hatch(root: "Scope", folder: str) -> Tasks | None:
    scope = scope_in(root, folder)
    names: list[str] = []
    path = ""
    for file, prefix in _HATCH_FILES if scope else ():
        document = scope.document(parse_toml, scope.path(file)) if scope and scope.exists(file) else None
        environments = document.get((*prefix, "envs")) if document else None
        if document and any(document.get((*prefix, *key)) is not ABSENT for key in _HATCH_PLUGINS):
            raise UnknownError("a plugin may add environments", document.path)
        if document and isinstance(environments, dict):
            names += environments
            path = document.path
    return Tasks("environment", path, tuple(names), _is_variant(tuple(names))) if path else None


def _is_variant(names: tuple[str, ...]) -> Callable[[str], bool]:
    """Return what says whether a name is one of a matrix (``test.py3.12``), or an environment of hatch's own."""
    return lambda name: name.partition(".")[0] in names or name.startswith(_BUILT_IN_ENVIRONMENTS)


def _tox(root: "Scope", folder: str) -> Tasks | None:
    from repoaudit.subjects.collections.tox_names import is_built_in, tox_environments
    from repoaudit.subjects.files.tox import Tox

    scope = scope_in(root, folder)
    tox = next(iter(scope.all(Tox)), None) if scope else None
    if scope is None or (tox is None and not scope.is_root):  # tox looks in the folders above, too
        return None
    if scope.exists("toxfile.py"):
        raise UnknownError("a plugin may add environments", scope.path("toxfile.py"))
    if tox is None:
        return Tasks("environment", "", (), is_built_in)
    known = tox_environments(tox)
    return Tasks("environment", tox.path, known.names, known.takes)


def _nox(root: "Scope", folder: str) -> Tasks | None:
    from repoaudit.subjects.files.nox import Nox
    from repoaudit.subjects.files.nox_names import names_all_sessions

    scope = scope_in(root, folder)
    nox = next(iter(scope.all(Nox)), None) if scope else None
    if nox is None:
        return None
    if not names_all_sessions(nox):
        raise UnknownError("more sessions may be made than can be read", nox.path)
    names = tuple(session.name for session in nox.sessions)
    return Tasks("session", nox.path, names, lambda name: _SESSION_SUFFIX.sub("", name) in names)


def _poe(root: "Scope", folder: str) -> Tasks | None:
    return _from_pyproject(root, folder, ("tool", "poe"), "tasks")


def _pdm(root: "Scope", folder: str) -> Tasks | None:
    return _from_pyproject(root, folder, ("tool", "pdm"), "scripts")


def _hooks(root: "Scope", folder: str) -> Tasks | None:
    from repoaudit.facts.hooks import CONFIGURATIONS
    from repoaudit.subjects.files.hooks import Hooks

    found = tuple(root.all(Hooks)) if not folder else ()
    if not found:
        return None
    nested = any(path.rpartition("/")[2] in CONFIGURATIONS and "/" in path for path in root.repository.files())
    if len(found) > 1 or nested or any(is_template(root.repository.read(each.path)) for each in found):
        raise UnknownError("another configuration may have more hooks", found[0].path)
    names = tuple(name for each in found for hook in each.hooks for name in hook.names)
    return Tasks("hook", found[0].path, names, _nothing)


def _from_pyproject(root: "Scope", folder: str, table: tuple[str, str], key: str) -> Tasks | None:
    scope = scope_in(root, folder)
    if scope is None or not scope.exists("pyproject.toml"):
        return None
    document = scope.document(parse_toml, scope.path("pyproject.toml"))
    tasks = document.get((*table, key))
    if any(scope.exists(name) for name in _POE_FILES) or any(
        document.get((*table, key)) is not ABSENT for key in ("include", "include_script")
    ):
        raise UnknownError("an included file may have more tasks", document.path)
    return Tasks("task", document.path, tuple(tasks), _nothing) if isinstance(tasks, dict) else None


def _nothing(name: str) -> bool:
    del name
    return False


_READERS: Final[Mapping[str, Callable[["Scope", str], Tasks | None]]] = {
    "make": _make,
    "just": _just,
    "hatch": _hatch,
    "tox": _tox,
    "nox": _nox,
    "poe": _poe,
    "pdm": _pdm,
    "pre-commit": _hooks,
}
