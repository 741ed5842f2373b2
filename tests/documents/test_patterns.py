import re
import warnings
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from repoaudit.documents.patterns import fault, search
from repoaudit.errors import UnknownError

ATOMS = st.sampled_from(
    [
        *"abé.^$",
        r"\b",
        r"\B",
        r"\w",
        r"\d",
        r"\A",
        r"\Z",
        "[ab]",
        "[^a]",
        r"\.",
        "(?=a)",
        "(?!b)",
        "(?<=a)",
        "(?<!ab)",
        "\n",
    ]
)


def join(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    groups = st.builds("(?:{})".format, parts)
    return st.one_of(
        st.builds("{}{}".format, parts, parts),
        st.builds("(?:{}|{})".format, parts, parts),
        st.builds("{}{}".format, groups, st.sampled_from(["*", "+", "?", "*?", "+?", "{2}", "{1,3}", "{,2}", "{2,}"])),
        st.builds("({})".format, parts),
        st.builds("(?i:{})".format, parts),
        st.builds("(?s:{})".format, parts),
        st.builds("(?m:{})".format, parts),
    )


PATTERNS = st.recursive(ATOMS, join, max_leaves=8)


@settings(max_examples=200, deadline=None)
@given(PATTERNS, st.text("abAéB.\n ", max_size=8))
@example("a$", "a\n")
@example("(?m:^b)", "a\nb")
@example("(?:a|)*b", "aab")
@example("(?:)*", "")
def test_agrees_with_re(pattern: str, text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            expected = re.search(pattern, text) is not None
        except re.error:
            reject()
    assert search(pattern, text) is expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"^(docs/.*|tests/.*|a/.*|b/.*)\.py$", "tests/a/test_b.py", True),
        (r"^(?!docs/).*\.py$", "docs/conf.py", False),
        (r"(?i)README\.md", "docs/readme.md", True),
        (r"pragma: no ?cover", "# pragma: no cover", True),
        ("", "", True),
        ("(?P<name>a)b", "ab", True),
        ("a{1000}", "a" * 1000, True),
        ("(?<=ab)c", "abc", True),
        ("(?<=ab)c", "cab", False),
        ("(?<!ab)c", "abc", False),
        ("(?<!ab)c", "cab", True),
        ("(?<!ab)c", "bc", True),
        ("(?<=a)b|c(?!d)", "bcda", False),
        ("^(?<!a)b", "ba", True),
    ],
)
def test_what_repositories_write(pattern: str, text: str, *, expected: bool) -> None:
    assert search(pattern, text) is expected


@pytest.mark.parametrize("text", ["", "b", "c", "ab", "bc", "abc", "cab", "abcab", "caab"])
@pytest.mark.parametrize(
    "pattern", ["(?<=ab)c", "(?<!ab)c", "(?<=a)b", "^(?<!a)b", "(?<=b)$", "(?=ab)(?<!c)a", "(?!a).(?<=c)"]
)
def test_what_stands_before_and_behind(pattern: str, text: str) -> None:
    assert search(pattern, text, verbose=True) is (re.search(pattern, text) is not None)


def test_verbose() -> None:
    pattern = """
        ^docs/  # the manual
        | \\.md$
    """
    assert search(pattern, "README.md", verbose=True)
    assert search(f"(?x){pattern.strip()}", "README.md")
    assert not search(pattern, "README.md")


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "(a+)+b",
            "(a|a)*b",
            "(a*)*b",
            "(.*)*(.*)*(.*)*x",
            "(a|aa)+$b",
            "(a|a)" * 200 + "b",
            "(a|aa)(a|aaa)" * 30 + "b",
            "(?x)(a+) +b",
            "(?ix: (a|aa) * ) b",
            "(a|aa|aaa)" * 12 + "b",
            "a?" * 60 + "a" * 60 + "b",
            "(?:a?){64}a{64}b",
        ),
        *("(?:x)*.*(?=.*(?=.*(?=.*c)))", "(?=(?=(?=(?=a*b)a*c)a*d)a*e)a(?:x)*", "(?:(?=(?:a|b)*(?:(?!c)a)*)a)*c"),
        *("(?=(a+)+b)a", "(?:(?:(?:a*)*)*)*b", "(?!(a|a)*c)ab", ".*.*.*.*.*.*=", "(?:|a){1000}b"),
    ],
)
def test_no_pattern_runs_for_long(pattern: str) -> None:
    started = process_time()
    assert not search(pattern, "a" * 60)
    assert process_time() - started < 5  # a second on a slow machine, where `re` takes years


@pytest.mark.parametrize(
    "pattern",
    [
        *("(?:x)*.*(?=.*(?=.*(?=.*c)))", "(?:x)*(?!.*(?!.*(?!.*c)))b", "(?:(?<=a{300})a)*b"),
        *("a?" * 7 + "a" * 800 + "b", "a*" + "[ab]" * 300 + "b", "(?:a|aa|aaa)" * 2 + "a" * 800 + "b"),
        *("a*[" + r"\W\s" * 2400 + "]b", "[" + r"\W\d" * 2400 + "]*b", "(?i)" + "(?:a|é)" * 300 + "b"),
    ],
    ids=lambda pattern: pattern[:30],
)
@pytest.mark.parametrize("length", [700, 2_000])
def test_no_pattern_runs_for_long_on_a_long_text(pattern: str, length: int) -> None:
    started = process_time()
    with suppress(UnknownError):
        assert not search(pattern, "a" * length)
    assert process_time() - started < 3  # half a second where everything is tried that is allowed


@pytest.mark.parametrize(
    "pattern",
    [
        *("(?i)" + "[\0-\uffff]" * 1_900, "[\0-\uffff]" * 1_900, "(?i)[" + r"\0-\uffff" * 900 + "]"),
        *("(?i)(?:[\0-\uffff]x?){2400}", "(?:x)*[\0-\uffff]{4000}", "(?i)" + r"[\0-\U0010ffff]" * 500),
    ],
    ids=lambda pattern: pattern[:30],
)
def test_no_pattern_is_compiled_for_long(pattern: str) -> None:
    started = process_time()
    assert fault(pattern) is None
    with suppress(UnknownError):
        search(pattern, "abc")
    assert process_time() - started < 1  # up to 8 s where each class is compiled as often as it stands there


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(", "is not valid"),
        ("[z-a]", "is not valid"),
        ("a{2,1}", "is not valid"),
        ("*", "is not valid"),
        ("(?<=a*)b", "is not valid"),
        ("(" * 5_000 + ")" * 5_000, "is not valid|is too large"),
        (r"(a)\1", "refers back"),
        ("(a)?(?(1)b|c)", "refers back"),
        ("(?>a+)+b", "refers back"),
        ("(a|b)*+b", "refers back"),
        ("a" * 20_000, "is too large$"),
        ("(?:a{1000}){1000}", "^is too large$|: is too large$| is too large$"),
        ("(?:){99999999}", "too large"),
        ("((((a{99}){99}){99}){99}){99}", "too large"),
        ("a{99999999999999}", "is not valid|too large"),
    ],
)
def test_what_cannot_be_told(pattern: str, reason: str) -> None:
    with pytest.raises(UnknownError, match=reason) as caught:
        search(pattern, "aaa")
    assert len(str(caught.value)) < 300


def test_a_long_text_cannot_be_told() -> None:
    with pytest.raises(
        UnknownError,
        match=r"the text is too long for a regular expression$",
    ):
        search("a" * 1_000, "b" * 1_000_000)


@settings(max_examples=200, deadline=None)
@given(st.text("ab()[]{}|*+?\\^$.,-1?<=!:Px", max_size=30))
def test_any_text_is_told_or_unknown(pattern: str) -> None:
    try:
        assert search(pattern, "aab1") in {True, False}
    except UnknownError as error:
        assert error.reason  # noqa: PT017  # most texts are no pattern at all
