"""Unknown keys of ``[project]`` and ``[build-system]``, and values that are no such thing as the key holds."""

from collections.abc import Callable, Iterator, Mapping

from repoaudit.documents.pep508 import parse_requirement
from repoaudit.facts.project_keys import BUILD_KEYS, PERSON_KEYS, PROJECT_KEYS
from repoaudit.finding import ABSENT
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.facts.backends import Backend
    from repoaudit.finding import Place
    from repoaudit.subjects.files.project_table import ProjectTable


def shape_problems(table: "ProjectTable", backend: "Backend | None") -> "Iterator[tuple[Place, str]]":
    """Yield the keys of ``[project]`` that do not exist or hold something else."""
    for key in table.names():
        expected = PROJECT_KEYS.get(key)
        if expected is None:
            yield table.place(key), _unknown("project", key, PROJECT_KEYS, "build tools refuse it or do not read it")
        elif not _holds(table.get(key), expected) and not _is_drafted(key, table, backend):
            yield table.place(key), f"`{key}` must be {expected}: build tools refuse the project"
    for key in ("authors", "maintainers"):
        yield from _persons(table, key)


def _is_drafted(key: str, table: "ProjectTable", backend: "Backend | None") -> bool:
    """Say whether a key has the form of a draft of PEP 639, which hatchling still takes."""
    is_table = isinstance(table.get(key), dict)
    return key == "license-files" and is_table and (backend is None or backend.package == "hatchling")


def _persons(table: "ProjectTable", key: str) -> "Iterator[tuple[Place, str]]":
    value = table.get(key)
    for index, person in enumerate(value if isinstance(value, list) else ()):
        if not isinstance(person, dict):
            continue
        strange = sorted(set(person) - PERSON_KEYS)
        if strange:
            message = f"an item of `{key}` has the key `{strange[0]}`: only `name` and `email` exist"
            yield table.place(key, index), message
        elif not person:
            yield table.place(key, index), f"an item of `{key}` has neither `name` nor `email`: give one"
        elif not all(isinstance(value, str) for value in person.values()):
            yield (
                table.place(key, index),
                f"`name` and `email` of `{key}` must be strings: build tools refuse the project",
            )


def build_problems(document: "TomlDocument") -> "Iterator[tuple[Place, str]]":
    """Yield what is wrong in ``[build-system]``."""
    system = document.get(("build-system",))
    if not isinstance(system, dict):
        return
    if "requires" not in system:
        yield (
            document.place(("build-system",)),
            "`[build-system]` lacks `requires`: pip and build stop; name the backend",
        )
    for key, value in system.items():
        expected = BUILD_KEYS.get(key)
        path = ("build-system", key)
        if expected is None:
            yield document.place(path), _unknown("build-system", key, BUILD_KEYS, "build stops")
        elif not _holds(value, expected):
            yield document.place(path), f"`{key}` must be {expected}: pip and build stop"
    items = system.get("requires")
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, str) and parse_requirement(item) is None:
            place = document.place(("build-system", "requires", index))
            yield place, f"`{item}` is no requirement that PEP 508 allows: pip and build stop"


def _unknown(table: str, key: str, known: Mapping[str, str], effect: str) -> str:
    from difflib import get_close_matches  # a millisecond, and hardly ever

    near = get_close_matches(key.replace("_", "-").lower(), known, 1, 0.7)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    return f"`[{table}]` has no key `{key}`: {effect}{hint}"


def _are(kind: type, values: "list[object]") -> bool:
    return all(isinstance(each, kind) for each in values)


def _is_string(value: object) -> bool:
    return isinstance(value, str)


def _items(value: object, container: type) -> "list[object] | None":
    """Return the items of an array or the values of a table, None for something else."""
    if not isinstance(value, container):
        return None
    return list(value.values()) if isinstance(value, dict) else list(value)  # type: ignore[call-overload]


def _of(container: type, kind: type) -> Callable[[object], bool]:
    def test(value: object) -> bool:
        items = _items(value, container)
        return items is not None and _are(kind, items)

    return test


_TESTS: Final[Mapping[str, Callable[[object], bool]]] = {
    "a string": _is_string,
    "a string or a table": lambda value: isinstance(value, (str, dict)),
    "an array of strings": _of(list, str),
    "an array of tables": _of(list, dict),
    "a table of strings": _of(dict, str),
    "a table of tables": _of(dict, dict),
    "a table of arrays": _of(dict, list),
}


def _holds(value: object, expected: str) -> bool:
    return value is ABSENT or _TESTS[expected](value)
