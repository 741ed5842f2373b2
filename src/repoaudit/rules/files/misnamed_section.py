from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, MisnamedSection, Severity, rule


@rule(MisnamedSection, code="CFG004", severity=Severity.ERROR, fix=Applicability.UNSAFE, lesson="+")
def misnamed_section(section: MisnamedSection) -> Iterator[Finding]:
    """A section has a name that its tool does not read in this file, so its settings have no effect.

    The names differ from file to file: pytest reads `[pytest]` in `pytest.ini` and `tox.ini`, but `[tool:pytest]` in
    `setup.cfg`, where `[pytest]` makes it stop (before pytest 9 only without another configuration); coverage reads
    `[run]` in `.coveragerc`, but `[coverage:run]` in `setup.cfg`; flake8 does not read `pyproject.toml` unless a plugin
    does it.

    The fix renames the section. It is unsafe, because the settings then begin to count.
    """
    advice = f": {section.advice}" if section.advice else ""
    yield Finding(section.place, f"{section.fact.tool} {section.effect}{advice}", section.renamed)
