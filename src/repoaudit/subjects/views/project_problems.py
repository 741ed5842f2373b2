"""Values of ``[project]`` that the standards forbid, and values that contradict each other."""

from collections.abc import Iterator, Mapping

from repoaudit.documents.pep508 import parse_requirement
from repoaudit.documents.versions import Specifiers, Version, canonical_name
from repoaudit.facts.project_keys import COMMON_LICENSES, PROJECT_KEYS, README_SUFFIXES, TAKEN_GROUPS
from repoaudit.finding import ABSENT
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.facts.backends import Backend
    from repoaudit.finding import Place
    from repoaudit.subjects.files.project_table import ProjectTable

    Found = Iterator[tuple[Place, str] | tuple[Place, str, Place]]

NAME: Final = lazy(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
"""A name of a project, an extra or a group."""
_LICENSE: Final = "License ::"
_TAKE_TABLE: Final = frozenset({"hatchling", "maturin"})
"""Backends that take ``license-files`` beside a table as ``license``."""
_GUESS_TYPE: Final = frozenset({"poetry-core", "maturin"})
"""Backends that take a readme in a table without ``content-type``."""
_LONGEST_LABEL: Final = 32
"""Of an address, by the specification of core metadata."""


def project_problems(table: "ProjectTable", backend: "Backend | None") -> "Found":
    """Yield every one of one table, values of the wrong type left out."""
    yield from _required(table)
    yield from _identity(table)
    yield from _dynamic(table)
    yield from _dependencies(table)
    yield from _extras(table)
    yield from _extras_of_itself(table, backend)
    yield from _license(table, backend)
    yield from _readme(table, backend)
    yield from _entry_points(table)
    yield from _urls(table)
    if backend and "lines" in backend.refuses and "\n" in table.text("description"):
        yield table.place("description"), f"{backend.package} refuses a `description` of several lines: write one"


def _required(table: "ProjectTable") -> "Found":
    """Ask for name and version; poetry takes them from its own table, and needs none to manage an environment."""
    poetry = table.document.get(("tool", "poetry"))
    elsewhere = poetry if isinstance(poetry, dict) else {}
    if elsewhere.get("package-mode") is False:
        return
    missing = [key for key in ("name", "version") if key not in elsewhere and table.get(key) is ABSENT]
    missing = [key for key in missing if key == "name" or key not in table.dynamic]
    if missing:
        names = " and ".join(f"`{key}`" for key in missing)
        yield table.place(missing[0]), f"`[project]` lacks {names}: build tools and uv refuse the project"


def _identity(table: "ProjectTable") -> "Found":
    name, version, pythons = table.text("name"), table.text("version"), table.text("requires-python")
    if isinstance(table.get("name"), str) and not NAME.fullmatch(name):
        message = f"`{name}` is no name: only ASCII letters, digits, `.`, `_` and `-` are allowed, no other at an end"
        yield table.place("name"), message
    if isinstance(table.get("version"), str) and Version.parse(version) is None:
        yield table.place("version"), f"`{version}` is no version that PEP 440 allows: build tools refuse the project"
    if isinstance(table.get("requires-python"), str) and Specifiers.parse(pythons) is None:
        hint = f"; write `>={pythons.lstrip('^~= ')}`" if pythons.lstrip("^~= ").replace(".", "").isdigit() else ""
        message = f"`{pythons}` is no range that PEP 440 allows: installers and build tools refuse it{hint}"
        yield table.place("requires-python"), message


def _dynamic(table: "ProjectTable") -> "Found":
    for index, key in table.strings("dynamic"):
        if key == "name" or key not in PROJECT_KEYS or key == "dynamic":
            yield table.place("dynamic", index), f"`{key}` cannot be dynamic: build tools refuse the project"
        elif table.get(key) is not ABSENT:
            message = f"`{key}` is dynamic and has a value: keep one of the two"
            yield table.place("dynamic", index), message, table.place(key)


def _urls(table: "ProjectTable") -> "Found":
    for label in table.names("urls"):
        if len(label) > _LONGEST_LABEL:
            message = f"the label `{label}` has more than {_LONGEST_LABEL} characters: PyPI refuses the package"
            yield table.place("urls", label), message


def _dependencies(table: "ProjectTable") -> "Found":
    for index, text in table.strings("dependencies"):
        if parse_requirement(text) is None:
            yield table.place("dependencies", index), _no_requirement(text)


def _no_requirement(text: str) -> str:
    return f"`{text}` is no requirement that PEP 508 allows: installers and build tools refuse it"


def _extras(table: "ProjectTable") -> "Found":
    seen: dict[str, str] = {}
    for extra in table.names("optional-dependencies"):
        if not isinstance(table.get("optional-dependencies", extra), list):
            continue
        path = ("optional-dependencies", extra)
        if not NAME.fullmatch(extra):
            place = table.place(*path)
            yield place, f"`{extra}` is no name of an extra: only ASCII letters, digits, `.`, `_` and `-` are allowed"
        first = seen.setdefault(canonical_name(extra), extra)
        if first != extra:
            message = f"the extra `{extra}` is `{first}` again"
            yield table.place(*path), message, table.place("optional-dependencies", first)
        for index, text in table.strings("optional-dependencies", extra):
            if parse_requirement(text) is None:
                yield table.place("optional-dependencies", extra, index), _no_requirement(text)


def _extras_of_itself(table: "ProjectTable", backend: "Backend | None") -> "Found":
    """Yield what extras ask of the project itself: extras that it does not have, or that ask for them in turn."""
    names = {canonical_name(extra): extra for extra in table.names("optional-dependencies")}
    own = canonical_name(table.text("name"))
    edges: dict[str, tuple[str, ...]] = {}
    for name, extra in names.items():
        for index, text in table.strings("optional-dependencies", extra):
            asked = parse_requirement(text) if "[" in text else None
            if asked is None or asked.canonical != own:
                continue
            wanted = tuple(map(canonical_name, asked.extras))
            edges[name] = (*edges.get(name, ()), *wanted)
            missing = next((each for each in wanted if each not in names), None)
            if missing:
                message = f"`{text}` asks for the extra `{missing}`, which is not there: hatchling stops, pip skips it"
                yield table.place("optional-dependencies", extra, index), message
    for name in circular(edges) if backend and backend.package == "hatchling" else ():
        message = f"the extra `{names[name]}` asks for itself: hatchling refuses the project"
        yield table.place("optional-dependencies", names[name]), message


def circular(edges: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the first name that leads to itself by others."""
    for name in edges:
        seen: set[str] = set()
        todo = list(edges[name])
        while todo:
            each = todo.pop()
            if each not in seen:
                seen.add(each)
                todo += edges.get(each, ())
        if name in seen:
            yield name
            return


def _license(table: "ProjectTable", backend: "Backend | None") -> "Found":
    value = table.get("license")
    if isinstance(value, dict) and len({"text", "file"} & set(value)) != 1:
        yield table.place("license"), "the table `license` must hold either `text` or `file`"
    if (
        isinstance(value, dict)
        and backend
        and backend.package not in _TAKE_TABLE
        and isinstance(table.get("license-files"), list)
    ):
        message = f"{backend.package} refuses `license-files` beside a table as `license`: write an SPDX expression"
        yield table.place("license-files"), message, table.place("license")
    if backend and "license-files" in backend.refuses:
        for index, text in table.strings("license-files"):
            if text.startswith("/") or ".." in text.split("/"):
                message = f"`{text}` leads out of the project: {backend.package} refuses it"
                yield table.place("license-files", index), message
    if isinstance(value, str):
        yield from _expression(table, value, backend)


def _expression(table: "ProjectTable", value: str, backend: "Backend | None") -> "Found":
    if value not in COMMON_LICENSES and not is_expression(value, unknown=True):
        who = "build tools refuse" if backend is None or "license" in backend.refuses else "PyPI refuses"
        message = f"`{value}` is no SPDX expression: {who} it; name the licence as spdx.org/licenses does"
        yield table.place("license"), message
    elif value not in COMMON_LICENSES and backend and "license-case" in backend.refuses and _other_letters(value):
        message = f"{backend.package} refuses the licence `{value}` in these letters: write `{_other_letters(value)}`"
        yield table.place("license"), message
    elif backend is not None and "both-licenses" in backend.refuses:
        for index, text in table.strings("classifiers"):
            if text.startswith(_LICENSE):
                message = f"{backend.package} refuses the classifier `{text}` beside an SPDX licence: remove it"
                yield table.place("classifiers", index), message, table.place("license")
                return


_OPERATORS: Final = frozenset({"and", "or", "with"})


def is_expression(text: str, *, unknown: bool) -> bool:
    """Say whether a text is an SPDX expression; ``unknown`` where packaging is older than 24.2, which cannot tell."""
    return _canonical(text, text if unknown else "") != ""


def _canonical(text: str, unknown: str) -> str:
    """Return an SPDX expression as the list of SPDX spells it, "" for none; ``unknown`` where nobody can tell."""
    try:
        from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
    except ImportError:
        return unknown
    try:
        return str(canonicalize_license_expression(text))
    except InvalidLicenseExpression:
        return ""


def _other_letters(text: str) -> str:
    """Return an expression as SPDX spells it, "" where only blanks and the letters of its operators differ."""
    spelled = _canonical(text, text)
    words = (word.upper() if word.lower() in _OPERATORS else word for word in text.split())
    return spelled if "".join(spelled.split()) != "".join(words) else ""


def _readme(table: "ProjectTable", backend: "Backend | None") -> "Found":
    text, value = table.text("readme"), table.get("readme")
    if text and backend and "suffix" in backend.refuses and not text.lower().endswith(README_SUFFIXES):
        message = f"{backend.package} cannot tell the type of `{text}`: write a table with `file` and `content-type`"
        yield table.place("readme"), message
    if isinstance(value, dict) and len({"text", "file"} & set(value)) != 1:
        yield table.place("readme"), "the table `readme` must hold either `file` or `text`"
    elif isinstance(value, dict) and "content-type" not in value and not (backend and backend.package in _GUESS_TYPE):
        yield table.place("readme"), "the table `readme` lacks `content-type`: build tools refuse the project"


def _entry_points(table: "ProjectTable") -> "Found":
    for group, key in TAKEN_GROUPS.items():
        if table.get("entry-points", group) is not ABSENT:
            place = table.place("entry-points", group)
            yield place, f"the group `{group}` belongs to `[project.{key}]`: most build tools refuse it here"
    for group in table.names("entry-points"):
        for name in table.names("entry-points", group):
            if not isinstance(table.get("entry-points", group, name), str):
                place = table.place("entry-points", group, name)
                yield place, f"the entry point `{name}` must be a string: build tools refuse the project"
