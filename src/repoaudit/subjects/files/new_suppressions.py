"""Comments that accept findings, phrased: where they can stand, each with the claim that nothing else changes."""

from collections.abc import Sequence

from repoaudit.documents.formats import Format, format_of
from repoaudit.errors import EditRefusedError
from repoaudit.finding import Change
from repoaudit.subjects.files.suppressions import claim_of_comment, suppressions_in
from repoaudit.text import Edit, LineIndex, apply_edits, indentation, line_ending
from repoaudit.typing import Final

_FORMATS: Final = frozenset({Format.TOML, Format.YAML, Format.INI, Format.MAKE, Format.REQUIREMENTS, Format.PYTHON})
_LINES: Final = frozenset({".gitignore", ".gitattributes", ".dockerignore"})


def comment_above(path: str, text: str, line: int, rules: Sequence[str], reason: str) -> Change:
    """Phrase the comment above a line that accepts the findings of these rules there.

    Raises:
        EditRefusedError: the format has no such comments, or the comment would not be one at this place.

    """
    if format_of(path) not in _FORMATS and path.rpartition("/")[2] not in _LINES:
        raise EditRefusedError(f"{path} has no comments for repoaudit")
    start = LineIndex(text).span_of(line).start
    if _is_continued(text, start) or (line == 1 and text.removeprefix("\ufeff").startswith("#!")):
        raise EditRefusedError(f"{path}:{line}: no comment can stand above this line")
    indent = "" if format_of(path) is Format.MAKE else indentation(text, start)
    comment = f"# repoaudit: ignore[{', '.join(rules)}]{f' {reason}' if reason else ''}"
    edit = Edit(path, start, start, f"{indent}{comment}{line_ending(text)}")
    after = apply_edits(text, (edit,))
    if not _accepts(path, after, line + 1, rules):
        raise EditRefusedError(f"{path}:{line}: what stands above this line is no comment")
    return Change((edit,), {path: claim_of_comment(path, text, after)})


def _is_continued(text: str, start: int) -> bool:
    """Say whether the line above goes on here."""
    return text[:start].rstrip("\r\n").endswith("\\") and text[:start].endswith("\n")


def _accepts(path: str, text: str, line: int, rules: Sequence[str]) -> bool:
    return any(each.line == line and set(rules) <= set(each.selectors) for each in suppressions_in(path, text))
