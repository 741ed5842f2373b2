"""Expansion of the simple variables of a Makefile, without running anything."""

import re
from collections.abc import Iterable

from repoaudit.documents.make.lines import Word
from repoaudit.documents.make.statements import Assignment
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.typing import Final

_REFERENCE: Final = lazy(r"\$(?:\$|\(([^(){}$:=\s,]+)\)|\{([^(){}$:=\s,]+)\}|([A-Za-z0-9_])|.?)", re.DOTALL)
_IMMEDIATE: Final = frozenset({":=", "::=", ":::="})
_SIMPLE: Final = _IMMEDIATE | {"=", "?="}
_SIZE: Final = 8_192
_TOTAL: Final = 4_000_000


class _Value(NamedTuple):
    """An expanded text, and the offset behind which make knows everything that is in it."""

    text: str
    since: int


class Variables:
    """The variables that a Makefile sets once, always, and to text or other such variables.

    Not among them: variables set in a conditional, for some targets only, by ``define``, ``!=`` or ``+=``, undefined
    somewhere, set by ``?=`` behind an ``export`` or ``unexport`` that names them, which sets them to nothing (GNU make
    4.3), and those that make, the environment or an included file provides. Each is expanded once, so that texts
    that refer to each other many times over cost no more than their length; what grows out of bounds counts as unknown.
    """

    __slots__ = ("_assignments", "_size", "_values")

    def __init__(self, assignments: Iterable[Assignment], undefined: Iterable[str], exported: Iterable[Word]) -> None:
        found: dict[str, Assignment | None] = dict.fromkeys(undefined)
        named = {word.name: word.span.start for word in reversed(list(exported))}
        for each in assignments:
            simple = each.kind == "assignment" and each.op in _SIMPLE and not each.targets and not each.context
            if each.op == "?=" and named.get(each.name, each.span.end) < each.span.start:
                simple = False
            found[each.name] = each if simple and each.name not in found else None
        self._assignments = {name: each for name, each in found.items() if each}
        self._values: dict[str, _Value | None] = {}
        self._size = 0

    def expand(self, text: str, before: int | None = None) -> str | None:
        """Return the text with its references expanded, or None where that cannot be known.

        ``before`` is the offset of a place where make expands at once (targets, prerequisites): variables that are set
        behind it are not known there. Functions and automatic variables give None.
        """
        if "$" not in text:
            return text
        for name in _names(text):
            self._resolve(name)
        value = self._expanded(text)
        return value.text if value and (before is None or value.since < before) else None

    def _resolve(self, name: str) -> None:
        """Find the value of a variable, after those it refers to; one that refers to itself has none."""
        waiting = [name]
        begun: set[str] = set()
        while waiting:
            current = waiting[-1]
            assignment = self._assignments.get(current)
            missing = [each for each in _names(assignment.value) if each not in self._values] if assignment else []
            if current not in self._values and missing and current not in begun:
                begun.add(current)
                waiting += missing
                continue
            if current not in self._values:
                self._values[current] = self._value(assignment) if assignment and not missing else None
            waiting.pop()

    def _value(self, assignment: Assignment) -> _Value | None:
        value = self._expanded(assignment.value)
        start = assignment.span.start
        if value is None or self._size > _TOTAL:
            return None
        self._size += len(value.text)
        if assignment.op in _IMMEDIATE:
            return _Value(value.text, start) if value.since < start else None
        return _Value(value.text, max(start, value.since))

    def _expanded(self, text: str) -> _Value | None:
        pieces: list[str] = []
        position = size = 0
        since = -1
        for match in _REFERENCE.finditer(text):
            value = _Value("$", -1) if match[0] == "$$" else self._values.get(_name(match))
            if value is None or size > _SIZE:
                return None
            pieces += text[position : match.start()], value.text
            size += len(value.text)
            since = max(since, value.since)
            position = match.end()
        return _Value("".join([*pieces, text[position:]]), since)


def _names(text: str) -> list[str]:
    return [_name(match) for match in _REFERENCE.finditer(text) if match[0] != "$$"] if "$" in text else []


def _name(match: re.Match[str]) -> str:
    """Return the name of the variable referred to; empty for anything but a plain reference."""
    return match[1] or match[2] or match[3] or ""
