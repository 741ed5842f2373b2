"""What CI runs that cannot be followed: of each such gap a text remains, by whose words it may be judged."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.ci import (
    COMMAND_INPUTS,
    COMMITTING_ACTIONS,
    FILES_OF,
    GITHUB,
    GITLAB,
    GITLAB_FILE,
    HOOK_ACTIONS,
    QUIET_ACTIONS,
    QUIET_OWNERS,
    QUIET_PROGRAMS,
    QUIET_WORKFLOWS,
    TOOL_ACTIONS,
    UNFOLLOWED,
)
from repoaudit.facts.programs import PURPOSES
from repoaudit.record import NamedTuple
from repoaudit.repository import join
from repoaudit.subjects.collections.calls import called_by
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.installed_words import runs_unread_script
from repoaudit.subjects.files.ci_systems import ci_systems
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.files.workflows import (
    Workflow,
    composite_actions,
    is_composite,
    local_action,
    unreadable_workflows,
    workflow_files,
)
from repoaudit.subjects.files.workflows.jobs import read_steps
from repoaudit.subjects.files.workflows.scripts import is_read
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re

    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.workflows.jobs import Step

_MAX_COMMANDS: Final = 20_000
_COMMAND_FILES: Final = (".yml", ".yaml", ".sh", ".json", ".toml", ".hcl", ".jsonnet")
_RUNNER_FILES: Final = {
    "make": ("Makefile", "makefile", "GNUmakefile"),
    "tox": ("tox.ini", "tox.toml", "setup.cfg"),
    "nox": ("noxfile.py",),
}


class Gap(NamedTuple):
    """Something that CI runs and that cannot be followed.

    ``text`` is what may show what it runs, its own words and those of files; None where nothing does. ``name`` are its
    own words alone.
    """

    error: UnknownError
    text: str | None
    name: str = ""

    def may(self, words: "re.Pattern[str]", content: "re.Pattern[str]") -> bool:
        """Say whether its name has one of some words, or its text one of others, or there is no text at all."""
        return self.text is None or bool(words.search(self.name) or content.search(self.text))


class Followed:
    """Every command that CI comes to run, each once, nearest first, and what could not be followed.

    Nothing is followed further than somebody asks: most questions are answered by the commands of the steps themselves.
    """

    __slots__ = ("_commands", "_gaps", "_next", "_root", "_seen")

    def __init__(self, root: "Scope") -> None:
        self._root = root
        self._commands = [command for command in all_commands(root) if command.where.runner.is_ci]
        self._seen = set(self._commands)
        self._gaps: list[Gap] = []
        self._next = 0

    def __iter__(self) -> Iterator["Command"]:
        commands = self._commands
        index = 0
        while True:
            while index < len(commands):
                yield commands[index]
                index += 1
            if not self._follow():
                return

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What cannot be followed; to know it, all is followed that can be."""
        while self._follow():
            pass
        return (*self._root.once(_gaps_of_all), *self._gaps)

    def _follow(self) -> bool:
        """Follow one command more; False when none is left."""
        if self._next >= len(self._commands):
            return False
        command = self._commands[self._next]
        self._next += 1
        try:
            inner = called_by(command, self._root)
        except UnknownError as error:
            self._gaps.append(Gap(error, _text_behind(command, self._root), _words(command)))
            return True
        if len(self._commands) > _MAX_COMMANDS:
            self._gaps.append(Gap(UnknownError("CI runs too much to follow"), None))
            self._next = len(self._commands)
            return False
        if not inner:
            self._gaps += _opaque(command, self._root)
            return True
        new = [each for each in dict.fromkeys(inner) if each not in self._seen]
        self._seen.update(new)
        self._commands += new  # in place: whoever iterates sees them
        return True


def followed(root: "Scope") -> Followed:
    """Follow the commands of CI through make, tox, nox, tasks and scripts, as far as somebody asks."""
    return Followed(root)


def _gaps_of_all(root: "Scope") -> tuple[Gap, ...]:
    return (*_gaps_of_files(root), *_gaps_of_steps(root))


def _opaque(command: "Command", root: "Scope") -> Iterator[Gap]:
    """Yield the gap that a command is which runs something else than itself, none for known programs."""
    file = _own_file(command, root)
    if file is not None:
        error = UnknownError(f"`{file}` was not read", *command.place[:2])
        yield Gap(error, _read(root, file).strip() or None, _words(command))
    elif command.tool in QUIET_PROGRAMS or command.key in PURPOSES or command.tool in _RUNNER_FILES:
        return
    else:
        yield _unknown_program(command, root)


def _own_file(command: "Command", root: "Scope") -> str | None:
    """Return the file of the repository that a command calls by its path: ``./dev/test``; None for other programs."""
    if f"/{command.tool}" not in command.text:
        return None
    word = next((each for each in command.text.split() if each.rpartition("/")[2] == command.tool and "/" in each), "")
    path = join(command.folder or "", word) if word else None
    return path if path and root.repository.is_file(path) else None


def _unknown_program(command: "Command", root: "Scope") -> Gap:
    words = _words(command) if command.tool else command.text
    error = UnknownError(f"what `{words[:60]}` runs is not known", *command.place[:2])
    if command.tool in UNFOLLOWED or runs_unread_script(command, root) or _is_told_by_file(command, root):
        return Gap(error, None)
    if not command.tool or "{" in command.tool or "$" in command.tool:
        return Gap(error, root.once(_workflow_texts))
    return Gap(error, _text_of(command, root), _words(command))


def _is_told_by_file(command: "Command", root: "Scope") -> bool:
    """Say whether an unknown program gets a file of the repository that may hold commands: ``submit job.yaml``."""
    if command.tool == "python" or command.tool in FILES_OF:
        return False
    paths = (join(command.folder or "", each.text) for each in command.arguments if each.text.endswith(_COMMAND_FILES))
    return any(path and root.repository.is_file(path) for path in paths)


def _text_of(command: "Command", root: "Scope") -> str | None:
    """Return the words of a command, and the files that its program obeys or interprets; None for a blank one."""
    folder = command.folder or ""
    names = list(FILES_OF.get(command.tool, ()))
    if command.tool == "python":
        names += [each.text for each in command.arguments if each.text.endswith(".py")][:1]
    texts = [_read(root, path) for name in names if (path := join(folder, name)) and root.repository.is_file(path)]
    is_known = len(texts) == len(names) if command.tool == "python" else True
    return "\n".join([_words(command), *texts]) if is_known and all(text.strip() for text in texts) else None


def _text_behind(command: "Command", root: "Scope") -> str | None:
    """Return what may show what a command runs whose callees are not known."""
    if command.folder is None:
        return None
    if command.tool == "tox":
        inner = [each.script.text for each in all_commands(root) if each.where.runner is Runner.TOX]
        if inner:
            return "\n".join(inner)
    folder = next((option.value for option in command.options("-C", "--directory")), None) or ""
    names = _RUNNER_FILES.get(command.tool) or tuple(
        each.text for each in command.arguments if not each.text.startswith("-")
    )
    texts = [_read(root, join(command.folder, f"{folder}/{name}".lstrip("/"))) for name in names[:5]]
    text = "\n".join(filter(str.strip, texts))
    return f"{_words(command)}\n{text}" if text else None


def _words(command: "Command") -> str:
    return " ".join([command.tool, *(argument.text for argument in command.arguments)])


def _read(root: "Scope", path: str | None) -> str:
    try:
        return root.repository.read(path) if path and root.repository.is_file(path) else ""
    except UnknownError:
        return ""


def _workflow_texts(root: "Scope") -> str:
    return "\n".join(_read(root, path) for path in (*workflow_files(root), GITLAB_FILE))


def _gaps_of_files(root: "Scope") -> Iterator[Gap]:
    """Yield the files of CI that cannot be parsed, or whose language is not read."""
    for path in unreadable_workflows(root):
        yield Gap(UnknownError("cannot be parsed", path), _read(root, path) or None)
    for system in ci_systems(root):
        if system.name not in {GITHUB, GITLAB}:
            error = UnknownError(f"what {system.name} runs is not read", system.path)
            yield Gap(error, _read(root, system.path) or None)
    if not root.exists(GITLAB_FILE):
        return
    from repoaudit.subjects.files.gitlab import gitlab_includes

    try:
        for node in gitlab_includes(root):
            yield Gap(UnknownError("takes a part from elsewhere", GITLAB_FILE, node.span), None)
    except UnknownError as error:
        yield Gap(error, _read(root, GITLAB_FILE) or None)


def _gaps_of_steps(root: "Scope") -> Iterator[Gap]:
    """Yield reusable workflows of other repositories, actions that are not known, and shells that are not read."""
    for workflow in root.all(Workflow):
        for job in workflow.jobs:
            if job.uses and not job.is_dead and not _is_read_or_quiet(job.uses):
                yield Gap(UnknownError(f"`{job.uses}` is not read", *job.place[:2]), None)
            for step in job.steps:
                yield from _gap_of_step(step, root)
    for document in composite_actions(root):
        for step in read_steps(document, document.find(("runs",)), ("runs",), None):
            yield from _gap_of_step(step, root)


def _gap_of_step(step: "Step", root: "Scope") -> Iterator[Gap]:
    if step.is_dead:
        return
    if step.run is not None and not is_read(step):
        yield Gap(UnknownError("its shell is not read", *step.place[:2]), step.run.text)
    elif step.uses.startswith("./"):
        folder = join("", step.uses)
        document = local_action(root, folder) if folder is not None else None
        if document is None or not is_composite(document):
            yield Gap(
                UnknownError(f"`{step.uses}` is not read", *step.place[:2]),
                f"{step.uses} {step.name}",
                f"{step.uses} {step.name}",
            )
    elif step.uses and not _is_known(step.action):
        yield Gap(UnknownError(f"`{step.uses}` is not read", *step.place[:2]), step.action, step.action)


def _is_read_or_quiet(workflow: str) -> bool:
    """Say whether a reusable workflow is one of this repository, or runs nothing of it."""
    return workflow.startswith("./") or workflow.partition("@")[0].lower() in QUIET_WORKFLOWS


def _is_known(action: str) -> bool:
    if action.partition("/")[0] in QUIET_OWNERS:
        return True
    known = (TOOL_ACTIONS, HOOK_ACTIONS, QUIET_ACTIONS, COMMAND_INPUTS, COMMITTING_ACTIONS)
    return any(action in each for each in known)
