"""The schema accepts what the code accepts."""

import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import tomli

from repoaudit.config import load_policy
from repoaudit.errors import UsageError
from repoaudit.registry import builtin_entries
from repoaudit.repository import MemoryRepository
from repoaudit.schema import get_schema

ROOT = Path(__file__).parents[1]
VALIDATOR = jsonschema.Draft7Validator(get_schema())


def the_code_accepts(text: str) -> bool:
    try:
        load_policy(MemoryRepository({"repoaudit.toml": text}), {}, builtin_entries())
    except UsageError:
        return False
    return True


def test_the_schema_is_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "tools" / "render_schema.py"), "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(get_schema())
    with pytest.raises(ValueError, match="'ruff'"):
        get_schema("ruff")


@pytest.mark.parametrize(
    "text",
    [
        "",
        'profile = "ml"',
        'profile = ["ml", "library"]',
        'preset = "strict"',
        'select = ["ALL"]\nextend-select = ["COV", "COV0", "COV001", "missing-fail-under"]',
        'ignore = ["COV"]',
        'ignore = { COV001 = "why", missing-fail-under = "" }',
        'per-file-ignores = { "a/*" = ["COV"], b = { COV001 = "why" } }',
        'severity = { COV001 = "info", missing-fail-under = "error" }',
        'exclude = ["docs/"]\nprojects = ["."]',
        "minimum-coverage = 0\n",
        "minimum-coverage = 99.5\n",
        'baseline = ".repoaudit-baseline.json"\nfixable = ["ALL"]\nunfixable = ["MAK"]\nfail-on = "never"',
        "rules.hook-matches-nothing.excludes = true",
        "rules.HKS023.excludes = false",
        "rules.HKS023 = {}",
        "extends = []",
    ],
)
def test_both_accept(text: str) -> None:
    assert the_code_accepts(text)
    assert VALIDATOR.is_valid(tomli.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        "unknown = 1",
        'profile = "web"',
        'profile = ["library", "application"]',
        'preset = "lax"',
        'select = "ALL"',
        "select = [1]",
        'select = ["Not a rule"]',
        'ignore = "COV"',
        "ignore = { COV001 = 1 }",
        'per-file-ignores = { "a" = "COV" }',
        'severity = { COV001 = "fatal" }',
        'severity = { COV = "info" }',
        "exclude = 1",
        "projects = [1]",
        "minimum-coverage = 101",
        'minimum-coverage = "80"',
        "minimum-coverage = true",
        'baseline = ""',
        'fail-on = "fatal"',
        "rules.hook-matches-nothing.excludes = 1",
        "rules.hook-matches-nothing.includes = true",
        "rules = []",
        'extends = "base.toml"',
    ],
)
def test_both_refuse(text: str) -> None:
    assert not the_code_accepts(text)
    assert not VALIDATOR.is_valid(tomli.loads(text))


@pytest.mark.parametrize(("value", "status"), [('"strict"', 0), ('"lax"', 1)])
def test_validate_pyproject_uses_it(tmp_path: Path, value: str, status: int) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(
        f'[project]\nname = "demo"\nversion = "1"\n\n[tool.repoaudit]\npreset = {value}\n', encoding="utf-8"
    )
    command = [sys.executable, "-m", "validate_pyproject", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == status, done.stdout + done.stderr
    assert status == 0 or "tool.repoaudit.preset" in done.stdout + done.stderr
