"""What may become of a failure, and where a command stands that asks for it."""

from repoaudit.documents.shell.tree import Swallow
from repoaudit.record import NamedTuple
from repoaudit.text import Span

Fate = Swallow | None
"""What hides a failure; None where it reaches the exit status, or may."""


class Context(NamedTuple):
    """Where a command stands.

    ``fail`` is the fate of its failure when the script goes on, ``abort`` the fate when `set -e` or `exec` ends the
    (sub)shell. ``ok`` is what becomes of its success where that is ``judged`` by a condition, which a `!` asks for.
    ``exempt`` says that `set -e` has no effect here, ``peeked`` that the next command looks at the status.
    """

    fail: Fate = None
    abort: Fate = None
    ok: Fate = None
    judged: bool = False
    exempt: bool = False
    peeked: bool = False
    nested: bool = False
    subshell: Span | None = None
