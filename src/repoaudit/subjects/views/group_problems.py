"""What is wrong in ``[dependency-groups]`` (PEP 735), and with what groups of poetry include."""

from collections.abc import Iterator, Mapping

from repoaudit.documents.pep508 import parse_requirement
from repoaudit.documents.versions import canonical_name
from repoaudit.subjects.views.project_problems import NAME, circular
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath, Place

    Found = Iterator[tuple[Place, str] | tuple[Place, str, Place]]


def poetry_problems(document: "TomlDocument") -> "Found":
    """Yield what is wrong with the groups that those of poetry include."""
    base: DataPath = ("tool", "poetry", "group")
    tables, standard = document.get(base), document.get(("dependency-groups",))
    if not isinstance(tables, dict):
        return
    names = {canonical_name(name): name for name in tables}
    known = {*names, "main", *(map(canonical_name, standard) if isinstance(standard, dict) else ())}
    included = {name: _names(table) for name, table in tables.items()}
    for name, others in included.items():
        for index, other in enumerate(others):
            problem = _of_inclusion(name, other, others[:index], known)
            if problem:
                yield document.place((*base, name, "include-groups", index)), f"{problem}: poetry stops"
    edges = {name: tuple(map(canonical_name, included[group])) for name, group in names.items()}
    for name in circular({name: others for name, others in edges.items() if name not in others}):
        message = f"the group `{names[name]}` includes itself: poetry stops"
        yield document.place((*base, names[name], "include-groups")), message


def _names(table: object) -> list[str]:
    names = table.get("include-groups") if isinstance(table, dict) else None
    return [str(name) for name in names] if isinstance(names, list) else []


def _of_inclusion(name: str, other: str, before: list[str], known: set[str]) -> str:
    if canonical_name(other) == canonical_name(name):
        return f"the group `{name}` includes itself"
    if canonical_name(other) not in known:
        return f"there is no group `{other}` to include"
    return f"`{other}` is included twice" if canonical_name(other) in map(canonical_name, before) else ""


def group_problems(document: "TomlDocument") -> "Found":
    """Yield every problem of the table."""
    groups = document.get(("dependency-groups",))
    if not isinstance(groups, dict):
        return
    names: dict[str, str] = {}
    for group, items in groups.items():
        path = ("dependency-groups", group)
        first = names.setdefault(canonical_name(group), group)
        if first != group:
            yield (
                document.place(path),
                f"the group `{group}` is `{first}` again",
                document.place(("dependency-groups", first)),
            )
        if not NAME.fullmatch(group):
            place = document.place(path)
            yield place, f"`{group}` is no name of a group: only ASCII letters, digits, `.`, `_` and `-` are allowed"
        if not isinstance(items, list):
            yield document.place(path), f"the group `{group}` must be an array: installers refuse it"
    yield from _items(document, groups, names)
    yield from _cycles(document, groups, names)


def _items(document: "TomlDocument", groups: Mapping[str, object], names: Mapping[str, str]) -> "Found":
    for group, items in groups.items():
        for index, item in enumerate(items if isinstance(items, list) else ()):
            message = _problem(item, names)
            if message:
                yield document.place(("dependency-groups", group, index)), message


def _problem(item: object, names: Mapping[str, str]) -> str:
    if isinstance(item, str):
        return (
            "" if parse_requirement(item) else f"`{item}` is no requirement that PEP 508 allows: installers refuse it"
        )
    if not isinstance(item, dict) or set(item) != {"include-group"} or not isinstance(item["include-group"], str):
        return 'an item of a group is a requirement or `{include-group = "NAME"}`: installers refuse this one'
    included: str = item["include-group"]
    return "" if canonical_name(included) in names else f"there is no group `{included}` to include: installers stop"


def _cycles(document: "TomlDocument", groups: Mapping[str, object], names: Mapping[str, str]) -> "Found":
    edges = {name: _included(groups[group]) for name, group in names.items()}
    for name in circular(edges):
        message = f"the group `{names[name]}` includes itself: installers stop"
        yield document.place(("dependency-groups", names[name])), message


def _included(items: object) -> tuple[str, ...]:
    found = [item.get("include-group") for item in (items if isinstance(items, list) else ()) if isinstance(item, dict)]
    return tuple(canonical_name(name) for name in found if isinstance(name, str))
