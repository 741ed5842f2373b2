import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repoaudit.report.escape import escape

VISIBLE_FORMATS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, `x = 1`", "plain text, `x = 1`"),
        ("日本語 … café 👍🏽 ❤️", "日本語 … café 👍🏽 ❤️"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\nb\r\nc\td", r"a\nb\r\nc\td"),
        ("\x00\x7f\x85\x9b", r"\x00\x7f\x85\x9b"),
        ("user\u202etxt.exe", r"user\u202etxt.exe"),
        ("a\u200bb\u2066c\u2069\u061c", r"a\u200bb\u2066c\u2069\u061c"),
        ("\ufeff[project]", r"\ufeff[project]"),
        (b"caf\xe9.toml".decode("utf-8", "surrogateescape"), r"caf\udce9.toml"),
        ("a\U000e0041\u3164b", r"a\U000e0041\u3164b"),
        ("one\u2028two", r"one\u2028two"),
    ],
)
def test_unsafe_is_spelled_out(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_no_control_format_surrogate_or_separator_gets_through() -> None:
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    unsafe = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in hidden]
    raw = [hex(ord(each)) for each in unsafe if escape(each) == each and ord(each) not in VISIBLE_FORMATS]
    assert len(unsafe) > 2000
    assert raw == []


@given(st.text())
def test_escaping_is_stable_and_encodable(text: str) -> None:
    shown = escape(text)
    assert escape(shown) == shown
    assert shown.encode("utf-8").decode() == shown
    assert len(shown.splitlines()) <= 1
