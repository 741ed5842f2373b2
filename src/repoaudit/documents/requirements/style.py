"""How a new requirement is spelled beside an existing one."""

from repoaudit.documents.pep508 import Requirement, parse_requirement
from repoaudit.documents.versions import Clause, Specifiers, Version


def like_sibling(name: str, sibling: Requirement, minimum: str) -> str:
    """Spell a requirement of at least ``minimum`` (a released version) the way its sibling is spelled.

    Operators, blanks, parentheses and the marker are the sibling's: bare stays bare, ``==8.4.2`` pins, ``==8.*``
    becomes ``==3.*``, and an upper end becomes the next major release. Extras and exclusions are not copied.
    """
    # The spans of a requirement in a file are offsets into the file: read it again to cut its text.
    sibling = parse_requirement(sibling.text) or sibling
    text, span = sibling.text, sibling.specifier_span
    if span is None or sibling.specifiers is None:
        marker = f"; {sibling.marker.text}" if sibling.marker else ""
        return f"{name}>={minimum}{marker}"
    gap, tail = text[sibling.head_span.end : span.start], text[span.end :].rstrip()
    return f"{name}{gap}{_like_clauses(text, sibling.specifiers, minimum)}{tail}"


def _like_clauses(text: str, sibling: Specifiers, minimum: str) -> str:
    clauses = sibling.clauses
    if not clauses:
        return ""
    lower = [_lower(text, clause, minimum) for clause in clauses if clause.operator not in {"<", "<=", "!="}][:1]
    upper = [_upper(text, clause, minimum) for clause in clauses if clause.operator in {"<", "<="}][:1]
    separator = text[clauses[0].span.end : clauses[1].span.start] if len(clauses) > 1 else ","
    upper_first = bool(lower and upper) and clauses[0].operator in {"<", "<="}
    spelled = lower or [f">={minimum}"]
    return separator.join(upper + spelled if upper_first else spelled + upper)


def _blank(text: str, clause: Clause) -> str:
    return text[clause.span.start + len(clause.operator) : clause.version_span.start]


def _lower(text: str, clause: Clause, minimum: str) -> str:
    operator = ">=" if clause.operator == ">" else clause.operator
    version = minimum
    if clause.wildcard and clause.version is not None:
        version = _cut(minimum, len(clause.version.release)) + ".*"
    elif operator == "~=" and "." not in minimum:
        version = f"{minimum}.0"
    return f"{operator}{_blank(text, clause)}{version}"


def _upper(text: str, clause: Clause, minimum: str) -> str:
    least = Version.parse(minimum)
    major = least.major + 1 if least else 1
    length = len(clause.version.release) if clause.version else 1
    return f"<{_blank(text, clause)}{_cut(str(major), length)}"


def _cut(version: str, length: int) -> str:
    """Return a version with exactly so many numbers."""
    numbers = version.split(".") + ["0"] * length
    return ".".join(numbers[:length])
