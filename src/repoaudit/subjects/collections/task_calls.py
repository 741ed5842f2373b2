"""The tasks that commands ask for by name: ``make test``, ``just lint``, ``tox -e docs``, ``hatch run docs:build``.

Source: the ``--help`` of GNU make 4.3, just 1.59.0, hatch 1.18.2, tox 4.67.15, nox 2026.10.20, poethepoet 0.49.0,
pdm 2.29.4, pre-commit 4.7.0 and prek 0.5.11.
"""

from collections.abc import Callable, Iterator, Mapping

from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.called_environments import nox_names, tox_names
from repoaudit.subjects.collections.called_targets import make_folder, make_goals
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.subjects.collections.commands import Argument, Command

_NAME: Final = lazy(r"^[A-Za-z0-9_][\w.-]*$")
_JUST_NOT_RUN: Final = frozenset(
    "-l --list --summary --version -V --help -h --init --evaluate --show -s --usage --choose --dump --fmt "
    "--completions --variables --edit -e --changelog --man --groups --json -c --command -f --justfile -d "
    "--working-directory --set -g --global-justfile".split()
)
_MAKE_NOT_RUN: Final = frozenset({"-h", "--help", "-v", "--version", "-p", "--print-data-base", "--eval", "-E"})
_HATCH_CHOICES: Final = frozenset({"-p", "--project", "-e", "--env", "--data-dir", "--cache-dir", "--config"})
_POE_CHOICES: Final = frozenset({"-C", "--directory", "--root", "-h", "--help", "--version", "-e", "--executor"})

_HOOK_FLAGS: Final = frozenset({"-a", "--all-files", "-v", "--verbose", "--show-diff-on-failure", "--fail-fast"})
"""Options of ``pre-commit run`` behind which the name of a hook may stand; others take values, or other files."""


class Asked(NamedTuple):
    """One task that a command asks for: of which runner, in which folder, and where the name stands."""

    runner: str
    name: str
    folder: str | None
    place: "Place"
    spelled: str


def tasks_asked(command: "Command") -> Iterator[Asked]:
    """Yield the tasks with a plain name that a command asks for; none where options or variables hide them."""
    via = command.via[-1] if command.via else ""
    read = _READERS.get(command.tool)
    try:
        if read is not None:
            yield from (each for each in read(command) if _NAME.match(each.name))
        if via == "pdm run" and command.folder is not None and _NAME.match(command.tool):
            yield Asked("pdm", command.tool, command.folder, command.place, f"pdm run {command.tool}")
    except UnknownError:
        return


def _make(command: "Command") -> Iterator[Asked]:
    if command.flag(*_MAKE_NOT_RUN) or command.option("-f", "--file", "--makefile") or command.folder is None:
        return
    folder = make_folder(command)
    for goal in make_goals(command):
        if goal.is_static:
            yield Asked("make", goal.text, folder, goal.place, f"make {goal.text}")


def _just(command: "Command") -> Iterator[Asked]:
    words = list(command.arguments)
    if any(word.text.partition("=")[0] in _JUST_NOT_RUN for word in words):
        return
    first = next((word for word in words if not word.text.startswith("-") and "=" not in word.text), None)
    if first is not None and first.is_static:
        yield Asked("just", first.text, command.folder, first.place, f"just {first.text}")


def _hatch(command: "Command") -> Iterator[Asked]:
    words = [each for each in command.arguments if not each.text.startswith(("-", "+"))]
    chosen = any(each.text.partition("=")[0] in _HATCH_CHOICES for each in command.arguments[:4])
    word = words[1] if words[1:] and words[0].text == "run" and not chosen else None
    environment, colon, script = word.text.partition(":") if word and word.is_static else ("", "", "")
    if word and colon:
        yield Asked("hatch", environment, command.folder, word.place, f"hatch run {environment}:{script}")


def _tox(command: "Command") -> Iterator[Asked]:
    for name in tox_names(command):
        place = _place_of(command, name)
        yield Asked("tox", name, command.folder, place, f"tox -e {name}")


def _nox(command: "Command") -> Iterator[Asked]:
    for name in nox_names(command):
        yield Asked("nox", name, command.folder, _place_of(command, name), f"nox -s {name}")


def _poe(command: "Command") -> Iterator[Asked]:
    if command.flag(*_POE_CHOICES):
        return
    first = next((word for word in command.arguments if not word.text.startswith("-")), None)
    if first is not None and first.is_static:
        yield Asked("poe", first.text, command.folder, first.place, f"poe {first.text}")


def _hook(command: "Command") -> Iterator[Asked]:
    """Yield the hook that is run by its name: the first word of ``run`` that is no option."""
    words = list(command.arguments)
    if not words or words[0].text != "run" or any(each.text.startswith(("-c", "--config")) for each in words):
        return
    word = next((each for each in words[1:] if each.text not in _HOOK_FLAGS), None)
    if word is not None and word.is_static:
        yield Asked("pre-commit", word.text, "", word.place, f"{command.tool} run {word.text}")


def _place_of(command: "Command", name: str) -> "Place":
    found: Argument | None = next((each for each in command.arguments if name in each.text), None)
    return found.place if found else command.place


_READERS: Final[Mapping[str, Callable[["Command"], Iterator[Asked]]]] = {
    "make": _make,
    "gmake": _make,
    "just": _just,
    "hatch": _hatch,
    "tox": _tox,
    "nox": _nox,
    "poe": _poe,
    "pre-commit": _hook,
    "prek": _hook,
}
