"""Tasks of hatch, pdm, poe, pixi and taskipy, and shell scripts: what stands in them.

Source: hatch 1.18.2 and pdm 2.29.3, ``--help``; the manuals of poethepoet and pixi; taskipy 1.14.1, tried on
2026-11-27.
"""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.quiet import SOURCED
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.collections.call_index import call_index, folder_of, must_be_known
from repoaudit.subjects.files.scripts import Runner, Script
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument, Command

_RUN_BY: Final = {"pdm run": Runner.PDM, "pixi run": Runner.PIXI}
_SHORT: Final = {"pdm": Runner.PDM, "poe": Runner.POE, "task": Runner.TASKIPY}
_AROUND: Final = {Runner.TASKIPY: ("pre_{}", "{}", "post_{}")}
"""The tasks that run where one is asked for, in order; of other managers it is this one alone."""
_SAME_FILE: Final = frozenset({Runner.HATCH, Runner.PDM})
_SHELLS: Final = frozenset({"bash", "sh", "zsh", "dash", "source", "."})
_SOURCING: Final = frozenset({"source", "."})
_ACTIVATES: Final = ("bin/activate", "Scripts/activate")
"""How the scripts end that a virtual environment is entered by: they run nothing of a repository."""

_SCRIPT_ENDINGS: Final = (".sh", ".bash")
_DEFAULT: Final = "default"
_CHECKOUT: Final = lazy(r"^(?:\$\{\{\s*github\.workspace\s*\}\}|\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR)\b\}?)/")
_ACTION: Final = lazy(r"^(?:\$\{\{\s*github\.action_path\s*\}\}|\$\{?GITHUB_ACTION_PATH\b\}?)/")
"""The folders of the repository and of a composite action, as GitHub and GitLab name them."""


def tasks_called(command: "Command", root: "Scope") -> Iterator["Command"]:
    """Yield the commands of the task that a command names, of the manager that runs it or of the task around it.

    Raises:
        UnknownError: the folder in which hatch runs, or the script's name, is not known.

    """
    if command.tool == "hatch":
        yield from _hatch(command, root)
        return
    index, folder = call_index(root), command.folder
    if folder is None:
        return
    runner = _RUN_BY.get(command.via[-1]) if command.via else None
    if runner:
        yield from index.named(runner, folder, command.tool)
    elif command.tool in _SHORT:
        asked = _SHORT[command.tool]
        for name in _AROUND.get(asked, ("{}",)):
            yield from index.named(asked, folder, name.format(command.subcommand))
    elif command.where.runner in _SAME_FILE:
        yield from _same_file(command, root)


def _same_file(command: "Command", root: "Scope") -> list["Command"]:
    """Return the commands of the task that another task of the same file calls by its name."""
    where, folder = command.where, command.script.folder or ""
    environment = where.name.partition(":")[0]
    name = f"{environment}:{command.tool}" if where.runner is Runner.HATCH else command.tool
    return [] if name == where.name else call_index(root).named(where.runner, folder, name)


def _hatch(command: "Command", root: "Scope") -> list["Command"]:
    """Return the commands of ``hatch run ENVIRONMENT:SCRIPT``; an environment inherits the scripts of the default."""
    named = command.option("-e", "--env")
    words = [each for each in command.arguments if not each.text.startswith(("-", "+"))]
    words = [each for each in words if named is None or each is not named.argument]
    position = next((index for index, word in enumerate(words) if word.text == "run"), None)
    if position is None or position + 1 >= len(words):
        return []
    must_be_known(words[position + 1])
    environment, colon, script = words[position + 1].text.rpartition(":")
    if not colon:
        environment = (named.value if named else None) or _DEFAULT
    index, folder = call_index(root), folder_of(command)
    candidates = (environment, environment.partition(".")[0], _DEFAULT)
    found = (index.named(Runner.HATCH, folder, f"{each}:{script}") for each in candidates)
    return next((commands for commands in found if commands), [])


def scripts_called(command: "Command", root: "Scope") -> Iterator["Command"]:
    """Yield the commands of a shell script of the repository, or of the text behind ``sh -c``.

    Raises:
        UnknownError: the name is a variable, or the script is there and was not read.

    """
    if command.tool in _SHELLS:
        yield from _shell(command, root)
    elif command.tool.endswith(_SCRIPT_ENDINGS):
        yield from _by_name(command, root)
    elif path := _own_path(command):
        yield from _in_script(root, path, command.folder)


def _in_script(root: "Scope", path: str, folder: str | None) -> list["Command"]:
    """Return the commands of a shell script; one that lies where nobody looks for scripts is read for its caller."""
    return call_index(root).in_group(Runner.SHELL, path) or root.once_for(_read_script, (path, folder))


def _read_script(root: "Scope", key: tuple[str, str | None]) -> list["Command"]:
    from repoaudit.subjects.collections.commands import commands_in
    from repoaudit.subjects.files.shell_files import shell_script

    return [command for script in shell_script(root, *key) for command in commands_in(script)]


def _own_path(command: "Command") -> str | None:
    """Return the path that a program is called by: ``scripts/test``; None for a call by its name alone."""
    if f"/{command.tool}" not in command.text:
        return None
    words = (word.rpartition("/") for word in command.text.split())  # a wrapper may stand before it
    folder = next((folder for folder, slash, name in words if slash and folder and name == command.tool), None)
    text = f"{folder}/{command.tool}"
    return (_placed(text, command) or join(command.folder or "", text)) if folder else None


def _placed(text: str, command: "Command") -> str | None:
    """Return the path of what a word names from the folder of the checkout, or of the action that runs it."""
    within = _CHECKOUT.sub("", text, count=1)
    if within != text:
        return join("", within)
    within = _ACTION.sub("", text, count=1)
    return join(command.place.path.rpartition("/")[0], within) if within != text else None


def inline_text(command: "Command") -> Iterator["Command"]:
    """Yield the commands of the text behind ``sh -c``."""
    flags = [_is_command_flag(argument.text) for argument in command.arguments]
    if command.tool in _SHELLS - _SOURCING and True in flags[:-1]:
        yield from inline_commands(command, command.arguments[flags.index(True) + 1])


def _shell(command: "Command", root: "Scope") -> Iterator["Command"]:
    inline = False
    for argument in command.arguments:
        if inline:
            yield from inline_commands(command, argument)
            return
        if not argument.text.startswith(("-", "+")):
            yield from _script(command, argument, root)
            return
        inline = _is_command_flag(argument.text) and command.tool not in _SOURCING


def _is_command_flag(word: str) -> bool:
    """Say whether a word is ``-c``, alone or behind other letters."""
    return word[:1] == "-" and word[-1:] == "c" and (word == "-c" or (word[1:].isascii() and word[1:].isalpha()))


def inline_commands(command: "Command", argument: "Argument") -> Iterator["Command"]:
    """Yield the commands of a text that a shell gets as its argument; their place is the whole of it."""
    from repoaudit.subjects.collections.commands import commands_in
    from repoaudit.subjects.files.scripts import nowhere

    return commands_in(
        Script(
            argument.text, argument.place, command.where, offset=nowhere, folder=command.folder, beyond=command.beyond
        )
    )


def _script(command: "Command", argument: "Argument", root: "Scope") -> list["Command"]:
    if argument.text.startswith("<("):
        return []  # what another program prints, as behind a pipe
    if command.tool in _SOURCING and argument.text.endswith(_ACTIVATES):
        return []
    path = _placed(argument.text, command)
    if path is None:
        if not argument.is_static and command.tool in _SOURCING and _sets_up(argument.text, root):
            return []
        must_be_known(argument)
        path = join(folder_of(command), argument.text)
    found = _in_script(root, path, command.folder) if path else []
    if not found and path and root.repository.is_file(path):
        raise UnknownError(f"`{path}` was not read", *command.place[:2])
    return found


def _sets_up(text: str, root: "Scope") -> bool:
    """Say whether a path that a variable begins leads to a file by which an installer prepares a shell."""
    name = text.strip('"').rpartition("/")[2]
    is_one = any(text.strip('"').endswith(f"/{each}") for each in SOURCED)
    return is_one and not any(path.rpartition("/")[2] == name for path in root.repository.files())


def _by_name(command: "Command", root: "Scope") -> list["Command"]:
    """Return the commands of a script that is called without a shell: at its path, else the only one of its name.

    Raises:
        UnknownError: several scripts are called so, or one that was not read.

    """
    index = call_index(root)
    own = _own_path(command)
    found = _in_script(root, own, command.folder) if own else []
    if found:
        return found
    paths = [path for path in index.groups(Runner.SHELL) if path.rpartition("/")[2] == command.tool]
    if len(paths) == 1:
        return index.in_group(Runner.SHELL, paths[0])
    if paths or any(path.rpartition("/")[2] == command.tool for path in root.repository.files()):
        raise UnknownError(f"what `{command.tool}` runs was not read", *command.place[:2])
    return []
