"""What pytest collects, compared with the files and tests that our subjects find without running anything."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import examples, scope_of, tally
from pytest_asked import Answer, Asked
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
@examples(60, 2000)
def test_finds_the_files_that_pytest_collects(asked: Asked, files: dict[str, str]) -> None:
    compare_files(asked, files)


@given(trees(has_patterns=True))
@examples(30, 2000)
def test_follows_the_patterns_in_testpaths(asked: Asked, files: dict[str, str]) -> None:
    compare_files(asked, files)
