"""Add one item to a list of settings and leave the others, and their comments, as they are."""

from functools import partial

from repoaudit.finding import ABSENT, Draft, Fix
from repoaudit.subjects.files.tables import IniTable, Table, TomlTable


def add_to_list(table: Table, item: str, *keys: str) -> Fix:
    """Phrase the fix that adds an item to a list, in INI a line to a value; the list is made where there is none."""
    if isinstance(table, TomlTable):
        from repoaudit.documents.toml.edits import add_items

        draft: Draft = partial(add_items, table.document, (*table.prefix, *keys), [item])
    elif isinstance(table, IniTable) and table.get(*keys) is not ABSENT:
        from repoaudit.documents.ini.edits import add_line

        draft = partial(add_line, table.document, table.section_of(*keys), keys[-1], item)
    else:
        return table.set([item], *keys)
    return Fix(f"add `{item}` to `{keys[-1]}`", (draft,))
