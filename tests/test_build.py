"""The wheel: it brings compiled patterns along, so that the first run after an installation compiles none."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from compiling import traced
from repoaudit import compiled

ROOT = Path(__file__).parent.parent
SHIPPED = f"repoaudit/{Path(compiled.SHIPPED).name}"


def build(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Build here; hatchling would be downloaded for a build of its own."""
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder), *words]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build(folder, "--target", "wheel")
    (made,) = folder.glob("*.whl")
    return made


def test_the_first_run_of_a_wheel_compiles_nothing(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    done = traced(tmp_path, ROOT / "tests/fixtures/churn-model")
    assert "Found " in done.stdout
    assert done.stderr == ""
    assert not list((tmp_path / "repoaudit/__pycache__").glob("*.marshal"))


def test_a_build_gives_the_same_bytes_each_time(wheel: Path, tmp_path: Path) -> None:
    build(tmp_path, "--target", "wheel")
    (again,) = tmp_path.glob("*.whl")
    assert again.read_bytes() == wheel.read_bytes()


def test_an_editable_wheel_holds_no_patterns(tmp_path: Path) -> None:
    program = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (made,) = tmp_path.glob("*.whl")
    assert not [name for name in zipfile.ZipFile(made).namelist() if name.endswith(".marshal")]


def test_a_build_without_what_reads_yaml_goes_without_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "yaml.py").write_text("raise ImportError('no yaml')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = build(tmp_path, "--target", "wheel")
    assert "holds no compiled patterns" in done.stderr + done.stdout
    (made,) = tmp_path.glob("*.whl")
    assert SHIPPED not in zipfile.ZipFile(made).namelist()


def test_a_source_distribution_can_be_built_from(tmp_path: Path) -> None:
    build(tmp_path, "--target", "sdist")
    (made,) = tmp_path.glob("*.tar.gz")
    names = subprocess.run(["tar", "-tzf", made], check=True, capture_output=True, text=True).stdout
    assert "hatch_build.py" in names
