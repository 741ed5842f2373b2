"""Where the items of a list of settings stand."""

from repoaudit.finding import Place
from repoaudit.subjects.files.tables import Table, TomlTable
from repoaudit.text import Span


def item_place(table: Table, text: str, index: int, *keys: str) -> Place:
    """Return the place of an item: of a TOML array by its index, else of the text where the value holds it once."""
    place = table.place(*keys)
    if isinstance(table, TomlTable) and isinstance(table.get(*keys), list):
        return table.document.place((*table.prefix, *keys, index), f"{place.anchor}[{text}]")
    document = getattr(table, "document", None)
    if place.span is None or document is None:
        return place
    written = document.text[place.span.start : place.span.end]
    if written.count(text) != 1:
        return place
    start = place.span.start + written.index(text)
    return place._replace(span=Span(start, start + len(text)), anchor=f"{place.anchor}[{text}]")
