"""Collect the commands of a repository from everything that runs some."""

from collections.abc import Callable, Iterator

from repoaudit.errors import UnknownError
from repoaudit.subjects.collections.commands import Command, commands_in
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.scripts import Script

_MAX_COMMANDS: Final = 20_000
"""More are a bomb: calls are followed from each of them."""


def commands_of(scope: "Scope") -> tuple[Command, ...]:
    """Return the commands that run in one project: those whose working directory lies in it and in no inner project.

    A command whose directory cannot be known counts for the project whose file holds it.
    """
    return scope.once(_commands_of)


def all_commands(scope: "Scope") -> tuple[Command, ...]:
    """Return every command of the repository."""
    return scope.root.once(_all_commands)


def commands_of_script(root: "Scope", script: "Script") -> tuple[Command, ...]:
    """Return the commands of one script, read once."""
    return root.once_for(_commands_of_script, script)


def _commands_of_script(_: "Scope", script: "Script") -> tuple[Command, ...]:
    return tuple(commands_in(script))


def _commands_of(scope: "Scope") -> tuple[Command, ...]:
    everything = all_commands(scope)
    if not scope.root.members:
        return everything
    return tuple(command for command in everything if _project_of(scope.root, command) is scope)


def _project_of(root: "Scope", command: Command) -> "Scope":
    folder = command.folder
    if folder is None:
        folder = command.place.path.rpartition("/")[0]
    owners = [member for member in root.members if folder == member.folder or folder.startswith(f"{member.folder}/")]
    return max(owners, key=lambda member: len(member.folder), default=root)


def _all_commands(root: "Scope") -> tuple[Command, ...]:
    found: list[Command] = []
    for script in _all_scripts(root):
        found += commands_of_script(root, script)
        if len(found) > _MAX_COMMANDS:
            raise UnknownError(f"more than {_MAX_COMMANDS} commands", script.place.path, script.place.span)
    return tuple(found)


def _all_scripts(root: "Scope") -> Iterator["Script"]:
    for scope in (root, *root.members):
        for exists, gather in _SOURCES:
            if exists(scope):
                yield from _readable(gather, scope)


def _readable(gather: "Callable[[Scope], Iterator[Script]]", scope: "Scope") -> Iterator["Script"]:
    """Yield scripts until the file that holds them turns out to be unreadable, which other rules report."""
    try:
        yield from gather(scope)
    except UnknownError:
        return


def _has(*names: str) -> "Callable[[Scope], bool]":
    return lambda scope: any(scope.exists(name) for name in names)


def _is_root(scope: "Scope") -> bool:
    return scope.is_root


def _always(scope: "Scope") -> bool:
    del scope
    return True


def _makefile(scope: "Scope") -> Iterator["Script"]:
    from repoaudit.subjects.files.makefile import recipe_scripts

    return recipe_scripts(scope)


def _hooks(scope: "Scope") -> Iterator["Script"]:
    from repoaudit.subjects.files.hooks import hook_scripts

    return hook_scripts(scope)


def _steps(scope: "Scope") -> Iterator["Script"]:
    from repoaudit.subjects.files.workflows import step_scripts

    return step_scripts(scope)


def _gitlab(scope: "Scope") -> Iterator["Script"]:
    from repoaudit.subjects.files.gitlab import job_scripts

    return job_scripts(scope)


def _tox(scope: "Scope") -> Iterator["Script"]:
    from repoaudit.subjects.files.tox import tox_scripts

    return tox_scripts(scope)


def _nox(scope: "Scope") -> Iterator["Script"]:
    from repoaudit.subjects.files.nox import session_scripts

    return session_scripts(scope)


def _tasks(scope: "Scope") -> Iterator["Script"]:
    from repoaudit.subjects.files.tasks import task_scripts

    return task_scripts(scope)


def _shell_files(scope: "Scope") -> Iterator["Script"]:
    from repoaudit.subjects.files.shell_files import shell_scripts

    return shell_scripts(scope)


_SOURCES: Final = (
    (_has("Makefile", "makefile", "GNUmakefile"), _makefile),
    (_has(".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml"), _hooks),
    (_is_root, _steps),
    (_has(".gitlab-ci.yml"), _gitlab),
    (_has("tox.ini", "setup.cfg", "tox.toml", "pyproject.toml"), _tox),
    (_has("noxfile.py"), _nox),
    (_has("pyproject.toml", "hatch.toml", "pixi.toml"), _tasks),
    (_always, _shell_files),
)
