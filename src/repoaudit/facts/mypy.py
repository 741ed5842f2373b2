"""What releases of mypy accept.

Source: 33 releases from 0.910 to 2.4.1, each run with every ``python_version`` on 2026-11-22; boundaries also read from
``mypy/defaults.py``.

Checked on 2026-11-22.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

FLOORS: Final = (("2.0", "3.10"), ("1.17", "3.9"), ("1.9", "3.8"), ("1.6", "3.7"), ("0.750", "3.4"))
"""Release → oldest ``python_version`` that it and later ones accept, the newest first.

Source: ``PYTHON3_VERSION_MIN`` in ``mypy/defaults.py``, in the first wheel of each minor version since 1.6.

Checked on 2026-11-27.
"""

UNKNOWN_FLOOR: Final = "3.9"
"""The lowest floor of any mypy from 1.17 to 1.20, for a repository that does not say which mypy it runs."""

FALLS_BACK_TO_FLOOR: Final = "1.17"
"""Since this release a value below the floor in a file makes mypy use the floor; before, the running Python."""

STRICT: Final[Mapping[str, bool]] = {
    "disallow_any_generics": True,
    "disallow_subclassing_any": True,
    "disallow_untyped_calls": True,
    "disallow_untyped_defs": True,
    "disallow_incomplete_defs": True,
    "check_untyped_defs": True,
    "disallow_untyped_decorators": True,
    "warn_redundant_casts": True,
    "warn_unused_ignores": True,
    "warn_return_any": True,
    "implicit_reexport": False,
    "strict_equality": True,
    "extra_checks": True,
}
"""What ``strict`` sets, in the configuration's names. Source: ``mypy/main.py`` of 1.14.1 and 2.4.1, 2026-11-26.

``strict`` in a per-module section sets them for all modules, over whatever the global section says; ``strict = false``
there does nothing. Source: 14 releases from 0.991 to 2.4.1, run with both on 2026-11-26.

Checked on 2026-11-26.
"""

UNUSED_CONFIGS_INCREMENTAL: Final = "1.20"
"""Since this release ``warn_unused_configs`` works in incremental mode; before, only without it.

Source: 0.991, 1.19.1 and 1.20.2 among others, run twice with a cache on 2026-11-26.

Checked on 2026-11-26.
"""

NULL_DEVICES: Final = frozenset({"/dev/null", "nul", "NUL"})
"""Values of ``cache_dir`` with which no cache is written: `os.devnull` of each system."""

CACHE_VARIABLE: Final = "MYPY_CACHE_DIR"
"""The environment variable that overrides ``cache_dir``; ``--cache-dir`` overrides both. Source: ``mypy/main.py``.

Checked on 2026-11-22.
"""
