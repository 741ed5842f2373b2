"""What the real tools say of a repository's configuration: each of them accepts it, or says why not.

Tools that are Python are asked by their own functions, ruff, prek, uv and make as processes. A tool that is not
installed is not asked.
"""

import contextlib
import io
import json
import shutil
import sys
import tomllib
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import yaml

from comparing import BIN, LONG, ask, in_process

Verdict = str
"""What a tool has against a configuration, "" for nothing."""

Judge = Callable[[Path, str], Verdict]
"""Asks a tool about one file of a folder."""


def verdicts(folder: Path, names: Mapping[str, object]) -> dict[tuple[str, str], Verdict]:
    """Return what each tool says of each of the named files of a folder, by tool and file."""
    return {
        (tool, name): judge(folder, name)
        for name in sorted(names)
        if (folder / name).is_file()
        for tool, judge in _judges_of(folder, name)
    }


def _judges_of(folder: Path, name: str) -> Iterator[tuple[str, Judge]]:
    text = (folder / name).read_text(encoding="utf-8")
    base = name.rpartition("/")[2]
    if name.endswith(".toml"):
        yield "tomllib", _tomllib
    for tool, is_asked in _ASKED.items():
        if is_asked(name, base, text) and _is_installed(tool):
            yield tool, _JUDGES[tool]


@cache
def _is_installed(tool: str) -> bool:
    module = _MODULES.get(tool)
    return find_spec(module) is not None if module else bool(shutil.which(tool, path=BIN) or shutil.which(tool))


def _has(*sections: str) -> Callable[[str, str, str], bool]:
    """Say that a tool is asked about files of its own, and about those with a section of it."""

    def is_asked(name: str, base: str, text: str) -> bool:
        own = [section for section in sections if section.startswith("=")]
        return f"={base}" in own or any(each in text for each in sections if each not in own and _may_hold(name))

    return is_asked


def _may_hold(name: str) -> bool:
    return name in {"pyproject.toml", "setup.cfg", "tox.ini"}


_ASKED: Final[Mapping[str, Callable[[str, str, str], bool]]] = {
    "validate-pyproject": lambda name, _, text: name.endswith("pyproject.toml") and "[project]" in text,
    "ruff": _has("=ruff.toml", "=.ruff.toml", "[tool.ruff"),
    "mypy": _has("=mypy.ini", "=.mypy.ini", "[tool.mypy", "[mypy"),
    "coverage": _has("=.coveragerc", "=.coveragerc.toml", "=coverage.ini", "[tool.coverage", "[coverage:"),
    "pytest": _has("=pytest.ini", "=.pytest.ini", "=pytest.toml", "[tool.pytest", "[tool:pytest]", "[pytest]"),
    "pre-commit": lambda name, _, __: name == ".pre-commit-config.yaml",
    "prek": lambda name, _, __: name in {"prek.toml", ".pre-commit-config.yaml"},
    "tox": lambda name, _, text: LONG and _has("=tox.ini", "=tox.toml", "[tool.tox", "[tox:tox]")(name, name, text),
    "uv": lambda name, _, text: name == "uv.toml" or (name == "pyproject.toml" and "[tool.uv" in text),
    "poetry": lambda name, _, text: name == "pyproject.toml" and "[tool.poetry" in text,
    "isort": _has("=.isort.cfg", "[tool.isort", "[isort]"),
    "black": lambda name, _, text: LONG and name == "pyproject.toml" and "[tool.black" in text,
    "make": lambda _, base, __: base in {"Makefile", "makefile", "GNUmakefile"},
    "pip": lambda name, _, __: "requirements" in name and name.endswith((".txt", ".in")),
    "check-jsonschema": lambda name, _, __: _schema_of(name) is not None,
}
_MODULES: Final = {
    "validate-pyproject": "validate_pyproject",
    "pre-commit": "pre_commit",
    "check-jsonschema": "check_jsonschema",
    **{name: name for name in ("mypy", "coverage", "pytest", "tox", "isort", "pip")},
    "poetry": "poetry.core" if find_spec("poetry") else "poetry",
}


def _tomllib(folder: Path, name: str) -> Verdict:
    try:
        tomllib.loads((folder / name).read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        return str(error)
    return ""


def _validate_pyproject(folder: Path, name: str) -> Verdict:
    from validate_pyproject.api import Validator
    from validate_pyproject.errors import ValidationError

    data = _toml_data(folder, name)
    try:
        _validator(Validator)({key: value for key, value in data.items() if key != "tool"})
    except ValidationError as error:
        return str(error.summary)
    return ""


@cache
def _validator(make: Callable[[], Any]) -> Any:  # noqa: ANN401  # untyped
    return make()


def _toml_data(folder: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / name).read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError:
        return {}


def _ruff(folder: Path, name: str) -> Verdict:
    done = ask("ruff", "check", "--show-settings", "--config", name, "--no-cache", "a.py", cwd=folder)
    is_fine = done.returncode == 0 or "No files found" in done.stderr
    return "" if is_fine else done.stderr


def _mypy(folder: Path, name: str) -> Verdict:
    from mypy.config_parser import parse_config_file
    from mypy.options import Options

    said = io.StringIO()
    with in_process(folder):
        parse_config_file(Options(), lambda: None, name, said, said)
    return said.getvalue()


def _coverage(folder: Path, name: str) -> Verdict:
    from coverage.config import read_coverage_config
    from coverage.exceptions import CoverageException

    told: list[str] = []
    try:
        with in_process(folder):
            read_coverage_config(name, told.append)
    except CoverageException as error:
        return str(error)
    return "\n".join(told)


def _pytest(folder: Path, name: str) -> Verdict:
    """Collect, or where that takes too long read; what a test of an example lacks is no matter of the configuration."""
    if not LONG:
        return _pytest_reads(folder / name)
    words = ("-m", "pytest", "--collect-only", "-q", "-c", name, "--rootdir", ".", "-p", "no:cacheprovider")
    done = ask(sys.executable, *words, cwd=folder)
    is_fine = done.returncode in {0, 2, 5} or "while loading conftest" in done.stdout + done.stderr
    return "" if is_fine else done.stdout[-2000:] + done.stderr


def _pytest_reads(path: Path) -> Verdict:
    from _pytest.config.exceptions import UsageError
    from _pytest.config.findpaths import load_config_dict_from_file
    from _pytest.outcomes import fail

    try:
        load_config_dict_from_file(path)
    except (UsageError, fail.Exception) as error:  # the second is how it refuses `[pytest]` in a setup.cfg
        return str(error)
    return ""


def _pre_commit(folder: Path, name: str) -> Verdict:
    from pre_commit.clientlib import InvalidConfigError, load_config  # type: ignore[import-untyped]

    try:
        with in_process(folder), contextlib.redirect_stdout(io.StringIO()), _quiet("pre_commit"):
            load_config(name)
    except InvalidConfigError as error:
        return str(error)
    return ""


@contextlib.contextmanager
def _quiet(name: str) -> Iterator[None]:
    import logging

    logger = logging.getLogger(name)
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _prek(folder: Path, name: str) -> Verdict:
    done = ask("prek", "validate-config", name, cwd=folder)
    return "" if done.returncode == 0 else done.stderr


def _tox(folder: Path, name: str) -> Verdict:
    done = ask("tox", "config", "-c", name, "-k", "commands", "deps", cwd=folder)
    return "" if done.returncode in {0, 255} and "Traceback" not in done.stderr else done.stdout + done.stderr


def _uv(folder: Path, name: str) -> Verdict:
    del name
    return ask("uv", "cache", "dir", "--offline", cwd=folder).stderr


def _poetry(folder: Path, name: str) -> Verdict:
    from poetry.core.factory import Factory

    result = Factory.validate(_toml_data(folder, name))
    return "\n".join(result["errors"])


def _isort(folder: Path, name: str) -> Verdict:
    from isort.exceptions import ISortError
    from isort.settings import Config

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Config(settings_file=str(folder / name))
    except (ISortError, ValueError) as error:
        return repr(error)
    return ""


def _black(folder: Path, name: str) -> Verdict:
    done = ask("black", "--config", name, "--code", "a = 1", cwd=folder)
    return "" if done.returncode == 0 else done.stderr


def _make(folder: Path, name: str) -> Verdict:
    done = ask("make", "-n", "-f", name, cwd=folder)
    return "" if done.returncode == 0 else done.stderr


def _pip(folder: Path, name: str) -> Verdict:
    from pip._internal.exceptions import PipError
    from pip._internal.network.session import PipSession
    from pip._internal.req.constructors import install_req_from_parsed_requirement
    from pip._internal.req.req_file import parse_requirements

    try:
        with in_process(folder):
            for line in parse_requirements(name, session=PipSession()):
                install_req_from_parsed_requirement(line)
    except PipError as error:
        return str(error)
    return ""


def _schema_of(name: str) -> str | None:
    folder, _, base = name.rpartition("/")
    if folder == ".github/workflows" and base.endswith((".yml", ".yaml")):
        return "github-workflows"
    if base in {"action.yml", "action.yaml"}:
        return "github-actions"
    return _SCHEMAS.get(name)


_SCHEMAS: Final = {
    ".github/dependabot.yml": "dependabot",
    ".github/dependabot.yaml": "dependabot",
    ".gitlab-ci.yml": "gitlab-ci",
    ".readthedocs.yaml": "readthedocs",
    ".readthedocs.yml": "readthedocs",
    "codecov.yml": "codecov",
    ".codecov.yml": "codecov",
}


def _jsonschema(folder: Path, name: str) -> Verdict:
    try:
        data = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        return str(error)
    plain = json.loads(json.dumps(_named(data), default=str))
    errors = _schema(str(_schema_of(name))).iter_errors(plain)
    return "\n".join(sorted(f"{error.json_path}: {error.message}" for error in errors))


def _named(data: object) -> object:
    """Let every key be a text: `on:` is true to YAML 1.1, and the schema's readers know that."""
    if isinstance(data, dict):
        return {"on" if key is True else str(key): _named(value) for key, value in data.items()}
    return [_named(item) for item in data] if isinstance(data, list) else data


@cache
def _schema(name: str) -> Any:  # noqa: ANN401  # jsonschema's, made for the draft of the schema
    from jsonschema.validators import validator_for

    text = files("check_jsonschema").joinpath(f"builtin_schemas/vendor/{name}.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    return validator_for(schema)(schema)


_JUDGES: Final[Mapping[str, Judge]] = {
    "validate-pyproject": _validate_pyproject,
    "ruff": _ruff,
    "mypy": _mypy,
    "coverage": _coverage,
    "pytest": _pytest,
    "pre-commit": _pre_commit,
    "prek": _prek,
    "tox": _tox,
    "uv": _uv,
    "poetry": _poetry,
    "isort": _isort,
    "black": _black,
    "make": _make,
    "pip": _pip,
    "check-jsonschema": _jsonschema,
}
