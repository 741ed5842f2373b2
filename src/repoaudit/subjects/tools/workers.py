"""Whether and how many processes pytest-xdist is told to start, and what ``pytest --pdb`` makes of it."""

from collections.abc import Iterator, Sequence

from repoaudit.facts.pytest_options import PDB_WITH_ANY_DIST
from repoaudit.facts.pytest_plugins import XDIST_OPTIONS
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.clones import runs_in_clone
from repoaudit.subjects.collections.commands import Argument, Command, Option, last_option
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.subjects.files.reasons import is_explained
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.pytest import Pytest

DISTRIBUTES: Final = lazy(r"(?<![\w-])(?:-n[ =]?(?:auto|logical|\d|\$)|--numprocesses)")
_CALLERS: Final = frozenset("tox nox make hatch just poe pdm pixi task invoke inv".split())
_SCRIPTS: Final = (".py", ".sh")
_MAY_TEST: Final = ("test", "check", "run", "ci")
"""What is in the name of a script to which ``-n`` may be a number of workers."""
_APPENDERS: Final = frozenset({"pixi run", "pdm run", "poetry run", "rye run"})
"""Runners that append what follows a task's name to its command (by the manuals of pixi and pdm)."""
_WORKERS: Final = ("-n", "--numprocesses")
_RUNNERS: Final = frozenset({"tox", "nox"})
"""What hands the words behind ``--`` on."""
_BY_MACHINE: Final = frozenset({"auto", "logical"})
_SEQUENTIAL: Final = frozenset({"0", "1"})
_MANY: Final = 4
"""From so many commands of one file on, what they have in common is said once."""


def distributes(argument: Argument) -> bool:
    """Say whether a word is an option of pytest-xdist, or holds one."""
    text = argument.text.partition("=")[0]
    if text in XDIST_OPTIONS or (text[:2] == "-n" and not text.startswith("-no")):
        return True
    return not argument.is_static and "-n" in argument.text and bool(DISTRIBUTES.search(argument.text))


def asks_for_workers(command: Command) -> bool:
    """Say whether a command hands options of pytest-xdist on: ``tox -- -n auto``, ``python test/run.py -n auto``."""
    if command.tool == "hatch" and command.subcommand == "test":
        return command.flag("-p", "--parallel") is not None
    if any(DISTRIBUTES.search(value) for value in command.environment.values()):
        return True
    texts = [argument.text for argument in command.arguments]
    if _APPENDERS.intersection(command.via) and any(text in XDIST_OPTIONS for text in texts):
        return True
    script = next((text for text in (command.tool, *texts[:1]) if text.endswith(_SCRIPTS)), None)
    if script is not None:
        return any(word in script for word in _MAY_TEST) and bool(DISTRIBUTES.search(" ".join(texts)))
    if command.tool not in _CALLERS:
        return False
    behind = texts[texts.index("--") + 1 :] if "--" in texts else []
    return any(text in XDIST_OPTIONS or text.startswith("-n") for text in behind) or any(
        DISTRIBUTES.search(text) for text in texts if " " in text or "=" in text
    )


def is_handed_on(scope: "Scope") -> bool:
    """Say whether a workflow hands options of pytest-xdist to another one or to an action: ``posargs: -n auto``."""
    for workflow in scope.root.all(Workflow):
        jobs = [job.node for job in workflow.jobs if job.uses]
        nodes = jobs + [step.node for job in workflow.jobs for step in job.steps if step.uses]
        inputs = (found for node in nodes if (found := node.get("with")) is not None)
        if any(DISTRIBUTES.search(value.text) for each in inputs for _, value in each.entries()):
            return True
    return False


class FixedWorkers(NamedTuple):
    """A number of workers written into commands of one file: the option as written, the words, the fix to ``auto``."""

    text: str
    arguments: tuple[Argument, ...]
    fix: "Fix | None"

    @property
    def argument(self) -> Argument:
        """The first of the words."""
        return self.arguments[0]


def fixed_workers(pytest: "Pytest") -> Iterator[FixedWorkers]:
    """Yield the numbers of workers, two or more, in the commands themselves, but for those that are explained.

    What many commands of one file say alike comes once.
    """
    found: dict[tuple[str, str], list[FixedWorkers]] = {}
    for each in _fixed_workers(pytest):
        found.setdefault((each.argument.place.path, each.text), []).append(each)
    for alike in found.values():
        if len(alike) < _MANY:
            yield from alike
        else:
            yield _joined(alike)


def _joined(alike: Sequence[FixedWorkers]) -> FixedWorkers:
    fixes = [each.fix for each in alike if each.fix]
    joined = fixes[0] if fixes else None
    for fix in fixes[1:]:
        joined = joined.and_also(fix) if joined else fix
    return FixedWorkers(alike[0].text, tuple(each.argument for each in alike), joined)


def _fixed_workers(pytest: "Pytest") -> Iterator[FixedWorkers]:
    for command in commands_of(pytest.scope):
        option = last_option(_passed_to_pytest(command), *_WORKERS)
        if option is None or not _is_number(option) or option.value in _SEQUENTIAL:
            continue
        if not _is_explained(pytest.scope, option.argument) and not runs_in_clone(command, pytest.scope):
            word = option.argument.text
            auto = "auto" if word == option.value else word[: len(word) - len(option.value or "")] + "auto"
            yield FixedWorkers(spelled(option), (option.argument,), option.argument.replace(auto))


def _passed_to_pytest(command: Command) -> tuple[Argument, ...]:
    """Return the words of a command that reach pytest: those of its own, or what a runner hands on."""
    words = command.arguments
    if command.tool == "pytest" or ("pixi run" in command.via and "test" in command.tool):
        return words
    if command.tool not in _RUNNERS:
        return ()
    texts = [word.text for word in words]
    return words[texts.index("--") + 1 :] if "--" in texts else ()


def _is_number(option: Option) -> bool:
    return option.is_static and (option.value or "").isdecimal()


def spelled(option: Option) -> str:
    """Return an option with its value as it is written."""
    word = option.argument.text
    return f"{option.name} {word}" if word == option.value else word


def _is_explained(scope: "Scope", argument: Argument) -> bool:
    """Say whether a variable stands in its place, or a comment beside it."""
    place = argument.place
    if place.span is None:
        return False
    written = scope.repository.read(place.path)[place.span.start : place.span.end]
    return "$" in written or is_explained(scope, place)


def breaks_pdb(pytest: "Pytest") -> Option | None:
    """Return the option of ``addopts`` for which ``pytest --pdb`` stops, None where it does not."""
    words = pytest.addopts
    workers = last_option(words, *_WORKERS)
    if workers and workers.value in _BY_MACHINE:
        return None
    if workers and _is_number(workers) and workers.value != "0":
        return workers
    dist = last_option(words, "--dist")
    if dist is None or dist.value == "no":
        return None
    if tool_version(pytest.scope, "pytest-xdist").at_least(PDB_WITH_ANY_DIST) is False:
        return dist
    remote = last_option(words, "--tx")
    return remote if remote and workers is None else None
