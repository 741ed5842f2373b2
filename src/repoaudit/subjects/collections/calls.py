"""What a command runs in turn: ``make test`` → the recipe, ``tox -e py`` → the commands of the environment.

Followed are make, tox, nox, hatch, pdm, poe, pixi, taskipy, shell scripts and ``sh -c``. Nothing is followed into a
Python script, a container, or another repository.
"""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.programs import Purpose
from repoaudit.subjects.collections.called_environments import sessions_called, tox_called
from repoaudit.subjects.collections.called_targets import targets_called
from repoaudit.subjects.collections.called_tasks import inline_text, scripts_called, tasks_called
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_BUDGET: Final = 2_000
_MOST_CALLS: Final = 300_000
_FOLLOWED: Final = (targets_called, tox_called, sessions_called, tasks_called, scripts_called)
_DJANGO: Final = frozenset({"django", "django-admin", "manage.py"})
_NO_RUN: Final = (
    "--collect-only",
    "--collectonly",
    "--co",
    "--version",
    "-V",
    "--help",
    "-h",
    "--fixtures",
    "--funcargs",
    "--fixtures-per-test",
    "--markers",
    "--setup-plan",
    "--cache-show",
    "--check-links",
)
"""Options of pytest 9.2 and unittest with which no test runs, and of pytest-check-links, which collects documents."""


def called_by(command: "Command", scope: "Scope") -> tuple["Command", ...]:
    """Return the commands that a command runs directly, none for one that runs nothing of this repository.

    Raises:
        UnknownError: what it runs cannot be read: a variable names it, or the file that defines it was not read.

    """
    return scope.root.once_for(_called_by, command)


def _called_by(root: "Scope", command: "Command") -> tuple["Command", ...]:
    budget = root.once(_Budget)
    found: list[Command] = []
    for follow in _FOLLOWED:
        for inner in follow(command, root):
            budget.spend(command)
            found.append(inner)
    return tuple(found)


class _Budget:
    """How many calls may still be followed in one run: a chain of targets costs the square of its length."""

    __slots__ = ("_left",)

    def __init__(self, root: "Scope") -> None:
        del root
        self._left = _MOST_CALLS

    def spend(self, command: "Command") -> None:
        """Take one call from it. Raises `UnknownError` when nothing is left."""
        self._left -= 1
        if self._left < 0:
            raise UnknownError("the repository runs too much to follow", *command.place[:2])


def reaches(command: "Command", scope: "Scope") -> Iterator["Command"]:
    """Yield a command and everything that it comes to run, nearest first, each once.

    Raises:
        UnknownError: a part of it cannot be read, or there is too much; raised when all that is known was yielded.

    """
    unknown: UnknownError | None = None
    seen = {command}
    waiting = [command]
    budget = scope.root.once(_Budget)
    for current in waiting:
        yield current
        budget.spend(current)
        try:
            inner = called_by(current, scope)
        except UnknownError as error:
            unknown = unknown or error
            continue
        waiting += [each for each in dict.fromkeys(inner) if each not in seen]
        seen.update(inner)
        if len(waiting) > _BUDGET:
            raise UnknownError(f"`{command.tool}` runs too much to follow", *command.place[:2])
    if unknown:
        raise unknown


def inline_calls(command: "Command") -> tuple["Command", ...]:
    """Return the commands of the text behind ``sh -c``, none for other commands."""
    return tuple(inline_text(command))


def runs_tests(command: "Command") -> bool:
    """Say whether a command itself runs tests, rather than list them or show its version."""
    words = [argument.text for argument in command.arguments[:2]]
    if command.tool == "python" and words[1:] == ["test"]:
        return words[0].endswith("manage.py")
    if command.tool in _DJANGO:
        return words[:1] == ["test"]
    return command.purpose is Purpose.TEST and command.flag(*_NO_RUN) is None and not _names_files_only(command)


def tested_in_ci(root: "Scope") -> frozenset[str]:
    """Return the folders below the top one in which CI itself runs tests: a project there may have no manifest."""
    commands = (each for each in all_commands(root) if each.where.runner.is_ci and each.folder)
    return frozenset(each.folder for each in commands if each.folder and runs_tests(each))


def _names_files_only(command: "Command") -> bool:
    """Say whether a command runs a few test files by their names rather than a suite."""
    words = [argument.text.partition("::")[0] for argument in command.arguments if not argument.text.startswith("-")]
    named = [word for word in words if word.rpartition("/")[2] not in _WHOLE]
    return bool(named) and all(word.endswith(".py") for word in words) and command.tool == "pytest"


_WHOLE: Final = frozenset({"test.py", "tests.py"})
"""Names of files that hold all tests of a project."""


def suite_run_of(command: "Command", scope: "Scope") -> "Command | None":
    """Return the run of tests that a command is or comes to, None if it comes to none.

    Raises:
        UnknownError: it comes to none as far as it can be read, and a part of it cannot.

    """
    return next((each for each in reaches(command, scope) if runs_tests(each)), None)
