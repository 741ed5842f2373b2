"""Follows the failure of each member of an `a && b || c` through the rest of the chain.

A failing member that is not the last one never sets off `set -e` (POSIX.1-2024, `set -e`, second exception).
"""

from repoaudit.documents.shell.fates import Context, Fate
from repoaudit.documents.shell.nodes import AndOr, Node
from repoaudit.documents.shell.outcomes import Outcome, Outcomes, is_harmless
from repoaudit.documents.shell.tree import Swallow
from repoaudit.text import Span
from repoaudit.typing import Final

_LOST: Final = Swallow("condition", Span(0, 0), "")
"""Stands for "the chain succeeds all the same" until it is known which member brought that about."""


class Chain:
    """The members of one chain from right to left; ``failing`` is the fate of the last one's failure."""

    __slots__ = ("_after_ok", "_context", "_handlers", "_node", "_outcomes", "_own", "_skipped", "_text")

    def __init__(self, node: AndOr, context: Context, failing: Fate, *, outcomes: Outcomes, text: str) -> None:
        size = len(node.members)
        self._node = node
        self._context = context
        self._outcomes = outcomes
        self._text = text
        self._own: list[Fate] = [failing] * size
        self._skipped: list[Fate] = [context.fail] * size
        self._after_ok: list[Fate] = [context.ok if context.judged else _LOST] * size
        self._handlers = [size] * size
        for index in range(size - 2, -1, -1):
            self._step(index)

    def _step(self, index: int) -> None:
        """Work out what follows the member at ``index`` from what follows the next one."""
        following = index + 1
        member = self._node.members[following]
        if self._node.operators[index].text == "&&":
            self._after_ok[index] = self._after(member, following)
            self._skipped[index] = self._skipped[following]
            self._handlers[index] = self._handlers[following]
        else:
            self._after_ok[index] = self._after_ok[following]
            reads = self._outcomes.reads_status(member)
            self._skipped[index] = None if reads else self._after(member, following)
            self._handlers[index] = following
        self._own[index] = self._skipped[index]

    def _after(self, member: Node, index: int) -> Fate:
        """Return the fate of an earlier failure when this member runs."""
        match self._outcomes.of(member):
            case Outcome.SUCCEEDS:
                return self._after_ok[index]
            case Outcome.FAILS:
                return self._own[index]
            case Outcome.EXITS_WELL:
                return _LOST
            case Outcome.EXITS_BADLY:
                return self._context.abort
            case _:
                return None

    def context_of(self, index: int, *, errexit: bool) -> Context:
        """Return where the member at ``index`` stands."""
        if index == len(self._node.members) - 1:
            return self._context
        ok = self._after_ok[index]
        return self._context._replace(
            fail=self._fate(index, errexit=errexit),
            ok=None if ok is _LOST else ok,
            judged=ok is not _LOST,
            exempt=True,
        )

    def _fate(self, index: int, *, errexit: bool) -> Fate:
        fate = self._skipped[index]
        if fate is _LOST:
            handler = self._handlers[index]
            member = self._node.members[handler]
            span = Span(self._node.operators[handler - 1].start, member.end)
            return Swallow("or_true" if is_harmless(member) else "condition", span, self._text[span.start : span.end])
        if fate is not None and fate is self._context.fail and errexit and not self._context.exempt:
            # Alone it would have ended the script: it is the `&&` that lets the script go on.
            span = Span(self._node.operators[index].start, self._node.members[index + 1].end)
            return Swallow("condition", span, self._text[span.start : span.end])
        return fate
