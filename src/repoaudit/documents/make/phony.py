"""How a Makefile declares its phony targets, and where a further one would be declared."""

from repoaudit.documents.make import Makefile
from repoaudit.documents.make.statements import Conditional, Rule, Statement
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import line_start, next_line
from repoaudit.typing import Final

_SEVERAL: Final = 2
_GAP: Final = lazy(r"\n[ \t\r]*\n")


class OwnLine(NamedTuple):
    """The style of a file in which each target has a ``.PHONY`` line of its own.

    The line stands above the rule or below its recipe; above it can stand above the comments of the rule.
    """

    above: bool
    above_comments: bool


def phony_lists(document: Makefile) -> list[Rule]:
    """Return the ``.PHONY`` rules that always hold and name at least one target."""
    found = document.rules_for(".PHONY")
    return [rule for rule in found if len(rule.targets) == 1 and rule.prerequisites and not rule.context]


def own_line_style(document: Makefile, lists: list[Rule]) -> OwnLine | None:
    """Return the style of a file with two ``.PHONY`` lines or more, nearly all of them beside their target, else None.

    Of many some may be apart: a variable or a comment stands between. Names without a rule of their own
    (``%: catch-all``) have nothing to stand beside.
    """
    lists = [each for each in lists if any(document.rules_for(word.name) for word in each.prerequisites)]
    if len(lists) < _SEVERAL or any(len(each.prerequisites) > 1 for each in lists):
        return None
    index = {id(statement): number for number, statement in enumerate(document.statements)}
    above = [_declared(document, each, document.statements[index[id(each)] + 1 :][:1]) for each in lists]
    if _nearly_all(above):
        commented = [rule for rule in above if rule and rule.comments]
        return OwnLine(above=True, above_comments=bool(commented))
    below = [_declared(document, each, document.statements[: index[id(each)]][-1:]) for each in lists]
    return OwnLine(above=False, above_comments=False) if _nearly_all(below) else None


def _nearly_all(found: list[Rule | None]) -> bool:
    """Say whether there is one for every line, or for five of six."""
    return found.count(None) * 6 <= len(found)


def own_line_offset(document: Makefile, rule: Rule, style: OwnLine) -> int:
    """Return where a file of this style has the ``.PHONY`` line of the rule."""
    if not style.above:
        return next_line(document.text, rule.end)
    start = rule.comments[0].start if style.above_comments and rule.comments else rule.span.start
    return line_start(document.text, start)


def list_for(document: Makefile, lists: list[Rule], target: str) -> Rule:
    """Return the list that a target belongs to: the next one above its rule, else the first."""
    rules = document.rules_for(target)
    start = rules[0].span.start if rules else len(document.text)
    above = [each for each in lists if each.span.start < start]
    return above[-1] if above else lists[0]


def first_list_offset(document: Makefile) -> int | None:
    """Return where the first ``.PHONY`` line of a file belongs: above the first rule and its comments.

    A comment at the head of the file stays there. None for a file without rules.
    """
    first = next(iter(document.rules), None)
    if first is None:
        return None
    statement = _outermost(document, first)
    text, prefix = document.text, document.recipe_prefix
    lines = (line_start(text, span.start) for span in document.comments())
    comments = {line for line in lines if not text.startswith(prefix, line)}  # others would begin a recipe
    offset = start = line_start(text, statement.span.start)
    head = line_start(text, 0)
    while start > head and line_start(text, start - 1) in comments:
        start = line_start(text, start - 1)
    return offset if start == head else start


def _outermost(document: Makefile, rule: Rule) -> Statement:
    """Return the rule, or the conditional that it is in."""
    if not rule.context:
        return rule
    lines = [each for each in document.statements if isinstance(each, Conditional)]
    return next(each for each in lines if each.branch == (rule.context[0].conditional, 0))


def _declared(document: Makefile, phony: Rule, beside: tuple[Statement, ...]) -> Rule | None:
    """Return the rule beside the ``.PHONY`` line if that is what it declares, and no empty line is between."""
    rule = beside[0] if beside else None
    if not isinstance(rule, Rule) or phony.prerequisites[0].name not in [target.name for target in rule.targets]:
        return None
    between = sorted([phony.span.start, phony.span.end, rule.span.start, rule.end])[1:3]
    return None if _GAP.search(document.text, *between) else rule
