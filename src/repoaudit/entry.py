"""What is known of a rule without importing it."""

from collections.abc import Mapping

from repoaudit.record import NamedTuple


class Entry(NamedTuple):
    """One row of the index of rules; ``severity`` and ``fix`` are the values of their enums.

    ``options`` maps each key to the name of its type; ``reads`` is the subject's: path patterns of which one must
    exist in a project for the rule to have anything to look at, empty for a rule that may speak of absent files.
    ``home`` is the module of the subject, by which it can be made without importing the rule.
    """

    code: str
    name: str
    module: str
    severity: int
    default: bool
    fix: int
    lesson: str
    subject: str
    options: Mapping[str, str]
    reads: tuple[str, ...]
    home: str = ""

    @property
    def function(self) -> str:
        """The name of the check in its module."""
        return self.name.replace("-", "_")
