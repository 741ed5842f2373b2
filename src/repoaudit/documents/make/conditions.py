"""Conditionals of Makefiles: how make reads their tests, and which branches can never be read together."""

from collections.abc import Mapping

from repoaudit.documents.make.lines import BLANKS, expands
from repoaudit.documents.make.statements import Branch, Context
from repoaudit.record import NamedTuple
from repoaudit.typing import Final

CONDITIONALS: Final = frozenset({"ifdef", "ifndef", "ifeq", "ifneq"})

Test = tuple[str, str]
"""Keyword and text of a condition; both empty for a plain ``else``."""

_MANY: Final = 16


class Fact(NamedTuple):
    """What holds in a branch: two texts are equal (or a variable is set, `right` being empty), or not."""

    left: str
    right: str
    holds: bool


def split_test(keyword: str, argument: str) -> tuple[str, str] | None:
    """Return both sides of a test as make's ``conditional_line`` cuts them, or None where it is not valid.

    ``ifdef`` has an empty right side; whether it names one variable only can be told only without references.
    """
    if keyword in ("ifdef", "ifndef"):
        words = argument.split()
        return None if len(words) > 1 and not expands(argument) else (argument.strip(BLANKS), "")
    if argument.startswith("("):
        comma = _closing(argument, 1, ",")
        close = _closing(argument, comma + 1, ")") if comma > 0 else -1
        return None if close < 0 else (argument[1:comma].rstrip(" \t"), argument[comma + 1 : close].lstrip(BLANKS))
    left = _quoted(argument)
    right = _quoted(argument[len(left) :].lstrip(BLANKS)) if left else ""
    return (left[1:-1], right[1:-1]) if right else None


def exclusive(one: Context, other: Context, tests: Mapping[Branch, Test]) -> bool:
    """Tell whether make can never read both.

    They are in different branches of one conditional, or in branches whose tests contradict each other, taking it that
    no variable changes in between.
    """
    chosen = dict(one)
    if any(chosen.get(branch.conditional, branch.branch) != branch.branch for branch in other):
        return True
    facts = _facts(one, tests)
    return any(_contradict(left, right) for left in facts for right in _facts(other, tests))


def _facts(context: Context, tests: Mapping[Branch, Test]) -> list[Fact]:
    """Return what holds in the innermost branches: their own tests, and that those of earlier branches do not."""
    found: list[Fact] = []
    for branch in reversed(context):
        for number in range(branch.branch, -1, -1):
            keyword, argument = tests.get(Branch(branch.conditional, number), ("", ""))
            sides = split_test(keyword, argument) if keyword else None
            if sides:
                found.append(Fact(*sides, holds=(keyword in ("ifdef", "ifeq")) == (number == branch.branch)))
            if len(found) == _MANY:
                return found
    return found


def _contradict(one: Fact, other: Fact) -> bool:
    if one.left != other.left:
        return False
    if one.right == other.right:
        return one.holds != other.holds
    return one.holds and other.holds and "$" not in one.right + other.right


def _closing(text: str, start: int, stop: str) -> int:
    """Return the offset of the comma or bracket that ends a side, or -1."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] == stop and depth <= 0:
            return at
        depth += (text[at] == "(") - (text[at] == ")")
    return -1


def _quoted(text: str) -> str:
    """Return the quoted side that the text begins with, quotes included, or an empty text."""
    if text[:1] not in ('"', "'"):
        return ""
    end = text.find(text[0], 1)
    return text[: end + 1] if end > 0 else ""
