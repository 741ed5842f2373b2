"""Steps of workflows and local actions that GitHub refuses to run: retired versions, removed commands."""

from collections.abc import Iterator
from functools import partial

from repoaudit.facts.retired_actions import (
    ALLOWED_BY,
    COMMITS,
    RETIRED,
    RETIRED_COMMANDS,
    SUCCESSORS,
    RetiredVersions,
)
from repoaudit.finding import Applicability, Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.git import Git
from repoaudit.subjects.files.workflows import ACTIONS, Workflow, composite_actions
from repoaudit.subjects.files.workflows.jobs import read_steps
from repoaudit.subjects.views.retired_runners import retired_labels
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Change
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.workflows.jobs import Step
    from repoaudit.subjects.views.retired_runners import RetiredLabel

_GITHUB: Final = "github.com"
_VERSION: Final = lazy(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?")
_COMMIT: Final = lazy(r"[0-9a-f]{40}")
_COMMAND: Final = lazy(r"^(?!\s*#).*?(::(set-env|add-path)\b[^:\n]*::)")
_NEWEST: Final = 9_999
"""Stands for the part of a version that a tag such as ``v3`` leaves open."""

_UPLOAD: Final = "actions/upload-artifact"
_DOWNLOAD: Final = "actions/download-artifact"
_CACHE: Final = "actions/cache"


class RetiredUse(NamedTuple):
    """Something that no longer runs: what it is, since when, what to write, everywhere it stands in one file."""

    name: str
    date: str
    remedy: str
    places: tuple[Place, ...]
    fix: Fix | None


class RetiredUses:
    """The workflows and local actions of a repository, if it may be on github.com."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = (*Workflow.reads, f"{ACTIONS}/*/action.yml", f"{ACTIONS}/*/action.yaml")

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root."""
        if scope.is_root:
            yield cls(scope)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the remote is another machine than GitHub's, on which other versions may run."""
        return not {git.host for git in self.scope.all(Git)} <= {None, _GITHUB, f"ssh.{_GITHUB}"}

    @property
    def actions(self) -> Iterator[RetiredUse]:
        """Each retired version once for a file."""
        for steps in self.scope.once(_steps_of_files):
            uses: dict[str, list[Step]] = {}
            for step in steps:
                if step.action in RETIRED:
                    uses.setdefault(step.uses, []).append(step)
            for name, same in uses.items():
                retired = _retired(same[0])
                if retired and not self.is_elsewhere:
                    yield _use(name, same, retired, steps)

    @property
    def runners(self) -> "Iterator[RetiredLabel]":
        """Each label of a runner that is gone, once for a workflow."""
        if self.is_elsewhere:
            return iter(())
        return (label for workflow in self.scope.all(Workflow) for label in retired_labels(workflow))

    @property
    def commands(self) -> Iterator[RetiredUse]:
        """Every removed workflow command."""
        for step in (step for steps in self.scope.once(_steps_of_files) for step in steps):
            if step.run is None or "::" not in step.run.text or _allows(step):
                continue
            start = 0
            for line in step.run.text.splitlines(keepends=True):
                found = _COMMAND.search(line) if "::" in line else None
                if found and not self.is_elsewhere:
                    date, file = RETIRED_COMMANDS[found[2]]
                    place = _inside(step, start + found.start(1), start + found.end(1))
                    yield RetiredUse(f"::{found[2]}", date, f"append to `{file}`", (place,), None)
                start += len(line)


def _steps_of_files(root: "Scope") -> tuple[tuple["Step", ...], ...]:
    """Return the steps that may run, file by file."""
    found = [[step for job in workflow.jobs for step in job.steps] for workflow in root.all(Workflow)]
    found += [[*read_steps(each, each.find(("runs",)), ("runs",), None)] for each in composite_actions(root)]
    return tuple(tuple(step for step in steps if not step.is_dead) for steps in found)


def _retired(step: "Step") -> RetiredVersions | None:
    """Return what is known of the retirement of the version that a step uses, None for one that runs."""
    ref = step.uses.partition("@")[2]
    action = "/".join(step.action.split("/")[:2])
    version = _VERSION.fullmatch(COMMITS.get(action, {}).get(ref, "") if _COMMIT.fullmatch(ref) else ref)
    if version is None:
        return None
    parts = tuple(_NEWEST if part is None else int(part) for part in version.groups())
    return next((each for each in RETIRED[step.action] if each.since <= parts < each.until), None)


def _use(name: str, steps: "list[Step]", retired: RetiredVersions, others: "tuple[Step, ...]") -> RetiredUse:
    action, _, ref = name.partition("@")
    floating, exact = SUCCESSORS[steps[0].action]
    new = f"{action}@{exact if '.' in ref else floating}"
    places = tuple(step.document.place((*step.path, "uses")) for step in steps)
    if _COMMIT.fullmatch(ref):
        return RetiredUse(name, retired.date, f"pin the commit of `{exact}` or a later version", places, None)
    fix = Fix(f"write `{new}`", tuple(partial(_write, step, new) for step in steps))
    is_safe = all(_takes_the_same(step, others) for step in steps)
    more = ", which wants a name of its own for each upload" if any(_shares(step, others) for step in steps) else ""
    remedy = f"write `{new}`{more}"
    return RetiredUse(name, retired.date, remedy, places, fix if is_safe else fix.but(Applicability.UNSAFE))


def _write(step: "Step", new: str) -> "Change":
    from repoaudit.documents.yaml.edits import set_value

    return set_value(step.document, (*step.path, "uses"), new)


def _takes_the_same(step: "Step", others: "tuple[Step, ...]") -> bool:
    """Say whether the next version does with the inputs of a step what this one did.

    Of uploads the fourth series wants a name for each, and leaves hidden files out; of downloads the first had its own
    folder; those of pages are changed in pairs.
    """
    if step.action.startswith(_CACHE):
        return True
    name = step.input("name")
    if step.action == _DOWNLOAD:
        uploads = [each for each in others if each.action == _UPLOAD and _retired(each)]
        is_first = step.uses.partition("@")[2].lstrip("v").startswith("1")
        return name is not None and not is_first and all(_takes_the_same(each, others) for each in uploads)
    if step.action != _UPLOAD or step.job is None or step.job.matrix is not None or name is None or "$" in name.text:
        return False
    path = step.input("path")
    names = [given.text for each in others if each.action == _UPLOAD and (given := each.input("name"))]
    return names.count(name.text) == 1 and path is not None and "$" not in path.text and not _has_hidden(path.text)


def _shares(step: "Step", others: "tuple[Step, ...]") -> bool:
    """Say whether an upload goes by the name of another one, or each job of a matrix uploads by the same name."""
    if step.action != _UPLOAD:
        return False
    given = step.input("name")
    name = given.text if given else ""
    if "$" in name:
        return False
    names = [found.text if (found := each.input("name")) else "" for each in others if each.action == _UPLOAD]
    return names.count(name) > 1 or (step.job is not None and step.job.matrix is not None)


def _has_hidden(text: str) -> bool:
    """Say whether a path or pattern leads to hidden files; a folder or a wildcard may hold some."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    parts = [part for line in lines for part in line.removeprefix("./").split("/")]
    names = [line.rstrip("/").rpartition("/")[2] for line in lines]
    return any(part.startswith((".", "*")) for part in parts if not part.startswith("*.")) or any(
        "." not in name for name in names
    )


def _allows(step: "Step") -> bool:
    root = step.document.root
    owners = (step.node, step.job.node if step.job else None, root)
    tables = (owner.get("env") for owner in owners if owner)
    return any(table and table.get(ALLOWED_BY) for table in tables)


def _inside(step: "Step", start: int, end: int) -> Place:
    """Return where a part of the command text stands, or the step."""
    first, last = (step.document.scalar_offset(step.run, index) if step.run else None for index in (start, end - 1))
    place = step.place
    return place if first is None or last is None else place._replace(span=Span(first, last + 1))
