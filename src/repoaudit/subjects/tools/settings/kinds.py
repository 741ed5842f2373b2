"""The kinds of values that tables of settings name."""

from collections.abc import Mapping
from functools import lru_cache

from repoaudit.subjects.tools.settings import forms, values
from repoaudit.subjects.tools.settings.values import Reader, Wrong
from repoaudit.typing import Final


def judge(kind: str, value: object, written: str) -> Wrong | None:
    """Return what is the matter with a value of a kind, None for nothing; of several kinds one will do."""
    wrongs: list[Wrong] = []
    for reader in _readers(kind):
        wrong = reader(value, written)
        if wrong is None:
            return None
        wrongs.append(wrong)
    return next((wrong for wrong in wrongs if wrong.steps or wrong.fault), wrongs[0])


@lru_cache(maxsize=128)
def _readers(kind: str) -> tuple[Reader, ...]:
    return tuple(READERS[name] for name in kind.split("|"))


READERS: Final[Mapping[str, Reader]] = {
    "any": values.read_any,
    "bool": values.read_bool,
    "boolean": values.read_boolean,
    "choice": values.read_choice,
    "codes": values.read_any,
    "flag": values.read_flag,
    "int": values.read_int,
    "integer": values.read_integer,
    "list": values.read_list,
    "lists": values.read_map_of(values.read_texts),
    "map": values.read_map_of(values.read_text),
    "modules": forms.read_modules,
    "percent": values.read_percent,
    "regex": forms.read_regex,
    "regexes": forms.read_regexes,
    "scalar": values.read_any,
    "stripped": forms.read_stripped,
    "table": values.read_table,
    "tables": values.read_tables,
    "target": forms.read_target,
    "targets": forms.read_targets,
    "text": values.read_text,
    "texts": values.read_texts,
    "verbose": forms.read_verbose,
    "version": forms.read_unquoted,
    "words": values.read_words,
}
"""Kind → what reads a value of it."""
