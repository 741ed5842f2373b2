"""Texts from bytes: UTF-8, and UTF-16 where the tools that a file is for read it."""

import re

from repoaudit.errors import UnreadableError
from repoaudit.regex import lazy
from repoaudit.typing import Final

_MARKS: Final = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_TRANSCODED: Final = lazy(r"(?:^|/)(?:[^/]*requirements[^/]*\.(?:txt|in)|environment\.ya?ml)$", re.IGNORECASE)
"""Files that pip, uv and conda read in UTF-16 with a byte order mark, as PowerShell writes them.

Source: `pip install -r` of pip 23.2 and `uv pip compile` of uv 0.13, tried on 2026-11-27; `load_file` in conda's
`env.py`, read on the same day.
"""


def decode(path: str, data: bytes) -> str:
    """Return the text of a file. Raises `UnreadableError`."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if is_transcoded(path, data) and len(data) % 2 == 0:
            return data.decode("utf-16", errors="replace")
        raise UnreadableError(path, f"is not UTF-8 ({_why_not(data, error.start)})") from error


def may_be_transcoded(path: str) -> bool:
    """Say whether the tools that a file is for read it in UTF-16."""
    return _TRANSCODED.search(path) is not None


def is_transcoded(path: str, data: bytes) -> bool:
    """Say whether a file that begins like this is in UTF-16, and its tools read it."""
    return _mark(data) == "UTF-16" and may_be_transcoded(path)


def _mark(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _why_not(data: bytes, offset: int) -> str:
    """Say what keeps bytes from being UTF-8."""
    mark = _mark(data)
    return f"{mark} byte order mark" if mark else f"byte 0x{data[offset]:02x} at offset {offset}"
