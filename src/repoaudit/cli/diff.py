"""Diffs, for files and pipes as they are, for the eyes in colour."""

import sys
from collections.abc import Mapping

from repoaudit.cli.outputs import Outputs, write_file
from repoaudit.cli.terminal import is_terminal, say, say_bytes, wants_color
from repoaudit.report.colored_diff import render_diff
from repoaudit.report.escape import plain_line


def deliver_diff(outputs: Outputs, text: str, environment: Mapping[str, str]) -> None:
    """Write a diff where the report would go. Raises UsageError and OutputClosedError."""
    if outputs.main.file is not None:
        write_file(outputs.main.file, text)
    elif is_terminal(sys.stdout):
        say(render_diff(text, color=wants_color(outputs.color, sys.stdout, environment)))
    else:
        data = text.encode("utf-8", "surrogateescape")  # byte for byte, for `git apply`
        say_bytes(_fenced(data) if environment.get("GITHUB_ACTIONS") == "true" and _holds_command(text) else data)


def _holds_command(text: str) -> bool:
    return any(plain_line(line) != line for line in text.replace("\r", "\n").split("\n"))


def _fenced(data: bytes) -> bytes:
    """Tell the runner of GitHub Actions to obey nothing in a diff; what reads diffs skips the lines around it.

    The word that ends this must not be known to whoever wrote the files: no text can hold its own hash.
    """
    from hashlib import sha256

    word = sha256(data).hexdigest().encode()
    return b"::stop-commands::%b\n%b::%b::\n" % (word, data, word)
