"""What tools know as settings: how each treats a key that it does not know, and a value that it cannot read.

Each tool has a module of its own, with a table that is read when that tool is configured. A line of a table reads
``GROUPS: KIND: KEYS``. Groups are dotted paths, ``-`` for the top, ``*`` for any name, ``NAME[]`` for the tables of an
array. A key may say since which version it is known (``key>=1.2``), until which (``key<2.0``; ``<0`` for one that never
was) and what to write instead (``key<2.0=new``).

Source: the tools at the versions that the modules name, given wrong keys and values on 2026-11-26.

Checked on 2026-11-26.
"""

from collections.abc import Mapping
from types import MappingProxyType

from repoaudit.record import NamedTuple
from repoaudit.typing import Final

_STOPS: Final = "stops"
_SILENT: Final = "ignores it in silence"


class SettingsFact(NamedTuple):
    """How one tool reads its settings.

    ``ignores`` and ``rejects`` say what it does with an unknown key and with a value of a wrong type; ``stops`` whether
    it, or the whole table, is lost over an unknown key. ``is_open`` says that plugins add keys, ``top_is_open``
    that they add tables. ``free`` are beginnings of keys that mean nothing, or what the user likes; ``inverted`` those
    of a boolean that stand for another beginning. ``folds`` says that ``-`` and ``_`` are alike. ``loud_since`` is the
    version before which unknown keys were ignored in silence. ``special`` says what it does instead with values of a
    kind, ``inside`` what with unknown keys of a table.
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
    inside: Mapping[str, str] = MappingProxyType({})


SETTINGS: Final[Mapping[str, SettingsFact]] = {
    "ruff": SettingsFact("ruff", _STOPS, _STOPS, stops=True),
    "uv": SettingsFact(
        "uv",
        "drops all settings beside it with no more than a warning",
        "drops all settings beside it, or stops",
        stops=True,
        inside={"workspace": _STOPS},
    ),
    "mypy": SettingsFact(
        "mypy",
        "only prints a line about it",
        "only prints a line about it and goes on without",
        free=("x_",),
        inverted=(("no_", ""), ("allow", "disallow"), ("disallow", "allow"), ("show_", "hide_")),
        special={
            "text": _STOPS,
            "stripped|regexes|table": _STOPS,
            "tables": "goes on without its whole configuration and only prints a line",
            "modules": "ignores the override and only prints a line",
        },
    ),
    "pytest": SettingsFact(
        "pytest",
        "only warns",
        "stops when it needs it",
        is_open=True,
        special={"words": "stops when it needs it, or reads it as text"},
    ),
    "coverage": SettingsFact("coverage", "only warns", _STOPS, top_is_open=True, inside={"": _SILENT}),
    "black": SettingsFact("black", "only prints a line about it", _STOPS, folds=True, loud_since="24.1"),
    "isort": SettingsFact(
        "isort",
        _STOPS,
        "goes on without the whole file and only warns",
        stops=True,
        free=("known_", "import_heading_", "import_footer_"),
    ),
    "flake8": SettingsFact("flake8", _SILENT, _STOPS, is_open=True, folds=True),
    "pylint": SettingsFact(
        "pylint", "fails with E0015 (`unrecognized-option`)", _STOPS, is_open=True, loud_since="2.14"
    ),
    "tox": SettingsFact("tox", _SILENT, _STOPS, is_open=True),
    "bandit": SettingsFact("bandit", _SILENT, "stops, or ignores it in silence"),
    "pre-commit": SettingsFact(
        "pre_commit",
        "only warns",
        _STOPS,
        free=("_", "x-", ".", "<<"),
        inside={"repos[].hooks[]": _SILENT},
    ),
}
"""Tool → how it reads its settings."""
