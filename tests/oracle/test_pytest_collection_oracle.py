"""What pytest collects, compared with the files and tests that our subjects find without running anything."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comparing import examples, scope_of, tally
from pytest_asked import Answer, Asked
from repoaudit.subjects.views.marker_checks import MarkerChecks
from repoaudit.subjects.views.test_suite import TestSuite

VERSION: Final = {"requirements-test.txt": f"pytest=={pytest.__version__}\n"}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    with Asked(tmp_path_factory.mktemp("asked")) as found:
        yield found


FOLDERS: Final = st.sampled_from(
    [
        *("", "tests", "tests/unit", "tests/unit_more", "tests/data", "tests/data/deep", "src/demo", "build"),
        *("tests/build", ".hidden", "tests/x.egg", "more", "more/tests", "node_modules/pkg", "tests/unit/venv"),
    ]
)
NAMES: Final = st.sampled_from(["test_{}.py", "test_{}.py", "test_{}.py", "check_{}.py", "{}_test.py", "a{}.py"])
PATTERNS: Final = st.sampled_from(["test_*.py", "check_*.py", "*_test.py", "tests/*.py", "unit/check_*.py", "*.py"])
SKIPPED: Final = st.sampled_from(["data", "build", "tests/data", "unit*", "more", "*.egg", ".*", "nit", "data/deep"])
STARTS: Final = st.sampled_from(
    ["tests", "tests/unit", "more", "src", "tests/data/deep", ".", "missing", "./tests", "tests/"]
)
GLOBS: Final = st.sampled_from(["*/tests", "tests/*", "t*", "**/data", "tests/**/deep", "more/*s", "**/test_1.py"])
LEFT_OUT: Final = st.sampled_from(
    ["tests/unit", "tests/data/deep", "tests/test_1.py", "more", "test_0.py", "./tests/data"]
)
CONFTESTS: Final = st.sampled_from(
    [
        "import pytest\n",
        "collect_ignore = ['test_0.py', 'tests/test_1.py', 'unit']\n",
        'collect_ignore_glob = ["unit/*", "*_2.py"]\n',
        "collect_ignore = [\n    'data',  # why\n    'more/tests',\n]\ncollect_ignore_glob = ['*check*']\n",
    ]
)
TEST: Final = "def test_it():\n    pass\n"


@st.composite
def trees(draw: st.DrawFn, *, has_patterns: bool = False) -> dict[str, str]:
    """A tree of test files and others, and what may lead pytest through it."""
    folders = draw(st.lists(FOLDERS, min_size=1, max_size=7))
    paths = [f"{folder}/{draw(NAMES)}".lstrip("/").format(index) for index, folder in enumerate(folders)]
    files = dict.fromkeys(paths, TEST)
    for folder in draw(st.lists(st.sampled_from(["", "tests", "tests/unit"]), unique=True, max_size=2)):
        files[f"{folder}/conftest.py".lstrip("/")] = draw(CONFTESTS)
    lists = {
        "testpaths": st.lists(st.one_of(STARTS, GLOBS) if has_patterns else STARTS, max_size=3),
        "python_files": st.lists(PATTERNS, min_size=1, max_size=2),
        "norecursedirs": st.lists(SKIPPED, max_size=2),
        "addopts": st.lists(
            st.one_of(STARTS, LEFT_OUT.map("--ignore={}".format), GLOBS.map("--ignore-glob={}".format)), max_size=2
        ),
    }
    names = draw(st.lists(st.sampled_from([*lists]), unique=True, max_size=3))
    files["pytest.ini"] = "[pytest]\n" + "".join(f"{name} = {' '.join(draw(lists[name]))}\n" for name in names)
    return files


def compare_files(asked: Asked, files: Mapping[str, str]) -> None:
    answer = asked.about(asked.lay_out({**files, **VERSION}), collects=True)
    if "file or directory not found" in str(answer["said"]):
        return
    ours = [path for path in scope_of({**files, **VERSION}).all(TestSuite)[0].files if not path.endswith("conftest.py")]
    assert sorted(ours) == sorted(modules(answer)), answer["said"]
    tally("pytest")


def modules(answer: Answer) -> list[str]:
    found = answer.get("items", [])
    assert isinstance(found, list)
    return list(dict.fromkeys(each["path"] for each in found))


@given(trees())
@examples(30, 1000)
def test_finds_the_files_that_pytest_collects(asked: Asked, files: dict[str, str]) -> None:
    compare_files(asked, files)


@given(trees(has_patterns=True))
@examples(15, 1000)
def test_follows_the_patterns_in_testpaths(asked: Asked, files: dict[str, str]) -> None:
    compare_files(asked, files)


PIECES: Final = st.sampled_from(
    [
        "def test_{}():\n    pass\n",
        "async def test_{}():\n    pass\n",
        "def check_{}():\n    pass\n",
        "def {}_test():\n    pass\n".replace("{}", "a{}"),
        "def testing{}():\n    def test_inner():\n        pass\n",
        "def helper{}():\n    def test_inner():\n        pass\n\n\nif True:\n    def test_b{}():\n        pass\n",
        "@pytest.mark.parametrize('x', [1, 2])\ndef test_{}(x):\n    pass\n",
        "@pytest.fixture\ndef test_{}():\n    pass\n",
        "@pytest.fixture(scope='module')\n@mark\ndef test_{}():\n    pass\n",
        "@mark\n@other(\n    1\n)\ndef test_{}():\n    pass\n",
        "class Test{}:\n    def test_a(self):\n        pass\n\n    async def test_b(self):\n        pass\n    x = 1\n",
        "class Test{}:\n    @mark\n    def test_a(self):\n        pass\n\n    def helper(self):\n        pass\n",
        "class Test{}:\n  class TestB:\n    def test_a(self):\n      pass\n  def test_b(self):\n    pass\n",
        "class Test{}:\n    class Inner:\n        def test_a(self):\n            pass\n",
        "class Test{}(object):\n\tdef test_a(self):\n\t\tpass\n",
        "class Check{}:\n    def test_a(self):\n        pass\n    def check_b(self):\n        pass\n",
        "class Check{}():\n    def test_a(self):\n        pass\n",
        "class A{}(unittest.TestCase):\n    def test_a(self):\n        pass\n    def testB(self):\n        pass\n",
        "class A{}(\n    unittest.IsolatedAsyncioTestCase,\n):\n    async def test_a(self):\n        pass\n",
        "TEXT_{} = '''\ndef test_a():\n    pass\n'''\n",
        'def test_{}(pytester):\n    """It\'s \'\'\' one.\n\n    def test_x(): no\n    """\n',
        "# def test_{}():\n# class Test:\n",
        "tested_{} = 'def test_a():'\n",
        "for each in ():\n    def test_{}():\n        pass\n\ndef test_b{}():\n    pass\n".replace("()", "(1,)", 1),
        "try:\n    import nothing_{}\nexcept ImportError:\n    def test_{}():\n        pass\n",
    ]
)
HEAD: Final = (
    "import unittest\n\nimport pytest\n\n\ndef mark(x):\n    return x\n\n\ndef other(n):\n    return mark\n\n\n"
)


@given(
    st.lists(PIECES, min_size=1, max_size=8),
    st.sampled_from(["", "python_functions = test check_", "python_functions = *_test", "python_classes = Check *1"]),
)
@example(
    [
        'def test_{}(pytester):\n    """It\'s \'\'\' one.\n\n    def test_x(): no\n    """\n',
        "def test_{}():\n    pass\n",
        "TEXT_{} = '''\ndef test_a():\n    pass\n'''\n",
    ],
    "",
)
@examples(25, 1500)
def test_counts_the_tests_that_pytest_collects(asked: Asked, pieces: list[str], setting: str) -> None:
    modules = {f"tests/test_{index}.py": HEAD for index in range(2)}
    for index, piece in enumerate(pieces):
        modules[f"tests/test_{index % 2}.py"] += "\n\n" + piece.replace("{}", str(index))
    files = {**modules, "pytest.ini": f"[pytest]\n{setting}\n", **VERSION}
    answer = asked.about(asked.lay_out(files), collects=True)
    items = answer.get("items", [])
    assert isinstance(items, list)
    theirs = {(each["path"], *each["parents"], each["name"]) for each in items}
    assert scope_of(files).all(TestSuite)[0].count_tests() == len(theirs), answer["said"]
    tally("pytest")


STRICT_WORDS: Final = st.sampled_from(["", "--strict-markers", "--strict", "-ra", "-W error", "-Werror::UserWarning"])
STRICT_VALUES: Final = st.sampled_from(["", "true", "false", "on", "0", "y"])
STRICT_FILTERS: Final = st.sampled_from(["", "error", "error::UserWarning", "ignore", "error::DeprecationWarning"])


@given(STRICT_WORDS, STRICT_VALUES, STRICT_VALUES, STRICT_FILTERS)
@examples(25, 500)
def test_an_unregistered_mark_stops_pytest_where_it_is_strict(
    asked: Asked, words: str, strict: str, strict_markers: str, filters: str
) -> None:
    values = {"addopts": words, "strict": strict, "strict_markers": strict_markers, "filterwarnings": filters}
    lines = "".join(f"{name} = {value}\n" for name, value in values.items() if value)
    files = {
        "pytest.ini": f"[pytest]\nmarkers = slow: takes long\n{lines}",
        "tests/test_it.py": "import pytest\n\n\n@pytest.mark.solw\ndef test_it():\n    pass\n",
        **VERSION,
    }
    answer = asked.about(asked.lay_out(files), collects=True)
    assert answer["status"] in {0, 2}, answer["said"]
    assert scope_of(files).all(MarkerChecks)[0].is_strict == (answer["status"] == 2), answer["said"]
    tally("pytest")
