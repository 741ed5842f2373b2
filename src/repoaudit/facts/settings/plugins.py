"""Settings that plugins add to the tables of their hosts and that are spelled nearly like one of the host's own.

Source: the calls of ``addini`` and ``add_option`` in the sources or the documentation of the plugins, on 2026-11-26.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

PLUGIN_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "pytest": frozenset(
        {
            "python_paths",  # pytest-pythonpath
            "doctest_norecursedirs",  # pytest-doctestplus
            "doctest_rst",
            "doctest_plus",
            "env_files",  # pytest-env and pytest-dotenv
            "log_cli_colors",
            "reruns",  # pytest-rerunfailures
            "rsyncdirs",  # pytest-xdist
            "timeout",  # pytest-timeout
            "usedefaultfixtures",
        }
    ),
    "flake8": frozenset(
        {
            "ignore-names",  # pep8-naming
            "max-line-complexity",  # wemake-python-styleguide
            "max-name-length",
            "min-line-length",
            "max-module-length",
            "max-class-length",  # flake8-length, flake8-class-attributes-order
            "max-function-length",  # flake8-functions
            "max-try-body-length",
        }
    ),
    "tox": frozenset({"dep", "env", "envs", "extra", "command", "name", "requirements"}),
}
"""Tool → keys that are no misspelling; for tox, names that people give to values which they refer to elsewhere."""
