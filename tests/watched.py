"""Run a command line of repoaudit in this process and write down what it does to the world outside of it.

Call: `python tests/watched.py LOG WORD...`. Each line of LOG is a JSON list: an event of `sys.addaudithook`, or a call
of `os` that raises none (`os.stat` and its like), then its arguments. Only events that reach out are kept.
"""

import atexit
import json
import os
import sys

KEPT = (
    "open",
    "os.",
    "subprocess.",
    "socket.",
    "import",
    "exec",
    "shutil.",
    "glob.",
    "tempfile.",
    "ctypes.",
    "pty.",
    "webbrowser.",
    "urllib.",
    "sqlite3.",
)
LOOKS = ("stat", "lstat", "readlink", "access", "statvfs")
_events: list[tuple[str, ...]] = []


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        return os.fsdecode(value)
    if hasattr(value, "co_filename"):
        return str(value.co_filename)
    return os.fspath(value) if isinstance(value, (str, os.PathLike)) else repr(value)


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(KEPT) and event not in {"os.putenv", "os.unsetenv"}:
        _events.append((event, *map(_shown, arguments)))


def _watch(name: str) -> None:
    real = getattr(os, name)

    def look(path: object, *arguments: object, **named: object) -> object:
        _events.append((f"look.{name}", _shown(path)))
        return real(path, *arguments, **named)

    setattr(os, name, look)


def _save(descriptor: int) -> None:
    events = [*_events]
    os.write(descriptor, "".join(f"{json.dumps(event)}\n" for event in events).encode())


def main() -> int:
    """Watch everything from before the first import of repoaudit to the end of the interpreter."""
    log, words = sys.argv[1], sys.argv[2:]
    del sys.path[0]
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    atexit.register(_save, descriptor)
    for name in LOOKS:
        _watch(name)
    sys.addaudithook(_note)
    sys.argv = ["repoaudit", *words]
    from repoaudit.__main__ import main as command

    return command()


if __name__ == "__main__":
    sys.exit(main())
