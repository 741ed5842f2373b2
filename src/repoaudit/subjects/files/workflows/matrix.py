"""The matrix of a job: its axes, what is excluded and included, and the rows that come of them.

Source: GitHub, "Running variations of jobs in a workflow", and "Workflow syntax", `jobs.<job_id>.strategy.matrix`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import mul

from repoaudit.documents.yaml import dotted
from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.finding import DataPath

EXPRESSION: Final = "${{"
_SPECIAL: Final = frozenset({"include", "exclude"})
_MAX_ROWS: Final = 2_000
"""GitHub allows 256 jobs; more rows than this are a bomb."""

_MAX_COMPARISONS: Final = 200_000

Row = Mapping[str, "YamlNode"]
"""The values of one job of the matrix, by the names that ``matrix.NAME`` asks for."""


class Axis:
    """One list of the matrix; ``values`` are its items, of which some may be expressions."""

    __slots__ = ("key", "name", "node", "path", "values")

    def __init__(self, key: "YamlNode", node: "YamlNode", path: "DataPath") -> None:
        self.key = key
        self.name = key.text
        self.node = node
        self.path = path
        self.values: Sequence[YamlNode] = node.items()

    def __repr__(self) -> str:
        return f"<Axis {self.name} {[value.text for value in self.values]}>"


class Matrix:
    """``strategy.matrix`` of a job. What an expression decides raises `UnknownError` when it is read."""

    __slots__ = ("_rows", "document", "node", "path")

    def __init__(self, document: "YamlDocument", node: "YamlNode", path: "DataPath") -> None:
        self.document = document
        self.node = node
        self.path = path
        self._rows: tuple[Row, ...] | None = None

    @property
    def place(self) -> Place:
        """The whole matrix."""
        return self.document.place(self.path)

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes that are written as lists. Raises `UnknownError` where an expression makes the matrix or an axis."""
        self._require("mapping", self.node)
        axes = [
            Axis(key, value, (*self.path, key.text)) for key, value in self.node.pairs() if key.text not in _SPECIAL
        ]
        for axis in axes:
            self._require("sequence", axis.node)
        return tuple(axes)

    @property
    def include(self) -> tuple["YamlNode", ...]:
        """The mappings under ``include``. Raises `UnknownError` where an expression makes them."""
        return self._mappings("include")

    @property
    def exclude(self) -> tuple["YamlNode", ...]:
        """The mappings under ``exclude``. Raises `UnknownError` where an expression makes them."""
        return self._mappings("exclude")

    @property
    def rows(self) -> tuple[Row, ...]:
        """The jobs that run, each with its values. Raises `UnknownError` where they cannot be known."""
        if self._rows is None:
            self._rows = tuple(self._combined())
        return self._rows

    @property
    def is_static(self) -> bool:
        """Whether all rows can be known."""
        try:
            return self.rows is not None
        except UnknownError:
            return False

    def values(self, name: str) -> tuple["YamlNode", ...]:
        """Return what ``matrix.NAME`` is in the jobs that run, each node once; dots lead into mappings.

        Raises:
            UnknownError: the rows cannot be known.

        """
        found: dict[int, YamlNode] = {}
        for row in self.rows:
            first, *rest = name.split(".")
            node = row.get(first)
            for part in rest:
                node = node.get(part) if node else None
            if node is not None:
                found.setdefault(id(node), node)
        return tuple(found.values())

    def written(self, name: str) -> Iterator["YamlNode"]:
        """Yield every value that is written for a name, in the axis, ``include`` and ``exclude``; never raises."""
        axis = self.node.get(name)
        yield from axis.items() if axis else ()
        for special in ("include", "exclude"):
            entries = self.node.get(special)
            for entry in entries.items() if entries else ():
                value = entry.get(name)
                if value is not None:
                    yield value

    def _combined(self) -> Iterator[Row]:
        axes = self.axes
        if reduce(mul, (len(axis.values) for axis in axes), 1) > _MAX_ROWS:
            raise self._unknown(f"the matrix has more than {_MAX_ROWS} jobs", self.node)
        names = [axis.name for axis in axes]
        products = product(*(axis.values for axis in axes)) if axes else ()
        bases = [dict(zip(names, values, strict=True)) for values in products]
        if len(bases) * (len(self.include) + len(self.exclude)) > _MAX_COMPARISONS:
            raise self._unknown("the matrix has too many combinations", self.node)
        excluded = [dict(_entries(each)) for each in self.exclude]
        bases = [base for base in bases if not any(_agrees(each, base, missing=False) for each in excluded)]
        yield from _extended(bases, [dict(_entries(each)) for each in self.include])

    def _mappings(self, name: str) -> tuple["YamlNode", ...]:
        self._require("mapping", self.node)
        node = self.node.get(name)
        if node is None or node.is_null:
            return ()
        self._require("sequence", node)
        for item in node.items():
            self._require("mapping", item)
        return tuple(node.items())

    def _require(self, kind: str, node: "YamlNode") -> None:
        if node.kind != kind:
            raise self._unknown("the matrix is made while the workflow runs", node)

    def _unknown(self, reason: str, node: "YamlNode") -> UnknownError:
        return UnknownError(f"{reason} (`{dotted(self.path)}`)", self.document.path, node.span)


def _entries(node: "YamlNode") -> Iterator[tuple[str, "YamlNode"]]:
    return ((key.text, value) for key, value in node.pairs())


def _extended(bases: list[dict[str, "YamlNode"]], included: list[dict[str, "YamlNode"]]) -> Iterator[Row]:
    """Add each inclusion to the rows whose own values it leaves alone; where there is none it is a row itself."""
    rows = [dict(base) for base in bases]
    for entry in included:
        fitting = [row for base, row in zip(bases, rows, strict=False) if _agrees(entry, base, missing=True)]
        for row in fitting:
            row.update(entry)
        if not fitting:
            rows.append(dict(entry))
    return iter(rows)


def _agrees(entry: Row, base: Row, *, missing: bool) -> bool:
    """Say whether an entry gives no value that differs from a row's; ``missing`` is the answer for other names."""
    return all(_same(value, base[name]) if name in base else missing for name, value in entry.items())


def _same(one: "YamlNode", other: "YamlNode") -> bool:
    """Compare scalars by text, collections by what they hold."""
    if one.kind != other.kind:
        return False
    if one.kind == "scalar":
        return one.value == other.value
    return [node.text for node in one.walk()] == [node.text for node in other.walk()]
