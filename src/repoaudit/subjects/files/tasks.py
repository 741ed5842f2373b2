"""Tasks that a manager of environments runs: scripts of hatch, pdm, poe, pixi, taskipy and poetry's poe plugin."""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.finding import ABSENT
from repoaudit.repository import join
from repoaudit.subjects.files.rewriting import ValueRewrite
from repoaudit.subjects.files.scripts import Runner, Script, Where, nowhere
from repoaudit.text import BOM
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope

_FOLDER_KEYS: Final = ("cwd", "working_dir")
_COMMAND_KEYS: Final = ("cmd", "shell", "composite", "script")


def task_scripts(scope: "Scope") -> Iterator[Script]:
    """Yield the command text of every task of one project."""
    for name, prefix in (("pyproject.toml", ("tool", "hatch")), ("hatch.toml", ())):
        if scope.exists(name):
            yield from _hatch(scope, scope.document(parse_toml, scope.path(name)), prefix)
    if scope.exists("pyproject.toml"):
        document = scope.document(parse_toml, scope.path("pyproject.toml"))
        yield from _tasks(scope, document, ("tool", "pdm", "scripts"), Runner.PDM)
        yield from _tasks(scope, document, ("tool", "poe", "tasks"), Runner.POE)
        yield from _tasks(scope, document, ("tool", "taskipy", "tasks"), Runner.TASKIPY)
        yield from _pixi(scope, document, ("tool", "pixi"))
    if scope.exists("pixi.toml"):
        yield from _pixi(scope, scope.document(parse_toml, scope.path("pixi.toml")), ())


def _hatch(scope: "Scope", document: "TomlDocument", prefix: "DataPath") -> Iterator[Script]:
    for environment in _keys(document, (*prefix, "envs")):
        base = (*prefix, "envs", environment)
        for task in _keys(document, (*base, "scripts")):
            where = Where(Runner.HATCH, f"{environment}:{task}", f"hatch:{environment}")
            yield from _commands(scope, document, (*base, "scripts", task), where)


def _pixi(scope: "Scope", document: "TomlDocument", prefix: "DataPath") -> Iterator[Script]:
    yield from _tasks(scope, document, (*prefix, "tasks"), Runner.PIXI)
    for feature in _keys(document, (*prefix, "feature")):
        yield from _tasks(scope, document, (*prefix, "feature", feature, "tasks"), Runner.PIXI)


def _tasks(scope: "Scope", document: "TomlDocument", table: "DataPath", runner: Runner) -> Iterator[Script]:
    for task in _keys(document, table):
        if not task.startswith("_"):
            yield from _commands(scope, document, (*table, task), Where(runner, task, f"{runner.value}:{task}"))


def _commands(scope: "Scope", document: "TomlDocument", path: "DataPath", where: Where) -> Iterator[Script]:
    """Yield the texts of one task: a string, a list of commands, or a table with one of the known keys."""
    value = document.get(path)
    if isinstance(value, str):
        yield _script(scope, document, path, where)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if not isinstance(item, str):
                yield from _commands(scope, document, (*path, index), where)
            elif where.runner is Runner.POE:  # to poe a text in a list is the name of a task
                yield from _item(scope, document, (*path, index), where)
            else:
                yield _script(scope, document, (*path, index), where)
    elif isinstance(value, dict):
        for key in _COMMAND_KEYS:
            if document.get((*path, key)) is not ABSENT and not (key == "script" and where.runner is Runner.POE):
                yield from _commands(scope, document, (*path, key), where)
        yield from _references(scope, document, path, where)


def _references(scope: "Scope", document: "TomlDocument", path: "DataPath", where: Where) -> Iterator[Script]:
    """Yield calls of the tasks that a task of poe consists of, or that a task of pixi depends on."""
    if where.runner is Runner.POE:
        yield from _item(scope, document, (*path, "ref"), where)
        for key in ("sequence", "parallel"):
            yield from _commands(scope, document, (*path, key), where) if _is_list(document, (*path, key)) else ()
    if where.runner is Runner.PIXI:
        for key in ("depends-on", "depends_on"):
            value = document.get((*path, key))
            for name in [value] if isinstance(value, str) else value if isinstance(value, list) else ():
                task = name.get("task") if isinstance(name, dict) else name
                if isinstance(task, str):
                    yield _call(scope, document, (*path, key), f"pixi run {task}", where)


def _is_list(document: "TomlDocument", path: "DataPath") -> bool:
    return isinstance(document.get(path), list)


def _item(scope: "Scope", document: "TomlDocument", path: "DataPath", where: Where) -> Iterator[Script]:
    """Yield what an item of a sequence of poe is: text is the name of another task."""
    value = document.get(path)
    if isinstance(value, str):
        yield _call(scope, document, path, f"poe {value}", where)
    elif value is not ABSENT:
        yield from _commands(scope, document, path, where)


def _call(scope: "Scope", document: "TomlDocument", path: "DataPath", text: str, where: Where) -> Script:
    return Script(text, document.place(path), where, offset=nowhere, folder=scope.folder)


def _keys(document: "TomlDocument", path: "DataPath") -> tuple[str, ...]:
    value = document.get(path)
    return tuple(value) if isinstance(value, dict) else ()


def _script(scope: "Scope", document: "TomlDocument", path: "DataPath", where: Where) -> Script:
    text = str(document.get(path))
    dash = text.startswith("- ") and where.runner is Runner.HATCH
    place = document.place(path)
    offset = _offsets(document, path, text)
    return Script(
        text,
        place,
        where,
        offset=offset,
        folder=_folder(scope, document, path),
        dialect="make" if dash else "sh",
        tolerated=place if dash else None,
        rewrite=ValueRewrite(document.path, path, text, offset),
    )


def _folder(scope: "Scope", document: "TomlDocument", path: "DataPath") -> str | None:
    """Return where a task runs: pixi and poe call it ``cwd``, pdm ``working_dir``; None where it cannot be known."""
    tables = (path[:-1] if path[-1] in _COMMAND_KEYS else (), path[:-2] if path[-2] in _COMMAND_KEYS else ())
    values = (document.get((*table, key)) for table in tables if table for key in _FOLDER_KEYS)
    written = next((value for value in values if isinstance(value, str)), "")
    return None if "$" in written or "{" in written else join(scope.folder, written)


def _offsets(document: "TomlDocument", path: "DataPath", text: str) -> "Callable[[int], int | None]":
    """Map the text of a string to the file where it is written without escapes."""
    start, end = document.value_span(path)
    written = document.text[start:end]
    for quotes in ('"""', "'''", '"', "'"):
        if written.startswith(quotes):
            inner = written[len(quotes) : -len(quotes)]
            break
    else:
        return nowhere
    lead = 1 if inner.startswith("\n") and len(quotes) > 1 else 0
    if inner[lead:] != text or BOM in inner:
        return nowhere
    return lambda index: start + len(quotes) + lead + index
