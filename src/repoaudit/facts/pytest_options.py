"""Options of pytest's own command line that are meant for one call by a person, and how short options are written.

Source: ``pytest --help`` of pytest 9.2.0 with pytest-xdist 3.8.0, each option tried in ``addopts``, on 2026-11-26.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

VALUE_LETTERS: Final = frozenset("kmrnpWco")
"""Short options that take a value: what follows them in one word (``-rxs``) are no further options."""

DEBUGGING: Final[Mapping[str, str]] = {
    "-x": "every run stops at the first failure and hides the others",
    "--exitfirst": "every run stops at the first failure and hides the others",
    "--maxfail": "every run stops after a few failures and hides the others",
    "--pdb": "every run waits for a person at the first failure, in CI too",
    "--trace": "every run waits for a person at the first test, in CI too",
    "-k": "every run leaves tests out by their names",
    "--lf": "a run leaves out the tests that passed before",
    "--last-failed": "a run leaves out the tests that passed before",
    "--sw": "a run stops at the first failure and leaves out the tests that passed before",
    "--stepwise": "a run stops at the first failure and leaves out the tests that passed before",
    "-s": "the output of all tests runs together and fails to appear beside the test that fails",
    "--capture": "the output of all tests runs together and fails to appear beside the test that fails",
    "-p": "no warning is shown, and `filterwarnings` has no effect",
}
"""Option → what it does where it stands in ``addopts``; `DEBUGGING_VALUES` limits some of them to certain values."""

DEBUGGING_VALUES: Final[Mapping[str, frozenset[str]]] = {
    "--capture": frozenset({"no"}),
    "--maxfail": frozenset("123456789"),
    "-p": frozenset({"no:warnings"}),
}
"""Option → the values that are for debugging: ``--maxfail=50`` keeps a broken run from going on for hours."""

TAKES_VALUE: Final = frozenset({"-k", "-p", "--maxfail", "--capture"})
"""Those that are followed by a value, in the same word or the next."""

ONE_VALUE: Final = frozenset(
    "-k -m -c -o -p -W -n --rootdir --ignore --ignore-glob --deselect --junit-xml --junitxml --junit-prefix --basetemp "
    "--durations --maxfail --tb --cov-config --timeout --numprocesses --dist --log-file --log-level "
    "--log-cli-level".split()
)
"""Options whose value is the next word, whatever that looks like."""

ONLY_SHOW: Final = frozenset(
    "-v -vv -q -qq -s -ra -rA --verbose --quiet --color --tb --durations --junitxml --junit-xml --cov-report "
    "--no-header --no-summary -n --numprocesses --dist".split()
)
"""Options that change what a run shows, or on how many workers it runs, and not which tests it runs."""

WITHOUT_EFFECT_ON_PASSING_RUNS: Final = frozenset({"-x", "--exitfirst", "--maxfail", "--pdb"})
"""Those that matter only once a test has failed."""

VALIDATES_EXPRESSIONS: Final = "9.2"
"""From this version on strict markers also stop a run whose ``-m`` names an unknown marker (9.1.0 does not)."""

NATIVE_TABLES: Final = "9.0"
"""From this version on pytest reads ``[tool.pytest]`` and ``pytest.toml``; 8.4.2 ignores both without a word."""

PDB_WITH_ANY_DIST: Final = "3.6"
"""Before this version of pytest-xdist ``--pdb`` stops at any ``--dist MODE``, even with ``-n0`` (3.5.0 does)."""

HEEDS_STRICT_IN_ADDOPTS: Final = "9.1"
"""Since `NATIVE_TABLES` and before this version ``--strict-markers`` and ``--strict`` in ``addopts`` have no effect.

On a command line and in ``PYTEST_ADDOPTS`` they have. Tried with 8.4.2, 9.0.0 to 9.0.3, 9.1.0, 9.1.1 and 9.2.0 on
2026-11-27.
"""
