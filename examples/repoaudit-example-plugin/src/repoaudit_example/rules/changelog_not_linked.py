"""A changelog that users of the package index do not find."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from repoaudit.api import Finding, Severity, rule
from repoaudit_example.metadata import ProjectTable

_LABELS: Final = frozenset({"changelog", "changes", "releasenotes", "whatsnew", "history"})
"""The well-known label and its aliases, normalised: packaging.python.org, "Well-known Project URLs in Metadata"."""


class Options(NamedTuple):
    """What ``[tool.repoaudit.rules.changelog-not-linked]`` may hold."""

    files: tuple[str, ...] = ("CHANGELOG.md", "CHANGELOG.rst", "CHANGES.md", "CHANGES.rst", "HISTORY.md")


@rule(ProjectTable, code="EXA001", severity=Severity.WARNING, options=Options)
def changelog_not_linked(project: ProjectTable, options: Options) -> Iterator[Finding]:
    """No link on the package index leads to the changelog that the repository keeps.

    PyPI gives the label `Changelog` in `[project.urls]` an icon of its own, and update bots quote what it leads to.
    `Changes`, `History`, `Release notes` and `What's new` count as well.
    """
    changelog = project.first_file(options.files)
    if changelog and not any(_normalised(label) in _LABELS for label in project.urls):
        yield Finding(project.urls_place, f"`{changelog}` exists, but `[project.urls]` has no `Changelog`")


def _normalised(label: str) -> str:
    """Drop punctuation and blanks, as the specification does before it compares labels."""
    return "".join(character for character in label.lower() if character.isalnum())
