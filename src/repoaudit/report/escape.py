"""Text from the repository, made safe to show: what is invisible or steers a terminal is spelled out."""

import re

from repoaudit.typing import Final

INVISIBLE: Final = (
    r"\x7f-\x9f\xad"  # DEL, C1 (some terminals obey it), soft hyphen
    r"\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"  # joiner, Arabic letter mark, blank letters, Mongolian separator
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, direction marks, line separators, overrides, isolates
    r"\u3164\ufeff\uffa0\ufff0-\ufffb"  # blank letters, byte order mark, annotations
    r"\ud800-\udfff"  # bytes of a file name that is not UTF-8
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # format controls, tags
)
"""What nobody sees and no screen should get, beside ASCII's controls: the inside of a character class.

Unicode's categories Cc, Cf (but for the Arabic signs, which are visible), Cs, Zl and Zp, and the letters that are
drawn as nothing.
"""

_UNSAFE: Final = rf"[\x00-\x1f{INVISIBLE}]"
_SHORT: Final = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_LAST_BYTE: Final = 0xFF
_LAST_OF_PLANE: Final = 0xFFFF


def escape(text: str) -> str:
    r"""Return the text on one line, with every unsafe code point as ``\n``, ``\x1b``, ``\u202e`` or ``\U000e0001``."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_UNSAFE, _spell, text)  # compiled on first need: most runs show plain text only


def plain_line(line: str) -> str:
    """Return a line of a log that no CI service takes for a command.

    The runner of GitHub Actions obeys lines that begin with ``::`` behind any blanks, and ``##[`` anywhere; Azure
    Pipelines and TeamCity obey ``##vso[`` and ``##teamcity[``. What begins a line of ours is a path, if anything of the
    repository; so the dot changes nothing.
    """
    if "##" in line:
        line = re.sub(r"##(?=\w*\[)", "## ", line)
    return f"./{line}" if line.lstrip()[:2] == "::" else line


def spell_signs(json: str) -> str:
    """Return a text in JSON that says the same, and in which no log finds the beginning of a command."""
    return json.replace("##", r"#\u0023")


def _spell(match: re.Match[str]) -> str:
    character = match[0]
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    if code <= _LAST_BYTE:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= _LAST_OF_PLANE else f"\\U{code:08x}"
