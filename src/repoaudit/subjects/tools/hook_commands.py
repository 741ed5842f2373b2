"""What hooks run, and where two of them meet: the same files, the same stage."""

from collections.abc import Iterable

from repoaudit.documents.patterns import search
from repoaudit.errors import UnknownError
from repoaudit.subjects.collections.call_index import call_index
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.hooks import Hook

_TYPES: Final = ("types", "types_or", "exclude_types")
_PYTHON: Final = frozenset({"python", "file", "text"})


def commands_of_hook(hook: "Hook", scope: "Scope") -> list["Command"]:
    """Return the commands of a hook, none where its manifest is not known."""
    return scope.root.once_for(_commands_of, hook)


def _commands_of(root: "Scope", hook: "Hook") -> list["Command"]:
    place = hook.place_of("entry")
    return call_index(root).at(place.path, place.span) if place.span else []


def likely_stages(hook: "Hook") -> frozenset[str]:
    """Return the stages of a hook, as if its version were the latest where it is not known."""
    try:
        return hook.effective_stages
    except UnknownError:
        fact = hook.fact
        return frozenset((fact.stages if fact else ()) or hook.hooks.default_names)


def meet(one: "Hook", other: "Hook", scope: "Scope") -> bool:
    """Say whether two hooks run at one stage for some Python file.

    Raises:
        UnknownError: a pattern of theirs may take too long, or is not valid.

    """
    if not likely_stages(one) & likely_stages(other) or not _kinds(one) & _kinds(other):
        return False
    return _overlap(one, other, [path for path in _files(scope) if path.endswith((".py", ".pyi"))])


def share_files(one: "Hook", other: "Hook", scope: "Scope") -> bool:
    """Say whether two uses of one hook run at one stage for some file. Raises `UnknownError` as `meet`."""
    if not likely_stages(one) & likely_stages(other):
        return False
    if all(one.table.texts(key) == other.table.texts(key) for key in _TYPES):
        return _overlap(one, other, _files(scope))
    from repoaudit.subjects.files.file_types import Wanted, may_be

    wanted = [Wanted(hook.types, hook.types_or, hook.table.texts("exclude_types") or ()) for hook in (one, other)]
    return any(
        all(may_be(path, each, scope) for each in wanted) and _takes(one, path) and _takes(other, path)
        for path in _files(scope)
    )


def _files(scope: "Scope") -> tuple[str, ...]:
    return scope.root.repository.files().paths


def _overlap(one: "Hook", other: "Hook", paths: Iterable[str]) -> bool:
    if (one.files, one.exclude) == (other.files, other.exclude):
        return True
    return any(_takes(one, path) and _takes(other, path) for path in paths)


def _kinds(hook: "Hook") -> frozenset[str]:
    """Return the kinds of Python files that a hook is limited to."""
    own = frozenset((*hook.types, *hook.types_or))
    special = own & {"pyi", "cython", "jupyter"}
    return special | {"python"} if not special or own & _PYTHON else special


def _takes(hook: "Hook", path: str) -> bool:
    return search(hook.files, path) and not (hook.exclude and search(hook.exclude, path))
