"""Trees that are large in one respect, made for the benchmarks."""

import shutil
import subprocess
from pathlib import Path

_PYPROJECT = """[project]
name = "demo"
version = "1"
requires-python = ">=3.11"

[tool.pytest.ini_options]
testpaths = ["tests"]
addopts = "-n auto --strict-markers"
markers = ["other: not the one that the tests use"]

[dependency-groups]
dev = ["pytest>=8", "pytest-xdist>=3"]
"""

_TESTS = """

@pytest.mark.slow
def test_{number}(tmp_path):
    values = [1, 2, 3]
    for value in values:
        assert value in values
    assert tmp_path.exists()
    assert {{"a": 1}}["a"] == 1
"""

_WORKFLOW = """on: push
permissions: {}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-python@v6
        with:
          python-version: 3.10
      - run: pytest
"""


def many_findings(target: Path, findings: int = 5_000) -> Path:
    """Make a project whose workflows have so many findings: of each two one has a fix."""
    folder = target / ".github" / "workflows"
    folder.mkdir(parents=True)
    (target / "pyproject.toml").write_text(_PYPROJECT, encoding="utf-8")
    for number in range(findings // 2):
        (folder / f"ci{number}.yml").write_text(_WORKFLOW, encoding="utf-8")
    return target


def many_files(repository: Path, target: Path) -> Path:
    """Copy a repository and track 10,000 more files in it."""
    shutil.copytree(repository, target, symlinks=True)
    for number in range(10_000):
        folder = target / "assets" / f"{number % 100}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").touch()
    subprocess.run(["git", "-C", str(target), "add", "-A", "-f"], check=True, capture_output=True)
    return target


def many_tests(target: Path, lines: int = 300_000) -> Path:
    """Make a project whose tests have so many lines, a quarter of them in files that must be scanned for marks."""
    (target / "tests").mkdir(parents=True)
    (target / "pyproject.toml").write_text(_PYPROJECT, encoding="utf-8")
    per_file = 100
    for number in range(lines // (_TESTS.count("\n") * per_file)):
        text = "".join(_TESTS.format(number=test) for test in range(per_file))
        if number % 4:
            text = text.replace("@pytest.mark.slow", "# nothing special")
        (target / "tests" / f"test_{number}.py").write_text(f"import pytest\n{text}", encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(target)], check=True)
    subprocess.run(["git", "-C", str(target), "add", "-A"], check=True, capture_output=True)
    return target
