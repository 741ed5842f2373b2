"""The other end of `pytest_answers`: pytest in a process of its own, asked again and again."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from comparing import lay_out

ANSWERS: Final = Path(__file__).with_name("pytest_answers.py")
Answer = dict[str, object]


class Asked:
    """pytest in a process of its own, asked again and again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._count = 0
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, str(ANSWERS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**kept, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def lay_out(self, files: Mapping[str, str]) -> Path:
        self._count += 1
        return lay_out(self.root / str(self._count), files)

    def about(self, folder: Path, *words: str, collects: bool = False) -> Answer:
        assert self._process.stdin
        assert self._process.stdout
        question = {"folder": str(folder), "words": words, "collects": collects}
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        found: Answer = json.loads(self._process.stdout.readline())
        return found
