"""Runs that tell which regular expressions they compile."""

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); import repoaudit.compiled as c; made = c._entry\n"
    "c._entry = lambda pattern, flags: (print(pattern, file=sys.stderr), made(pattern, flags))[1]\n"
    "from repoaudit.__main__ import main; main()"
)


def traced(source: Path, repository: Path) -> "subprocess.CompletedProcess[str]":
    """Run the package in a folder with all rules; standard error names each pattern that it compiled and may keep."""
    command = [sys.executable, "-c", _PROGRAM, str(source), "check", str(repository), "--select", "ALL"]
    # It may write byte code, and is not measured: what is in the folder is a copy.
    stated = {key: text for key, text in os.environ.items() if not key.startswith(("COV", "PYTHONDONTWRITE"))}
    return subprocess.run(command, env=stated, capture_output=True, text=True, check=False)
