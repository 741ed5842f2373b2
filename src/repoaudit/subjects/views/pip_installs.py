"""Where workflows install with pip and do without uv."""

from collections.abc import Iterator

from repoaudit.facts.ci import GITLAB_FILE
from repoaudit.regex import lazy
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_VERSION: Final = lazy(r"[=<>~!].*")
_UV: Final = frozenset({"uv", "uvx"})
_WITH_UV: Final = frozenset({"uv", "tox-uv", "nox[uv]", "pre-commit-uv"})
_ITSELF: Final = frozenset({"install", "pip", "setuptools", "wheel", "-U", "--upgrade", "--user", "-q", "--quiet"})


class PipInstalls:
    """The runs of ``pip install`` in one file of CI that uses no uv."""

    __slots__ = ("commands",)
    reads: ClassVar[tuple[str, ...]] = (*Workflow.reads, GITLAB_FILE)

    def __init__(self, commands: "tuple[Command, ...]") -> None:
        self.commands = commands

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each file with such runs."""
        files: dict[str, list[Command]] = {}
        for command in all_commands(scope) if scope.is_root else ():
            if command.where.runner.is_ci:
                files.setdefault(command.place.path, []).append(command)
        with_uv = {workflow.path for workflow in scope.all(Workflow) if _sets_up_uv(workflow)}
        for path, commands in files.items():
            installs = tuple(filter(_installs, commands))
            if installs and path not in with_uv and not any(map(_uses_uv, commands)):
                yield cls(installs)


def _installs(command: "Command") -> bool:
    words = [_VERSION.sub("", argument.text) for argument in command.arguments]
    return command.tool == "pip" and words[:1] == ["install"] and not _ITSELF.issuperset(words)


def _uses_uv(command: "Command") -> bool:
    words = {_VERSION.sub("", argument.text) for argument in command.arguments}
    return command.tool in _UV or bool(_UV & {each.partition(" ")[0] for each in command.via}) or bool(words & _WITH_UV)


def _sets_up_uv(workflow: Workflow) -> bool:
    return any("uv" in step.action.rpartition("/")[2].split("-") for job in workflow.jobs for step in job.steps)
