"""What a command of a shell script leads to when everything in it succeeds: whether and how it ends the script."""

from collections.abc import Mapping

from repoaudit.choice import Choice
from repoaudit.documents.shell.nodes import AndOr, Case, Function, Group, If, Loop, Node, Pipeline, Sequence, Simple
from repoaudit.typing import Final


class Outcome(Choice):
    """How a command ends; ``UNKNOWN`` also where it keeps a failure in mind by setting a variable."""

    SUCCEEDS = 1
    FAILS = 2
    EXITS_WELL = 3
    EXITS_BADLY = 4
    UNKNOWN = 5


_EXITS: Final = frozenset((Outcome.EXITS_WELL, Outcome.EXITS_BADLY))
_IN_SUBSHELL: Final = {Outcome.EXITS_WELL: Outcome.SUCCEEDS, Outcome.EXITS_BADLY: Outcome.FAILS}
_NEGATED: Final = {Outcome.SUCCEEDS: Outcome.FAILS, Outcome.FAILS: Outcome.SUCCEEDS}
_EXIT: Final = frozenset(("exit", "return"))
_SILENT: Final = frozenset(("true", ":", "/bin/true", "/usr/bin/true"))
_HARMLESS: Final = _SILENT | {"echo", "printf"}
_UNKNOWN: Final = frozenset(("", "test", "[", "[[", "read", "let", "eval", ".", "source", "exec", "declare", "export"))
_MOST_CALLS: Final = 8


class Outcomes:
    """Looks at commands of one text; ``functions`` are the bodies of those that it defines."""

    __slots__ = ("_calls", "_functions", "_known", "_text")

    def __init__(self, text: str, functions: Mapping[str, Node]) -> None:
        self._text = text
        self._functions = functions
        self._known: dict[str, Outcome] = {}
        self._calls = 0

    def reads_status(self, node: Node) -> bool:
        """Tell whether a command begins by asking how the one before it ended."""
        first = _first(node)
        if isinstance(first, Simple) and first.program in _EXIT and len(first.words) == 1:
            return True
        head = self._text[first.start : first.head]
        return "$?" in head or "PIPESTATUS" in head

    def of(self, node: Node) -> Outcome:
        """Return how a command ends when everything in it succeeds."""
        match node:
            case Simple():
                return self._simple(node)
            case Sequence():
                return self._sequence(node)
            case AndOr():
                return self._and_or(node)
            case Pipeline():
                return self._pipeline(node)
            case Group():
                outcome = self.of(node.body)
                return _IN_SUBSHELL.get(outcome, outcome) if node.is_subshell else outcome
            case If():
                bodies = [clause.body for clause in node.clauses]
                return self._one_of([*bodies, node.otherwise] if node.otherwise else bodies, bool(node.otherwise))
            case Loop():
                return self._one_of([node.body], exhaustive=False)
            case Case():
                return self._one_of(list(node.branches), exhaustive=False)
            case Function():
                return Outcome.SUCCEEDS
            case _:
                return Outcome.UNKNOWN

    def _simple(self, node: Simple) -> Outcome:
        program = node.program
        if program in _EXIT:
            return _exit(node)
        if program == "false":
            return Outcome.FAILS
        if program in self._functions:
            return self._call(program)
        return Outcome.UNKNOWN if program in _UNKNOWN else Outcome.SUCCEEDS

    def _call(self, name: str) -> Outcome:
        known = self._known.get(name)
        if known:
            return known
        if self._calls >= _MOST_CALLS:
            return Outcome.UNKNOWN
        self._known[name] = Outcome.UNKNOWN
        self._calls += 1
        self._known[name] = self.of(self._functions[name])
        self._calls -= 1
        return self._known[name]

    def _sequence(self, node: Sequence) -> Outcome:
        outcome = Outcome.SUCCEEDS
        doubtful = False
        for item in node.items:
            outcome = Outcome.SUCCEEDS if item.separator == "&" else self.of(item.node)
            if outcome in _EXITS:
                break
            doubtful = doubtful or outcome is Outcome.UNKNOWN
        return Outcome.UNKNOWN if doubtful and outcome is not Outcome.EXITS_BADLY else outcome

    def _and_or(self, node: AndOr) -> Outcome:
        outcome = self.of(node.members[0])
        for operator, member in zip(node.operators, node.members[1:], strict=True):
            if outcome in _EXITS or outcome is Outcome.UNKNOWN:
                return outcome
            if (operator.text == "&&") == (outcome is Outcome.SUCCEEDS):
                outcome = self.of(member)
        return outcome

    def _pipeline(self, node: Pipeline) -> Outcome:
        outcome = self.of(node.members[-1])
        if len(node.members) > 1:
            outcome = _IN_SUBSHELL.get(outcome, outcome)
            # Whether `pipefail` is on is not known here.
            others = {self.of(member) for member in node.members[:-1]}
            outcome = outcome if others <= {Outcome.SUCCEEDS, Outcome.EXITS_WELL} else Outcome.UNKNOWN
        return _NEGATED.get(outcome, outcome) if len(node.negations) % 2 else outcome

    def _one_of(self, bodies: list[Sequence], exhaustive: bool) -> Outcome:  # noqa: FBT001 - a private helper
        outcomes = {self.of(body) for body in bodies}
        if not exhaustive:
            outcomes.add(Outcome.SUCCEEDS)
        return outcomes.pop() if len(outcomes) == 1 else Outcome.UNKNOWN


def is_harmless(node: Node) -> bool:
    """Tell whether a command does nothing but succeed, perhaps with a message."""
    match node:
        case Simple():
            return node.program in _HARMLESS or _exit(node) is Outcome.EXITS_WELL
        case Group():
            return all(is_harmless(item.node) for item in node.body.items)
        case _:
            return False


def is_silent(node: Node) -> bool:
    """Tell whether a command is there for its status alone: `true`, `:`, `exit 0`."""
    return isinstance(node, Simple) and (node.program in _SILENT or _exit(node) is Outcome.EXITS_WELL)


def _exit(node: Simple) -> Outcome:
    if node.program not in _EXIT:
        return Outcome.UNKNOWN
    if len(node.words) == 1:
        return Outcome.EXITS_WELL
    status = node.words[1]
    if not status.is_static:
        return Outcome.UNKNOWN
    return Outcome.EXITS_WELL if status.text.strip("0") == "" else Outcome.EXITS_BADLY


def _first(node: Node) -> Node:
    """Return the part of a command that runs first."""
    while True:
        match node:
            case AndOr() | Pipeline():
                node = node.members[0]
            case Group() if node.body.items:
                node = node.body.items[0].node
            case Sequence() if node.items:
                node = node.items[0].node
            case If() if node.clauses[0].test.items:
                node = node.clauses[0].test
            case Loop() if node.test and node.test.items:
                node = node.test
            case _:
                return node
