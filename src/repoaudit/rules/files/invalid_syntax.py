from collections.abc import Iterator

from repoaudit.api import AuditedFile, Finding, Severity, rule


@rule(AuditedFile, code="CFG001", severity=Severity.ERROR, lesson="C")
def invalid_syntax(file: AuditedFile) -> Iterator[Finding]:
    """A configuration file is not valid TOML, YAML, INI, requirements or Makefile syntax.

    Most tools stop. mypy, isort and pylint print a line and go on without their configuration, so that a check which
    looks green is none: the message names them where the file configures them. An INI section that gives one option
    twice counts (pytest, coverage, flake8 and tox stop), and so does a recipe that is indented with spaces.
    """
    problems = file.problems
    losers = file.silent_losers if problems else ()
    for problem in problems:
        silent = f"; {' and '.join(losers)} go on without their settings" if len(losers) > 1 else ""
        silent = silent or (f"; {losers[0]} goes on without its settings" if losers else "")
        yield Finding(problem.place, f"{problem.message}{silent}")
