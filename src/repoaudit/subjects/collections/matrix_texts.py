"""What a text of a step stands for in the jobs that its matrix makes."""

from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.subjects.files.scripts import Runner
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re

    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.workflows.jobs import Job

_VARIABLE: Final = lazy(r"\$\{?(\w+)\}?")
_SETTINGS: Final = lazy(r"(?:^|\s)-(?:\w*[cnop]|-(?:cov|no-cov|numprocesses|dist|tx|override-ini|config-file|rootdir))")
"""Options of pytest that measure, distribute, load plugins or name other settings."""

_ENV: Final = lazy(r"\$\{\{\s*env\.([\w-]+)\s*\}\}")


def _value(match: "re.Match[str]", command: "Command", root: "Scope") -> str:
    """Return the value that the workflow states, the expression itself where it states none, or a step sets another."""
    value = command.script.environment.get(match[1]) if command.where.runner is Runner.STEP else None
    is_set = value is not None and f"{match[1]}=" not in root.repository.read(command.place.path)
    return value if value is not None and is_set else match[0]


def texts_of(text: str, command: "Command", root: "Scope") -> tuple[str, ...]:
    """Return what a text of a command or its environment stands for, in one job after the other, each text once.

    Raises:
        UnknownError: something else than the matrix of its job decides it, or no job is known.

    """
    text = _ENV.sub(lambda match: _value(match, command, root), text) if "env." in text else text
    if "$" not in text:
        return (text,)
    from repoaudit.subjects.files.workflows.expressions import filled  # few commands have any

    job = root.once(_jobs).get(command.where.group) if command.where.runner is Runner.STEP else None
    matrix = job.matrix if job else None
    if matrix is None:
        raise UnknownError(f"what `{text}` stands for is not known", *command.place[:2])
    try:
        return tuple(dict.fromkeys(filled(text, row) for row in matrix.rows))
    except UnknownError as error:
        raise UnknownError(f"what `{text}` stands for is not known", *command.place[:2]) from error


def may_change_pytest(text: str, command: "Command", root: "Scope") -> bool:
    """Say whether a word that a variable fills may measure, distribute or read other settings, in some job."""
    stated = _stated(text.strip('"'), command, root)
    try:
        texts = texts_of(text.strip('"'), command, root) if stated is None else (stated,)
    except UnknownError:
        return True
    return any("$" in each or _SETTINGS.search(each) for each in texts)


def _stated(text: str, command: "Command", root: "Scope") -> str | None:
    """Return the value that a workflow gives a variable of the shell, None where its file says another one, too."""
    variable = _VARIABLE.fullmatch(text)
    value = command.environment.get(variable[1]) if variable and command.where.runner is Runner.STEP else None
    if variable is None or value is None:
        return None
    return None if f"{variable[1]}=" in root.repository.read(command.place.path) else value


def _jobs(root: "Scope") -> "dict[str, Job]":
    from repoaudit.subjects.files.workflows import Workflow

    return {job.group: job for workflow in root.all(Workflow) for job in workflow.jobs}
