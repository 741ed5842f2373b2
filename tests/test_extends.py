from collections.abc import Mapping
from pathlib import Path

import pytest

from repoaudit.config import load_policy
from repoaudit.errors import UsageError
from repoaudit.finding import Severity
from repoaudit.policy import Policy
from repoaudit.registry import builtin_entries
from repoaudit.repository import MemoryRepository


def policy(files: Mapping[str, str | bytes], **flags: object) -> Policy:
    return load_policy(MemoryRepository(files), flags, builtin_entries())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages, of which one shares settings."""
    package = tmp_path / "acme_config"
    (package / "more").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('imported')\n", encoding="utf-8")
    (package / "strict.toml").write_text('extends = ["more/base.toml"]\nfail-on = "info"\n', encoding="utf-8")
    (package / "more" / "base.toml").write_text('ignore = ["COV"]\nextends = ["../top.toml"]\n', encoding="utf-8")
    (package / "top.toml").write_text("minimum-coverage = 91\n", encoding="utf-8")
    monkeypatch.setattr("repoaudit.plugins.metadata.site_folders", lambda: (str(tmp_path),))
    return package


def test_a_file_below_the_root_is_weaker_than_what_extends_it() -> None:
    got = policy(
        {
            "pyproject.toml": '[tool.repoaudit]\nextends = ["shared/a.toml", "b.toml"]\nignore = ["MAK"]\n',
            "shared/a.toml": 'minimum-coverage = 70\nfail-on = "error"\nignore = { HKS = "why" }\n',
            "b.toml": 'minimum-coverage = 75\n[severity]\nCOV001 = "info"\n',
        }
    )
    assert (got.minimum_coverage, got.fail_on) == (75, Severity.ERROR)
    assert got.ignore == {"HKS": "why", "MAK": ""}
    assert got.extends == ("shared/a.toml", "b.toml")
    assert got.origin("minimum-coverage") == "b.toml:1"
    assert got.origin("ignore") == "shared/a.toml:3, pyproject.toml:3"
    assert got.origin("fail-on") == "shared/a.toml:2"


def test_paths_are_those_of_the_file_that_names_them() -> None:
    files = {
        "repoaudit.toml": 'extends = ["a/b/one.toml"]\n',
        "a/b/one.toml": 'extends = ["../two.toml", "pyproject.toml"]\n',
        "a/two.toml": 'fail-on = "error"\n',
        "a/b/pyproject.toml": "[tool.repoaudit]\nminimum-coverage = 60\n",
    }
    got = policy(files)
    assert (got.fail_on, got.minimum_coverage) == (Severity.ERROR, 60)
    assert got.origin("minimum-coverage") == "a/b/pyproject.toml:2"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("word", ["acme_config:strict", "acme-config:strict.toml"])
def test_a_package_is_read_and_not_imported(word: str) -> None:
    got = policy({"repoaudit.toml": f'extends = ["{word}"]\n'})
    assert (got.fail_on, got.ignore, got.minimum_coverage) == (Severity.INFO, {"COV": ""}, 91)
    assert got.origin("minimum-coverage") == "acme_config:top.toml:1"


@pytest.mark.usefixtures("site")
def test_the_command_line_may_extend_too() -> None:
    got = policy({"repoaudit.toml": "minimum-coverage = 50\n"}, config=['extends = ["acme_config:top"]'])
    assert got.minimum_coverage == 91


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("none.toml", "extends 'none.toml': does not exist"),
        ("/etc/passwd", "extends '/etc/passwd': must be a file below the root"),
        ("../x.toml", "extends '../x.toml': must be a file below the root"),
        ("", "extends '': must be a file below the root"),
        ("folder", "extends 'folder': is a folder"),
        ("latin.toml", "extends 'latin.toml': is not UTF-8"),
        ("nobody:x", "extends 'nobody:x': no package 'nobody' is installed beside repoaudit"),
        ("acme_config:none", "extends 'acme_config:none': does not exist"),
        ("acme_config:../x", "extends 'acme_config:../x': must be a file below the package"),
        ("repoaudit.toml", "extends 'repoaudit.toml': leads in a circle: repoaudit.toml -> repoaudit.toml"),
    ],
)
def test_what_cannot_be_read_is_one_line(word: str, message: str) -> None:
    files: dict[str, str | bytes] = {"repoaudit.toml": f'extends = ["{word}"]\n', "folder/x": "", "latin.toml": b"\xff"}
    with pytest.raises(UsageError) as caught:
        policy(files)
    assert str(caught.value) == f"repoaudit.toml:1: {message}"


def test_mistakes_are_told_together_each_in_its_own_file() -> None:
    files = {
        "repoaudit.toml": 'extends = ["a.toml", "b.toml", 3]\nselec = []\n',
        "a.toml": 'preset = "no"\n',
        "b.toml": "= broken\n",
    }
    with pytest.raises(UsageError) as caught:
        policy(files)
    assert str(caught.value).splitlines()[1:] == [
        "b.toml:1: Invalid statement",
        "a.toml:1: preset must be default or strict, not 'no'",
        "repoaudit.toml:1: extends must be a list of strings; it holds the number 3",
        "repoaudit.toml:2: unknown key 'selec' (did you mean 'select'?)",
    ]


def test_a_longer_circle_and_a_flood_are_refused() -> None:
    with pytest.raises(UsageError, match=r"circle: a\.toml -> b\.toml -> a\.toml|repoaudit\.toml -> a"):
        policy(
            {
                "repoaudit.toml": 'extends = ["a.toml"]',
                "a.toml": 'extends = ["b.toml"]',
                "b.toml": 'extends = ["a.toml"]',
            }
        )
    many = ", ".join(['"a.toml"'] * 30)
    with pytest.raises(UsageError, match="more than 50 files"):
        policy({"repoaudit.toml": f"extends = [{many}]", "a.toml": 'extends = ["b.toml"]', "b.toml": ""})


def test_a_pyproject_without_settings_is_one_line() -> None:
    with pytest.raises(UsageError, match=r"a/pyproject\.toml: has no \[tool\.repoaudit\]"):
        policy({"repoaudit.toml": 'extends = ["a/pyproject.toml"]\n', "a/pyproject.toml": "[project]\n"})
