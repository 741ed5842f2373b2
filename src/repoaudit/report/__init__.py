"""A report as text, one module per format."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "full": "repoaudit.report.full",
        "concise": "repoaudit.report.concise",
        "json": "repoaudit.report.json",
    }
)
"""Output format → the module whose ``render(view)`` makes it; imported only when it is used."""
