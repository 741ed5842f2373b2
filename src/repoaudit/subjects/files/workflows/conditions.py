"""Conditions (``if``) of jobs and steps, as far as the matrix and the triggers of a workflow decide them.

Source: GitHub, "Workflow syntax" (``jobs.<job_id>.steps[*].if``) and "Contexts reference" (``github.event_name``).
Checked on 2026-11-27.
"""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.subjects.files.workflows.matrix import EXPRESSION, Matrix
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from repoaudit.subjects.files.workflows.matrix import Row

_WHOLE: Final = lazy(r"^\s*\$\{\{([\s\S]*)\}\}\s*$")
_NAMES: Final = lazy(r"\bmatrix\.([\w.-]+)")
_TRUTH: Final = lazy(r"^matrix\.([\w.-]+) *== *'(true|false)'$")
_BARE: Final = lazy(r"^matrix\.([\w.-]+)$")
_EVENT: Final = lazy(r"^\s*github\.event_name\s*==\s*'([^']*)'\s*$")


def conjuncts(text: str) -> tuple[str, ...]:
    """Return the parts of a condition that must all be true; () where it is not that simple."""
    whole = _WHOLE.match(text)
    inner = whole[1] if whole else text
    if EXPRESSION in inner:
        return ()
    parts = tuple(_split(inner, "&&"))
    return parts if len(tuple(_split(inner, "||"))) == 1 else ()


def _split(text: str, operator: str) -> Iterator[str]:
    """Split at an operator outside of parentheses and quotes."""
    depth = start = index = 0
    while index < len(text):
        sign = text[index]
        if sign == "'":
            end = text.find("'", index + 1)
            index = len(text) if end < 0 else end
        depth += (sign == "(") - (sign == ")")
        if not depth and text.startswith(operator, index):
            yield text[start:index]
            start = index + len(operator)
            index = start - 1
        index += 1
    yield text[start:]


def unmet_by_matrix(text: str, matrix: Matrix | None) -> str:
    """Return the part of a condition by which no job of the matrix meets it, "" where one may, or it is not known."""
    if matrix is None or "matrix." not in text or not matrix.is_static:
        return ""
    parts = [part.strip() for part in conjuncts(text) if "matrix." in part]
    rows = matrix.rows
    return next((part for part in parts if rows and all(_is_false(part, row) for row in rows)), "")


def is_of_other_type(part: str, matrix: Matrix) -> bool:
    """Say whether a comparison with the text of a truth value fails because the matrix holds the value itself."""
    asked = _TRUTH.match(part)
    return asked is not None and any(
        each.is_plain and each.text.lower() == asked[2] for each in matrix.values(asked[1])
    )


def is_foreseen(part: str, matrix: Matrix) -> bool:
    """Say whether a part asks for a value that the matrix names and leaves empty."""
    asked = _BARE.match(part)
    return asked is not None and any(each.is_null for each in matrix.values(asked[1]))


def _is_false(part: str, row: "Row") -> bool:
    from repoaudit.subjects.files.workflows.expressions import is_false

    names = (name.partition(".")[0] for name in _NAMES.findall(part))
    if any(EXPRESSION in each.text for name in names if (node := row.get(name)) for each in node.walk()):
        return False
    try:
        return is_false(part, row)
    except UnknownError:
        return False


def unmet_by_events(text: str, events: "Iterable[str]") -> str:
    """Return the part of a condition that asks for another event than those that start the workflow, else ""."""
    known = {event.lower() for event in events}  # as expressions compare texts
    if not known or "workflow_call" in known or "event_name" not in text:
        return ""
    asked = ((part.strip(), _EVENT.match(part)) for part in conjuncts(text))
    return next((part for part, event in asked if event and event[1].lower() not in known), "")
