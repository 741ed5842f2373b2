"""The fixtures of one module, and what their signatures leave out."""

import ast
from collections.abc import Iterator

from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.text import Span, line_end
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.subjects.views.module_tree import ModuleTree


class Fixture(NamedTuple):
    """One fixture: its name, the line that defines it, and whether it says what it gives."""

    name: str
    place: Place
    is_annotated: bool
    is_described: bool


def fixtures(module: "ModuleTree") -> Iterator[Fixture]:
    """Yield the fixtures of a module in the order of the text."""
    for function in module.functions:
        if module.is_fixture(function):
            start = module.document.span(function).start
            place = Place(module.path, Span(start, line_end(module.text, start)), function.name)
            described = ast.get_docstring(function, clean=False) is not None
            yield Fixture(function.name, place, function.returns is not None, described)
