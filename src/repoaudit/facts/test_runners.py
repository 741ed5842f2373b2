"""Ways to test Python that pytest does not take part in.

Source: the manuals of the runners, 2026-11-26.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

RUNNERS: Final = frozenset(
    "unittest nosetests nose2 nose trial stestr testr ostestr zope-testrunner zope.testrunner green ward behave robot "
    "pabot lettuce avocado testify sage xdoctest doctest bats ctest".split()
)
"""Programs and modules that run tests."""

MANAGERS: Final = (("tox", "tox.ini"), ("nox", "noxfile.py"))
"""Programs that run the tests, whatever runs them, and the file by which they are known."""

SUBCOMMANDS: Final = frozenset(
    {("manage.py", "test"), ("django-admin", "test"), ("python", "manage.py"), ("cargo", "test")}
)
"""Program and first word, where the first word decides."""

OTHER_TESTS: Final = (
    ".feature",
    ".robot",
    ".bats",
    ".ipynb",
    ".doctest",
    ".sh",
    ".t",
    ".rs",
    ".go",
    ".cpp",
    ".cc",
    ".c",
)
"""Ends of names of files in a folder of tests that are tests for another program, or of another language."""

FOLDERS: Final = frozenset("test tests testing unittests unit_tests functests tests_py features spec specs".split())
"""Folders of tests."""

COLLECTING_OPTIONS: Final = ("--doctest", "--nbval", "--nbmake", "--markdown-docs", "--xdoctest", "--mypy")
"""How options begin by which pytest finds tests in other files."""
