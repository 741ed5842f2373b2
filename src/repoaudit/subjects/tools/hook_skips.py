"""Lists of hooks that are not to run: ``ci.skip`` of pre-commit.ci, and ``SKIP`` where CI or make run the hooks."""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.yaml import parse_yaml
from repoaudit.errors import UnknownError
from repoaudit.facts.ci import GITLAB_FILE as GITLAB
from repoaudit.facts.ci import HOOK_ACTIONS
from repoaudit.facts.hooks import CONFIGURATION, CONFIGURATIONS
from repoaudit.finding import Change, Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.calls import called_by
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.hooks import Hook, Hooks
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.workflows.jobs import Job, Step

_SKIP: Final = "SKIP"
_PROGRAMS: Final = frozenset({"pre-commit", "prek"})
_MENTION: Final = lazy(r"(?<![\w.-])(?:pre-commit|prek)(?![\w.-])")
_OTHER_FILE: Final = lazy(r"(?:\s-c|--config|--cd|\s-C|--directory)[=\s]")
_ASSIGNED: Final = lazy(r"(?<![\w$])SKIP=(?P<names>[\w.,-]+|\"[\w., -]+\"|'[\w., -]+')(?=\s)")
_DEEPEST: Final = 4
"""Calls that are followed from a step to the hooks: ``make lint``, ``tox``, the program."""


class _Found(NamedTuple):
    """A list with names that no hook has."""

    key: str
    names: tuple[str, ...]
    place: Place
    fix: Fix | None


class SkippedHooks:
    """One list of names, of which some are not known; `UnknownError` where other hooks may be meant."""

    __slots__ = ("_fix", "_names", "key", "place", "scope")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", found: _Found) -> None:
        self.scope = scope
        self.key, self._names, self.place, self._fix = found

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every list that names a hook which is not configured."""
        known = {name for hook in scope.all(Hook) for name in hook.names}
        return (cls(scope, found) for found in (_everywhere(scope, known) if known else ()))

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names that no hook has. Raises `UnknownError` where another configuration may hold such hooks."""
        if self.key == _SKIP:
            self.scope.root.once(_must_be_only_one)
        return self._names

    @property
    def meant(self) -> str:
        """A hook that an unknown name is close to, "" without one."""
        from difflib import get_close_matches  # only when there is something to report

        known = [name for hook in self.scope.all(Hook) for name in hook.names]
        return next((found for name in self._names for found in get_close_matches(name, known, 1, 0.75)), "")

    @property
    def without(self) -> Fix | None:
        """The fix that takes the unknown names out; None where one of them looks like a slip of the pen."""
        return None if self.meant or self._fix is None else self._fix.titled("remove what skips nothing")


def _everywhere(scope: "Scope", known: set[str]) -> Iterator[_Found]:
    for hooks in scope.all(Hooks):
        yield from _in_settings(hooks, known)
    if not _is_mentioned(scope):
        return
    for document, node, path in (*_in_workflows(scope), *_in_gitlab(scope)):
        yield from _of_variable(document, node, path, known)
    yield from _in_commands(scope, known)


def _is_mentioned(scope: "Scope") -> bool:
    """Say whether a workflow or a command sets the variable at all: nearly never."""
    texts = [workflow.document.text for workflow in scope.all(Workflow)]
    if scope.exists(GITLAB):
        return True
    return any(_SKIP in text for text in texts) or any(_SKIP in command.environment for command in all_commands(scope))


def _must_be_only_one(root: "Scope") -> None:
    """Raise `UnknownError` where a folder has a configuration of its own, as prek's workspaces allow."""
    for path in root.repository.files():
        folder, _, name = path.rpartition("/")
        if folder and name in CONFIGURATIONS:
            raise UnknownError("holds hooks of its own", path)


def _split(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _unknown(names: list[str], known: set[str]) -> tuple[str, ...]:
    """Return the names that no hook has; what prek reads as a project (``web/``, ``web:lint``) is none."""
    return tuple(name for name in names if name not in known and not {"/", ":", "$", "{"} & set(name))


def _in_settings(hooks: Hooks, known: set[str]) -> Iterator[_Found]:
    names = (hooks.ci.texts("skip") if hooks.ci and hooks.path == CONFIGURATION else None) or ()
    unknown = _unknown(list(names), known)
    if hooks.ci and unknown:
        indexes = [index for index, name in enumerate(names) if name in unknown]
        place = hooks.ci.place("skip", indexes[0]) if len(indexes) == 1 else hooks.ci.place("skip")
        fix = hooks.ci.without_items("skip", indexes)
        yield _Found("ci.skip", unknown, place._replace(anchor="ci.skip"), fix)


Variable = tuple["YamlDocument", "YamlNode", "DataPath"]


def _in_workflows(scope: "Scope") -> Iterator[Variable]:
    """Yield the variables ``SKIP`` of steps, jobs and workflows that run hooks."""
    for workflow in scope.all(Workflow):
        if _SKIP not in workflow.document.text:
            continue
        document = workflow.document
        of_workflow = list(_variable(document.root, ())) if document.root else []
        found = False
        for job in workflow.jobs:
            variables = _of_job(job, scope, wanted=bool(of_workflow))
            found = found or variables is not None
            yield from ((document, *variable) for variable in variables or ())
        yield from ((document, *variable) for variable in of_workflow if found)


def _of_job(job: "Job", scope: "Scope", *, wanted: bool) -> "list[tuple[YamlNode, DataPath]] | None":
    """Return the variables of a job and its steps that run hooks, None where none of them does.

    What a step runs is far to seek, so that it is asked only of those that have a variable, or whose job or workflow
    has one.
    """
    of_job = list(_variable(job.node, job.path))
    of_steps = [(step, list(_variable(step.node, step.path))) for step in job.steps]
    running = [
        variables for step, variables in of_steps if (wanted or of_job or variables) and _runs_hooks(step, scope)
    ]
    return [*of_job, *(each for variables in running for each in variables)] if running else None


def _in_gitlab(scope: "Scope") -> Iterator[Variable]:
    """Yield the variables of GitLab's jobs that name a program of hooks, and of the whole file where one does."""
    if not scope.exists(GITLAB):
        return
    document = scope.document(parse_yaml, GITLAB)
    pairs = [(node, (key.text,)) for key, node in document.root.pairs()] if document.root else []
    owners: list[tuple[YamlNode, DataPath]] = [*pairs, *([(document.root, ())] if document.root else [])]
    for owner, path in owners:
        text = document.text[slice(*owner.span)] if owner.kind == "mapping" else ""
        if _MENTION.search(text) and not _OTHER_FILE.search(text):
            yield from ((document, node, inner) for node, inner in _variable(owner, path, "variables"))


def _variable(owner: "YamlNode", path: "DataPath", key: str = "env") -> "Iterator[tuple[YamlNode, DataPath]]":
    variables = owner.get(key)
    node = variables.get(_SKIP) if variables else None
    if node is not None and node.kind == "scalar":
        yield node, (*path, key, _SKIP)


def _runs_hooks(step: "Step", scope: "Scope") -> bool:
    if step.action in HOOK_ACTIONS:
        return not any(
            (node := step.input(key)) and _OTHER_FILE.search(f" {node.text} ") for key in HOOK_ACTIONS[step.action]
        )
    if step.run is None:
        return False
    if _MENTION.search(step.run.text):
        return not _OTHER_FILE.search(step.run.text)
    inside = (command for command in all_commands(scope) if _stands_in(command, step))
    return any(_comes_to_hooks(command, scope, _DEEPEST) for command in inside)


def _stands_in(command: "Command", step: "Step") -> bool:
    place = command.place
    return (
        place.path == step.document.path
        and place.span is not None
        and step.node.start <= place.span.start < step.node.end
    )


def _comes_to_hooks(command: "Command", scope: "Scope", depth: int) -> bool:
    if command.tool in _PROGRAMS:
        return not command.flag("-c", "--config") and not command.option("--config")
    try:
        inner = called_by(command, scope) if depth else ()
    except UnknownError:
        return False
    return any(_comes_to_hooks(each, scope, depth - 1) for each in inner)


def _of_variable(document: "YamlDocument", node: "YamlNode", path: "DataPath", known: set[str]) -> Iterator[_Found]:
    names = _split(node.text)
    unknown = _unknown(names, known)
    if unknown:
        rest = [name for name in names if name not in unknown]
        fix = Fix("", (partial(_rewritten, document, path, ",".join(rest)),))
        yield _Found(_SKIP, unknown, document.place(path), fix)


def _rewritten(document: "YamlDocument", path: "DataPath", text: str) -> Change:
    from repoaudit.documents.yaml.edits import remove_key, set_value

    if text:
        return set_value(document, path, text)
    variables = document.find(path[:-1])
    is_alone = variables is not None and len(variables.positions()) == 1
    return remove_key(document, path[:-1] if is_alone else path)


def _in_commands(scope: "Scope", known: set[str]) -> Iterator[_Found]:
    """Yield the assignments in front of commands that come to the hooks: ``SKIP=mypy pre-commit run``."""
    seen: set[Place] = set()
    for command in all_commands(scope):
        if _SKIP not in command.environment:
            continue
        for match in _ASSIGNED.finditer(command.script.text):
            names = _split(match["names"].strip("\"'"))
            span = Span(*match.span("names"))
            inner = command.script.span(span)
            place = command.script.place._replace(span=inner) if inner else command.script.place
            unknown = _unknown(names, known)
            if unknown and place not in seen and _comes_to_hooks(command, scope, _DEEPEST):
                seen.add(place)
                rest = [name for name in names if name not in unknown]
                fix = command.script.replace(span, ",".join(rest)) if rest and inner else None
                yield _Found(_SKIP, unknown, place, fix)
