"""``make TARGET``: the recipes of the target and of what it depends on."""

from collections.abc import Iterator
from posixpath import normpath

from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.subjects.collections.call_index import CallIndex, call_index, folder_of, must_be_known, scope_in
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.make_targets import declaring_includes
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.make.statements import Rule
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument, Command
    from repoaudit.subjects.files.makefile import Makefile

_NAMES: Final = frozenset({"make", "gmake"})
_VALUED: Final = frozenset(
    {"-C", "--directory", "-f", "--file", "--makefile", "-I", "--include-dir", "-o", "-W", "-E", "--eval"}
)
_FILE: Final = ("-f", "--file", "--makefile")
_FOLDER: Final = ("-C", "--directory")
_NOT_RUN: Final = ("-n", "--just-print", "--dry-run", "--recon", "-h", "--help", "-v", "--version", "-q", "--question")
_IN_TOX: Final = lazy(r"^\{(?:toxinidir|tox_root)\}(?:/|\{/\})")
"""The folder of tox's configuration, in front of one below it."""

_JOBS: Final = lazy(r"^\d+$")


def targets_called(command: "Command", root: "Scope") -> Iterator["Command"]:
    """Yield the commands that a call of make runs.

    Raises:
        UnknownError: the target, the folder or the Makefile is not known, or the target may be made elsewhere.

    """
    if command.tool not in _NAMES or command.flag(*_NOT_RUN):
        return
    makefile = _makefile(command, root)
    is_project = scope_in(root, makefile.scope.folder) is not None
    maker = _Maker(makefile, call_index(root) if is_project else root.once_for(_index_of, makefile.scope))
    for target in _goals(command, makefile):
        document = makefile.document
        if not maker.rules(target) and (any(declaring_includes(document)) or not document.targets_complete):
            raise UnknownError(f"how `{target}` is made is not known", *command.place[:2])
        yield from maker.made(target)


def target_names(command: "Command") -> tuple[str, ...]:
    """Return the targets that a call of make names, none for other commands."""
    return tuple(argument.text for argument in _targets(command)) if command.tool in _NAMES else ()


def make_goals(command: "Command") -> tuple["Argument", ...]:
    """Return the words of a call of make that name targets."""
    return tuple(_targets(command))


def make_folder(command: "Command") -> str:
    """Return the folder in which make runs. Raises `UnknownError` where it cannot be known."""
    folder = folder_of(command)
    for option in command.options(*_FOLDER):
        written = _IN_TOX.sub("", option.value or "", count=1)
        if written != option.value and "{" not in written:
            folder = command.place.path.rpartition("/")[0]
        else:
            must_be_known(option.argument)
        folder = normpath(f"{folder}/{written}" if folder else written)
    return "" if folder == "." else folder


def make_outside(root: "Scope") -> "Command | None":
    """Return the first call of make above the repository, which is a part of a larger one then; None without one."""
    return root.once(_make_outside)


def _make_outside(root: "Scope") -> "Command | None":
    calls = (each for each in all_commands(root) if each.tool in _NAMES and each.options(*_FOLDER))
    return next((each for each in calls if _leads_out(each)), None)


def _leads_out(command: "Command") -> bool:
    try:
        return make_folder(command).startswith("..")
    except UnknownError:
        return False


def _makefile(command: "Command", root: "Scope") -> "Makefile":
    folder = make_folder(command)
    scope = scope_in(root, folder) or root.once_for(_scope_of, folder)
    other = command.option(*_FILE)
    from repoaudit.subjects.files.makefile import Makefile  # for those who call make

    makefile = next(iter(scope.all(Makefile)), None)
    if makefile is None or (other and other.value != makefile.path.rpartition("/")[2]):
        raise UnknownError("the Makefile that `make` reads was not read", *command.place[:2])
    return makefile


def _scope_of(root: "Scope", folder: str) -> "Scope":
    """Return a folder as if it were a project, to read its Makefile, which only those see who name the folder."""
    return type(root)(root.repository, root.policy, folder, root)


def _index_of(root: "Scope", scope: "Scope") -> "CallIndex":
    """Return the index of the Makefile of a folder that is no project."""
    del root
    from repoaudit.subjects.collections.commands import commands_in
    from repoaudit.subjects.files.makefile import recipe_scripts

    return CallIndex(tuple(command for script in recipe_scripts(scope) for command in commands_in(script)))


def _targets(command: "Command") -> Iterator["Argument"]:
    skip = False
    for argument in command.arguments:
        text = argument.text
        if skip or text.startswith("-") or "=" in text or _JOBS.match(text):
            skip = not skip and text in _VALUED
            continue
        yield argument


def _goals(command: "Command", makefile: "Makefile") -> list[str]:
    goals = list(_targets(command))
    for goal in goals:
        must_be_known(goal)
    default = makefile.document.default_goal
    if not goals and default is None:
        raise UnknownError("which target `make` makes by default is not known", *command.place[:2])
    return [goal.text for goal in goals] or [default or ""]


class _Maker:
    """Finds what runs to make targets, each target once."""

    __slots__ = ("_index", "_makefile", "_seen")

    def __init__(self, makefile: "Makefile", index: "CallIndex") -> None:
        self._makefile = makefile
        self._index = index
        self._seen: set[str] = set()

    def made(self, target: str) -> Iterator["Command"]:
        """Yield what runs to make a target: first what it depends on."""
        waiting = [(target, False)]
        while waiting:
            name, is_ready = waiting.pop()
            if not is_ready and name not in self._seen:
                self._seen.add(name)
                waiting.append((name, True))
                waiting += [(each, False) for each in reversed(self._needs(name))]
            elif is_ready:
                for line in (line for rule in self.rules(name) for line in rule.recipe):
                    yield from self._index.at(self._makefile.path, line.span)

    def rules(self, name: str) -> tuple["Rule", ...]:
        """Return the rules of a target, else the pattern rules that match it."""
        document = self._makefile.document
        return document.rules_for(name) or tuple(rule for rule in document.pattern_rules if _matches(rule, name))

    def _needs(self, name: str) -> list[str]:
        return [each for rule in self.rules(name) for each in _prerequisites(self._makefile, rule)]


def _matches(rule: "Rule", name: str) -> bool:
    patterns = (target.name.partition("%") for target in rule.targets if "%" in target.name)
    return any(
        len(name) > len(head) + len(tail) and name.startswith(head) and name.endswith(tail)
        for head, _, tail in patterns
    )


def _prerequisites(makefile: "Makefile", rule: "Rule") -> list[str]:
    """Return the names of what a rule depends on; those that a variable fills are left out."""
    names: list[str] = []
    for word in (*rule.prerequisites, *rule.order_only):
        expanded = makefile.document.expand(word.name, word.span.start)
        names += expanded.split() if expanded else []
    return names
