"""Python files: tests, noxfile.py, conftest.py, setup.py. Parsed, never imported or run.

`ast` takes two milliseconds to import, so that it is imported with the first file that is parsed; `might_mention`
says without it whether a file is worth parsing.
"""

from collections.abc import Iterable

from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.python.document import PythonDocument

__all__ = ["might_mention", "parse_python"]


def might_mention(text: str, needles: Iterable[str]) -> bool:
    """Tell whether any of these words stands in a text; if not, there is no need to parse it."""
    return any(needle in text for needle in needles)


def parse_python(path: str, text: str, part: str | None = None) -> "PythonDocument":
    """Parse a file with the grammar of the Python that runs repoaudit; or only a part, the text with lines made empty.

    Raises:
        DocumentSyntaxError: the text is not Python, or not of this version, or nested too deeply for its parser.

    """
    from repoaudit.documents.python.document import read_python

    return read_python(path, text, part)
