"""Tasks that people, CI or hooks are told to run and that nothing defines."""

from collections.abc import Iterable, Iterator
from itertools import chain

from repoaudit.errors import UnknownError
from repoaudit.facts.programs import SPHINX_BUILDERS
from repoaudit.subjects.collections.commands import commands_in
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.collections.task_calls import Asked, tasks_asked
from repoaudit.subjects.collections.task_definitions import Tasks, makefile_in, tasks_in
from repoaudit.subjects.collections.unwrapping import is_known_tool
from repoaudit.subjects.files.guides import guide_scripts
from repoaudit.subjects.files.scripts import Runner
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_HANDLED: Final = frozenset({"or_true", "condition", "negated", "ignored", "tolerated"})
_PROSE: Final = frozenset(
    "a all-the an any it sure the your this that these sense changes target targets command something use".split()
)
_PLACEHOLDERS: Final = frozenset(
    "target targets command recipe task session environment name env envname env-name env_name taskname".split()
)


class MissingTask:
    """A task that does not exist: how and where it is asked for, the file that lacks it, and a task spelled alike.

    The file is "" where none configures the runner.
    """

    __slots__ = ("kind", "name", "near", "path", "places", "runner", "spelled")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, asked: Asked, tasks: Tasks, places: "tuple[Place, ...]") -> None:
        self.spelled = asked.spelled
        self.name = asked.name
        self.runner = asked.runner
        self.places = places
        self.kind = tasks.kind
        self.path = tasks.path
        self.near = _nearest(asked.name, tasks.names, 0.75)

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every task of one project that does not exist, once, with all places that ask for it.

        All tasks of a runner that no file configures are one.
        """
        found: dict[tuple[str, str], tuple[Asked, Tasks, dict[Place, None]]] = {}
        for asked, tasks in _missing(scope):
            cause = (tasks.path, asked.name) if tasks.path else ("", asked.runner)
            places = found.setdefault(cause, (asked, tasks, {}))[2]
            places[asked.place._replace(anchor=asked.spelled)] = None
        for asked, tasks, places in found.values():
            yield cls(asked, tasks, tuple(places))


def _missing(scope: "Scope") -> Iterator[tuple[Asked, Tasks]]:
    for asked, is_guide in chain(_by_machines(scope), _by_people(scope)):
        tasks = _tasks(scope.root, asked)
        if tasks is None or tasks.has(asked.name) or _may_be_program(scope, asked, tasks):
            continue
        if not (is_guide and _is_elsewhere(scope.root, asked)):
            yield asked, tasks


def _by_machines(scope: "Scope") -> Iterator[tuple[Asked, bool]]:
    """Yield what CI, hooks, recipes and environments ask for where its failure counts; scripts are left out."""
    for command in commands_of(scope):
        asked = list(tasks_asked(command)) if command.where.runner is not Runner.SHELL else []
        if asked and not _is_handled(command):
            yield from ((each, False) for each in asked)


def _by_people(scope: "Scope") -> Iterator[tuple[Asked, bool]]:
    for script in guide_scripts(scope):
        for command in commands_in(script):
            for asked in tasks_asked(command):
                invented = asked.name.isupper() or asked.name.startswith("your")
                if asked.name not in _PROSE | _PLACEHOLDERS and not invented:
                    yield asked, True


def _is_handled(command: "Command") -> bool:
    return command.swallowed is not None and command.swallowed.kind in _HANDLED


def _tasks(root: "Scope", asked: Asked) -> Tasks | None:
    if asked.folder is None:
        return None
    try:
        return tasks_in(root, asked.runner, asked.folder)
    except UnknownError:
        return None


def _may_be_program(scope: "Scope", asked: Asked, tasks: Tasks) -> bool:
    """Say whether pdm may run a program of that name: unless some script is spelled nearly the same."""
    if asked.runner != "pdm":
        return False
    is_alike = bool(_nearest(asked.name, tasks.names, 0.8))
    declared = {each.name for each in scope.all(Dependencies)[0].all}
    return not is_alike or is_known_tool(asked.name) or asked.name in declared


def _is_elsewhere(root: "Scope", asked: Asked) -> bool:
    """Say whether another Makefile has the target: guides often say in prose in which folder it is run."""
    if asked.runner != "make":
        return False
    folders = root.once(_folders_with_make)
    return any(folder != asked.folder and _has_target(root, folder, asked.name) for folder in folders)


def _folders_with_make(root: "Scope") -> tuple[str, ...]:
    from repoaudit.subjects.files.makefile import NAMES

    return tuple(path.rpartition("/")[0] for path in root.repository.files() if path.rpartition("/")[2] in NAMES)


def _has_target(root: "Scope", folder: str, name: str) -> bool:
    try:
        document = makefile_in(root, folder)
        tasks = tasks_in(root, "make", folder) if document else None
    except UnknownError:
        return (
            "sphinx" not in _text(root, folder).lower() or name in SPHINX_BUILDERS or f"{name}:" in _text(root, folder)
        )
    if document is None:
        return f"{name}:" in _text(root, folder)
    return tasks is None or tasks.has(name)


def _text(root: "Scope", folder: str) -> str:
    from repoaudit.subjects.files.makefile import NAMES

    path = next(path for each in NAMES if root.repository.is_file(path := f"{folder}/{each}" if folder else each))
    return root.repository.read(path)


def _nearest(name: str, known: Iterable[str], cutoff: float) -> str:
    """Return the known name that is most like another, "" where none is."""
    from difflib import get_close_matches  # hardly ever

    return next(iter(get_close_matches(name, list(known), 1, cutoff)), "")
