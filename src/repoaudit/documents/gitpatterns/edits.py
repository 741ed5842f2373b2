"""Edits of a ``.gitignore``: one line more at its end."""

from repoaudit.documents.gitpatterns import GitIgnore
from repoaudit.finding import Change
from repoaudit.text import BOM, Edit
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.finding import DataPath


def append_lines(document: GitIgnore, new: tuple[str, ...]) -> Change:
    """Add lines at the end, with the line ending of the file."""
    text = document.text
    newline = "\r\n" if "\r\n" in text else "\n"
    first = "" if not text.removeprefix(BOM) or text.endswith("\n") else newline
    edit = Edit(document.path, len(text), len(text), first + "".join(f"{line}{newline}" for line in new))
    claim: dict[DataPath, object] = {(line, text.splitlines().count(line)): True for line in new}
    return Change((edit,), {document.path: claim})
