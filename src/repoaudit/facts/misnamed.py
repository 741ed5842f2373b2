"""Sections that look like a tool's and that the tool does not read under that name in that file.

Source: tried with pytest 9.2.0, coverage 7.17.3, mypy 2.4.1, flake8 7.5.0, isort 9.0.2 and ruff 0.17.6 on 2026-11-23,
settings of pytest outside of its table also with pytest 9.0.3 on 2026-11-27;
the names of one format in a file of another also with uv 0.13.9, tox 4.67.15 and black 26.10.1 on 2026-11-26.

Checked on 2026-11-23.
"""

from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class Misnamed(NamedTuple):
    """A wrong section of a file, what its tool reads instead ("" where nothing in that file), and what happens.

    ``section`` is "" for settings above all sections. ``options`` are keys of which one must be there for a section
    with an everyday name to count; ``unless`` names packages that make the tool read the section after all.
    """

    file: str
    section: str
    right: str
    tool: str
    effect: str
    options: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()


_COVERAGE: Final = frozenset(
    "branch source source_pkgs omit include parallel concurrency data_file fail_under exclude_lines exclude_also "
    "show_missing skip_covered skip_empty precision relative_files plugins".split()
)
_IGNORES: Final = "does not read it"
STOPS: Final = "stops because of it"
STOPS_AT_OTHERS: Final = "9.0"
"""From this version on pytest stops at ``[pytest]`` in ``setup.cfg`` even where another file is its configuration.

Source: pytest 7.4.4, 8.3.5, 8.4.2, 9.0.3 and 9.2.0 beside a ``pyproject.toml`` and a ``pytest.ini``.

Checked on 2026-11-27.
"""

TABLE_OF_PYTEST: Final = "tool.pytest.ini_options"
NATIVE_TABLE_OF_PYTEST: Final = "tool.pytest"
"""What pytest 9 reads as well, and older ones do not; it stops where a file has both."""

_TOP: Final = "its settings belong at the top level of this file"
_TABLE: Final = "does not read it, and stops since its version 9.2: settings belong in `[pytest]`"
_FLAKE8_PLUGINS: Final = frozenset({"flake8-pyproject", "pyproject-flake8", "flake9", "flakeheaven", "flakehell"})

MISNAMED: Final = (
    Misnamed("setup.cfg", "pytest", "tool:pytest", "pytest", STOPS),
    Misnamed("pytest.ini", "tool:pytest", "pytest", "pytest", _IGNORES),
    Misnamed("tox.ini", "tool:pytest", "pytest", "pytest", _IGNORES),
    *(
        Misnamed(file, section, f"coverage:{section}", "coverage", _IGNORES, options=_COVERAGE)
        for file in ("setup.cfg", "tox.ini")
        for section in ("run", "report")
    ),
    *(
        Misnamed(file, f"{wrong}{section}", f"coverage:{section}", "coverage", _IGNORES)
        for file in ("setup.cfg", "tox.ini")
        for wrong in ("tool:coverage:", "tool.coverage.", "coverage.")
        for section in ("run", "report")
    ),
    *(
        Misnamed(".coveragerc", f"{wrong}{section}", section, "coverage", _IGNORES)
        for wrong in ("tool:coverage:", "tool.coverage.")
        for section in ("run", "report")
    ),
    *(
        Misnamed(file, wrong, right, right if right != "settings" else "isort", _IGNORES)
        for right, files, wrongs in (
            ("flake8", (".flake8", "setup.cfg", "tox.ini"), ("tool:flake8", "tool.flake8")),
            ("mypy", ("mypy.ini", ".mypy.ini", "setup.cfg"), ("tool:mypy", "tool.mypy")),
            ("settings", (".isort.cfg",), ("tool:isort", "tool.isort")),
            ("isort", ("setup.cfg", "tox.ini"), ("tool.isort",)),
        )
        for file in files
        for wrong in wrongs
    ),
    *(
        Misnamed(
            file, "tool.pytest.ini_options", "tool:pytest" if file == "setup.cfg" else "pytest", "pytest", _IGNORES
        )
        for file in ("pytest.ini", ".pytest.ini", "tox.ini", "setup.cfg")
    ),
    *(Misnamed(file, "tool.pytest", "pytest", "pytest", _IGNORES) for file in ("pytest.toml", ".pytest.toml")),
    *(Misnamed(file, "", "", "pytest", _TABLE) for file in ("pytest.toml", ".pytest.toml")),
    *(
        Misnamed("pyproject.toml", f"tool.pytest.{wrong}", TABLE_OF_PYTEST, "pytest", _IGNORES)
        for wrong in ("ini-options", "ini_option", "options")
    ),
    Misnamed("ruff.toml", "tool.ruff", "", "ruff", f"stops because of it: {_TOP}"),
    Misnamed(".ruff.toml", "tool.ruff", "", "ruff", f"stops because of it: {_TOP}"),
    Misnamed("uv.toml", "tool.uv", "", "uv", f"stops because of it: {_TOP}"),
    Misnamed("tox.toml", "tool.tox", "", "tox", f"{_IGNORES}: {_TOP}"),
    *(
        Misnamed("setup.cfg", f"{wrong}{tool}", "", tool, f"does not read `setup.cfg`: {home}")
        for tool, home in (
            ("black", "`pyproject.toml` is its file"),
            ("ruff", "`pyproject.toml` and `ruff.toml` are its files"),
        )
        for wrong in ("tool:", "tool.")
    ),
    Misnamed("tox.ini", "mypy", "", "mypy", "does not read `tox.ini`: `mypy.ini` and `pyproject.toml` are its files"),
    Misnamed(
        "pyproject.toml",
        "tool.flake8",
        "",
        "flake8",
        "does not read `pyproject.toml`: move the settings to `.flake8`, or install Flake8-pyproject",
        unless=_FLAKE8_PLUGINS,
    ),
    Misnamed(
        "pyproject.toml", "flake8", "", "flake8", "does not read `pyproject.toml`: move the settings to `.flake8`"
    ),
    Misnamed("pyproject.toml", "tool.pre-commit", "", "pre-commit", "reads `.pre-commit-config.yaml` only"),
    Misnamed("pyproject.toml", "pytest", TABLE_OF_PYTEST, "pytest", _IGNORES),
    *(
        Misnamed("pyproject.toml", section, f"tool.{section}", section, _IGNORES)
        for section in (
            "coverage",
            "mypy",
            "ruff",
            "black",
            "isort",
            "pylint",
            "uv",
            "poetry",
            "hatch",
            "pdm",
        )
    ),
)
