"""Where hooks are called by their names: in ``SKIP``, in ``pre-commit run NAME``, in the settings of pre-commit.ci."""

from collections.abc import Iterator

from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument
    from repoaudit.subjects.files.hooks import Hook

_PROGRAMS: Final = frozenset({"pre-commit", "prek"})
_SKIP: Final = lazy(r"\bSKIP[\"']?\s*[:=]\s*[\"']?(?P<names>[\w.-]+(?:,[ ]?[\w.-]+)*)")
_RUN: Final = lazy(r"\b(?:pre-commit|prek)[ \t]+run(?:[ \t]+-[^\s`\"']*)*[ \t]+(?P<names>[\w.-]+)")
_NAME: Final = lazy(r"[\w.-]+")


class Mention(NamedTuple):
    """One place that calls a hook by its name; ``renamed`` is None where it cannot be edited."""

    place: Place
    renamed: "Fix | None"


class _Names(NamedTuple):
    """Every name that calls a hook: the words of commands that run some, and where texts name one."""

    runs: "dict[str, list[Argument]]"
    texts: dict[str, list[tuple[str, Span]]]


def is_run_by_name(hook: "Hook", scope: "Scope") -> bool:
    """Say whether some command runs a hook by one of its names."""
    runs = scope.root.once(_names).runs
    return any(name in runs for name in hook.names)


def mentions_in_config(hook: "Hook", new: str) -> Iterator[Mention]:
    """Yield where the configuration of hooks itself names a hook: ``ci.skip``."""
    ci = hook.hooks.ci
    for index, name in enumerate((ci.texts("skip") if ci else None) or ()):
        if ci and name in hook.names:
            yield Mention(
                ci.place("skip", index)._replace(anchor=f"ci.skip[{index}]"), ci.replace("skip", {index: new})
            )


def mentions_elsewhere(hook: "Hook", scope: "Scope", new: str) -> Iterator[Mention]:
    """Yield where other files name a hook: commands that run or skip it, and texts that tell people to."""
    from repoaudit.subjects.files.word_edits import replacing  # only when a hook has to be renamed

    names = scope.root.once(_names)
    covered: set[tuple[str, Span | None]] = set()
    for argument in (argument for name in hook.names for argument in names.runs.get(name, ())):
        covered.add(argument.place[:2])
        yield Mention(argument.place, argument.replace(new))
    spans: dict[str, list[Span]] = {}
    for path, span in (found for name in hook.names for found in names.texts.get(name, ())):
        if (path, span) not in covered:
            spans.setdefault(path, []).append(span)
    for path, found in spans.items():
        yield Mention(Place(path, found[0], hook.id), replacing(scope, path, found, new))


def _names(root: "Scope") -> _Names:
    from repoaudit.subjects.files.instructions import instructions  # likewise

    names = _Names({}, {})
    for command in all_commands(root):
        if command.tool in _PROGRAMS and command.subcommand == "run":
            for argument in command.arguments:
                names.runs.setdefault(argument.text, []).append(argument)
    for path, text in instructions(root):
        for span in _named_in(text):
            names.texts.setdefault(text[slice(*span)], []).append((path, span))
    return names


def _named_in(text: str) -> Iterator[Span]:
    if not any(program in text for program in _PROGRAMS) and "SKIP" not in text:
        return
    for pattern in (_SKIP, _RUN):
        for match in pattern.finditer(text):
            yield from (Span(*name.span()) for name in _NAME.finditer(text, *match.span("names")))
