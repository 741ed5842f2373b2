"""Which file a tool reads, by its own order, and what is left unread."""

import pytest

from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT
from repoaudit.fixes import realise
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.readers import (
    read_bool,
    read_integer,
    read_lines,
    read_list,
    read_number,
    read_text,
)

PYPROJECT = "[project]\nname = 'demo'\n"


def scopes_of(files: dict[str, str]) -> tuple[Scope, ...]:
    return find_scopes(MemoryRepository(files), Policy())


def configuration(tool: str, files: dict[str, str]) -> Configuration:
    return Configuration(scopes_of(files)[0], tool)


def winner(tool: str, files: dict[str, str]) -> str | None:
    found = configuration(tool, files).winner
    return found.table.path if found else None


@pytest.mark.parametrize(
    ("tool", "files", "expected"),
    [
        ("coverage", {".coveragerc": "", "setup.cfg": "[coverage:run]\nbranch=1\n"}, ".coveragerc"),
        ("coverage", {"setup.cfg": "[flake8]\na=1\n", "tox.ini": "[coverage:run]\nbranch=1\n"}, "tox.ini"),
        ("coverage", {"pyproject.toml": "[tool.coverage.run]\nbranch = true\n"}, "pyproject.toml"),
        ("coverage", {"pyproject.toml": "[tool.coverage]\n"}, None),
        ("mypy", {"mypy.ini": "", "pyproject.toml": "[tool.mypy]\nstrict = true\n"}, "mypy.ini"),
        ("mypy", {"pyproject.toml": "[tool.mypy]\n", "setup.cfg": "[mypy]\nstrict = 1\n"}, "pyproject.toml"),
        ("mypy", {"tox.ini": "[mypy]\nstrict = 1\n"}, None),
        ("ruff", {"ruff.toml": "", "pyproject.toml": "[tool.ruff]\nline-length = 9\n"}, "ruff.toml"),
        ("ruff", {".ruff.toml": "", "ruff.toml": "line-length = 9\n"}, ".ruff.toml"),
        ("pytest", {"pytest.ini": "", "tox.ini": "[pytest]\naddopts = -q\n"}, "pytest.ini"),
        ("pytest", {"tox.ini": "[tox]\n", "setup.cfg": "[tool:pytest]\naddopts = -q\n"}, "setup.cfg"),
        ("pytest", {"pyproject.toml": "[tool.pytest.ini_options]\n", "tox.ini": "[pytest]\n"}, "pyproject.toml"),
        ("flake8", {"setup.cfg": "[flake8]\n", ".flake8": "[flake8]\na = 1\n"}, "setup.cfg"),
        ("flake8", {"pyproject.toml": "[tool.flake8]\na = 1\n"}, None),
        ("isort", {".isort.cfg": "", "setup.cfg": "[isort]\nprofile = black\n"}, "setup.cfg"),
        ("pylint", {"pylintrc": "", "pyproject.toml": "[tool.pylint.main]\njobs = 2\n"}, "pylintrc"),
        ("tox", {"tox.ini": "", "tox.toml": "env_list = []\n"}, "tox.ini"),
    ],
)
def test_the_tools_order_decides(tool: str, files: dict[str, str], expected: str | None) -> None:
    assert winner(tool, files) == expected


@pytest.mark.parametrize(
    ("version", "content", "expected"),
    [("8.4.2", "", "tox.ini"), ("8.4.2", "[pytest]\n", ".pytest.ini"), ("9.0.3", "", ".pytest.ini")],
)
def test_the_version_decides_whether_an_empty_file_counts(version: str, content: str, expected: str) -> None:
    files = {".pytest.ini": content, "tox.ini": "[pytest]\n", "requirements-test.txt": f"pytest=={version}\n"}
    assert winner("pytest", files) == expected


def test_an_order_that_depends_on_the_version_is_unknown() -> None:
    files = {".pytest.ini": "", "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-q'\n"}
    with pytest.raises(UnknownError, match="depends on its version"):
        _ = configuration("pytest", files).winner


@pytest.mark.parametrize(("asked", "is_read"), [('"pytest"', True), ('"pytest>=8"', False), ("", False)])
def test_a_table_of_newer_versions_is_read_where_the_newest_version_is_asked_for(asked: str, *, is_read: bool) -> None:
    files = {"pyproject.toml": f"[dependency-groups]\ndev = [{asked}]\n[tool.pytest]\naddopts = ['-q']\n"}
    if is_read:
        assert winner("pytest", files) == "pyproject.toml"
        return
    with pytest.raises(UnknownError, match="depends on its version"):
        winner("pytest", files)


@pytest.mark.parametrize(("version", "expected"), [("8.4.2", "pyproject.toml"), ("9.2.0", ".pytest.ini")])
def test_a_known_version_settles_the_order(version: str, expected: str) -> None:
    files = {
        ".pytest.ini": "",
        "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-q'\n",
        "requirements-dev.txt": f"pytest=={version}\n",
    }
    assert winner("pytest", files) == expected


def test_a_member_inherits_what_the_tool_looks_for_in_parents() -> None:
    files = {
        "pyproject.toml": "[tool.uv.workspace]\nmembers = ['a']\n[tool.ruff]\nline-length = 9\n"
        "[tool.coverage.run]\nbranch = true\n",
        "a/pyproject.toml": PYPROJECT,
    }
    _, member = scopes_of(files)
    ruff, coverage = Configuration(member, "ruff").winner, Configuration(member, "coverage").winner
    assert ruff is not None
    assert ruff.table.path == "pyproject.toml"
    assert coverage is None


def test_a_broken_file_makes_the_configuration_unknown() -> None:
    with pytest.raises(UnknownError):
        configuration("mypy", {"pyproject.toml": "[tool.mypy\n"})


def test_settings_know_their_value_their_place_and_their_default() -> None:
    found = configuration("coverage", {"setup.cfg": "[coverage:report]\nfail_under = 80\n"})
    minimum = found.setting("report", "fail_under", read=read_number, default=0.0)
    branch = found.setting("run", "branch", read=read_bool, default=False)
    assert (minimum.is_set, minimum.value, minimum.place.anchor) == (True, 80.0, "coverage:report.fail_under")
    assert (branch.is_set, branch.raw, branch.value) == (False, ABSENT, False)


def test_a_value_that_the_tool_rejects_is_unknown() -> None:
    found = configuration("coverage", {"pyproject.toml": "[tool.coverage.report]\nfail_under = 'much'\n"})
    with pytest.raises(UnknownError, match="fail_under"):
        _ = found.setting("report", "fail_under", read=read_number, default=0.0).value


@pytest.mark.parametrize(
    ("files", "path", "text"),
    [
        ({"pyproject.toml": PYPROJECT}, "pyproject.toml", PYPROJECT + "\n[tool.coverage.report]\nfail_under = 80\n"),
        ({".coveragerc": "[run]\na = 1\n"}, ".coveragerc", "[run]\na = 1\n\n[report]\nfail_under = 80\n"),
        (
            {"setup.cfg": "[coverage:report]\nfail_under = 1\n"},
            "setup.cfg",
            "[coverage:report]\nfail_under = 80\n",
        ),
        ({}, ".coveragerc", "[report]\nfail_under = 80\n"),
    ],
)
def test_a_setting_is_written_where_the_tool_reads_it(files: dict[str, str], path: str, text: str) -> None:
    repository = MemoryRepository(files)
    found = Configuration(find_scopes(repository, Policy())[0], "coverage")
    fix = found.setting("report", "fail_under", read=read_number, default=0.0).set(80)
    assert realise(fix, repository).texts == {path: text}


def test_settings_are_renamed_and_removed() -> None:
    text = "[tool.coverage.report]\n# why\nexclude_lines = [\n  'a', # x\n]\nprecision = 2\n"
    repository = MemoryRepository({"pyproject.toml": text})
    found = Configuration(find_scopes(repository, Policy())[0], "coverage")
    nothing: tuple[str, ...] = ()
    lines = found.setting("report", "exclude_lines", read=read_lines, default=nothing)
    precision = found.setting("report", "precision", read=read_integer, default=0)
    assert realise(lines.rename("exclude_also"), repository).texts["pyproject.toml"] == text.replace("_lines", "_also")
    assert realise(precision.remove(), repository).texts["pyproject.toml"] == text.replace("precision = 2\n", "")


@pytest.mark.parametrize(
    ("read", "raw", "expected"),
    [
        (read_bool, "Yes", True),
        (read_bool, "off", False),
        (read_bool, "maybe", None),
        (read_bool, 1, None),
        (read_number, "80", 80.0),
        (read_number, 79.5, 79.5),
        (read_number, True, None),
        (read_number, [], None),
        (read_integer, "4", 4),
        (read_integer, 4.5, None),
        (read_lines, "\n a\n\n b c\n", ("a", "b c")),
        (read_lines, ["a"], ("a",)),
        (read_lines, ["a", 1], None),
        (read_list, "a, b\nc", ("a", "b", "c")),
        (read_text, "a", "a"),
        (read_text, 3, None),
    ],
)
def test_readers(read: object, raw: object, expected: object) -> None:
    assert callable(read)
    assert read(raw) == expected
