import ast
import re

import pytest

from repoaudit.documents.python import parse_python
from repoaudit.subjects.views.module_parts import part_about

SEEN = re.compile(r"\bSEEN\b")
TEXT = '''\
import pytest

SEEN = []


@pytest.fixture
@pytest.mark.slow
def reset(
    other,
) -> None:
    SEEN.clear()


def helper():
    return SEEN


async def nothing():
    text = """
def in_a_string(): SEEN
"""
    return text


class TestIt:
    def test_it(self): ...


def test_helper():
    assert helper()


if True:
    def inside(): ...
else:
    def other(): ...
'''


def functions_of(text: str) -> list[str]:
    return [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_what_mentions_no_word_goes_and_what_calls_a_function_that_does_stays() -> None:
    assert sorted(functions_of(part_about(TEXT, SEEN))) == [
        "helper",
        "inside",
        "nothing",
        "other",
        "reset",
        "test_helper",
    ]


def test_a_function_goes_with_its_decorators() -> None:
    assert functions_of(part_about(TEXT, re.compile("nowhere"))) == ["inside", "other"]
    assert "slow" not in part_about(TEXT, re.compile("nowhere"))


@pytest.mark.parametrize("line_ending", ["\n", "\r\n"])
def test_places_stay_the_same(line_ending: str) -> None:
    text = "\ufeff" + TEXT.replace("\n", line_ending)
    part = part_about(text, SEEN)
    whole, cut = parse_python("a.py", text), parse_python("a.py", text, part)
    (one,), (two,) = (
        [node for node in document.tree.body if isinstance(node, ast.FunctionDef) and node.name == "helper"]
        for document in (whole, cut)
    )
    assert whole.span(one) == cut.span(two)
    assert text[cut.span(two).start :].startswith("def helper")


def test_a_line_inside_a_string_begins_nothing() -> None:
    text = 'def test_it():\n    """\nclass Example: SEEN\n"""\n    assert True\n'
    assert part_about(text, SEEN) == text
    assert functions_of(part_about(text, re.compile("nowhere"))) == []
