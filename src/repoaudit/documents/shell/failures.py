"""Follows the failure of every command of a shell script to the exit status, or to the place where it gets lost.

The question is always: this command fails and all others succeed; does the script fail? The rules are those of
POSIX.1-2024, "Shell & Utilities", 2.8.2, 2.9 and `set -e` in 2.15, which bash and dash share; where they differ (bash
drops `-e` within `$(…)`) the failure counts as kept. Function bodies are read as if called where their failure counts.
"""

from collections.abc import Iterable, Iterator

from repoaudit.documents.shell.fates import Context, Fate
from repoaudit.documents.shell.nodes import (
    AndOr,
    Case,
    Function,
    Group,
    If,
    Loop,
    Node,
    Pipeline,
    Sequence,
    Simple,
    Substitution,
)
from repoaudit.documents.shell.outcomes import Outcome, Outcomes, is_silent
from repoaudit.documents.shell.tree import SimpleCommand, Swallow, SwallowKind, Word
from repoaudit.text import Span
from repoaudit.typing import Final

_BAD: Final = (Outcome.EXITS_BADLY, Outcome.FAILS)


class FailureReader:
    """Turns the nodes of one text into commands that know their fate."""

    __slots__ = ("_ever", "_functions", "_known", "_outcomes", "_text", "_waited", "commands", "errexit", "pipefail")

    def __init__(  # noqa: PLR0913 - what there is to know about the text
        self, text: str, outcomes: Outcomes, *, known: bool, errexit: bool, pipefail: bool, waited: bool
    ) -> None:
        self._text = text
        self._known = known
        self._outcomes = outcomes
        self._waited = waited
        self._ever = errexit
        self._functions: list[tuple[Function, Context]] = []
        self.errexit = errexit
        self.pipefail = pipefail
        self.commands: list[SimpleCommand] = []

    def read(self, script: Sequence, ignored: Fate) -> None:
        """Follow all commands; ``ignored`` is the fate of the whole script, if it is not to fail."""
        self._visit(script, Context(fail=ignored, abort=ignored))
        state = self.errexit, self.pipefail
        while self._functions:
            function, context = self._functions.pop()
            self.errexit = self._ever
            self._visit(function.body, Context(nested=context.nested, subshell=context.subshell))
        self.errexit, self.pipefail = state

    def _swallow(self, kind: SwallowKind, start: int, end: int) -> Swallow:
        return Swallow(kind, Span(start, end), self._text[start:end])

    def _failing(self, context: Context) -> Fate:
        """Return the fate of a failure that `set -e` may act on."""
        return context.abort if self.errexit and not context.exempt else context.fail

    def _visit(self, node: Node, context: Context) -> None:
        match node:
            case Simple():
                self._simple(node, context)
            case Sequence():
                self._sequence(node, context)
            case AndOr():
                self._and_or(node, context)
            case Pipeline():
                self._pipeline(node, context)
            case Function():
                self._functions.append((node, context))
            case _:
                self._substitutions(node, context)
                self._compound(node, context)

    def _compound(self, node: Node, context: Context) -> None:
        match node:
            case Group() if node.is_subshell:
                self._subshell(node.body, context, self._failing(context), Span(node.start, node.end))
            case Group():
                self._visit(node.body, context)
            case If():
                self._if(node, context)
            case Loop():
                self._loop(node, context)
            case Case():
                self._branches(node.branches, context)
            case _:
                pass

    def _simple(self, node: Simple, context: Context) -> None:
        ends = node.program == "exit" or (node.program == "exec" and len(node.words) > 1)
        fate = context.abort if ends else self._failing(context)
        self.commands.append(
            SimpleCommand(
                node.words,
                Span(node.start, node.end),
                assignments=node.assignments,
                redirections=node.redirections,
                swallowed=fate if self._known else None,
                nested=context.nested,
                subshell=context.subshell,
                errexit=self.errexit,
                pipefail=self.pipefail,
            )
        )
        # The status of `name=$(…)` without a program is that of its last substitution.
        if node.inner and node.assignments and not node.words:
            self._substitutions(node, context, node.inner[:-1])
            self._substitute(node.inner[-1], context, fate)
        else:
            self._substitutions(node, context)
        self._set_options(node)

    def _substitutions(self, node: Node, context: Context, inner: tuple[Substitution, ...] | None = None) -> None:
        for substitution in node.inner if inner is None else inner:
            fate = self._swallow("substitution", *substitution.span)
            self._substitute(substitution, context._replace(judged=False), fate)

    def _substitute(self, substitution: Substitution, context: Context, fate: Fate) -> None:
        inner = context._replace(nested=True, exempt=False)
        self._subshell(substitution.body, inner, fate, substitution.span)

    def _subshell(self, node: Node, context: Context, fate: Fate, span: Span) -> None:
        """Follow what runs in a shell of its own, whose failure has this fate."""
        state = self.errexit, self.pipefail
        self._visit(node, context._replace(fail=fate, abort=fate, subshell=span))
        self.errexit, self.pipefail = state

    def _sequence(self, node: Sequence, context: Context) -> None:
        last: Outcome | None = None
        for index, item in enumerate(node.items):
            following = node.items[index + 1].node if index + 1 < len(node.items) else None
            if item.separator == "&":
                end = item.separator_start + 1
                fate = None if self._waited else self._swallow("background", item.separator_start, end)
                inner = context._replace(exempt=False, judged=False)
                self._subshell(item.node, inner, fate, Span(item.node.start, item.node.end))
            elif following is None or self._is_settled(item.node, context):
                self._visit(item.node, context)
            else:
                last = last or self._outcomes.of(node.items[-1].node)
                reads = self._outcomes.reads_status(following)
                kept = reads or last in _BAD or self._outcomes.of(following) is Outcome.EXITS_BADLY
                fate = None if kept else self._overwritten(node, index, context)
                self._visit(item.node, context._replace(fail=fate, judged=False, peeked=reads))

    def _is_settled(self, node: Node, context: Context) -> bool:
        """Tell whether `set -e` alone decides what becomes of a failure: it does of nearly all commands of CI."""
        return self.errexit and not context.exempt and isinstance(node, Simple) and not node.inner

    def _overwritten(self, node: Sequence, index: int, context: Context) -> Fate:
        """Return the fate of a status that the next command replaces."""
        if self.errexit and context.exempt and context.fail:
            return context.fail
        last = len(node.items) - 1
        silent = is_silent(node.items[last].node)
        item = node.items[last if silent else index + 1]
        before = node.items[last - 1 if silent else index]
        start = before.separator_start if before.separator == ";" else item.node.start
        return self._swallow("semicolon_true" if silent else "semicolon", start, item.node.end)

    def _and_or(self, node: AndOr, context: Context) -> None:
        from repoaudit.documents.shell.chains import Chain

        chain = Chain(node, context, self._failing(context), outcomes=self._outcomes, text=self._text)
        self._visit(node.members[0], chain.context_of(0, errexit=self.errexit))
        for index, member in enumerate(node.members[1:], 1):
            self._branches((member,), chain.context_of(index, errexit=self.errexit))

    def _pipeline(self, node: Pipeline, context: Context) -> None:
        if node.negations:
            context = self._negated(node, context)
        failing = self._failing(context)
        if len(node.members) == 1:
            self._visit(node.members[0], context)
            return
        *others, last = node.members
        for member, pipe, following in zip(others, node.pipes, node.members[1:], strict=True):
            fate, judged = failing, context.judged
            if not self.pipefail:
                fate = None if context.peeked else self._swallow("pipe", pipe, following.end)
                judged = False
            self._subshell(member, context._replace(judged=judged), fate, Span(member.start, member.end))
        self._subshell(last, context, failing, Span(last.start, last.end))

    def _negated(self, node: Pipeline, context: Context) -> Context:
        if len(node.negations) % 2 == 0:
            return context._replace(exempt=True)
        fate = context.ok
        if not context.judged and not context.peeked:
            fate = self._swallow("negated", *node.negations[-1])
        return context._replace(fail=fate, ok=context.fail, judged=True, exempt=True)

    def _if(self, node: If, context: Context) -> None:
        otherwise = self._branch_fate(node.otherwise, context, node.clauses[-1].keyword)
        tests: list[Context] = []
        for clause in reversed(node.clauses):
            chosen = self._branch_fate(clause.body, context, clause.keyword)
            tests.append(context._replace(fail=otherwise, ok=chosen, judged=True, exempt=True, peeked=False))
            otherwise = otherwise and chosen and self._handled(context, clause.keyword)
        for clause, test in zip(node.clauses, reversed(tests), strict=True):
            self._visit(clause.test, test)
        bodies = [clause.body for clause in node.clauses]
        self._branches([*bodies, node.otherwise] if node.otherwise else bodies, context)

    def _branch_fate(self, body: Sequence | None, context: Context, keyword: Span) -> Fate:
        """Return the fate of a failure that makes a condition choose this branch."""
        match self._outcomes.of(body) if body else Outcome.SUCCEEDS:
            case Outcome.EXITS_BADLY:
                return context.abort
            case Outcome.FAILS:
                return self._failing(context)
            case Outcome.UNKNOWN:
                return None
            case _:
                return self._handled(context, keyword)

    def _handled(self, context: Context, keyword: Span) -> Fate:
        return context.ok if context.judged else self._swallow("condition", *keyword)

    def _loop(self, node: Loop, context: Context) -> None:
        if node.test:
            leave = self._handled(context, node.keyword)
            go_on = self._branch_fate(node.body, context, node.keyword)
            until = self._text[node.keyword.start] == "u"
            fail, ok = (go_on, leave) if until else (leave, go_on)
            self._visit(node.test, context._replace(fail=fail, ok=ok, judged=True, exempt=True, peeked=False))
        fate = self._swallow("loop", *node.keyword)
        self._branches((node.body,), context._replace(fail=context.fail or fate, judged=False))

    def _branches(self, bodies: Iterable[Node], context: Context) -> None:
        """Follow bodies of which at most one runs; an option that one of them sets may be set afterwards."""
        before = self.errexit, self.pipefail
        errexit, pipefail = before
        for body in bodies:
            self.errexit, self.pipefail = before
            self._visit(body, context)
            errexit, pipefail = errexit or self.errexit, pipefail or self.pipefail
        self.errexit, self.pipefail = errexit, pipefail

    def _set_options(self, node: Simple) -> None:
        if node.program == "set":
            for name, on in set_options(node.words[1:]):
                self.errexit = on if name in ("e", "errexit") else self.errexit
                self.pipefail = on if name == "pipefail" else self.pipefail
        elif node.program == "trap" and any(word.text == "ERR" for word in node.words):
            # What the trap does is not known; that the failure counts is the safe guess.
            self.errexit = True
        self._ever = self._ever or self.errexit


def set_options(words: tuple[Word, ...]) -> Iterator[tuple[str, bool]]:
    """Yield each option that `set` turns on or off: letters of `-eu`, and the names behind an `o`."""
    names = iter(words)
    for word in names:
        if word.text[:1] not in ("-", "+") or word.text == "--":
            return
        for letter in word.text[1:]:
            argument = next(names, None) if letter == "o" else None
            yield argument.text if argument else letter, word.text[0] == "-"
