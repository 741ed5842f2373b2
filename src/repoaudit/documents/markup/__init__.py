"""Code in Markdown and reStructuredText: the spans and blocks that hold commands, each with its place in the text.

Only what marks code is read. Prose, Markdown's indented blocks and comments are left out, because what looks like a
command there need not be one.
"""

from repoaudit.documents.markup.code import Code, code_lines
from repoaudit.documents.markup.markdown import read_markdown
from repoaudit.documents.markup.rst import read_rst

__all__ = ["Code", "Markup", "code_lines", "parse_markup"]


class Markup:
    """A text and the code in it, in the order of the text."""

    __slots__ = ("code", "path", "text")

    def __init__(self, path: str, text: str, code: tuple[Code, ...]) -> None:
        self.path = path
        self.text = text
        self.code = code


def parse_markup(path: str, text: str) -> Markup:
    """Read a text as reStructuredText if its path ends in ``.rst``, else as Markdown; never raises."""
    read = read_rst if path.lower().endswith(".rst") else read_markdown
    return Markup(path, text, tuple(read(text)))
