"""Standard output and standard error: what they can show, and writing to them without ever failing on an encoding."""

import os
import sys
from collections.abc import Mapping

from repoaudit.errors import UsageError
from repoaudit.report.escape import escape, plain_line
from repoaudit.typing import Final, TextIO

COLORS: Final = ("auto", "always", "never")


class OutputClosedError(Exception):
    """Whoever read our output has stopped reading: `repoaudit check | head`."""


def say(text: str) -> None:
    """Write text for people to standard output; what its encoding lacks is spelled out, and no line is a command of CI.

    Raises:
        OutputClosedError: nobody reads any more.
        UsageError: the output cannot be written, as on a full disk.

    """
    if sys.stdout is not None:
        _write(sys.stdout, "\n".join(map(plain_line, text.split("\n"))))


def say_bytes(data: bytes) -> None:
    """Write a text for machines to standard output, in an encoding of its own. Raises as `say` does."""
    stream = sys.stdout
    if stream is None:
        return
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # a stand-in, as in tests and notebooks
        _write(stream, data.decode("utf-8", "surrogateescape"))
        return
    try:
        stream.flush()
        buffer.write(data)
        buffer.flush()
    except OSError as error:
        raise _lost(stream, error) from error


def say_json(data: object) -> None:
    """Write data as JSON to standard output, in UTF-8. Raises as `say` does."""
    from json import dumps

    say_bytes(f"{dumps(data, indent=2, ensure_ascii=False, default=str)}\n".encode("utf-8", "backslashreplace"))


def complain(text: str) -> None:
    """Write lines to standard error, each made safe to show; never raises."""
    if sys.stderr is None:
        return
    try:
        _write(sys.stderr, "".join(f"{plain_line(escape(line))}\n" for line in text.split("\n")))
    except (OutputClosedError, UsageError):
        return


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(_writable(text, stream.encoding))
        stream.flush()
    except OSError as error:
        raise _lost(stream, error) from error


def _writable(text: str, encoding: str | None) -> str:
    """Spell out what an encoding lacks; the stream's own error handler may not be ours to change."""
    if text.isascii():
        return text
    name = encoding or "utf-8"
    return text.encode(name, "backslashreplace").decode(name, "replace")


def _lost(stream: TextIO, error: OSError) -> Exception:
    silence(stream)
    if isinstance(error, BrokenPipeError):
        return OutputClosedError()
    return UsageError(f"cannot write the output: {error.strerror or error}")


def silence(stream: TextIO) -> None:
    """Send what is left in a stream's buffer nowhere: the interpreter would complain of it at its exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):
        return


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a person reads a stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def wants_color(when: str, stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Decide on colour: ``--color``, then NO_COLOR before FORCE_COLOR, as Python itself does, then the terminal."""
    if when != "auto":
        return when == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return environment.get("TERM") != "dumb" and is_terminal(stream)


def is_ascii(stream: TextIO | None) -> bool:
    """Say whether a stream's encoding has no box-drawing characters."""
    try:
        "╭├╰│━─".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def width_of(stream: TextIO | None, environment: Mapping[str, str]) -> int:
    """Return the columns of a terminal, 0 for anything else."""
    if stream is None or not is_terminal(stream):
        return 0
    columns = environment.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0
