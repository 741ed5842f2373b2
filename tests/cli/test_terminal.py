"""What standard output can show, and that no encoding and no closed pipe makes us fail."""

import io
import sys
from collections.abc import Mapping

import pytest

from repoaudit.cli.exits import Exit, guarded
from repoaudit.cli.terminal import (
    OutputClosedError,
    complain,
    is_ascii,
    is_terminal,
    say,
    say_bytes,
    say_json,
    wants_color,
    width_of,
)
from repoaudit.errors import UsageError


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Closed(io.StringIO):
    """A pipe that nobody reads."""

    def write(self, _text: str) -> int:
        raise BrokenPipeError


class Full(io.StringIO):
    """A file on a full disk."""

    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("when", "environment", "on_terminal", "on_pipe"),
    [
        ("auto", {}, True, False),
        ("always", {"NO_COLOR": "1"}, True, True),
        ("never", {"FORCE_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": ""}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, True, True),
        ("auto", {"CLICOLOR_FORCE": "1"}, True, True),
        ("auto", {"CLICOLOR_FORCE": "0"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ("auto", {"TERM": "dumb"}, False, False),
    ],
)
def test_color(when: str, environment: Mapping[str, str], *, on_terminal: bool, on_pipe: bool) -> None:
    assert wants_color(when, Terminal(), environment) is on_terminal
    assert wants_color(when, io.StringIO(), environment) is on_pipe


def test_width() -> None:
    assert width_of(io.StringIO(), {"COLUMNS": "50"}) == 0
    assert width_of(Terminal(), {"COLUMNS": "50"}) == 50
    assert width_of(Terminal(), {"COLUMNS": "wide"}) == 0
    assert width_of(None, {}) == 0


def test_a_closed_stream_is_no_terminal() -> None:
    stream = Terminal()
    assert is_terminal(stream)
    assert not is_terminal(None)


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", False), ("gb18030", False), ("latin-1", True), ("cp437", True), ("ascii", True)],
)
def test_box_drawing(encoding: str, *, expected: bool) -> None:
    assert is_ascii(io.TextIOWrapper(io.BytesIO(), encoding=encoding)) is expected


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-8", "é → \\udcff".encode()),
        ("latin-1", b"\xe9 \\u2192 \\udcff"),
        ("ascii", b"\\xe9 \\u2192 \\udcff"),
        ("cp1252", b"\xe9 \\u2192 \\udcff"),
    ],
)
def test_what_an_encoding_lacks_is_spelled_out(monkeypatch: pytest.MonkeyPatch, encoding: str, written: bytes) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding=encoding, newline="\n"))
    say("é → \udcff")
    assert buffer.getvalue() == written


def test_text_for_machines_has_its_own_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="ascii"))
    say("first ")
    say_bytes("é\n".encode())
    say_json({"a": "é"})
    assert buffer.getvalue() == 'first é\n{\n  "a": "é"\n}\n'.encode()


def test_streams_that_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    say("nothing happens")
    say_bytes(b"nothing happens")
    complain("nothing happens")


def test_a_reader_that_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Closed())
    with pytest.raises(OutputClosedError):
        say("text")
    pipe = _ClosedPipe()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(pipe)))
    with pytest.raises(OutputClosedError):
        say_bytes(b"text")
    pipe.has_left = False  # the buffer writes what is left when it is collected, which Python 3.13 reports


class _ClosedPipe(io.RawIOBase):
    """The raw end of a pipe that nobody reads."""

    has_left = True

    def writable(self) -> bool:
        return not self.closed

    def write(self, data: object) -> int:
        size = len(data) if isinstance(data, (bytes, memoryview)) else 0
        if size and self.has_left:
            raise BrokenPipeError
        return size


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Full())
    monkeypatch.setattr(sys, "stderr", Full())
    with pytest.raises(UsageError, match="cannot write the output: No space left on device"):
        say("text")
    complain("nothing happens")


def test_complaints_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    complain("one\x1b[31m\u202e\nsecond line")
    assert capsys.readouterr().err == "one\\x1b[31m\\u202e\nsecond line\n"


def raises(error: BaseException) -> int:
    raise error


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (UsageError("wrong"), Exit.MISTAKE, "error: wrong\n"),
        (KeyboardInterrupt(), Exit.INTERRUPTED, ""),
    ],
)
def test_statuses(error: BaseException, status: int, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: raises(error)) == status
    assert capsys.readouterr() == ("", message)


def test_a_bug_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: raises(ValueError("a\nb"))) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("internal error: ValueError: a b; please report it at https://")
    assert guarded(lambda: raises(ValueError("a\nb")), verbose=True) == 3
    assert "Traceback (most recent call last):" in capsys.readouterr().err
