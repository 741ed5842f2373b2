import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.errors import UnknownError
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.views.suite_counts import count_test_functions
from repoaudit.subjects.views.suite_marks import marks_in, marks_registered_in
from repoaudit.subjects.views.test_suite import TestSuite

TEST = "def test_it(): ...\n"


def suite_of(files: dict[str, str]) -> TestSuite:
    scopes = find_scopes(MemoryRepository(files), Policy())
    return scopes[0].all(TestSuite)[0]


def names_in(text: str) -> list[str]:
    return [use.name for use in marks_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@pytest.mark.slow\ndef test(): ...", ["slow"]),
        ("pytestmark = [pytest.mark.slow, pytest.mark.gpu(2)]", ["slow", "gpu"]),
        ("pytest.param(1, marks=pytest.mark.slow)", ["slow"]),
        ("import pytest as pt\npt.mark.slow", ["slow"]),
        ("from pytest import mark\nmark.slow", ["slow"]),
        ("from pytest import (\n    fixture,\n    mark,\n)\n@mark.slow", ["slow"]),
        ("pytest.mark\\\n.slow", []),
        ("pytest . mark . slow", ["slow"]),
        ("mark.slow", []),
        ("demo.pytest.mark.slow", []),
        ("# pytest.mark.slow", []),
        ("'pytest.mark.slow'", []),
        ('"""\npytest.mark.slow\n"""', []),
        ("r'\\' + pytest.mark.slow", []),
        ('"it\'s" + pytest.mark.slow', ["slow"]),
        ("'''don't \\''' pytest.mark.a ''' + pytest.mark.slow", ["slow"]),
        ('""\npytest.mark.slow', ["slow"]),
    ],
)
def test_marks_are_found_in_code_only(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected


def test_the_span_of_a_mark_is_its_text() -> None:
    text = "import pytest\r\n\r\n@pytest.mark.slow\r\ndef test_é(): ...\r\n"
    (use,) = marks_in(text)
    assert text[use.span.start : use.span.end] == "pytest.mark.slow"


@settings(max_examples=150)
@given(st.lists(st.sampled_from(["'", '"', "'''", '"""', "#", "\\", "\n", ";", " pytest.mark.slow "]), max_size=30))
def test_marks_agree_with_the_tokenizer_of_python(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    expected = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "slow"]
    assert len(names_in(text)) == len(expected)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (TEST * 3, 3),
        ("class Test:\n    def test_a(self): ...\n    async def test_b(self): ...\n", 2),
        ("def helper(): ...\ndef tested(): ...\n", 1),
        ("undef test_a\n", 0),
        ("def test_a():\n    \"\"\"It is ''' one.\"\"\"\n\n\nTEXT = '''\ndef test_b(): ...\n'''\n", 1),
        ("# A quote: '''\ndef test_a(): ...\nTEXT = '''\ndef test_b(): ...\n'''\ndef test_c(): ...\n", 2),
        ('@pytest.fixture\ndef test_data(): ...\n@pytest.mark.usefixtures("a")\ndef test_a(): ...\n', 1),
    ],
)
def test_functions_are_counted_by_their_names(text: str, count: int) -> None:
    assert count_test_functions(text, ("test",), ("Test",)) == count


@pytest.mark.parametrize(
    ("text", "names", "is_complete"),
    [
        ('config.addinivalue_line("markers", "slow: takes long")', {"slow"}, True),
        ("config.addinivalue_line(\n    'markers',\n    'gpu(count): needs some',\n)", {"gpu"}, True),
        ('config.addinivalue_line("filterwarnings", name)', set(), True),
        ('config.addinivalue_line("markers", name)', set(), False),
        ('config.addinivalue_line("markers", f"{name}: text")', set(), False),
        ('config.addinivalue_line("markers", f"slow{name}: text")', set(), False),
        ('config.addinivalue_line(option, "slow")', set(), False),
        ("", set(), True),
    ],
)
def test_registrations(text: str, names: set[str], is_complete: bool) -> None:  # noqa: FBT001
    assert marks_registered_in(text) == (frozenset(names), is_complete)


def test_files_follow_the_configuration() -> None:
    suite = suite_of(
        {
            "pytest.ini": "[pytest]\ntestpaths = tests more\npython_files = check_*.py test_*.py\n",
            "tests/check_a.py": TEST,
            "tests/deep/test_b.py": TEST,
            "tests/helpers.py": TEST,
            "tests/build/test_built.py": TEST,
            "tests/.hidden/test_hidden.py": TEST,
            "tests/test_empty.py": "",
            "tests/fixtures/app/setup.py": "",
            "tests/fixtures/app/test_app.py": TEST,
            "more/test_c.py": TEST,
            "test_outside.py": TEST,
        }
    )
    assert suite.files == ("more/test_c.py", "tests/check_a.py", "tests/deep/test_b.py")
    assert (suite.has_at_least(3), suite.has_at_least(4)) == (True, False)
    assert suite.count_tests() == 3
    assert (suite.has_at_least(3), suite.has_at_least(4)) == (True, False)


def test_ignored_paths_are_left_out() -> None:
    suite = suite_of(
        {
            "pyproject.toml": '[tool.pytest.ini_options]\naddopts = ["--ignore=tests/slow"]\n'
            'norecursedirs = ["skipped"]\n',
            "tests/test_a.py": TEST,
            "tests/slow/test_b.py": TEST,
            "tests/skipped/test_c.py": TEST,
        }
    )
    assert suite.files == ("tests/test_a.py",)


def test_patterns_in_testpaths_are_followed() -> None:
    suite = suite_of({"pytest.ini": "[pytest]\ntestpaths = */tests\n", "a/tests/test_a.py": TEST, "test_b.py": TEST})
    assert suite.files == ("a/tests/test_a.py",)


def test_quotes_keep_a_path_with_blanks_together() -> None:
    suite = suite_of({"pytest.ini": "[pytest]\ntestpaths = 'my tests' b\\ c\n", "my tests/test_a.py": TEST, "d.py": ""})
    assert [each.text for each in suite.paths] == ["my tests", "b c"]
    assert suite.files == ("my tests/test_a.py",)


def test_a_folder_that_is_ignored_takes_no_other_with_it() -> None:
    suite = suite_of(
        {
            "pytest.ini": "[pytest]\naddopts = --ignore=tests/unit\n",
            "tests/unit/test_a.py": TEST,
            "tests/unit_more/test_b.py": TEST,
        }
    )
    assert suite.files == ("tests/unit_more/test_b.py",)


def test_conftests_leave_out_what_they_list() -> None:
    suite = suite_of(
        {
            "conftest.py": "collect_ignore = ['setup.py', 'test_a.py', name]\ncollect_ignore_glob = ['data/*']\n",
            "tests/conftest.py": "collect_ignore = [\n    'old',  # not yet\n    'test_c.py',\n]\n",
            "test_a.py": TEST,
            "data/test_b.py": TEST,
            "tests/test_c.py": TEST,
            "tests/old/test_d.py": TEST,
            "tests/test_e.py": TEST,
        }
    )
    assert suite.files == ("test_a.py", "tests/test_e.py")


def test_virtual_environments_are_not_searched() -> None:
    suite = suite_of({"tests/env/pyvenv.cfg": "home = /usr\n", "tests/env/test_a.py": TEST, "tests/test_b.py": TEST})
    assert suite.files == ("tests/test_b.py",)


def test_a_name_stands_for_the_places_of_its_uses() -> None:
    text = "import pytest\n\n\n@pytest.mark.slow\ndef test_a(): ...\n"
    suite = suite_of({"tests/test_a.py": text, "tests/test_b.py": text, "tests/conftest.py": "import pytest\n"})
    places = suite.marks.places["slow"].places
    assert [place.path for place in places] == ["tests/test_a.py", "tests/test_b.py"]
    assert all(place.anchor == "pytest.mark.slow" for place in places)
    assert suite.marks.uses_of("slow").places == places


def test_an_empty_conftest_says_nothing() -> None:
    with pytest.raises(UnknownError, match="empty"):
        suite_of({"conftest.py": ""}).mentions_in_plugins("--timeout")
    assert suite_of({"conftest.py": 'parser.addoption("--timeout")'}).mentions_in_plugins("--timeout")
    assert not suite_of({"conftest.py": 'parser.addoption("--timeout-x")'}).mentions_in_plugins("--timeout")


def test_the_scan_is_linear() -> None:
    for text in ("from pytest import (\n" * 4_000, "'" * 200_000, "mark." * 50_000, "addinivalue_line(" * 20_000):
        assert list(marks_in(text)) == []
        assert marks_registered_in(text)[0] == frozenset()
