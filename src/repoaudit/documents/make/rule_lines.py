"""Rule lines, assignments and recipe lines: one logical line of a Makefile into one record."""

import re

from repoaudit.documents.make.lines import (
    BLANKS,
    COLON,
    PIPE,
    RULE_END,
    Head,
    Word,
    blanks_end,
    expands,
    find,
    find_head,
    joined,
    words,
)
from repoaudit.documents.make.statements import Assignment, Context, Help, RecipeLine, Rule
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

_HELP: Final = lazy(r"(?:^|[ \t])##[ \t]*(\S.*)", re.DOTALL)
_FLAGS: Final = lazy(r"[ \t@+-]*")
_CONTINUATION: Final = lazy(r"\\\r?\n")
_DRIVE: Final = lazy(r"(?:^|[ \t])[A-Za-z]:[/\\]")


class Line(NamedTuple):
    """A logical line that is no recipe: its offset in the file, its text, its code, and where its words begin and end.

    `code` is the text with continuations overwritten by blanks; `end` is before a comment and the blanks before it.
    """

    base: int
    raw: str
    code: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The words of the line."""
        return Span(self.base + self.start, self.base + self.end)


def read_rule(line: Line, context: Context) -> Rule | Assignment | str | None:
    """Return the rule or target-specific assignment of the line, why make refuses it, or None where nobody can know."""
    code, start = line.code, line.start
    cut = find(code, RULE_END, start, len(code))
    end = len(code) if cut < 0 else cut
    if end == start:
        return "missing rule before recipe"
    colon = find(code, COLON, start, end)
    if colon < 0:
        return None if expands(code[start:end]) else "missing separator"
    targets_end = colon - (colon > start and code[colon - 1] == "&")
    behind = colon + 2 if code.startswith("::", colon) else colon + 1
    targets = words(code, start, targets_end, line.base)
    head = find_head(code, behind, end)
    if head and not head.word:
        stop = len(code) if cut >= 0 and code[cut] == ";" else end
        return read_assignment(line, head, context, stop, targets)
    rule = Rule(Span(line.base + start, line.base + end), context)
    rule.targets = targets
    rule.op = code[targets_end:behind]
    rule.colon = Span(line.base + targets_end, line.base + behind)
    _finish_line(line, rule, cut, end)
    return _read_prerequisites(line, rule, behind, end) or rule


def _finish_line(line: Line, rule: Rule, cut: int, end: int) -> None:
    """Fill in where the code ends, and the recipe's semicolon or the comment behind it."""
    rule.code_end = line.base + len(line.code[:end].rstrip(BLANKS))
    stop = len(line.raw.rstrip(BLANKS))
    if cut < 0 or line.code[cut] != ";":
        rule.span = Span(rule.span.start, rule.code_end)
    else:
        rule.semicolon = line.base + cut
        rule.span = Span(rule.span.start, line.base + max(stop, cut + 1))
    rule.end = rule.span.end
    if cut >= 0 and line.code[cut] == "#":
        rule.comment = Span(line.base + cut, line.base + stop)
        match = _HELP.search(line.raw[cut:stop])
        rule.help = Help(match[1], Span(*(line.base + cut + at for at in match.span(1)))) if match else None


def _read_prerequisites(line: Line, rule: Rule, start: int, end: int) -> str | None:
    """Fill in what stands behind the rule's colon. Returns why make refuses it."""
    code, base = line.code, line.base
    colon = find(code, COLON, start, end)
    if colon >= 0:
        patterns = words(code, start, colon, base)
        reason = _pattern_problem(patterns)
        if reason and not expands(code[line.start : end]) and not _DRIVE.search(code, 0, end):
            return reason
        rule.pattern = patterns[0] if patterns else None
        start = colon + 1
    pipe = find(code, PIPE, start, end)
    rule.prerequisites = words(code, start, end if pipe < 0 else pipe, base)
    rule.order_only = words(code, pipe + 1, end, base) if pipe >= 0 else ()
    return None


def _pattern_problem(patterns: tuple[Word, ...]) -> str | None:
    if not patterns:
        return "missing target pattern"
    if len(patterns) > 1:
        return "multiple target patterns"
    return None if "%" in patterns[0].name else "target pattern contains no '%'"


def read_assignment(line: Line, head: Head, context: Context, end: int, targets: tuple[Word, ...] = ()) -> Assignment:
    """Return the assignment of the line, whose code ends at ``end``."""
    base, code = line.base, line.code
    end = len(code[:end].rstrip(BLANKS))
    start = min(blanks_end(code, head.value), max(end, head.value))
    end = max(start, end)
    name = Word(code[head.start : head.end], Span(base + head.start, base + head.end))
    found = Assignment("assignment", Span(base + line.start, base + end), context, name)
    found.op = head.operator
    blanks = line.raw[end : blanks_end(line.raw, end)] if start < end else ""  # make takes them for part of the value
    found.value = joined(line.raw[start:end] + blanks).replace("\\#", "#")
    found.value_span = Span(base + start, base + end)
    found.targets = targets
    found.modifiers = head.modifiers
    return found


def read_recipe(text: str, span: Span, prefix: str, context: Context) -> RecipeLine:
    """Return the command line in the range, which begins behind the recipe prefix or semicolon."""
    flags = _FLAGS.match(text, *span)
    start = flags.end() if flags else span.start
    first = span.start + len(text[span.start : start]) - len(text[span.start : start].lstrip(" \t"))
    minus = text.find("-", first, start)
    pieces: list[tuple[int, int]] = []
    shell: list[str] = []
    size = 0
    for match in _CONTINUATION.finditer(text, start, span.end):
        pieces += (size, start), (size + match.start() + 1 - start, match.end() - 1)
        shell.append(text[start : match.start()] + "\\\n")
        size += len(shell[-1])
        start = match.end() + text.startswith(prefix, match.end(), span.end)
    pieces.append((size, start))
    shell.append(text[start : span.end])
    prefixes = "".join(text[first : pieces[0][1]].split())
    found = prefixes, Span(minus, minus + 1) if minus >= 0 else None
    return RecipeLine(Span(first, span.end), found, "".join(shell), pieces, context)
