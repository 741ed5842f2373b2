"""Versions that a file of CI writes as plain numbers: YAML reads ``3.10`` as 3.1."""

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from repoaudit.documents.yaml import dotted
from repoaudit.finding import Change, Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.finding import DataPath

_NAMES: Final = frozenset("python pythons py cpython node go golang ruby rust java dotnet php".split())
_VERSION: Final = lazy(
    r"(?:^|[-_.])(?:versions?|ver)$|^py(?:thon)?(?:versions?|ver)$|(?:^|[-_.])python[-_.]", re.IGNORECASE
)
_NUMBER: Final = lazy(r"\d+(?:\.\d*)?")
_LOSES: Final = lazy(r"\d+\.\d+0")
_LOSES_IN_RUBY: Final = lazy(r"\d+\.\d*0")  # Ruby 3.0 is a release series, and 3 is its newest successor
_MAY_LOSE: Final = lazy(r"\.(?:(?<=[^\w.]\d\.)|(?<=[^\w.]\d\d\.)|(?<=\d\d\d\.))\d*0(?![\w.'\"])")
"""What a text must hold, in whatever place, for a scalar of it to lose digits; quick, as it begins with a dot."""

_OF_INPUTS: Final = frozenset({"default", "options"})
_USE: Final = lazy(r"^\s*\$\{\{\s*matrix\.([\w-]+)\s*\}\}\s*$")


class VersionScalar(NamedTuple):
    """One scalar under a key that names a version; ``key`` is that key."""

    key: str
    node: "YamlNode"
    path: "DataPath"
    document: "YamlDocument"

    @property
    def text(self) -> str:
        """What is written."""
        return self.node.value

    @property
    def is_number(self) -> bool:
        """Whether YAML reads a number."""
        return self.node.is_plain and _NUMBER.fullmatch(self.node.value) is not None

    @property
    def loses_digits(self) -> bool:
        """Whether the number that YAML reads is another version."""
        pattern = _LOSES_IN_RUBY if "ruby" in self.key.lower() else _LOSES
        return self.node.is_plain and pattern.fullmatch(self.node.value) is not None

    @property
    def read_as(self) -> str:
        """The version that the number is; the text itself where YAML reads none."""
        return f"{float(self.node.value):.15g}" if self.is_number else self.text

    @property
    def place(self) -> Place:
        """The scalar."""
        return self.document.place_of(self.node, dotted(self.path))


class VersionKey:
    """All scalars that one file writes for one key: inputs, variables, axes, ``include`` and ``exclude``."""

    __slots__ = ("name", "scalars")

    def __init__(self, name: str, scalars: tuple[VersionScalar, ...]) -> None:
        self.name = name
        self.scalars = scalars

    @property
    def lossy(self) -> tuple[VersionScalar, ...]:
        """The scalars that YAML reads as another version, in the order of the file."""
        return tuple(scalar for scalar in self.scalars if scalar.loses_digits)

    def quote(self) -> Fix:
        """Phrase the fix that quotes every number under the key; all of them, so that they still compare equal."""
        style = next((scalar.node.style for scalar in self.scalars if scalar.node.style in {"'", '"'}), '"')
        numbers = tuple(scalar for scalar in self.scalars if scalar.is_number)
        return Fix(f"quote the values of `{self.name}`", tuple(partial(_quote, scalar, style) for scalar in numbers))


def _quote(scalar: VersionScalar, style: str) -> Change:
    from repoaudit.documents.yaml.edits import quote_scalar

    return quote_scalar(scalar.document, scalar.path, "'" if style == "'" else '"')


def lossy_keys(document: "YamlDocument") -> Iterator[VersionKey]:
    """Yield the keys that name versions of which YAML reads some as another version."""
    if _MAY_LOSE.search(document.text):
        yield from (key for key in version_keys(document) if key.lossy)


def version_keys(document: "YamlDocument") -> Iterator[VersionKey]:
    """Yield the keys of a file that name versions: by their name, or as an axis that such a key asks for."""
    scalars = list(_scalars(document))
    used = {
        match[1]
        for scalar in scalars
        if "${{" in scalar.text and _is_version(scalar.key) and (match := _USE.match(scalar.text))
    }
    groups: dict[str, list[VersionScalar]] = {}
    for scalar in scalars:
        if _is_version(scalar.key) or scalar.key in used:
            groups.setdefault(scalar.key, []).append(scalar)
    for name, group in groups.items():
        yield VersionKey(name, tuple(sorted(group, key=lambda scalar: scalar.node.start)))


@lru_cache(maxsize=512)  # workflows write the same few keys over and over
def _is_version(key: str) -> bool:
    lowered = key.lower()
    if lowered in _NAMES:
        return True
    return ("ver" in lowered or "python" in lowered) and _VERSION.search(key) is not None


def _scalars(document: "YamlDocument") -> Iterator[VersionScalar]:
    """Yield every scalar with the key it stands under; an item of a list has the list's. Aliases are left out."""
    waiting: list[tuple[YamlNode, DataPath, str]] = [(document.root, (), "")] if document.root else []
    while waiting:
        node, path, key = waiting.pop()
        if node.kind == "scalar":
            yield VersionScalar(_owner(path, key), node, path, document)
        elif node.kind == "sequence":
            waiting += [(child, (*path, index), key) for index, child in enumerate(node.children)]
        elif node.kind == "mapping":
            waiting += [(value, (*path, each.text), each.text) for each, value in node.entries()]


def _owner(path: "DataPath", key: str) -> str:
    """Return the key that a value belongs to: the input's name for its ``default`` and ``options``."""
    if key not in _OF_INPUTS:
        return key
    names = [part for part in path if isinstance(part, str)]
    is_input = names[:1] == ["on"] and names[2:3] == ["inputs"]
    return names[3] if is_input and len(names) == len(("on", "event", "inputs", "name", "default")) else key
