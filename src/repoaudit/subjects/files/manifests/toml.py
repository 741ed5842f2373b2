"""Lists of requirements in TOML: PEP 621 and 735, uv, pdm, rye, flit, hatch, poetry, pixi and Pipfile."""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.pep508 import parse_requirement
from repoaudit.documents.toml import parse_toml
from repoaudit.facts.versions import MINIMUM
from repoaudit.finding import Fix
from repoaudit.subjects.files.manifests import Declared, Entry, ListKind, RequirementList, place_for
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath, Place
    from repoaudit.scope import Scope

_GROUPS: Final = (
    (("project", "optional-dependencies"), ListKind.EXTRA, ""),
    (("dependency-groups",), ListKind.GROUP, ""),
    (("tool", "pdm", "dev-dependencies"), ListKind.GROUP, "pdm"),
    (("tool", "flit", "metadata", "requires-extra"), ListKind.EXTRA, ""),
)
_LISTS: Final = (
    (("project", "dependencies"), ListKind.RUNTIME, "", ""),
    (("build-system", "requires"), ListKind.BUILD, "build-system", ""),
    (("tool", "uv", "dev-dependencies"), ListKind.GROUP, "dev", "uv"),
    (("tool", "rye", "dev-dependencies"), ListKind.GROUP, "dev", "rye"),
    (("tool", "flit", "metadata", "requires"), ListKind.RUNTIME, "", ""),
    (("tool", "flit", "metadata", "dev-requires"), ListKind.EXTRA, "dev", ""),
)
_HATCH_KEYS: Final = ("dependencies", "extra-dependencies")
_CONDA_LIKE: Final = ("dependencies", "host-dependencies", "build-dependencies", "pypi-dependencies")


def pyproject_lists(scope: "Scope") -> Iterator[RequirementList]:
    """Yield every list of the TOML files of one project."""
    if scope.exists("pyproject.toml"):
        document = scope.document(parse_toml, scope.path("pyproject.toml"))
        yield from _standard(document)
        yield from _poetry(document)
        yield from _hatch(document, ("tool", "hatch"))
        yield from _pixi(document, ("tool", "pixi"))
    for name, read, prefix in (("hatch.toml", _hatch, ()), ("pixi.toml", _pixi, ()), ("Pipfile", _pipfile, ())):
        if scope.exists(name):
            yield from read(scope.document(parse_toml, scope.path(name)), prefix)


def _standard(document: "TomlDocument") -> Iterator[RequirementList]:
    for path, kind, name, manager in _LISTS:
        if isinstance(document.get(path), list):
            yield _array(document, path, kind, name, manager)
    for table, kind, manager in _GROUPS:
        for name in _keys(document, table):
            yield _array(document, (*table, name), kind, name, manager)
    dynamic = document.get(("project", "dynamic"))
    if isinstance(dynamic, list) and {"dependencies", "optional-dependencies"} & {str(item) for item in dynamic}:
        yield from _dynamic(document)


def _dynamic(document: "TomlDocument") -> Iterator[RequirementList]:
    """Stand for lists that the build backend makes; it may read them from files, which are read anyway.

    setuptools does so itself, hatchling with the plugin hatch-requirements-txt.
    """
    table = ("tool", "setuptools", "dynamic")
    known = all(
        _is_from_files(document, (*table, key)) or (key == "dependencies" and requirements_of_hatch(document))
        for key in ("dependencies", "optional-dependencies")
        if key in _strings(document, ("project", "dynamic"))
    )
    if not known:
        place = document.place(("project", "dynamic"))
        yield RequirementList(ListKind.RUNTIME, "dynamic", place, (), is_complete=False)


def requirements_of_hatch(document: "TomlDocument") -> tuple[str, ...]:
    """Return the requirements files from which hatch-requirements-txt makes the dependencies; () for unusual names."""
    hook = ("tool", "hatch", "metadata", "hooks", "requirements_txt")
    name = document.get((*hook, "filename"))
    files = (name,) if isinstance(name, str) else _strings(document, (*hook, "files"))
    return files if all("require" in name and name.endswith((".txt", ".in")) for name in files) else ()


def _is_from_files(document: "TomlDocument", path: "DataPath") -> bool:
    value = document.get(path)
    return isinstance(value, dict) and ("file" in value or all(isinstance(each, dict) for each in value.values()))


def _array(document: "TomlDocument", path: "DataPath", kind: ListKind, name: str, manager: str) -> RequirementList:
    value = document.get(path)
    items = value if isinstance(value, list) else []
    entries = [
        Entry(item, partial(_item_place, document, path, index))
        for index, item in enumerate(items)
        if isinstance(item, str)
    ]
    included = [item.get("include-group") for item in items if isinstance(item, dict)]
    return RequirementList(
        kind,
        name,
        partial(document.place, path),
        entries,
        path=document.path,
        manager=manager,
        write=partial(_add_to_array, document, path),
        includes=tuple(name for name in included if isinstance(name, str)),
    )


def _item_place(document: "TomlDocument", path: "DataPath", index: int) -> "Place":
    value = document.get((*path, index))
    requirement = parse_requirement(value) if isinstance(value, str) else None
    anchor = ".".join(str(part) for part in path)
    return document.place((*path, index), f"{anchor}[{requirement.canonical if requirement else index}]")


def _add_to_array(document: "TomlDocument", path: "DataPath", text: str, beside: Declared) -> Fix:
    from repoaudit.documents.toml.neighbours import add_item_behind

    items = document.get(path)
    texts = [index for index, item in enumerate(items) if isinstance(item, str)] if isinstance(items, list) else []
    position = place_for(text, beside)
    index = texts[position] if position < len(texts) else -1
    return Fix(f"add `{text}`", (partial(add_item_behind, document, path, index, text),))


def _poetry(document: "TomlDocument") -> Iterator[RequirementList]:
    base: DataPath = ("tool", "poetry")
    optional = _optional(document, (*base, "dependencies"))
    yield from _poetry_table(document, (*base, "dependencies"), ListKind.RUNTIME, "", optional)
    if optional:
        yield from _poetry_extras(document, base, optional)
    yield from _poetry_table(document, (*base, "dev-dependencies"), ListKind.GROUP, "dev")
    for name in _keys(document, (*base, "group")):
        yield from _poetry_table(document, (*base, "group", name, "dependencies"), ListKind.GROUP, name)


def _poetry_table(
    document: "TomlDocument", path: "DataPath", kind: ListKind, name: str, optional: frozenset[str] = frozenset()
) -> Iterator[RequirementList]:
    included = _strings(document, (*path[:-1], "include-groups"))
    if not isinstance(document.get(path), dict) and not included:
        return
    entries = [_poetry_item(document, path, key) for key in _keys(document, path) if key not in {"python", *optional}]
    write = None if optional else partial(_add_to_poetry, document, path)
    place = partial(document.place, path if _keys(document, path) else path[:-1])
    yield RequirementList(
        kind, name, place, entries, path=document.path, manager="poetry", write=write, includes=included
    )


def _optional(document: "TomlDocument", path: "DataPath") -> frozenset[str]:
    """Return what poetry installs only with an extra that names it."""
    return frozenset(key for key in _keys(document, path) if document.get((*path, key, "optional")) is True)


def _poetry_extras(document: "TomlDocument", base: "DataPath", optional: frozenset[str]) -> Iterator[RequirementList]:
    """Yield what each extra installs; a requirement is placed where poetry keeps its range."""
    path, table = (*base, "dependencies"), (*base, "extras")
    extras = {name: {_folded(each) for each in _strings(document, (*table, name))} for name in _keys(document, table)}
    named = frozenset[str]().union(*extras.values())
    nowhere = {_folded(key) for key in optional} - named
    for name, wanted in (*extras.items(), *([("", nowhere)] if nowhere else [])):
        entries = [_poetry_item(document, path, key) for key in _keys(document, path) if _folded(key) in wanted]
        place = partial(document.place, (*table, name) if name else path)
        yield RequirementList(ListKind.EXTRA, name, place, entries, path=document.path, manager="poetry")


def _folded(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _poetry_item(document: "TomlDocument", path: "DataPath", key: str) -> Entry:
    return Entry(_poetry_entry(key, document.get((*path, key))), partial(document.place, (*path, key)))


def _poetry_entry(name: str, value: object) -> str:
    """Return the name with its constraint, without it where PEP 508 has no such one: ``>=3.9 <3.13``."""
    text = f"{name}{_poetry_versions(value)}"
    return text if parse_requirement(text) else name


def _poetry_versions(value: object) -> str:
    """Return poetry's constraint as a PEP 508 specifier where the two agree, "" elsewhere."""
    if isinstance(value, dict):
        value = value.get("version")
    if isinstance(value, str) and value[:1].isdigit() and not set(value) & set("*|, "):
        return f"=={value}"
    return value if isinstance(value, str) and value[:2] in {">=", "==", "<=", "~=", "!="} and "|" not in value else ""


def _add_to_poetry(document: "TomlDocument", path: "DataPath", text: str, beside: Declared) -> Fix | None:
    """Write ``name = "^3.6"`` with the sibling's operator: ``text`` knows only those of PEP 508."""
    from repoaudit.documents.toml.neighbours import set_value_behind

    requirement = parse_requirement(text)
    sibling = document.get((*path, beside.text and _key_of(document, path, beside.position)))
    if requirement is None or not isinstance(sibling, str):
        return None
    bound = requirement.specifiers.lower_bound if requirement.specifiers else None
    version = str(bound.version) if bound else MINIMUM.get(requirement.canonical, "*")
    operator = sibling[0] if sibling[:1] in "^~" else ">=" if sibling.startswith(">") else "" if sibling == "*" else "^"
    value = "*" if "*" in {sibling, version} else f"{operator}{version}"
    neighbour = _key_of(document, path, place_for(text, beside))
    draft = partial(set_value_behind, document, (*path, requirement.name), neighbour, value)
    return Fix(f'add `{requirement.name} = "{value}"`', (draft,))


def _key_of(document: "TomlDocument", path: "DataPath", position: int) -> str:
    keys = [key for key in _keys(document, path) if key != "python"]
    return keys[position] if position < len(keys) else ""


def _hatch(document: "TomlDocument", prefix: "DataPath") -> Iterator[RequirementList]:
    for environment in _keys(document, (*prefix, "envs")):
        for key in _HATCH_KEYS:
            path = (*prefix, "envs", environment, key)
            if isinstance(document.get(path), list):
                yield _array(document, path, ListKind.ENVIRONMENT, environment, "hatch")


def _pixi(document: "TomlDocument", prefix: "DataPath") -> Iterator[RequirementList]:
    tables: list[tuple[str, DataPath]] = [("default", prefix)]
    tables += [(name, (*prefix, "feature", name)) for name in _keys(document, (*prefix, "feature"))]
    for name, base in tables:
        for key in _CONDA_LIKE:
            if isinstance(document.get((*base, key)), dict):
                yield _table(document, (*base, key), ListKind.ENVIRONMENT, name, "pixi")


def _pipfile(document: "TomlDocument", prefix: "DataPath") -> Iterator[RequirementList]:
    for name, kind in (("packages", ListKind.RUNTIME), ("dev-packages", ListKind.GROUP)):
        if isinstance(document.get((*prefix, name)), dict):
            yield _table(document, (*prefix, name), kind, name, "pipenv")


def _table(document: "TomlDocument", path: "DataPath", kind: ListKind, name: str, manager: str) -> RequirementList:
    entries = [Entry(key, partial(document.place, (*path, key))) for key in _keys(document, path)]
    return RequirementList(kind, name, partial(document.place, path), entries, path=document.path, manager=manager)


def _keys(document: "TomlDocument", path: "DataPath") -> tuple[str, ...]:
    value = document.get(path)
    return tuple(value) if isinstance(value, dict) else ()


def _strings(document: "TomlDocument", path: "DataPath") -> tuple[str, ...]:
    value = document.get(path)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
