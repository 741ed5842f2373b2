"""Trees that are large in one respect, made for the benchmarks."""

import shutil
import subprocess
from pathlib import Path

_RULE = '''from collections.abc import Iterator

from repoaudit.api import Configuration, Finding, Severity, rule


@rule(Configuration, code="GEN{number:03}", severity=Severity.INFO, lesson="+")
def generated_{number:03}(configuration: Configuration) -> Iterator[Finding]:
    """A rule that looks at every configuration and finds nothing.

    It costs what a rule costs that has nothing to say.
    """
    if configuration.tool == "tool-{number}":
        yield Finding(configuration.sources[0].place, "no such tool")
'''

_TESTS = """

@pytest.mark.slow
def test_{number}(tmp_path):
    values = [1, 2, 3]
    for value in values:
        assert value in values
    assert tmp_path.exists()
    assert {{"a": 1}}["a"] == 1
"""

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


def add_rules(environment: Path, count: int) -> None:
    """Put trivial rules into the repoaudit that is installed in an environment, one module each, and index them."""
    (package,) = environment.glob("lib/python*/site-packages/repoaudit")
    folder = package / "rules" / "generated"
    folder.mkdir()
    (folder / "__init__.py").touch()
    lines = []
    for number in range(count):
        name = f"generated_{number:03}"
        (folder / f"{name}.py").write_text(_RULE.format(number=number), encoding="utf-8")
        entry = (f"GEN{number:03}", name.replace("_", "-"), f"repoaudit.rules.generated.{name}", 1, True, 0, "+")
        lines.append(f"    Entry{(*entry, 'Configuration', {}, ('pyproject.toml',))!r},\n")
    index = package / "_index.py"
    text = index.read_text(encoding="utf-8")
    index.write_text(text.removesuffix(")\n") + "".join(lines) + ")\n", encoding="utf-8")
    python = environment / "bin" / "python"
    subprocess.run([python, "-m", "compileall", "-q", package], check=True)


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
