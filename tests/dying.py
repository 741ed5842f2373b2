"""Run a command line of repoaudit again and again, each time with something wrong one step later in what it writes.

Call: `python tests/dying.py FOLDER HOW STRIDE WORD...`. HOW is `kill` (SIGKILL before or after a call that writes, or
halfway through it), `fail` (the call raises) or `change` (somebody else writes to every file before the call); one of
STRIDE steps is taken. Each run is a fork of this process with a fresh tree in FOLDER, and gives a line of JSON: what
was reached, how it ended, what it said, and every file with its mode and text. The last run is undisturbed.
"""

import errno
import itertools
import json
import os
import signal
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

WORKFLOW: Final = (
    "on: push # é\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n    - uses: actions/setup-python@v5\n"
    "      with:\n        python-version: 3.10 # kept\n"
)
PYPROJECT: Final = (
    '[project]\nname = "demo" # é\nrequires-python = ">=3.12"\n[tool.mypy]\npython_version = "3.7"\n'
    '[tool.coverage.report]\nfail_under = 60\n[tool.pytest.ini_options]\naddopts = "--cov=demo"\n'
)
FILES: Final[Mapping[str, tuple[int, str]]] = {
    "pyproject.toml": (
        0o640,
        PYPROJECT,
    ),
    ".github/workflows/a.yml": (0o664, WORKFLOW),
    ".github/workflows/c.yml": (0o600, WORKFLOW.replace("\n", "\r\n")),
    "shared/b.yml": (0o755, WORKFLOW),
    "src/demo/__init__.py": (0o644, ""),
    "tests/test_a.py": (0o644, "def test_a() -> None:\n    assert True\n"),
}
LINK: Final = (".github/workflows/b.yml", "../../shared/b.yml")
CALLS: Final = ("open", "write", "fsync", "fchmod", "replace", "mkdir")
"""Functions of `os` by which something is written; of `open` only what creates."""

OTHER: Final = "# somebody else's work\n"
Call = Callable[..., object]


def make_tree(root: Path) -> None:
    """Make the tree that every run begins with."""
    for name, (mode, text) in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        path.chmod(mode)
    (root / LINK[0]).symlink_to(LINK[1])


def contents(root: Path) -> dict[str, tuple[int, str]]:
    """Return every file with its mode and text; a link is a file of mode 0 with its target."""
    found: dict[str, tuple[int, str]] = {}
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        if path.is_symlink():
            found[name] = (0, str(path.readlink()))
        elif path.is_file():
            found[name] = (stat.S_IMODE(path.stat().st_mode), path.read_bytes().decode())
    return found


class Trouble:
    """What happens at one of the calls, counted from zero."""

    def __init__(self, how: str, number: int, reached: int) -> None:
        self._how = how
        self._left = number
        self._reached = reached
        self._write = os.write

    def arm(self) -> None:
        """Put a stand-in before each function that writes."""
        for name in CALLS:
            setattr(os, name, self._stand_in(name, getattr(os, name)))

    def _stand_in(self, name: str, real: Call) -> Call:
        def call(*arguments: object, **named: object) -> object:
            if name == "open" and not (isinstance(arguments[1], int) and arguments[1] & os.O_CREAT):
                return real(*arguments, **named)
            if name == "write" and arguments[0] in {1, 2}:
                return real(*arguments, **named)
            self._step(f"before {name}")
            if name == "write" and self._left == 0:
                descriptor, data = arguments
                assert isinstance(data, (bytes, memoryview))
                real(descriptor, data[: len(data) // 2])
                self._step("halfway through write")
                return real(descriptor, data[len(data) // 2 :])
            result = real(*arguments, **named)
            if self._how == "kill":
                self._step(f"after {name}")
            return result

        return call

    def _step(self, where: str) -> None:
        self._left -= 1
        if self._left >= 0:
            return
        if self._left == -1:
            self._write(self._reached, where.encode())
            self._happen()

    def _happen(self) -> None:
        if self._how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self._how == "fail":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        for name in FILES:
            with Path(name).open("ab") as file:
                file.write(OTHER.encode())


def run_once(root: Path, how: str, number: int, words: list[str]) -> dict[str, object]:
    """Fork, run the command line with trouble, and tell what came of it."""
    make_tree(root)
    reading, writing = os.pipe()
    output = root.parent / f"{root.name}.txt"
    child = os.fork()
    if not child:
        status = 99
        try:
            os.chdir(root)
            said = os.open(output, os.O_WRONLY | os.O_CREAT, 0o600)
            os.dup2(said, 1)
            os.dup2(said, 2)
            from repoaudit.cli import main

            Trouble(how, number, writing).arm()
            status = int(main.run(words))
        finally:
            os._exit(status)
    os.close(writing)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    reached = os.read(reading, 1000).decode()
    os.close(reading)
    said_text = output.read_text(encoding="utf-8") if output.exists() else ""
    return {"reached": reached, "status": status, "said": said_text, "files": contents(root)}


def main() -> None:
    """Run until nothing is reached any more."""
    folder, how, stride, words = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:]
    import repoaudit.cli.app
    import repoaudit.cli.check
    import repoaudit.cli.fixing
    import repoaudit.writer

    del repoaudit
    for number in itertools.count(0, stride):
        result = run_once(folder / f"{how}-{number}", how, number, words)
        sys.stdout.write(f"{json.dumps(result)}\n")
        sys.stdout.flush()
        if not result["reached"]:
            return


if __name__ == "__main__":
    main()
