from collections.abc import Iterator

from repoaudit.api import Finding, Severity, UnknownOption, rule


@rule(UnknownOption, code="CFG010", severity=Severity.ERROR, lesson="B")
def unknown_option(option: UnknownOption) -> Iterator[Finding]:
    """A command passes an option that its tool does not have, so it stops with a usage error.

    Known are the options of mypy, ruff, coverage and of pytest itself in many releases; mypy, for example, never had
    `-j`. Where the version is not known, only what no release has is reported. A plugin or a conftest can add options
    to pytest, so of these only near misses of its own are reported, and none that a Python file here names.
    """
    hint = f"; {option.hint}" if option.hint else ""
    yield Finding(option.place, f"{option.label} has no option `{option.name}`, so the command stops{hint}")
