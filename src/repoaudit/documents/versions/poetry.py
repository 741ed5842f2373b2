"""Version constraints as poetry reads them in ``[tool.poetry]``.

The grammar is that of poetry-core 2 (``poetry.core.constraints.version.parser``): alternatives between ``|`` or
``||``, parts between commas or blanks, a blank allowed behind the operator, a bare version meaning ``==``.
"""

import re

from repoaudit.documents.versions.pep440 import Version
from repoaudit.documents.versions.ranges import Clause
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

_PART: Final = lazy(r"(\^|~=|~|==|!=|<=|>=|<|>|=|)\s*([^\s,|^~=!<>]+)")
_SEPARATOR: Final = lazy(r" *[ ,] *")
_ANYTHING: Final = lazy(r"v?[xX*](?:\.[xX*])*")


def parse_alternatives(text: str, offset: int) -> tuple[tuple[Clause, ...], ...] | None:
    """Read a constraint whose text begins at ``offset``; None where poetry refuses it."""
    alternatives: list[tuple[Clause, ...]] = []
    start = 0
    for separator in [*re.finditer(r"\|\|?", text), None]:
        end = len(text) if separator is None else separator.start()
        clauses = _parse_together(text, start, end, offset)
        if not clauses:
            return None
        alternatives.append(clauses)
        start = end if separator is None else separator.end()
    return tuple(alternatives)


def _parse_together(text: str, start: int, end: int, offset: int) -> tuple[Clause, ...]:
    """Read the parts of one alternative; nothing where one of them is invalid."""
    clauses: list[Clause] = []
    while start < end and text[start].isspace():
        start += 1
    end -= len(text[start:end]) - len(text[start:end].rstrip().rstrip(",").rstrip())
    while start < end:
        match = _PART.match(text, start, end)
        clause = match and _read_part(match, offset)
        if not match or not clause:
            return ()
        clauses.append(clause)
        separator = _SEPARATOR.match(text, match.end(), end)
        if separator is None:
            return tuple(clauses) if match.end() == end else ()
        start = separator.end()
    return tuple(clauses)


def _read_part(match: re.Match[str], offset: int) -> Clause | None:
    operator, written = match[1], match[2]
    span = Span(offset + match.start(), offset + match.end())
    version_span = Span(offset + match.start(2), offset + match.end(2))
    if not operator and _ANYTHING.fullmatch(written):
        return Clause("*", written, None, wildcard=False, span=span, version_span=version_span)
    stem = written.rstrip(".*")
    wildcard = stem != written
    version = Version.parse(stem)
    if version is None or (wildcard and not _takes_wildcard(operator, version, written[len(stem) :])):
        return None
    if operator in {"", "="}:
        operator = "=="
    elif operator == "~=" and len(version.release) == 1:
        operator = "~"  # poetry takes `~=3` for `~3`, where PEP 440 refuses it
    # In `>=3.9.*` poetry ignores the wildcard.
    return Clause(operator, written, version, wildcard and operator in {"==", "!="}, span, version_span)


def _takes_wildcard(operator: str, version: Version, tail: str) -> bool:
    if version.post is not None or version.local is not None or version.is_prerelease:
        return False
    repeated = operator in {"", "==", "!="} and tail == ".*" * (len(tail) // 2)
    return repeated or (tail == ".*" and operator not in {"^", "~", "~="})
