"""Commands of CI that cannot be followed: of each such gap a text remains, by whose words it may be judged."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.ci import FILES_OF, GITLAB_FILE, UNFOLLOWED
from repoaudit.facts.programs import PURPOSES
from repoaudit.facts.quiet import QUIET_PROGRAMS, QUIET_SUBCOMMANDS, SETUP_COMMANDS
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.collections.commands import commands_in
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.installed_words import runs_unread_script
from repoaudit.subjects.collections.matrix_texts import texts_of
from repoaudit.subjects.collections.package_scripts import script_text
from repoaudit.subjects.files.projects import is_foreign
from repoaudit.subjects.files.reasons import without_suppressions
from repoaudit.subjects.files.scripts import Runner, Script, nowhere
from repoaudit.subjects.files.workflows import workflow_files
from repoaudit.subjects.files.workflows.matrix import EXPRESSION
from repoaudit.subjects.files.workflows.scripts import FROM_MATRIX
from repoaudit.subjects.views.wheel_tests import WHEEL_BUILDER, wheel_tests
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re

    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_OF_MODULE: Final = lazy(r"\bpython[\d.]*(?:\s+-\S+)*\s+-m\s")
_TELLS: Final = ({"--version"}, {"--help"}, {"-V"})
"""Arguments that, alone, make a program tell something of itself and do nothing else."""

_COMMAND_FILES: Final = (".yml", ".yaml", ".sh", ".json", ".toml", ".hcl", ".jsonnet")
_IN_TOX: Final = lazy(r"\{(?:toxinidir|tox_root)\}(?:/|\{/\})")
_RUNNER_FILES: Final = {
    "make": ("Makefile", "makefile", "GNUmakefile"),
    "tox": ("tox.ini", "tox.toml", "setup.cfg"),
    "nox": ("noxfile.py",),
}


_DECIDES: Final = lazy(r"\$\{\{(?=[^{}]*\bneeds\.[\w.*-]*\.result\b)(?![^{}]*\.outputs\b)[^{}]*\}\}\s*$")
"""An expression about what became of other jobs, which is ``true`` or ``false``."""


class Gap(NamedTuple):
    """Something that CI runs and that cannot be followed.

    ``text`` is what may show what it runs, its own words and those of files; None where nothing does. ``name`` are its
    own words alone.
    """

    error: UnknownError
    text: str | None
    name: str = ""

    def may(self, words: "re.Pattern[str]", content: "re.Pattern[str]") -> bool:
        """Say whether its name has one of some words, or its text one of others, or there is no text at all.

        The words are in lower case: to be told to ignore case makes a search three times as long.
        """
        if self.text is None or words.search(self.name.lower()):
            return True
        return content.search(without_suppressions(self.text).lower()) is not None


def opaque(command: "Command", root: "Scope") -> Iterator[Gap]:
    """Yield the gap that a command is which runs something else than itself, none for known programs."""
    file = _own_file(command, root)
    if file is not None:
        error = UnknownError(f"`{file}` was not read", *command.place[:2])
        yield Gap(error, text_at(root, file).strip() or None, words_of(command))
    elif not (
        _is_quiet(command)
        or _DECIDES.match(command.text)
        or _only_builds(command, root)
        or _is_read_from_matrix(command, root)
    ):
        yield _unknown_program(command, root)


def _is_quiet(command: "Command") -> bool:
    """Say whether a command is known to run no test and no linter: by its program, or by what that is told to do."""
    if {argument.text for argument in command.arguments} in _TELLS:
        return True
    if command.tool in QUIET_PROGRAMS or command.key in PURPOSES or command.tool in _RUNNER_FILES:
        return True
    return command.subcommand in QUIET_SUBCOMMANDS.get(command.tool, ())


def _only_builds(command: "Command", root: "Scope") -> bool:
    """Say whether a command is ``python setup.py sdist`` or the like, and the script defines no commands of its own."""
    words = [argument.text for argument in command.arguments]
    if command.tool != "python" or command.folder is None or words[:1] != ["setup.py"]:
        return False
    asked = [word for word in words[1:] if not word.startswith("-")]
    text = text_at(root, join(command.folder, "setup.py"))
    return bool(asked and text) and SETUP_COMMANDS.issuperset(asked) and "cmdclass" not in text


def _is_read_from_matrix(command: "Command", root: "Scope") -> bool:
    """Say whether a command is a text of the matrix of its job, whose commands are read one by one, or are quiet."""
    if EXPRESSION not in command.tool:
        return False
    try:
        texts = texts_of(command.text, command, root)
    except UnknownError:
        return False
    return bool(FROM_MATRIX.match(command.text)) or all(
        _is_quiet(each) for text in texts for each in _read(text, command)
    )


def _read(text: str, command: "Command") -> Iterator["Command"]:
    """Yield the commands of a text that stands for a command in some job."""
    return commands_in(Script(text, command.place, command.where, offset=nowhere, folder=command.folder))


def _own_file(command: "Command", root: "Scope") -> str | None:
    """Return the file of the repository that a command calls: ``./dev/test``, ``python -m test``; None for others."""
    if _OF_MODULE.search(command.text) and f"-m {command.tool}" in command.text:
        return _own_module(command, root)
    if f"/{command.tool}" not in command.text:
        return None
    word = next((each for each in command.text.split() if each.rpartition("/")[2] == command.tool and "/" in each), "")
    path = join(command.folder or "", word) if word else None
    return path if path and root.repository.is_file(path) else None


def _own_module(command: "Command", root: "Scope") -> str | None:
    """Return the file of a module that runs and lies among tests and the like; others do what users want of them."""
    folder = join(command.folder or "", command.tool.replace(".", "/"))
    files = (f"{folder}/__main__.py", f"{folder}.py") if folder else ()
    return next((path for path in files if is_foreign(path) and root.repository.is_file(path)), None)


def _unknown_program(command: "Command", root: "Scope") -> Gap:
    shown = words_of(command).strip() or command.text.partition("\n")[0]
    error = UnknownError(f"what `{shown[:60]}` runs is not known", *command.place[:2])
    if command.tool in UNFOLLOWED or runs_unread_script(command, root) or _is_told_by_file(command, root):
        return Gap(error, None)
    if not command.tool or "{" in command.tool or "$" in command.tool:
        return Gap(error, root.once(_workflow_texts))
    return Gap(error, _text_of(command, root), words_of(command))


def _is_told_by_file(command: "Command", root: "Scope") -> bool:
    """Say whether an unknown program gets a file of the repository that may hold commands: ``submit job.yaml``."""
    if command.tool == "python" or command.tool in FILES_OF:
        return False
    paths = (join(command.folder or "", each.text) for each in command.arguments if each.text.endswith(_COMMAND_FILES))
    return any(path and root.repository.is_file(path) for path in paths)


def _text_of(command: "Command", root: "Scope") -> str | None:
    """Return the words of a command, and the files that its program obeys or interprets; None for a blank one."""
    script = wheel_tests(root) if command.tool == WHEEL_BUILDER else script_text(command, root)
    if script is not None:
        return f"{words_of(command)}\n{script}"
    names = list(FILES_OF.get(command.tool, ()))
    if command.tool == "python":
        names += [each.text for each in command.arguments if each.text.endswith(".py")][:1]
    paths = [_path_of(name, command) for name in names]
    texts = [text_at(root, path) for path in paths if path and root.repository.is_file(path)]
    is_known = len(texts) == len(names) if command.tool == "python" else True
    return "\n".join([words_of(command), *texts]) if is_known and all(text.strip() for text in texts) else None


def _path_of(name: str, command: "Command") -> str | None:
    """Return the path of a file that a command names: from its folder, or from the one of its ``tox.ini``."""
    begin = _IN_TOX.match(name)
    if begin is None:
        return join(command.folder or "", name)
    return join(command.place.path.rpartition("/")[0], name[begin.end() :])


def text_behind(command: "Command", root: "Scope") -> str | None:
    """Return what may show what a command runs whose callees are not known."""
    if command.folder is None:
        return None
    own = text_at(root, _own_file(command, root))
    if own.strip():
        return f"{words_of(command)}\n{own}"
    if command.tool == "tox":
        inner = [each.script.text for each in all_commands(root) if each.where.runner is Runner.TOX]
        if inner:
            return "\n".join(inner)
    folder = next((option.value for option in command.options("-C", "--directory")), None) or ""
    names = _RUNNER_FILES.get(command.tool) or tuple(
        each.text for each in command.arguments if not each.text.startswith("-")
    )
    texts = [text_at(root, join(command.folder, f"{folder}/{name}".lstrip("/"))) for name in names[:5]]
    text = "\n".join(filter(str.strip, texts))
    return f"{words_of(command)}\n{text}" if text else None


def words_of(command: "Command") -> str:
    """Return the program and its arguments as one line."""
    return " ".join([command.tool, *(argument.text for argument in command.arguments)])


def text_at(root: "Scope", path: str | None) -> str:
    """Return the text of a file, "" for one that is absent or cannot be read."""
    try:
        return root.repository.read(path) if path and root.repository.is_file(path) else ""
    except UnknownError:
        return ""


def _workflow_texts(root: "Scope") -> str:
    return "\n".join(text_at(root, path) for path in (*workflow_files(root), GITLAB_FILE))
