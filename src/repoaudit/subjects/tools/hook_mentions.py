"""Where hooks are called by their names: in ``SKIP``, in ``pre-commit run NAME``, in the settings of pre-commit.ci."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.instructions import instructions
from repoaudit.subjects.files.word_edits import replacing
from repoaudit.text import Span

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument, Command
    from repoaudit.subjects.files.hooks import Hook

_PROGRAMS: Final = frozenset({"pre-commit", "prek"})
_SKIP: Final = lazy(r"\bSKIP[\"']?\s*[:=]\s*[\"']?(?P<names>[\w.-]+(?:,[ ]?[\w.-]+)*)")
_RUN: Final = lazy(r"\b(?:pre-commit|prek)[ \t]+run(?:[ \t]+-[^\s`\"']*)*[ \t]+(?P<names>[\w.-]+)")
_NAME: Final = lazy(r"[\w.-]+")


class Mention(NamedTuple):
    """One place that calls a hook by its name; ``renamed`` is None where it cannot be edited."""

    place: Place
    renamed: "Fix | None"


def runs_of_hook(hook: "Hook", scope: "Scope") -> tuple["Command", ...]:
    """Return the commands that run a hook by one of its names."""
    return tuple(command for command, _ in _runs(hook, scope))


def mentions_in_config(hook: "Hook", new: str) -> Iterator[Mention]:
    """Yield where the configuration of hooks itself names a hook: ``ci.skip``."""
    ci = hook.hooks.ci
    for index, name in enumerate((ci.texts("skip") if ci else None) or ()):
        if ci and name in hook.names:
            yield Mention(ci.place("skip", index)._replace(anchor=f"ci.skip[{index}]"), ci.replace("skip", index, new))


def mentions_elsewhere(hook: "Hook", scope: "Scope", new: str) -> Iterator[Mention]:
    """Yield where other files name a hook: commands that run or skip it, and texts that tell people to."""
    covered: set[tuple[str, Span | None]] = set()
    for _, argument in _runs(hook, scope):
        covered.add(argument.place[:2])
        yield Mention(argument.place, argument.replace(new))
    for path, text in instructions(scope):
        spans = [span for span in _named_in(text, hook.names) if (path, span) not in covered]
        if spans:
            yield Mention(Place(path, spans[0], f"{hook.id}"), replacing(scope, path, spans, new))


def _runs(hook: "Hook", scope: "Scope") -> Iterator[tuple["Command", "Argument"]]:
    for command in all_commands(scope):
        if command.tool in _PROGRAMS and command.subcommand == "run":
            named = (each for each in command.arguments if each.text in hook.names)
            yield from ((command, argument) for argument in named)


def _named_in(text: str, names: tuple[str, ...]) -> Iterator[Span]:
    if not any(program in text for program in _PROGRAMS) and "SKIP" not in text:
        return
    for pattern in (_SKIP, _RUN):
        for match in pattern.finditer(text):
            for name in _NAME.finditer(text, *match.span("names")):
                if name.group() in names:
                    yield Span(*name.span())
