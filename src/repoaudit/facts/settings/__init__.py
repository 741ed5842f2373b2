"""What tools know as settings: how each treats a key that it does not know, and a value that it cannot read.

Each tool has a module of its own, with a table that is read when that tool is configured. A line of a table reads
``GROUPS: KIND: KEYS``. Groups are dotted paths, ``-`` for the top, ``*`` for any name, ``NAME[]`` for the tables of an
array. A key may say since which version it is known (``key>=1.2``), until which (``key<2.0``; ``<0`` for one that never
was) and what to write instead (``key<2.0=new``).

Source: the tools at the versions that the modules name, given wrong keys and values on 2026-11-26.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from repoaudit.record import NamedTuple


class SettingsFact(NamedTuple):
    """How one tool reads its settings.

    ``ignores`` and ``rejects`` say what it does with an unknown key and with a value of a wrong type; ``stops`` whether
    it, or the whole table, is lost over an unknown key. ``is_open`` says that plugins add keys, ``top_is_open``
    that they add tables. ``free`` are beginnings of keys that mean nothing, or what the user likes; ``inverted`` those
    of a boolean that stand for another beginning. ``folds`` says that ``-`` and ``_`` are alike. ``loud_since`` is the
    version before which unknown keys were ignored in silence. ``special`` says what it does instead with values of a
    kind.
    """

    module: str
    ignores: str
    rejects: str
    stops: bool = False
    is_open: bool = False
    top_is_open: bool = False
    free: tuple[str, ...] = ()
    inverted: tuple[tuple[str, str], ...] = ()
    folds: bool = False
    loud_since: str = ""
    special: Mapping[str, str] = MappingProxyType({})


SETTINGS: Final[Mapping[str, SettingsFact]] = {
    "ruff": SettingsFact("ruff", "stops", "stops", stops=True),
    "uv": SettingsFact(
        "uv",
        "drops all settings beside it with no more than a warning",
        "drops all settings beside it, or stops",
        stops=True,
    ),
    "mypy": SettingsFact(
        "mypy",
        "only prints a line about it",
        "only prints a line about it and goes on without",
        free=("x_",),
        inverted=(("no_", ""), ("allow", "disallow"), ("disallow", "allow"), ("show_", "hide_")),
        special={
            "text": "stops",
            "regex|regexes|table": "stops",
            "tables": "goes on without its whole configuration and only prints a line",
        },
    ),
    "pytest": SettingsFact(
        "pytest", "only warns", "stops", is_open=True, special={"words": "stops, or reads it as text"}
    ),
    "coverage": SettingsFact("coverage", "only warns", "stops", top_is_open=True),
    "black": SettingsFact("black", "only prints a line about it", "stops", folds=True),
    "isort": SettingsFact("isort", "stops", "stops", stops=True, free=("known_", "import_heading_", "import_footer_")),
    "flake8": SettingsFact("flake8", "ignores it in silence", "stops", is_open=True, folds=True),
    "pylint": SettingsFact(
        "pylint", "fails with E0015 (`unrecognized-option`)", "stops", is_open=True, loud_since="2.14"
    ),
    "tox": SettingsFact("tox", "ignores it in silence", "stops", is_open=True),
    "bandit": SettingsFact("bandit", "ignores it in silence", "stops, or ignores it in silence"),
    "pre-commit": SettingsFact("pre_commit", "ignores it", "stops", free=("_", "x-", ".", "<<")),
}
"""Tool → how it reads its settings."""
