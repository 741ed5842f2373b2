from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, ToolPythonNeed, rule


@rule(ToolPythonNeed, code="DEP017", severity=Severity.WARNING, lesson="P2")
def tool_needs_newer_python(need: ToolPythonNeed) -> Iterator[Finding]:
    """A pinned or locked tool needs a newer Python than the oldest one that the tests run on.

    There it cannot be installed, so that nobody can run the tests on a Python that the project promises to support.
    The oldest one is what CI, tox and nox test with, or else the lower bound of `requires-python`. Ranges, from which
    an installer takes an older release, and requirements with a marker are left alone, and so are lists without a tool
    that runs tests: a linter may run on any Python.
    """
    floor, fixed = f"{need.floor.major}.{need.floor.minor}", need.fixed
    yield Finding(
        fixed.place,
        f"{fixed.tool} {fixed.version} does not run on Python {floor}, which the tests have to run on: the last "
        f"release that does is {need.last}: pin by Python with markers, ask for a range, or raise `requires-python`",
        related=(Related(need.floor_place, "supported here"),),
    )
