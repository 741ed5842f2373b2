from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Severity, ToolSettings, rule


@rule(ToolSettings, code="CFG006", severity=Severity.ERROR, fix=Applicability.SAFE, lesson="+")
def wrong_type(tool: ToolSettings) -> Iterator[Finding]:
    """A setting has a type or a form that its tool rejects: a string for a list, a number for a string, a broken regex.

    Most tools stop; mypy only prints a line, isort goes on without the file, and uv drops every other setting of
    `[tool.uv]`. An unquoted `3.10` is the number 3.1 in TOML and YAML. An INI value includes what looks like a comment
    behind it, so that `max-line-length = 100  # wide` is no number (tried with flake8, coverage, isort, mypy and
    pytest).

    The fix writes the value in the right form. It is safe where quotes alone are missing in
    `.pre-commit-config.yaml`, at which pre-commit stops; elsewhere it is unsafe, because a setting begins to count that
    did not before.
    """
    for setting in tool.wrong:
        advice = f"; write {setting.advice}" if setting.advice else ""
        yield Finding(setting.place, f"{setting.problem}: {setting.effect}{advice}", setting.fix)
