"""Programs behind the programs that run them."""

from typing import NamedTuple

import pytest

from repoaudit.subjects.collections.unwrapping import program, unwrap


class Word(NamedTuple):
    text: str
    is_static: bool = True


def tools(line: str) -> list[str]:
    return [" ".join([found.tool, *(word.text for word in found.arguments)]) for found in unwrap(words(line))]


def words(line: str) -> list[Word]:
    return [Word(text, "$" not in text) for text in line.split()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("pytest -n auto tests", ["pytest -n auto tests"]),
        ("py.test -x", ["pytest -x"]),
        (".venv/bin/pytest -x", ["pytest -x"]),
        ("$(VENV)/bin/pytest -x", ["pytest -x"]),
        ("python -m pytest -x", ["pytest -x"]),
        ("python3.11 -X dev -W error -m pytest -x", ["pytest -x"]),
        ("$(PYTHON) -m pytest", ["pytest"]),
        ("${PYTHON} -mpytest", ["pytest"]),
        ("python setup.py sdist", ["python setup.py sdist"]),
        ("python -c print(1)", ["python -c print(1)"]),
        ("python -m pip_audit --strict", ["pip-audit --strict"]),
        ("coverage run -m pytest -n 2", ["coverage run -m pytest -n 2", "pytest -n 2"]),
        ("coverage run --source demo -p -m pytest", ["coverage run --source demo -p -m pytest", "pytest"]),
        ("python -m coverage run -m unittest", ["coverage run -m unittest", "unittest"]),
        ("coverage run .venv/bin/pytest tests", ["coverage run .venv/bin/pytest tests", "pytest tests"]),
        ("coverage run setup.py test", ["coverage run setup.py test"]),
        ("coverage run $BRANCH -m pytest -q", ["coverage run $BRANCH -m pytest -q", "pytest -q"]),
        ("coverage report -m", ["coverage report -m"]),
        ("uv run pytest -q", ["uv run pytest -q", "pytest -q"]),
        ("uv run --frozen --group dev -- pytest -q", ["uv run --frozen --group dev -- pytest -q", "pytest -q"]),
        ("uv run --with pytest-xdist pytest -n 4", ["uv run --with pytest-xdist pytest -n 4", "pytest -n 4"]),
        ("uv run -m pytest", ["uv run -m pytest", "pytest"]),
        ("uv run --python=3.12 python -m mypy src", ["uv run --python=3.12 python -m mypy src", "mypy src"]),
        ("uv run coverage run -m pytest", ["uv run coverage run -m pytest", "coverage run -m pytest", "pytest"]),
        ("uv sync --locked", ["uv sync --locked"]),
        ("uvx ruff@0.5.0 check .", ["ruff check ."]),
        ("uvx ruff==0.5.0 check .", ["ruff check ."]),
        ("pipx run black[jupyter]>=26 .", ["black ."]),
        ("poetry run pytest", ["pytest"]),
        ("pdm run pytest", ["pytest"]),
        ("hatch run pytest -x", ["hatch run pytest -x", "pytest -x"]),
        ("hatch run test:unit", ["hatch run test:unit"]),
        ("conda run -n base pytest", ["pytest"]),
        ("env PYTHONPATH=. A=b pytest", ["pytest"]),
        ("FOO=1 pytest", ["pytest"]),
        ("time pytest", ["pytest"]),
        ("timeout 60 pytest -x", ["pytest -x"]),
        ("timeout -k 5 60 pytest -x", ["pytest -x"]),
        ("xvfb-run -a pytest", ["pytest"]),
        ("$(RUN) pytest -x", ["pytest -x"]),
        ("$CMD --flag", [" --flag"]),
        ("", []),
        ("env", []),
        ("A=b", []),
        ("uv", ["uv"]),
        ("python -W error x.py -m pytest", ["python -W error x.py -m pytest"]),
        ("python --check -m pytest", ["pytest"]),
        ("python --module pytest -x", ["pytest -x"]),
        ("python venv/bin/pytest -x", ["pytest -x"]),
        ("python pytest", ["python pytest"]),
        ("A=1 $(RUN) pytest", ["pytest"]),
        ("$(RUN) other", [" other"]),
        ("$(RUN)", [""]),
        ("coverage run $BRANCH", ["coverage run $BRANCH"]),
        ("coverage run -- x.py -m pytest", ["coverage run -- x.py -m pytest"]),
        ("coverage run --source", ["coverage run --source"]),
        ("timeout 60", []),
        ("uv run --with", ["uv run --with"]),
        ("uv run --", ["uv run --"]),
        ("uv run -- -m pytest", ["uv run -- -m pytest", "pytest"]),
        ("uvx", []),
        ("hatch run $(X) pytest", ["hatch run $(X) pytest"]),
        ("hatch run python -m pytest", ["hatch run python -m pytest", "pytest"]),
        (f"{'time ' * 8}pytest", ["pytest"]),
        (f"{'time ' * 9}pytest", ["time pytest"]),
        ("sudo sudo sudo sudo sudo sudo sudo sudo sudo sudo pytest", ["sudo sudo pytest"]),
    ],
)
def test_programs_of_a_command(line: str, expected: list[str]) -> None:
    assert tools(line) == expected


def test_wrappers_are_named_outermost_first() -> None:
    *_, inner = unwrap(words("poetry run coverage run -m pytest"))
    assert inner.via == ("poetry run", "coverage run")


@pytest.mark.parametrize(
    ("line", "packages"),
    [
        ("uv run --with pytest-xdist --with=pytest-cov,x pytest", ("pytest-xdist", "pytest-cov", "x")),
        ("uvx --with mypy ruff check", ("mypy", "ruff")),
        ("uvx ruff@0.5.0 check", ("ruff@0.5.0",)),
        ("pipx run --spec black==24 black", ("black==24", "black")),
        ("poetry run pytest", ()),
    ],
)
def test_packages_that_a_wrapper_installs(line: str, packages: tuple[str, ...]) -> None:
    *_, inner = unwrap(words(line))
    assert inner.provided == packages


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("/usr/bin/python3", "python"),
        ("C:\\Python311\\python.exe", "python"),
        ("pypy3", "python"),
        ("$(MYPY)", "mypy"),
        ("$UV", "uv"),
        ("${UNKNOWN}", ""),
        ("ruff@latest", "ruff"),
        ("${PREFIX}coverage", "coverage"),
        ("$(VENV_BIN)python3", "python"),
        ("${PREFIX}twine", "twine"),
        ("${TARGET}tests", "${TARGET}tests"),
        ("$PREFIXpytest", ""),
        ("{envpython}", "python"),
        ("{envbindir}/pytest", "pytest"),
        ("{env:PYTEST:pytest}", "pytest"),
        ("{env:PYTEST}", "{env:PYTEST}"),
        ("pytest.exe", "pytest"),
        ("python3.11.exe", "python"),
        ("pythonic", "pythonic"),
        ("python-config", "python-config"),
        ("pypy3.9", "python"),
        ("py", "python"),
        ("py3", "py3"),
        *(("$(PY)", "python"), ("$(PY3)", "python"), ("$PYTHON3", "python"), ("$VENV_PYTHON", "python")),
        *(("${PYTHON_BIN}", "python"), ("$(PIP_AUDIT)", "pip-audit"), ("$(PYTHONS)", "")),
        ("$(X)pytest", "pytest"),
        ("$(X)other", "$(X)other"),
        ("$(BIN)other", "other"),
        ("./tool.sh", "tool.sh"),
    ],
)
def test_names_of_programs(text: str, name: str) -> None:
    assert program(text) == name
