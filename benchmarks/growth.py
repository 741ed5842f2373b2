#!/usr/bin/env python3
"""Measure how the work grows with each part of a configuration: in memory, in one process, all default rules.

usage: python benchmarks/growth.py [SIZE] [PART...]

Each part (workflows, jobs, hooks, ...) is made SIZE, twice and four times SIZE long, beside a small project. Twice the
configuration should cost twice the time; what compares all with all costs four times as much. Prints the milliseconds
beyond those of the small project, and by how much the last doubling multiplied them.
"""

import sys
import time
from collections.abc import Callable, Mapping

from repoaudit.config import load_policy
from repoaudit.registry import builtin_entries
from repoaudit.repository import MemoryRepository
from repoaudit.run import run

Files = dict[str, str]

_PYPROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "demo"
version = "1"
requires-python = ">=3.11"

[project.optional-dependencies]
# more of them
test = ["pytest>=8", "pytest-xdist>=3"]

[tool.pytest.ini_options]
testpaths = ["tests"]
addopts = "-n auto --strict-markers"

[tool.ruff.lint]
select = ["E", "F", "I"]

[tool.mypy]
strict = true

[tool.coverage.run]
source = ["demo"]
"""
_SMALL: Files = {
    "pyproject.toml": _PYPROJECT,
    "src/demo/__init__.py": "",
    "tests/test_demo.py": "def test_demo():\n    assert True\n",
    "README.md": "# Demo\n\n```\npip install demo\n```\n",
}
_CI = ".github/workflows/ci.yml"
_JOB = "    runs-on: ubuntu-latest\n    steps:\n"


def _lines(count: int, line: Callable[[int], str]) -> str:
    return "".join(map(line, range(count)))


def _workflow(number: int) -> str:
    return f"name: w{number}\non: [push, pull_request]\njobs:\n  test:\n{_JOB}      - run: pytest tests/t{number}\n"


def _members(count: int) -> Files:
    found: Files = {}
    for number in range(count):
        folder = f"packages/p{number}"
        found[f"{folder}/pyproject.toml"] = _PYPROJECT.replace("demo", f"p{number}")
        found[f"{folder}/src/p{number}/__init__.py"] = ""
        found[f"{folder}/tests/test_p.py"] = "def test_p():\n    pass\n"
    return found


def _hook(number: int) -> str:
    return f"  - repo: https://github.com/a/b{number}\n    rev: v1.{number}\n    hooks:\n      - id: h{number}\n"


def _environment(number: int) -> str:
    return f"[testenv:e{number}]\ndeps =\n    pytest\n    a{number}\ncommands =\n    pytest tests/{number}\n"


def _session(number: int) -> str:
    return f'@nox.session\ndef s{number}(session):\n    session.install(".[test]")\n    session.run("pytest")\n'


def _step(number: int) -> str:
    return f"      - if: matrix.v == {number}\n        run: pytest tests/t{number} && ruff check\n"


def _gitlab_job(number: int) -> str:
    return f"j{number}:\n  extends: .b{number}\n  script:\n    - pytest\n.b{number}:\n  image: python:3.12\n"


def _guide(number: int) -> str:
    return f"See [x](docs/x{number}.md).\n\n```bash\npip install demo[x{number}]\nmake t{number}\n```\n"


def _path(number: int) -> str:
    return f"      - src/x{number}/**\n"


def _extra(number: int) -> str:
    return f'x{number} = ["a>={number}"]\n'


_TEST = "import pytest\n\n\n@pytest.mark.slow\ndef test_a(tmp_path):\n    assert tmp_path\n"

PARTS: Mapping[str, Callable[[int], Files]] = {
    "workflows": lambda count: {f".github/workflows/w{number}.yml": _workflow(number) for number in range(count)},
    "jobs": lambda count: {
        _CI: "on: push\njobs:\n" + _lines(count, lambda number: f"  j{number}:\n{_JOB}      - run: pytest\n")
    },
    "steps": lambda count: {_CI: f"on: push\njobs:\n  test:\n{_JOB}" + _lines(count, _step)},
    "path filters": lambda count: {
        _CI: f"on:\n  push:\n    paths:\n{_lines(count, _path)}jobs:\n  test:\n{_JOB}      - run: pytest\n"
    },
    "commands": lambda count: {"run.sh": "#!/bin/sh\n" + _lines(count, lambda number: f"pytest tests/t{number}\n")},
    "scripts": lambda count: {f"scripts/s{number}.sh": "#!/bin/sh\nset -e\npytest\n" for number in range(count)},
    "hooks": lambda count: {".pre-commit-config.yaml": "repos:\n" + _lines(count, _hook)},
    "targets": lambda count: {
        "Makefile": _lines(count, lambda number: f"t{number}: ## Do\n\t$(MAKE) t{number // 9}\n")
    },
    "tox environments": lambda count: {
        "tox.ini": "[tox]\n[testenv]\ncommands = pytest\n" + _lines(count, _environment)
    },
    "nox sessions": lambda count: {"noxfile.py": "import nox\n" + _lines(count, _session)},
    "jobs of GitLab": lambda count: {".gitlab-ci.yml": _lines(count, _gitlab_job)},
    "requirements": lambda count: {"requirements.txt": _lines(count, lambda number: f"p{number}==1.{number}\n")},
    "extras": lambda count: {"pyproject.toml": _PYPROJECT.replace("# more of them\n", _lines(count, _extra))},
    "members": _members,
    "lines of a README": lambda count: {"README.md": "# Demo\n\n" + _lines(count, _guide)},
    "test files": lambda count: {f"tests/test_{number}.py": _TEST for number in range(count)},
}


def cost(files: Files) -> float:
    """Return the CPU milliseconds of one audit, the less of two."""
    return min(_once(files) for _ in range(2))


def _once(files: Files) -> float:
    repository = MemoryRepository({**_SMALL, **files})
    before = time.process_time()
    run(repository, load_policy(repository, {}, builtin_entries()), builtin_entries())
    return (time.process_time() - before) * 1000


def main(size: str = "200", *parts: str) -> int:
    """Print a line for each part."""
    count = int(size)
    small = cost({})
    print(f"| part | {count} | {2 * count} | {4 * count} | growth |\n|---|---|---|---|---|")
    for part in parts or PARTS:
        costs = [max(cost(PARTS[part](count * times)) - small, 0.1) for times in (1, 2, 4)]
        figures = " | ".join(f"{each:.0f}" for each in costs)
        print(f"| {part} | {figures} | {costs[2] / costs[1]:.1f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
