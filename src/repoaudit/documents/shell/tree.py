"""The words and commands of shell text, as `shell.parse_shell` returns them."""

from repoaudit.record import NamedTuple
from repoaudit.text import Span
from repoaudit.typing import Literal

Dialect = Literal["sh", "make", "argv", "tox"]
"""Who reads the text: a shell, make and then a shell, `shlex.split`, or tox and then `shlex.split`."""

SwallowKind = Literal[
    "or_true",
    "semicolon_true",
    "semicolon",
    "pipe",
    "background",
    "condition",
    "negated",
    "loop",
    "substitution",
    "ignored",
]
"""Where a failure gets lost.

- ``or_true``: `|| true`, `|| :`, `|| echo …`, `|| exit 0`
- ``semicolon_true``: the list ends in `true`, `:` or `exit 0`, and no `set -e` is in force
- ``semicolon``: another command follows, whose status counts instead
- ``pipe``: not the last member of a pipeline, and no `pipefail` is in force
- ``background``: `&`, and nobody waits for it by its number
- ``condition``: the test of an `if` or `while`, or left of an `&&` or `||` that handles it in another way: a fallback
  that may well report the failure in a manner that cannot be read here
- ``negated``: `!`
- ``loop``: only the last round's status counts
- ``substitution``: `$(…)` in an argument, or `<(…)`
- ``ignored``: the prefix `-` of a make recipe or a tox command
"""


class Swallow(NamedTuple):
    """What hides the failure of a command, and the text that does it (`|| true`)."""

    kind: SwallowKind
    span: Span
    text: str


class Word:
    """One word of a command.

    ``text`` is what the program gets: quotes removed, escapes decoded, expansions left as they are written (in make's
    dialect `$$` is one dollar). ``is_static`` says that no expansion, glob or substitution is in it.
    """

    __slots__ = ("has_glob", "is_static", "quoted", "raw", "span", "text")

    def __init__(  # noqa: PLR0913 - a record
        self, text: str, raw: str, span: Span, *, is_static: bool = True, quoted: bool = False, has_glob: bool = False
    ) -> None:
        self.text = text
        self.raw = raw
        self.span = span
        self.is_static = is_static
        self.quoted = quoted
        self.has_glob = has_glob

    def __repr__(self) -> str:
        return f"Word({self.text!r}, {self.raw!r}, {tuple(self.span)})"


class Assignment(NamedTuple):
    """A variable set in front of a command, or on its own; the value of `name=(a b)` is the text `(a b)`."""

    name: str
    value: Word


class Redirection(NamedTuple):
    """`2>&1` has the operator `>&`, the descriptor `2` and the target `1`; that of a heredoc is its delimiter."""

    operator: str
    target: Word
    span: Span
    descriptor: str


class SimpleCommand:
    """A program with its arguments.

    ``nested`` marks commands of `$(…)`, backticks and `<(…)`. ``subshell`` is the span of the innermost subshell
    around the command: a `cd` in it reaches no further. ``errexit`` and ``pipefail`` are the options in force.
    ``swallowed`` is None where a failure reaches the exit status, and where that cannot be known.
    """

    __slots__ = (
        "assignments",
        "errexit",
        "nested",
        "pipefail",
        "redirections",
        "span",
        "subshell",
        "swallowed",
        "words",
    )

    def __init__(  # noqa: PLR0913 - a record
        self,
        words: tuple[Word, ...],
        span: Span,
        *,
        assignments: tuple[Assignment, ...] = (),
        redirections: tuple[Redirection, ...] = (),
        swallowed: Swallow | None = None,
        nested: bool = False,
        subshell: Span | None = None,
        errexit: bool = False,
        pipefail: bool = False,
    ) -> None:
        self.words = words
        self.span = span
        self.assignments = assignments
        self.redirections = redirections
        self.swallowed = swallowed
        self.nested = nested
        self.subshell = subshell
        self.errexit = errexit
        self.pipefail = pipefail

    def __repr__(self) -> str:
        return f"SimpleCommand({[word.text for word in self.words]}, {tuple(self.span)}, {self.swallowed})"


class Script:
    """The commands of a text in the order of the text; ``errexit`` and ``pipefail`` as they are at its end.

    Where ``complete`` is false (a quote without end, a missing `fi`, nesting beyond all reason) the commands are
    those that could be read, and none of them says whether its failure counts.
    """

    __slots__ = ("commands", "complete", "errexit", "pipefail")

    def __init__(
        self, commands: tuple[SimpleCommand, ...], *, complete: bool, errexit: bool = False, pipefail: bool = False
    ) -> None:
        self.commands = commands
        self.complete = complete
        self.errexit = errexit
        self.pipefail = pipefail
