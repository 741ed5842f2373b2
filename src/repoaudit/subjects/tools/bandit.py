"""bandit beside a table of its settings in ``pyproject.toml``, which it reads only when it is told to."""

from collections.abc import Iterator
from posixpath import relpath

from repoaudit.documents.toml import parse_toml
from repoaudit.finding import Applicability, Fix, Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.hooks import Hook
from repoaudit.subjects.files.metadata import requires_python
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.files.tables import TomlTable
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_FILE: Final = "pyproject.toml"
_OWN: Final = ".bandit"
_READING: Final = ("-c", "--configfile", "--ini", "-h", "--help", "--version")
_JOINED: Final = lazy(r"-[a-zA-Z]*c")
"""Short options in one word, of which ``-c`` is the last: ``-rc pyproject.toml``."""

_BESIDE: Final = "additional_dependencies"
_EXTRA: Final = "bandit[toml]"
_TOMLLIB: Final = (3, 11)
"""The first Python that reads TOML without an extra."""


class UnreadBandit:
    """One run of bandit that does not read the table of its project."""

    __slots__ = ("command", "hook", "scope", "table")
    reads: ClassVar[tuple[str, ...]] = (_FILE,)

    def __init__(self, scope: "Scope", table: TomlTable, command: "Command", hook: Hook | None) -> None:
        self.scope = scope
        self.table = table
        self.command = command
        self.hook = hook

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each run without ``-c`` in a project that has the table, unless a ``.bandit`` may name the file."""
        table = bandit_table(scope)
        if table is None or _may_name_a_file(scope):
            return
        for command in commands_of(scope):
            if command.tool == "bandit" and not _reads_a_file(command):
                yield cls(scope, table, command, _hook_of(scope, command))

    @property
    def place(self) -> Place:
        """The command, or the hook."""
        return self.hook.place_of("args") if self.hook else self.command.place

    @property
    def path(self) -> str | None:
        """The file as the run would have to name it, None where its working directory is not known."""
        folder = self.command.folder
        return None if folder is None else relpath(f"/{self.scope.path(_FILE)}", f"/{folder}")

    @property
    def fix(self) -> Fix | None:
        """Phrase the fix that names the file; None where the run cannot be edited."""
        if self.path is None:
            return None
        fix = self._in_hook(self.hook, self.path) if self.hook else self.command.append(f"-c {self.path}")
        return fix and fix.titled(f"add `-c {self.path}`").but(self._applicability)

    def _in_hook(self, hook: Hook, path: str) -> Fix | None:
        if hook.table.has("args") and hook.args is None:
            return None
        fix = hook.table.set("args", ["-c", path, *(hook.args or ())])
        if self._reads_toml or not hook.repo.url or hook.repo.is_local:
            return fix
        if hook.table.texts(_BESIDE):
            return fix.and_also(hook.table.insert(_BESIDE, _EXTRA, at=0))  # `args` may go behind the last
        return fix.and_also(hook.table.set(_BESIDE, [_EXTRA]))

    @property
    def _applicability(self) -> Applicability:
        is_safe = self._reads_toml and not (
            self._texts("tests", "-t", "--tests") & self._texts("skips", "-s", "--skip")
        )
        return Applicability.SAFE if is_safe else Applicability.UNSAFE

    def _texts(self, key: str, *flags: str) -> frozenset[str]:
        """Return the tests that the table and the options name."""
        value = self.table.get(key)
        named = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
        given = (option.value or "" for option in self.command.options(*flags))
        return frozenset((*named, *(name for text in given for name in text.split(","))))

    @property
    def _reads_toml(self) -> bool:
        """Whether bandit is sure to have a reader of TOML where it runs."""
        if self.hook:
            beside = (each for each, _ in self.hook.additional_dependencies if each.canonical == "bandit")
            return any("toml" in each.extras for each in beside)
        required = requires_python(self.scope)
        oldest = required.oldest if required else None
        if oldest is not None and oldest.release[:2] >= _TOMLLIB:
            return True
        declared = self.scope.all(Dependencies)[0].named("bandit")
        return bool(declared) and all(each.requirement and "toml" in each.requirement.extras for each in declared)


def bandit_table(scope: "Scope") -> TomlTable | None:
    """Return ``[tool.bandit]`` of a project, None where it has no settings. Raises `UnknownError`."""
    if not scope.exists(_FILE) or "bandit" not in scope.repository.read(scope.path(_FILE)):
        return None
    table = TomlTable(scope.document(parse_toml, scope.path(_FILE)), ("tool", "bandit"))
    return table if table.keys() else None


def _reads_a_file(command: "Command") -> bool:
    """Say whether a run names its settings, may do so in a variable, or only tells about bandit."""
    if command.flag(*_READING) or command.options("-c", "--configfile", "--ini"):
        return True
    if any(_JOINED.fullmatch(argument.text) for argument in command.arguments):
        return True
    return not command.is_static and any(
        not argument.is_static and argument.text.startswith("$") for argument in command.arguments
    )


def _may_name_a_file(scope: "Scope") -> bool:
    """Say whether a ``.bandit`` gives the name of the settings, as ``configfile`` does."""
    path = scope.path(_OWN)
    return scope.repository.is_file(path) and "configfile" in scope.repository.read(path)


def _hook_of(scope: "Scope", command: "Command") -> Hook | None:
    if command.where.runner is not Runner.HOOK:
        return None
    return next((hook for hook in scope.root.all(Hook) if command.where.group.endswith(f":{hook.anchor}")), None)
