"""Jobs that install the same dependencies anew on every run.

Source: the READMEs and `action.yml` of actions/setup-python (v2 to v6) and astral-sh/setup-uv (v1 to v7), read on
2026-11-26, and of pdm-project/setup-pdm, read on 2026-11-27.
"""

from collections.abc import Iterator
from functools import partial

from repoaudit.errors import UnknownError
from repoaudit.finding import Fix, Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.call_index import call_index
from repoaudit.subjects.files.git import Git
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.subjects.views.ci_triggers import is_early
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Change
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.workflows.jobs import Job, Step

_PYTHON: Final = "actions/setup-python"
_UV: Final = "astral-sh/setup-uv"
_PDM: Final = "pdm-project/setup-pdm"
_CHECKOUT: Final = "actions/checkout"
_OTHER_CACHES: Final = frozenset({"swatinem/rust-cache", "mozilla-actions/sccache-action"})
_NAME: Final = lazy(r"[=<>~!\[].*")
_PUBLISHERS: Final = frozenset(
    {
        "pypa/gh-action-pypi-publish",
        "docker/build-push-action",
        "softprops/action-gh-release",
        "ncipollo/release-action",
    }
)
_MANAGERS: Final = {"poetry": "poetry", "pipenv": "pipenv", "pip": "pip"}
_PUBLISHING: Final = frozenset(
    {"twine upload", "uv publish", "poetry publish", "flit publish", "pdm publish", "hatch publish"}
)
_READS_PYPROJECT: Final = lazy(r"v(?:[5-9]|\d\d)(?:\.\d+)*|v4")
_TOOLS: Final = frozenset(
    "pip setuptools wheel build twine uv poetry pdm hatch pipx pipenv pre-commit prek codecov coveralls".split()
)
"""Small packages that a job installs to do something else; what that installs is kept elsewhere, if at all."""


class UncachedJob:
    """A job that a pull request starts, that installs dependencies, and that keeps none of them."""

    __slots__ = ("_installs", "_job", "_scope", "_step")
    reads: ClassVar[tuple[str, ...]] = Workflow.reads

    def __init__(self, scope: "Scope", job: "Job", step: "Step", installs: "tuple[Command, ...]") -> None:
        self._scope = scope
        self._job = job
        self._step = step
        self._installs = installs

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every such job; not in workflows that publish, which a cache could poison."""
        for workflow in scope.all(Workflow):
            if not any(map(is_early, workflow.triggers)) or _publishes(workflow, scope):
                continue
            for job in workflow.jobs:
                step, installs = _setup(job), _installs(job, scope)
                if step and installs and not job.is_dead and not _keeps(job):
                    yield cls(scope, job, step, installs)

    @property
    def place(self) -> Place:
        """The step that sets Python or uv up."""
        return self._step.document.place((*self._step.path, "uses"))

    @property
    def remedy(self) -> str:
        """What to write."""
        if self._step.action == _UV:
            return "leave `enable-cache` on"
        if all(each.tool == "uv" for each in self._installs):
            return "set uv up with `astral-sh/setup-uv`, which keeps what it downloaded"
        if all(each.tool == "pdm" for each in self._installs):
            return "set pdm up with `pdm-project/setup-pdm` and `cache: true`"
        return f"add `cache: {self._manager}` to `actions/setup-python`"

    @property
    def _manager(self) -> str:
        return next((_MANAGERS[each.tool] for each in self._installs if each.tool in _MANAGERS), "pip")

    @property
    def fix(self) -> Fix | None:
        """The fix that caches what pip downloads; None where `actions/setup-python` may find no file to name it by."""
        if any(each.tool != "pip" for each in self._installs) or not self._can_name:
            return None
        words = {argument.text for each in self._installs for argument in each.arguments}
        if "--no-cache-dir" in words or any("PIP_NO_CACHE_DIR" in each.environment for each in self._installs):
            return None
        return Fix("cache what pip downloads", (partial(_cache_pip, self._step),))

    @property
    def _can_name(self) -> bool:
        """Whether a file is there by which the cache is named, and the repository is checked out before."""
        before = self._job.steps[: self._job.steps.index(self._step)]
        if not any(
            step.action == _CHECKOUT and not step.input("repository") and not step.input("path") for step in before
        ):
            return False
        version = self._step.uses.partition("@")[2]
        names = ("pyproject.toml", "requirements.txt") if _READS_PYPROJECT.fullmatch(version) else ()
        try:
            return any(git.is_tracked(name) for git in self._scope.all(Git) for name in names)
        except UnknownError:
            return False


def _cache_pip(step: "Step") -> "Change":
    from repoaudit.documents.yaml.edits import set_value

    if step.node.get("with") is None:
        return set_value(step.document, (*step.path, "with"), {"cache": "pip"})
    return set_value(step.document, (*step.path, "with", "cache"), "pip")


def _setup(job: "Job") -> "Step | None":
    """Return the step that sets Python or uv up without a cache, None where one of them has one."""
    found: Step | None = None
    for step in job.steps:
        if step.action == _UV:
            setting = step.input("enable-cache")
            return step if setting is not None and setting.as_bool() is False else None
        if step.action == _PYTHON and step.input("cache") is None and not step.is_dead:
            found = found or step
        elif step.action == _PYTHON:
            return None
    return found


def _keeps(job: "Job") -> bool:
    """Say whether something else caches, or the runner itself lasts."""
    actions = {step.action for step in job.steps} - _OTHER_CACHES
    if any(step.action == _PDM and step.input("cache") is not None for step in job.steps):
        return True
    return any("cache" in action for action in actions) or "self-hosted" in job.runners or job.container is not None


def _installs(job: "Job", scope: "Scope") -> "tuple[Command, ...]":
    commands = call_index(scope).in_group(Runner.STEP, job.group)
    return tuple(filter(_is_install, commands))


def _is_install(command: "Command") -> bool:
    words = [each.text for each in command.arguments if not each.text.startswith("-")]
    if command.tool == "pip":
        names = _names(words[1:])
        return words[:1] == ["install"] and not _TOOLS.issuperset(names) and "tox-uv" not in names
    if command.tool in {"poetry", "pipenv", "pdm"}:
        return words[:1] in (["install"], ["sync"])
    return command.tool == "uv" and (words[:1] == ["sync"] or words[:2] == ["pip", "install"])


def _names(words: list[str]) -> set[str]:
    return {_NAME.sub("", word) for word in words}


def _publishes(workflow: Workflow, scope: "Scope") -> bool:
    for job in workflow.jobs:
        commands = call_index(scope).in_group(Runner.STEP, job.group)
        if any(f"{each.tool} {each.subcommand}" in _PUBLISHING for each in commands):
            return True
        if any(step.action in _PUBLISHERS for step in job.steps):
            return True
    return workflow.trigger("release") is not None
