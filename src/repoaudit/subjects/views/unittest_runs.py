"""Whether unittest runs the tests of a project, and pytest at most notebooks."""

from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.tools.pytest import PytestRun

_NOTEBOOKS: Final = ("--nbval", "--nbmake")


def unittest_run(scope: "Scope") -> "Command | None":
    """Return the command by which unittest runs the tests, None where there is none, or pytest runs them, too.

    Raises:
        UnknownError: a command gives pytest another configuration file.

    """
    found = next((command for command in commands_of(scope) if command.tool == "unittest"), None)
    return found if found and all(map(_is_for_notebooks, scope.all(Pytest)[0].runs)) else None


def _is_for_notebooks(run: "PytestRun") -> bool:
    """Say whether a run collects notebooks, and gets no path of a test written in Python."""
    texts = [word.text for word in run.arguments]
    return any(text.startswith(_NOTEBOOKS) for text in texts) and not any(_is_of_tests(text) for text in texts)


def _is_of_tests(text: str) -> bool:
    return not text.startswith("-") and (text.endswith(".py") or text.strip("./").startswith("test"))
