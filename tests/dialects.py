"""Who may read a text of commands: all of them, for tests of what they have in common."""

from repoaudit.documents.shell import Dialect

DIALECTS: tuple[Dialect, ...] = ("sh", "make", "argv", "tox")
