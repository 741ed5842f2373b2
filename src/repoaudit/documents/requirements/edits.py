"""Edits of requirements files, and the plain data that their claims are held to."""

from collections.abc import Mapping

from repoaudit.documents.requirements import RequirementLine, RequirementsDocument, parse_requirements
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.text import BOM, Edit, indentation, line_ending, line_start

LineKey = tuple[str, int]


def plain_lines(text: str) -> dict[LineKey, bool]:
    """Return the lines as a judge compares them: joined at backslashes, stripped, with comments, without blank lines.

    A line is keyed by its text and by how often the same text stood before; the order is that of the file. This
    reading shares nothing with `parse_requirements`, whose edits it judges.
    """
    lines: dict[LineKey, bool] = {}
    seen: dict[str, int] = {}
    parts: list[str] = []
    physical_lines = text.removeprefix(BOM).splitlines()
    for number, line in enumerate(physical_lines, start=1):
        is_comment = line.lstrip().startswith("#")
        continues = line.endswith("\\") and not is_comment
        parts.append(line.strip("\\") if continues else f" {line}" if is_comment else line)
        if continues and number < len(physical_lines):
            continue
        joined = "".join(parts).strip()
        parts = []
        if joined:
            lines[joined, seen.setdefault(joined, 0)] = True
            seen[joined] += 1
    return lines


def order_is_kept(before: str, after: str, claimed: Mapping[DataPath, object]) -> bool:
    """Tell whether the lines whose text no key of a claim names are the same ones in the same order."""
    texts = {path[0] for path in claimed}
    kept = ([line for line, _ in plain_lines(text) if line not in texts] for text in (before, after))
    return next(kept) == next(kept)


def add_requirement(doc: RequirementsDocument, text: str, *, after: RequirementLine | None = None) -> Change:
    """Give a requirement a line of its own: below ``after``, else where the order of the file puts it.

    A file whose requirements are sorted stays sorted; in any other the new one comes last. Comments that pip-compile
    indents below a requirement stay with it.

    Raises:
        EditRefusedError: the text is no requirement, pip checks hashes here, or the file ends in a continued line.

    """
    _check_requirement(doc.path, text)
    if doc.has_hashes:
        raise EditRefusedError(f"{doc.path} is checked by hashes, and a new requirement has none")
    above = after or _line_above(doc, text)
    offset = _first_place(doc) if above is None else _below(doc.text, above)
    indent = "" if above is None else indentation(doc.text, above.extent.start)
    edit = _insertion(doc, offset, indent + text)
    return Change((edit,), {doc.path: {(text, _count(doc.text, text)): True}})


def set_specifier(doc: RequirementsDocument, line: RequirementLine, specifier: str) -> Change:
    """Replace the version clauses of a line, or give it some; an empty ``specifier`` removes them.

    Raises:
        EditRefusedError: the line has no place for them (a URL, a variable), has hashes, or would say something else.

    """
    requirement = line.requirement
    if requirement is None or requirement.specifier_span is None:
        raise EditRefusedError(f"{doc.path}: no version can be given to {line.text!r}")
    if line.has_hashes:
        raise EditRefusedError(f"{doc.path}: {requirement.name} is checked by hashes, which belong to one version")
    span, (start, end) = requirement.specifier_span, line.extent
    edited = doc.text[start : span.start] + specifier + doc.text[span.end : end]
    again = parse_requirements(doc.path, edited).lines
    found = again[0].requirement if len(again) == 1 else None
    expected = (requirement.name, requirement.extras, requirement.marker, specifier)
    if found is None or (found.name, found.extras, found.marker, str(found.specifiers)) != expected:
        raise EditRefusedError(f"{doc.path}: {specifier!r} does not fit into {line.text!r}")
    return Change((Edit(doc.path, *span, specifier),), {doc.path: _replaced(doc.text, doc.text[start:end], edited)})


def remove_line(doc: RequirementsDocument, line: RequirementLine) -> Change:
    """Remove a line and the comment behind it."""
    start, end = line.extent
    return Change((Edit(doc.path, start, end, ""),), {doc.path: _replaced(doc.text, doc.text[start:end], "")})


def _check_requirement(path: str, text: str) -> None:
    lines = parse_requirements(path, text).lines
    read = lines[0].requirement if len(lines) == 1 and lines[0].kind == "requirement" else None
    if read is None or read.text != text:
        raise EditRefusedError(f"{text!r} is no requirement that fits on a line of {path}")


def _replaced(text: str, before: str, after: str) -> dict[DataPath, object]:
    """Claim that one logical line becomes another, or nothing; equal lines are told apart by their number only."""
    old, new = _only_line(before), _only_line(after)
    if old == new:
        return {}
    claim: dict[DataPath, object] = {(old, _count(text, old) - 1): ABSENT}
    if new:
        claim[new, _count(text, new)] = True
    return claim


def _only_line(text: str) -> str:
    return next((line for line, _ in plain_lines(text)), "")


def _count(text: str, line: str) -> int:
    return sum(other == line for other, _ in plain_lines(text))


def _line_above(doc: RequirementsDocument, text: str) -> RequirementLine | None:
    """Return the line below which a new requirement belongs; None where it comes first."""
    lines = [line for line in doc.lines if line.requirement is not None and line.kind == "requirement"]
    if not lines:
        return None
    added = parse_requirements(doc.path, text).lines[0]
    names = [line.project or "" for line in lines]
    if len(lines) == 1 or names != sorted(names):
        return lines[-1]
    smaller = [line for line, name in zip(lines, names, strict=True) if name <= (added.project or "")]
    if smaller:
        return smaller[-1]
    # A comment above the first requirement may speak of it, and must not seem to speak of another.
    return lines[-1] if _stands_below_comment(doc, lines[0]) else None


def _stands_below_comment(doc: RequirementsDocument, line: RequirementLine) -> bool:
    start = line.extent.start
    above = line_start(doc.text, start - 1) if start else 0
    return any(above <= comment.start < start for comment in doc.comments())


def _first_place(doc: RequirementsDocument) -> int:
    """Return where a requirement comes before all others, or last in a file that has none."""
    starts = [line.extent.start for line in doc.lines if line.requirement is not None and line.kind == "requirement"]
    return starts[0] if starts else len(doc.text)


def _below(text: str, line: RequirementLine) -> int:
    offset = line.extent.end
    for physical in text[offset:].splitlines(keepends=True):
        if physical[0] not in " \t" or not physical.lstrip().startswith("#"):
            break
        offset += len(physical)
    return offset


def _insertion(doc: RequirementsDocument, offset: int, line: str) -> Edit:
    """Put a line before whatever begins at ``offset``, which is the start of a physical line or the end of the file."""
    newline = line_ending(doc.text)
    above = doc.text[:offset].removeprefix(BOM).splitlines(keepends=True)
    content = above[-1].splitlines()[0] if above else ""
    # Only at the end of the file can a backslash stand there; it would swallow the new line.
    if content.endswith("\\") and not content.lstrip().startswith("#"):
        raise EditRefusedError(f"{doc.path} ends in a continued line")
    is_ended = not above or content != above[-1]
    return Edit(doc.path, offset, offset, line + newline if is_ended else newline + line)
