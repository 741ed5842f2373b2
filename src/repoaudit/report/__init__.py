"""A report as text, one module per format."""

from collections.abc import Mapping
from types import MappingProxyType

from repoaudit.typing import Final

FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "full": "repoaudit.report.full",
        "concise": "repoaudit.report.concise",
        "json": "repoaudit.report.json",
        "sarif": "repoaudit.report.sarif",
        "github": "repoaudit.report.github",
        "gitlab": "repoaudit.report.gitlab",
        "junit": "repoaudit.report.junit",
        "markdown": "repoaudit.report.markdown",
        "rdjson": "repoaudit.report.rdjson",
    }
)
"""Output format → the module whose ``render(view)`` makes it; imported only when it is used."""
