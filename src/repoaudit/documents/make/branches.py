"""Where a reader of a Makefile is: inside which branches, and to which rules the next recipe line belongs."""

from repoaudit.documents.make.conditions import Test
from repoaudit.documents.make.statements import Branch, Conditional, Context, RecipeLine, Rule
from repoaudit.record import NamedTuple
from repoaudit.text import Span
from repoaudit.typing import Final

_MANY: Final = 8


class Opened:
    """A rule that recipe lines may still belong to."""

    __slots__ = ("lines", "rule")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.lines: list[RecipeLine] = []


class State(NamedTuple):
    """The rules that the next recipe line belongs to: one of each branch that ends here.

    `closed` says that there may be none, `doubt` that there may be one that nobody can see.
    """

    rules: tuple[Opened, ...] = ()
    closed: bool = True
    doubt: bool = False


class _Frame:
    """A conditional that is being read.

    `plain` once it came to an ``else`` without a test; `mixed` once a branch ended in another state than it began.
    """

    __slots__ = ("before", "branch", "ends", "mixed", "outer", "plain", "span")

    def __init__(self, branch: Branch, span: Span, outer: Context, before: State) -> None:
        self.branch = branch
        self.span = span
        self.outer = outer
        self.before = before
        self.ends: list[State] = []
        self.plain = False
        self.mixed = False


class Branches:
    """The conditionals around a line, and the state that each of their branches leaves behind."""

    __slots__ = ("_frames", "_total", "context", "state", "tests")

    def __init__(self) -> None:
        self._frames: list[_Frame] = []
        self._total = 0
        self.context: Context = ()
        self.state = State()
        self.tests: dict[Branch, Test] = {}

    @property
    def depth(self) -> int:
        """Number of conditionals around the line."""
        return len(self._frames)

    @property
    def plain(self) -> bool:
        """Whether the innermost conditional has come to its last branch."""
        return self._frames[-1].plain

    @property
    def opening(self) -> Span:
        """Where the innermost conditional begins."""
        return self._frames[-1].span

    @property
    def settled(self) -> bool:
        """Whether it is the same rule, or none, that is open, no matter which branches make reads.

        In a branch that it skips, make goes by the rule that the branch it has read left open.
        """
        state = self.state
        same = all(frame.before == state and not frame.mixed for frame in self._frames)
        return same and not state.doubt and bool(state.rules) != state.closed

    def begin(self, span: Span, test: Test) -> Conditional:
        """Enter the first branch of a conditional."""
        frame = _Frame(Branch(self._total, 0), span, self.context, self.state)
        self._total += 1
        self._frames.append(frame)
        return self._enter(frame, span, test[0], test)

    def go_on(self, span: Span, test: Test, *, plain: bool) -> Conditional:
        """Enter the next branch of the innermost conditional."""
        frame = self._frames[-1]
        frame.plain = plain
        frame.ends.append(self.state)
        frame.mixed = frame.mixed or self.state != frame.before
        frame.branch = Branch(frame.branch.conditional, frame.branch.branch + 1)
        self.state = frame.before
        return self._enter(frame, span, "else", test)

    def finish(self, span: Span) -> Conditional:
        """Leave the innermost conditional; what its branches left open may go on."""
        frame = self._frames.pop()
        self.context = frame.outer
        ends = [*frame.ends, self.state, *([] if frame.plain else [frame.before])]
        rules = tuple(dict.fromkeys(opened for end in ends for opened in end.rules))
        doubt = any(end.doubt for end in ends) or len(rules) > _MANY
        self.state = State(rules[-_MANY:], any(end.closed for end in ends), doubt)
        return Conditional(span, frame.outer, "endif", frame.branch, ("", ""))

    def _enter(self, frame: _Frame, span: Span, keyword: str, test: Test) -> Conditional:
        self.tests[frame.branch] = test
        self.context = (*frame.outer, frame.branch)
        return Conditional(span, frame.outer, keyword, frame.branch, test)
