"""The plain data of a Makefile, in which the claims of its edits are phrased and judged."""

from collections import Counter

from repoaudit.documents.make import Makefile, parse_make
from repoaudit.documents.make.statements import Assignment, Context, Rule, Statement
from repoaudit.finding import DataPath

Plain = dict[DataPath, object]


def plain_make(text: str) -> Plain:
    """Return everything that a Makefile says, as strings and lists of strings by path, in the order of the text.

    ==============================================  ==================================================================
    ``("rule", KEY, N, "op")``                      ``:``, ``::``, ``&:`` or ``&::``
    ``("rule", KEY, N, "prerequisites")``           a list, as is ``"order-only"``
    ``("rule", KEY, N, "recipe")``                  a list of command lines with their flags ``@``, ``-``, ``+``
    ``("rule", KEY, N, "pattern")``                 of a static pattern rule, as are the next three only where given
    ``("rule", KEY, N, "help")``                    the text of ``## text`` behind the rule
    ``("rule", KEY, N, "comment")``                 the comment behind the rule that does not begin with ``##``
    ``("rule", KEY, N, "conditions")``              the branches around the rule and around each recipe line
    ``("assignment", NAME, N)``                     a list: operator, value, modifiers, targets and branches if any
    ``("define", NAME, N)``                         likewise
    ``("include", N)``                              the line, in a conditional a list of line and branches; likewise
                                                    ``"conditional"``, ``"export"`` and ``"other"``
    ``("comment", TEXT, N)``                        True for each comment on a line of its own
    ``("default-goal",)``                           the target that make builds by default, where that is known
    ==============================================  ==================================================================

    ``KEY`` is the targets (`rule_key`), ``N`` counts from 0 what has the same key. Paths stay what they are when a
    statement of another key is inserted; so does the order of all other paths.

    Raises:
        DocumentSyntaxError: as `parse_make` does.

    """
    document = parse_make("", text)
    plain: Plain = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for statement in document.statements:
        key = _key(statement)
        plain |= _plain(document, statement, (*key, seen[key]))
        seen[key] += 1
    for span in document.comments():
        key = ("comment", _cleaned(text[slice(*span)]))
        plain[(*key, seen[key])] = True
        seen[key] += 1
    if document.default_goal:
        plain[("default-goal",)] = document.default_goal
    return plain


def rule_key(rule: Rule) -> str:
    """Return what a rule is called: its targets, and for special targets such as ``.PHONY`` the first prerequisite.

    Many files have one ``.PHONY`` for each target; counted by their target alone, each new one would rename the rest.
    """
    targets = " ".join(target.name for target in rule.targets)
    special = rule.targets and all(target.name.startswith(".") and "/" not in target.name for target in rule.targets)
    return f"{targets}: {rule.prerequisites[0].name}" if special and rule.prerequisites else targets


def _key(statement: Statement) -> tuple[str, ...]:
    if isinstance(statement, Rule):
        return "rule", rule_key(statement)
    return (statement.kind, statement.name) if isinstance(statement, Assignment) else (statement.kind,)


def _plain(document: Makefile, statement: Statement, path: DataPath) -> Plain:
    if isinstance(statement, Rule):
        return {(*path, field): value for field, value in _rule(document, statement).items()}
    if isinstance(statement, Assignment):
        extra = [*statement.modifiers, *(target.name for target in statement.targets), *_branches(statement.context)]
        return {path: [statement.op, statement.value, *extra]}
    text = " ".join(document.text[slice(*statement.span)].split())
    return {path: [text, *_branches(statement.context)] if statement.context else text}


def _rule(document: Makefile, rule: Rule) -> dict[str, object]:
    found: dict[str, object] = {
        "op": rule.op,
        "prerequisites": [word.name for word in rule.prerequisites],
        "order-only": [word.name for word in rule.order_only],
        "recipe": [line.prefix + line.text for line in rule.recipe],
    }
    if rule.pattern:
        found["pattern"] = rule.pattern.name
    if rule.help:
        found["help"] = _cleaned(rule.help.text)
    if rule.comment and not document.text.startswith("##", rule.comment.start):
        found["comment"] = _cleaned(document.text[slice(*rule.comment)])
    conditions = [_branches(rule.context), *(_branches(line.context) for line in rule.recipe)]
    if any(conditions):
        found["conditions"] = conditions
    return found


def _branches(context: Context) -> list[str]:
    return [f"{branch.conditional}.{branch.branch}" for branch in context]


def _cleaned(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
