"""The reader of Makefiles: lines into statements, in one pass, never expanding anything.

What make rejects is an error only where make is sure to come to it: outside conditionals, with no reference in the
line, and as long as nobody can have opened a rule or changed the recipe prefix unseen.
"""

from repoaudit.documents.make.branches import Branches, Opened, State
from repoaudit.documents.make.conditions import CONDITIONALS, Test, split_test
from repoaudit.documents.make.lines import (
    BLANKS,
    COMMENT,
    Head,
    Word,
    blanks_end,
    find,
    find_head,
    flat,
    logical_lines,
    reference_end,
    word_at,
    words,
)
from repoaudit.documents.make.rule_lines import Line, read_assignment, read_recipe, read_rule
from repoaudit.documents.make.statements import Assignment, Branch, Directive, Rule, Statement
from repoaudit.errors import DocumentSyntaxError
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

_KEYWORDS: Final = {
    "export": "export",
    "unexport": "export",
    "include": "include",
    "-include": "include",
    "sinclude": "include",
    "vpath": "other",
    "load": "other",
    "-load": "other",
}
_NESTED: Final = lazy(r"[ \t\v\f\r]*(define|endef)(?:[ \t]|$)")
_SILENT: Final = lazy(r"\$[({](?:info|warning|error)[ \t]")  # expand to nothing
_SPACES: Final = " (the line is indented with spaces; a recipe line begins with a tab)"
_DEPTH: Final = 200
_CONDITIONAL_WORDS: Final = CONDITIONALS | {"else", "endif"}


class Outcome(NamedTuple):
    """All that was read."""

    statements: tuple[Statement, ...]
    comments: tuple[Span, ...]
    tests: dict[Branch, Test]
    recipe_prefix: str


class Reader:
    """Reads one text; use once."""

    __slots__ = (
        "_above",
        "_at",
        "_comments",
        "_lines",
        "_opened",
        "_path",
        "_prefix",
        "_sound",
        "_statements",
        "_text",
    )

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._lines = logical_lines(text)
        self._statements: list[Statement] = []
        self._comments: list[Span] = []
        self._above: list[Span] = []
        self._opened: list[Opened] = []
        self._at = Branches()
        self._prefix = "\t"
        self._sound = True  # whether it is certain how make reads on

    def read(self) -> Outcome:
        """Read everything. Raises `DocumentSyntaxError` for what make rejects."""
        for start, end in self._lines:
            self._line(start, end)
        if self._at.depth and self._sound:
            raise self._error("missing 'endif'", self._at.opening)
        for opened in self._opened:
            opened.rule.recipe = tuple(opened.lines)
            opened.rule.end = max(opened.rule.end, *(line.span.end for line in opened.lines), 0)
        return Outcome(tuple(self._statements), tuple(self._comments), self._at.tests, self._prefix)

    def _line(self, start: int, end: int) -> None:
        raw = self._text[start:end]
        if raw[:1] == self._prefix and self._at.state.rules:
            self._recipe_line(start, end)
            return
        code = flat(raw)
        first = blanks_end(code, 0)
        if first == len(code):
            self._above.clear()
        elif code[first] == "#":
            self._comments.append(Span(start + first, end))
            self._above.append(self._comments[-1])
        else:
            cut = find(code, COMMENT, first, len(code))
            stop = len(code[: len(code) if cut < 0 else cut].rstrip(BLANKS))
            self._statement(Line(start, raw, code, first, stop))
            self._above.clear()

    def _recipe_line(self, start: int, end: int) -> None:
        self._above.clear()
        line = read_recipe(self._text, Span(start + 1, end), self._prefix, self._at.context)
        if line.text.startswith("#"):
            self._comments.append(line.span)
        self._mind_conditional(line.text)
        for opened in self._at.state.rules:
            opened.lines.append(line)

    def _statement(self, line: Line) -> None:
        head = find_head(line.code, line.start, line.end)
        if head:
            self._assignment(line, head)
            return
        word = word_at(line.code, line.start, line.end)
        if line.raw[0] == self._prefix:
            self._mind_conditional(word)
        if word in CONDITIONALS:
            self._begin_conditional(line, word)
        elif word in ("else", "endif"):
            self._end_branch(line, word)
        elif word in _KEYWORDS:
            self._directive(line, word, _KEYWORDS[word])
        elif line.raw[0] == self._prefix:
            self._reject(line, "recipe commences before first target")
        else:
            self._rule(line)

    def _mind_conditional(self, text: str) -> None:
        """Give up certainty where a line is a recipe's or a conditional's, depending on what make read before."""
        if word_at(text, 0, len(text)) in _CONDITIONAL_WORDS and not self._at.settled:
            self._sound = False

    def _assignment(self, line: Line, head: Head) -> None:
        name = line.code[head.start : head.end]
        if not name:
            self._reject(line, "empty variable name")
        elif head.word == "undefine":
            self._directive(line, "undefine", "other")
        elif head.word == "define":
            self._define(line, head)
        else:
            found = read_assignment(line, head, self._at.context, line.end)
            self._add(found)
            if found.name == ".RECIPEPREFIX":
                self._set_prefix(found)

    def _set_prefix(self, found: Assignment) -> None:
        """Take over another recipe prefix; ``+=`` with nothing means a blank to make before 4.3, and nothing later."""
        self._prefix = found.value[:1] or (" " if found.op == "+=" else "\t")
        if "$" in found.value or self._at.depth or found.op in ("+=", "?=", "!="):
            self._sound = False

    def _define(self, line: Line, head: Head) -> None:
        """Read through ``endef``; lines that begin with the recipe prefix cannot be one."""
        depth = 1
        first, last = None, line.base
        for start, end in self._lines:
            first = start if first is None else first
            match = _NESTED.match(flat(self._text[start:end]))
            if match and (self._text.startswith(self._prefix, start) or depth > 1) and self._at.depth:
                self._sound = False  # in a branch that it skips make counts neither nesting nor recipe prefixes
            if match and not self._text.startswith(self._prefix, start):
                depth += 1 if match[1] == "define" else -1
            if not depth:
                self._add(self._block(line, head, Span(first, max(first, last)), end))
                return
            last = end
        if self._sound:
            raise self._error("missing 'endef', unterminated 'define'", line.span)

    def _block(self, line: Line, head: Head, body: Span, end: int) -> Assignment:
        name = Word(line.code[head.start : head.end], Span(line.base + head.start, line.base + head.end))
        found = Assignment("define", Span(line.base + line.start, end), self._at.context, name)
        found.op = head.operator or "="
        found.value = self._text[body.start : body.end].replace("\r\n", "\n")
        found.value_span = body
        found.modifiers = head.modifiers
        return found

    def _directive(self, line: Line, word: str, kind: str) -> None:
        found = Directive(kind, line.span, self._at.context, word)
        start = min(blanks_end(line.code, line.code.find(word, line.start) + len(word)), line.end)
        found.argument_span = Span(line.base + start, line.base + line.end)
        found.argument = " ".join(line.code[start : line.end].split())
        found.words = words(line.code, start, line.end, line.base)
        found.opaque = word in ("load", "-load")
        self._add(found)

    def _rule(self, line: Line) -> None:
        found = read_rule(line, self._at.context)
        if isinstance(found, Rule):
            found.comments = tuple(self._above)
            opened = Opened(found)
            if found.semicolon is not None:
                recipe = Span(found.semicolon + 1, found.span.end)
                opened.lines.append(read_recipe(self._text, recipe, self._prefix, self._at.context))
            self._opened.append(opened)
            self._add(found)
            self._at.state = State((opened,), closed=False)
        elif isinstance(found, str):
            spaces = found == "missing separator" and self._prefix == "\t" and line.raw.startswith(" ")
            self._reject(line, found + _SPACES if spaces else found)
        elif found is None:
            self._reference_line(line)
        elif not found.name:
            self._reject(line, "empty variable name")
        else:
            self._add(found)

    def _reference_line(self, line: Line) -> None:
        """Add a line that make expands before it looks what it is."""
        found = Directive("other", line.span, self._at.context, "")
        silent = _SILENT.match(line.code, line.start)
        found.opaque = not silent or reference_end(line.code, line.start, line.end) < line.end
        found.argument_span = line.span
        found.argument = " ".join(line.code[line.start : line.end].split())
        self._sound = self._sound and ".RECIPEPREFIX" not in found.argument
        self._add(found)
        self._at.state = State(doubt=found.opaque)

    def _begin_conditional(self, line: Line, word: str) -> None:
        argument = line.code[line.start + len(word) : line.end].strip(BLANKS)
        if split_test(word, argument) is None and self._certain:
            raise self._error("invalid syntax in conditional", line.span)
        if self._at.depth >= _DEPTH:
            raise self._error(f"more than {_DEPTH} conditionals within each other", line.span)
        self._statements.append(self._at.begin(line.span, (word, argument)))

    def _end_branch(self, line: Line, word: str) -> None:
        if not self._at.depth:
            if self._sound:
                raise self._error(f"extraneous '{word}'", line.span)
        elif word == "endif":
            self._statements.append(self._at.finish(line.span))
        elif self._at.plain and self._sound:
            raise self._error("only one 'else' per conditional", line.span)
        else:
            self._else(line, line.code[line.start + len(word) : line.end].strip(BLANKS))

    def _else(self, line: Line, argument: str) -> None:
        word = word_at(argument, 0, len(argument))
        test = (word, argument[len(word) :].strip(BLANKS)) if word in CONDITIONALS else ("", "")
        if word in CONDITIONALS and split_test(*test) is None:
            self._sound = False  # make only warns here, and then loses count of its conditionals
        self._statements.append(self._at.go_on(line.span, test, plain=not argument))

    @property
    def _certain(self) -> bool:
        """Whether make is sure to come to this line."""
        return self._sound and not self._at.depth

    def _add(self, statement: Statement) -> None:
        """Add a statement that ends the rule before it."""
        self._statements.append(statement)
        self._at.state = State()

    def _reject(self, line: Line, reason: str) -> None:
        """Raise, unless make may never come here; then keep the line as something nobody understands."""
        if self._certain and not (self._at.state.doubt and line.raw[0] == self._prefix):
            raise self._error(reason, line.span)
        found = Directive("other", line.span, self._at.context, "")
        found.argument_span = line.span
        found.argument = line.code[line.start : line.end]
        found.opaque = "$" in found.argument
        self._add(found)
        self._at.state = State(doubt=True)

    def _error(self, reason: str, span: Span) -> DocumentSyntaxError:
        return DocumentSyntaxError(self._path, reason, span)
