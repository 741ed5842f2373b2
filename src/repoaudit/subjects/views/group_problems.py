"""What is wrong in ``[dependency-groups]`` (PEP 735)."""

from collections.abc import Iterator, Mapping

from repoaudit.documents.pep508 import parse_requirement
from repoaudit.documents.versions import canonical_name
from repoaudit.subjects.views.project_problems import NAME
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import Place

    Found = Iterator[tuple[Place, str] | tuple[Place, str, Place]]


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
    """Yield the first group that includes itself by others."""
    edges = {name: _included(groups[group]) for name, group in names.items()}
    for name, group in names.items():
        seen: set[str] = set()
        todo = list(edges[name])
        while todo:
            each = todo.pop()
            if each not in seen:
                seen.add(each)
                todo += edges.get(each, ())
        if name in seen:
            yield document.place(("dependency-groups", group)), f"the group `{group}` includes itself: installers stop"
            return


def _included(items: object) -> tuple[str, ...]:
    found = [item.get("include-group") for item in (items if isinstance(items, list) else ()) if isinstance(item, dict)]
    return tuple(canonical_name(name) for name in found if isinstance(name, str))
