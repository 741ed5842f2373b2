"""The Python that a command tells a tool to write or check for: ``--target-version py311``."""

from collections.abc import Iterator

from repoaudit.subjects.collections.commands import Option
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.hooks import Hook
from repoaudit.subjects.files.scripts import Runner
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_WHOLE: Final = frozenset({".", "./", "src", "src/"})


class TargetFlag:
    """One such option, which stands in for the setting of that name; ``value`` is what it names."""

    __slots__ = ("_option", "value")

    def __init__(self, option: Option) -> None:
        self._option = option
        self.value = option.value or ""

    @property
    def place(self) -> "Place":
        """The option."""
        return self._option.place

    def set(self, target: str) -> "Fix | None":
        """Phrase the fix that names another Python, None where the command cannot be edited."""
        argument = self._option.argument
        fix = argument.replace(argument.text.removesuffix(self.value) + target)
        return fix and fix.titled(f"set `{self._option.name}` to `{target}`")


def target_flags(scope: "Scope", tool: str, *names: str) -> Iterator[tuple[TargetFlag, ...]]:
    """Yield the options of each run that looks at the whole project: parts of it may be for other Pythons."""
    for command in commands_of(scope):
        options = command.options(*names) if command.tool == tool else ()
        if options and all(option.is_static for option in options) and not _is_partial(scope, command, options[0]):
            yield tuple(TargetFlag(option) for option in options)


def _is_partial(scope: "Scope", command: "Command", option: Option) -> bool:
    """Say whether a run is limited to some files: by its arguments, or as a hook by ``files``."""
    if command.where.runner is Runner.HOOK:
        limited = (hook for hook in scope.root.all(Hook) if hook.table.has("files"))
        return any(_holds(hook.place_of(key), option.place) for hook in limited for key in ("entry", "args"))
    words = [each.text for each in command.arguments]
    paths = [word for word in words if word in _WHOLE or scope.repository.exists(scope.path(word.rstrip("/")))]
    return bool(paths) and _WHOLE.isdisjoint(paths)


def _holds(outer: "Place", inner: "Place") -> bool:
    if outer.path != inner.path or outer.span is None or inner.span is None:
        return False
    return outer.span.start <= inner.span.start < outer.span.end
