"""What ruff reports, by version, file and command line; checked against ruff 0.17.6 where it could be asked."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.errors import UnknownError
from repoaudit.facts.ruff import default_codes, preview_codes, preview_default_codes
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope
from repoaudit.subjects.collections.profile import ml_sign, profiles
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.tools.line_lengths import LineLengths
from repoaudit.subjects.tools.presence import Presence
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.tools.ruff.files import FileIgnore
from repoaudit.subjects.tools.ruff.selection import rank
from repoaudit.subjects.tools.ruff.settings import RuffSettings


def scope_of(files: dict[str, str], policy: Policy | None = None) -> Scope:
    return find_scopes(MemoryRepository(files), policy or Policy())[0]


def ruff(text: str, **files: str) -> Ruff:
    return scope_of({"ruff.toml": text, **files}).all(Ruff)[0]


def configured(text: str, version: str = "") -> RuffSettings:
    pin = f"ruff=={version}\n" if version else ""
    found = scope_of({"ruff.toml": text, "requirements.txt": pin}).all(Ruff)[0].configured
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("selector", "code", "expected"),
    [
        ("ALL", "N803", 0),
        ("N", "N803", 1),
        ("N8", "N803", 2),
        ("N803", "N803", 4),
        ("N", "NPY001", -1),
        ("D", "DTZ001", -1),
        ("E", "ERA001", -1),
        ("PL", "PLR0911", 2),
        ("PLR", "PLR0911", 3),
        ("P", "PLR0911", -1),
        ("C", "C901", 1),
        ("C90", "C901", 3),
        ("TCH", "TC001", 2),
        ("TCH001", "TC001", 5),
        ("invalid-argument-name", "N803", 4),
        ("invalid-argument-name", "N806", -1),
    ],
)
def test_a_selector_is_the_more_specific_the_longer_it_is(selector: str, code: str, expected: int) -> None:
    assert rank(selector, code) == expected


def test_the_rules_of_a_category_are_not_known() -> None:
    with pytest.raises(UnknownError, match="correctness"):
        rank("correctness", "N803")


def test_the_tables_hold_as_many_codes_as_ruff_counts() -> None:
    assert len(default_codes(since_017=True)) == 407
    assert len(default_codes(since_017=False)) == 413
    assert len(preview_codes()) == 141
    assert not preview_default_codes() & default_codes(since_017=True)


@pytest.mark.parametrize(
    ("version", "code", "expected"),
    [
        ("0.0.292", "E501", True),
        ("0.5.0", "E501", False),
        ("0.15.22", "E711", True),
        ("0.16.0", "E711", False),
        ("0.15.22", "I001", False),
        ("0.16.0", "I001", True),
        ("0.16.3", "F406", False),
        ("0.17.0", "F406", True),
        ("0.16.3", "DTZ005", True),
        ("0.17.0", "DTZ005", False),
    ],
)
def test_the_defaults_change_with_the_version(version: str, code: str, expected: bool) -> None:  # noqa: FBT001
    assert configured('lint.extend-select = ["Q"]', version).reports(code) is expected


def test_without_a_version_only_what_all_have_in_common_is_known() -> None:
    found = configured("line-length = 100")
    assert found.reports("F401")
    assert not found.reports("N803")
    assert not found.reports("E501")
    with pytest.raises(UnknownError, match="version"):
        found.reports("I001")
    assert not configured('lint.ignore = ["I"]').reports("I001")


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ('lint.select = ["D"]', "D203", False),
        ('lint.select = ["D203"]', "D203", True),
        ('lint.select = ["D"]\nlint.pydocstyle.convention = "google"', "D401", False),
        ('lint.select = ["D", "D401"]\nlint.pydocstyle.convention = "google"', "D401", True),
        ('lint.select = ["E2"]', "E225", False),
        ('preview = true\nlint.select = ["E2"]', "E225", True),
        ('lint.preview = true\nlint.select = ["E2"]\nlint.explicit-preview-rules = true', "E225", False),
        ('lint.preview = true\nlint.select = ["E225"]\nlint.explicit-preview-rules = true', "E225", True),
        ('lint.select = ["S"]', "S320", False),
        ('select = ["N"]', "N803", True),
        ('select = ["N"]\nlint.select = ["E"]', "N803", False),
        ('select = ["N"]\nignore = ["N803"]\nlint.ignore = []', "N803", True),
        ('lint.select = "N"', "N803", False),
        ("lint = 3", "N803", False),
    ],
)
def test_settings_decide(text: str, code: str, expected: bool) -> None:  # noqa: FBT001
    assert configured(text).reports(code) is expected


def test_what_a_file_extends_comes_first() -> None:
    files = {
        "ruff.toml": 'extend = "base/ruff.toml"\nlint.ignore = ["N803"]',
        "base/ruff.toml": 'extend = "../deep.toml"\nline-length = 100',
        "deep.toml": 'lint.select = ["N"]\nline-length = 90',
    }
    found = scope_of(files).all(Ruff)[0].configured
    assert found is not None
    assert [layer.table.path for layer in found.layers] == ["deep.toml", "base/ruff.toml", "ruff.toml"]
    assert (found.reports("N803"), found.reports("N806")) == (False, True)
    assert (found.line_length.value, found.line_length.place.path) == (100, "base/ruff.toml")


@pytest.mark.parametrize("name", ["../ruff.toml", "/etc/ruff.toml", "~/ruff.toml", "missing.toml", "ruff.toml", "$A"])
def test_what_is_outside_or_goes_in_circles_is_not_known(name: str) -> None:
    with pytest.raises(UnknownError):
        _ = ruff(f'extend = "{name}"').configured


def test_each_run_has_settings_of_its_own() -> None:
    lines = [
        "ruff check .",
        "ruff --select N .",
        "ruff check --config 'lint.select = [\"N806\"]' --ignore E .",
        "ruff check --isolated --extend-select N8 --line-length=120 .",
        "ruff check --config other/ruff.toml .",
        "ruff format --line-length 90 .",
        "ruff rule N803",
    ]
    files = {
        "ruff.toml": 'lint.select = ["E"]\nline-length = 100',
        "other/ruff.toml": 'lint.select = ["N803"]',
        "Makefile": "lint:\n" + "".join(f"\t{line}\n" for line in lines),
    }
    found = scope_of(files).all(Ruff)[0]
    reported = [(each.reports("N803"), each.reports("N806"), each.line_length.value) for each in found.effective]
    assert reported == [
        (False, False, 100),
        (True, True, 100),
        (False, True, 100),
        (True, True, 120),
        (True, False, 88),
    ]
    (formatting,) = found.formats
    assert found.settings_of(formatting).line_length.value == 90


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("tests/*", "tests/deep/test_a.py", True),
        ("__init__.py", "src/a/__init__.py", True),
        ("**/model.py", "model.py", True),
        ("src/**/*.{py,pyi}", "src/a/b.pyi", True),
        ("!src/**", "src/a.py", False),
        ("!src/**", "tests/a.py", True),
        ("src", "src/a.py", False),
        ("./src/*", "src/a.py", True),
        ("src/{a,b}.py", "src/b.py", True),
        ("src/{a,b}.py", "src/c.py", False),
        ("src/{a,b", "src/{a,b", True),
        ("src/{a,b", "src/a", False),
        ("src/a}", "src/a}", True),
    ],
)
def test_patterns_match_as_ruff_matches_them(pattern: str, path: str, expected: bool) -> None:  # noqa: FBT001
    assert FileIgnore(pattern, (), "").matches(path) is expected


@given(st.text(alphabet="*?{}[]!,/a.", max_size=40))
@settings(max_examples=150)
def test_any_pattern_can_be_matched(pattern: str) -> None:
    assert FileIgnore(pattern, (), "").matches("src/a.py") in {True, False}


@given(
    st.recursive(
        st.booleans() | st.text(alphabet="NA8*-", max_size=5) | st.integers(), lambda inner: st.lists(inner, max_size=3)
    )
)
@settings(max_examples=100)
def test_settings_of_any_shape_are_read(value: object) -> None:
    text = json.dumps(value)
    for key in ("lint.select", "per-file-ignores", "lint.pep8-naming", "line-length", "lint", "lint.preview"):
        found = configured(f"{key} = {text}")
        assert found.line_length.value > 0 or key == "line-length"
        assert found.reports("N803") in {True, False}
        assert isinstance(found.file_ignores, tuple)
        assert isinstance(found.ignored_names, tuple)


def test_the_profile_is_stated_or_inferred() -> None:
    files = {"requirements.txt": "numpy\n", "src/churn/model.py": "from sklearn.svm import SVC\n"}
    sign = ml_sign(scope_of(files))
    assert sign is not None
    assert sign.text == "`from sklearn` in `src/churn/model.py`"
    assert profiles(scope_of(files)) == {"ml"}
    assert profiles(scope_of(files, Policy(profiles=frozenset({"library"})))) == {"library"}
    assert profiles(scope_of({"requirements.txt": "numpy\n"})) == frozenset()


def test_line_lengths_stand_side_by_side() -> None:
    commands = "    flake8\n    pylint src\n    isort .\n    black .\n"
    files = {
        "pyproject.toml": '[tool.black]\nline_length = 100\n[tool.isort]\nprofile = "hug"\n',
        "tox.ini": f"[flake8]\nmax_line_length = 110\n[testenv]\ncommands =\n{commands}",
        "setup.cfg": "[pylint.FORMAT]\nmax-line-length = 95\n",
    }
    lengths = scope_of(files).all(LineLengths)[0]
    assert [(each.tool, each.length.value) for each in lengths.formatters] == [("black", 100)]
    assert [(each.tool, each.label) for each in lengths.sorters] == [("isort", "100 (the profile `hug`)")]
    assert [(each.code, each.length.value) for each in lengths.linters] == [("E501", 110), ("C0301", 95)]
    assert [mismatch.other.tool for mismatch in lengths.mismatches] == ["pylint"]


def test_a_tool_is_configured_hooked_run_or_declared() -> None:
    hook = "repos:\n- repo: https://github.com/pycqa/isort\n  rev: 9.0.2\n  hooks:\n  - id: isort\n"
    files = {
        ".flake8": "[flake8]\nmax-line-length = 100\n",
        ".pre-commit-config.yaml": hook,
        "Makefile": "lint:\n\tpylint src\n",
        "requirements-dev.txt": "black\n",
    }
    scope = scope_of(files)
    seen = {tool: Presence(scope, tool) for tool in ("flake8", "isort", "pylint", "black")}
    assert [tool for tool, each in seen.items() if each.is_configured] == ["flake8"]
    assert [tool for tool, each in seen.items() if each.is_hooked] == ["isort"]
    assert [tool for tool, each in seen.items() if each.is_run] == ["isort", "pylint"]
    assert [tool for tool, each in seen.items() if each.is_declared] == ["black"]
