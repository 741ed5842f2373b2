"""GitHub workflows: one subject for each file, with its triggers, jobs and steps."""

from collections.abc import Iterable, Iterator, Mapping

from repoaudit.documents.yaml import parse_yaml
from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.repository import join
from repoaudit.subjects.files.workflows.jobs import Job, Step, read_steps, text_at, variables
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.scripts import Script

FOLDER: Final = ".github/workflows"
ACTIONS: Final = ".github/actions"
_ENDINGS: Final = (".yml", ".yaml")


_CHANGING = frozenset({"synchronize", "checks_requested"})
"""Types of events of a pull request, and of a merge queue, with which something new is to be checked."""


class Trigger(NamedTuple):
    """One event that starts a workflow; ``node`` holds its filters, None where it has none."""

    name: str
    node: "YamlNode | None"
    place: "Place"

    def filter(self, key: str) -> tuple["YamlNode", ...] | None:
        """Return the patterns of ``branches``, ``paths-ignore``, ``types``, ...; None where there is no such filter."""
        found = self.node.get(key) if self.node else None
        return None if found is None else tuple(found.strings())


class Workflow:
    """One file of ``.github/workflows``; a key of another shape than GitHub's counts as absent."""

    __slots__ = ("_jobs", "document", "scope")
    reads: ClassVar[tuple[str, ...]] = (f"{FOLDER}/*.yml", f"{FOLDER}/*.yaml")

    def __init__(self, scope: "Scope", document: "YamlDocument") -> None:
        self.scope = scope
        self.document = document
        self._jobs: tuple[Job, ...] | None = None

    def __repr__(self) -> str:
        return f"<Workflow {self.path}>"

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the workflows of the repository, at its root; those that cannot be parsed are left out."""
        for path in workflow_files(scope) if scope.is_root else ():
            document = _readable(scope, path)
            if document is not None:
                yield cls(scope, document)

    @property
    def path(self) -> str:
        """The file."""
        return self.document.path

    @property
    def name(self) -> str:
        """Its title, or its path, which GitHub shows where there is none."""
        return (text_at(self.document.root, "name") if self.document.root else "") or self.path

    @property
    def place(self) -> "Place":
        """The key ``jobs``, or the file."""
        return self.document.place(("jobs",))

    def key_place(self, *path: str) -> "Place":
        """Return where a key stands, without its value; the file, where it is not written."""
        key = self.document.key_node(path)
        return Place(self.path, key.span if key else None, ".".join(path))

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """The events under ``on``, whether it is a word, a list or a mapping."""
        node = self.document.find(("on",))
        if node is None:
            return ()
        if node.kind == "mapping":
            pairs = ((key.text, value) for key, value in node.pairs())
            return tuple(
                Trigger(name, None if value.is_null else value, self.document.place(("on", name)))
                for name, value in pairs
            )
        return tuple(
            Trigger(each.value, None, self.document.place_of(each, f"on.{each.value}")) for each in node.strings()
        )

    def trigger(self, *names: str) -> Trigger | None:
        """Return the first trigger that has one of the names."""
        return next((trigger for trigger in self.triggers if trigger.name in names), None)

    @property
    def rank_for_changes(self) -> int:
        """How likely it is that it looks at every change: 3 for one that every proposal starts, 0 for none."""
        proposals = self.trigger("pull_request", "merge_group")
        types = proposals.filter("types") if proposals else ()
        if proposals is not None and (types is None or any(each.text in _CHANGING for each in types)):
            return 2 if proposals.filter("paths") else 3
        push = self.trigger("push")
        return 1 if push is not None and (push.filter("tags") is None or push.filter("branches") is not None) else 0

    @property
    def permissions(self) -> "YamlNode | None":
        """The value of ``permissions``, None where the workflow leaves it to the repository's settings."""
        return self.document.find(("permissions",))

    @property
    def has_concurrency(self) -> bool:
        """Whether ``concurrency`` limits its runs, or those of each of its jobs."""
        owners = [job.node for job in self.jobs]
        return self.document.find(("concurrency",)) is not None or (
            bool(owners) and all(owner.get("concurrency") is not None for owner in owners)
        )

    @property
    def without_timeout(self) -> tuple[Job, ...]:
        """The jobs with steps that may run for as long as GitHub allows."""
        return tuple(job for job in self.jobs if not job.uses and job.steps and not job.has_timeout)

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables of every step; a value may hold expressions."""
        return variables(self.document.root) if self.document.root else {}

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs, in order."""
        if self._jobs is None:
            jobs = self.document.find(("jobs",))
            pairs = jobs.pairs() if jobs else ()
            self._jobs = tuple(Job(self.document, key.text, node) for key, node in pairs if node.kind == "mapping")
        return self._jobs


def unreadable_workflows(scope: "Scope") -> tuple[str, ...]:
    """Return the workflows that cannot be parsed, so that nothing is known of what they run."""
    return tuple(path for path in workflow_files(scope.root) if _readable(scope.root, path) is None)


def step_scripts(scope: "Scope") -> Iterator["Script"]:
    """Yield the command text of every step that a POSIX shell reads: of all workflows and local composite actions."""
    from repoaudit.subjects.files.workflows.scripts import scripts_of_action, scripts_of_job

    for workflow in scope.all(Workflow):
        for job in workflow.jobs:
            yield from scripts_of_job(job)
    for action in composite_actions(scope):
        yield from scripts_of_action(action)


def composite_actions(scope: "Scope") -> tuple["YamlDocument", ...]:
    """Return the composite actions of the repository, which run where the workflow that uses them does.

    They are found under ``.github/actions``, and in any folder that a step names: ``uses: ./ci/setup``.
    """
    return scope.once(_composite_actions)


def _composite_actions(scope: "Scope") -> tuple["YamlDocument", ...]:
    return tuple(_find_composite_actions(scope))


def _find_composite_actions(scope: "Scope") -> Iterator["YamlDocument"]:
    if not scope.is_root:
        return
    waiting = [f"{ACTIONS}/{folder}" for folder in scope.repository.list_dir(ACTIONS)]
    waiting += [folder for workflow in scope.all(Workflow) for folder in _local_in(workflow)]
    seen: set[str] = set()
    for folder in waiting:
        document = None if folder in seen else local_action(scope, folder)
        seen.add(folder)
        if document is not None and is_composite(document):
            yield document
            waiting += _local(read_steps(document, document.find(("runs",)), ("runs",), None))


def _local_in(workflow: Workflow) -> list[str]:
    if "./" not in workflow.document.text:
        return []
    return [folder for job in workflow.jobs for folder in _local(job.steps)]


def _local(steps: Iterable[Step]) -> list[str]:
    """Return the folders of the actions that steps name by their place in the repository."""
    return [folder for step in steps if step.uses.startswith("./") and (folder := join("", step.uses)) is not None]


def local_action(scope: "Scope", folder: str) -> "YamlDocument | None":
    """Return the file that describes the action of a folder, None where there is none that can be parsed."""
    paths = (f"{folder}/{name}" if folder else name for name in ("action.yml", "action.yaml"))
    return next((_readable(scope, path) for path in paths if scope.repository.is_file(path)), None)


def is_composite(document: "YamlDocument") -> bool:
    """Say whether an action consists of steps."""
    using = document.find(("runs", "using"))
    return using is not None and using.text == "composite"


def workflow_files(scope: "Scope") -> Iterator[str]:
    """Yield the paths of the workflows, whether they can be read or not."""
    names = (name for name in scope.repository.list_dir(FOLDER) if name.endswith(_ENDINGS) and "{{" not in name)
    return (path for name in names if scope.repository.is_file(path := f"{FOLDER}/{name}"))


def _readable(scope: "Scope", path: str) -> "YamlDocument | None":
    """Parse a file, None where that fails: one broken file must not hide the others."""
    try:
        return scope.document(parse_yaml, path)
    except UnknownError:
        return None


def first_of_changes(workflows: Iterable[Workflow]) -> Workflow | None:
    """Return the first of those that most likely look at every change."""
    return max(workflows, key=lambda each: each.rank_for_changes, default=None)
