"""Ask the package index, by the ordinary clients: which releases there are, which one a Python gets, what is in one."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory


class NoAnswerError(Exception):
    """The index, or a client of it, gave no answer."""


def _run(*words: str, text: str = "") -> str:
    """Run a module of this Python in an empty folder, so that no settings of a project sway it."""
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=folder, input=text, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise NoAnswerError(done.stderr.strip() or f"{words[0]} ended with {done.returncode}")
    return done.stdout


def newest(names: Sequence[str], python: str) -> dict[str, str]:
    """Return the newest release of each distribution that runs on a Python, each by itself."""
    options = ("--no-deps", "--no-header", "--no-annotate", "--quiet", "--python-version", python)
    answer = _run("uv", "pip", "compile", *options, "-", text="\n".join(names))
    pairs = (line.partition("==") for line in answer.splitlines() if "==" in line)
    return {name: release.strip() for name, _, release in pairs}


def releases(name: str) -> tuple[str, ...]:
    """Return all releases of a distribution, the newest first, without those before their final one."""
    answer = json.loads(_run("pip", "index", "versions", name, "--json", "--disable-pip-version-check"))
    return tuple(answer["versions"])


def read_from_wheel(name: str, release: str, path: str) -> str:
    """Return the text of a file in the pure wheel of a release."""
    options = ("--platform", "any", "--implementation", "py", "--abi", "none", "--python-version", "3.12")
    with TemporaryDirectory() as folder:
        _run(
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
            *options,
            "-d",
            folder,
            f"{name}=={release}",
        )
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(path).decode()


def install(requirement: str, folder: Path) -> None:
    """Install a release into a folder of its own."""
    _run("pip", "install", "--quiet", "--no-deps", "--target", str(folder), requirement)
