"""What the shell offers behind a flag."""

from collections.abc import Iterable, Iterator

from repoaudit.typing import Final

SEVERITIES: Final = ("error", "warning", "info", "never")
COLORS: Final = ("auto", "always", "never")


def rules(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield the names and codes of rules, behind the last comma of a list."""
    from repoaudit.registry import builtin_entries

    words, comma, last = incomplete.rpartition(",")
    for entry in builtin_entries():
        for word, other in ((entry.name, entry.code), (entry.code, entry.name)):
            if word.startswith(last):
                yield f"{words}{comma}{word}", other


def formats(incomplete: str) -> list[str]:
    """Return the output formats."""
    from repoaudit.report import FORMATS

    return _starting(FORMATS, incomplete)


def severities(incomplete: str) -> list[str]:
    """Return the words of ``--fail-on``."""
    return _starting(SEVERITIES, incomplete)


def colors(incomplete: str) -> list[str]:
    """Return the words of ``--color``."""
    return _starting(COLORS, incomplete)


def _starting(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in words if word.startswith(incomplete)]
