"""From errors to exit statuses: a user's mistake is one line, a bug of ours says where to report it."""

from collections.abc import Callable
from enum import IntEnum

from repoaudit.cli.terminal import OutputClosedError, complain
from repoaudit.errors import UsageError
from repoaudit.typing import Final

ISSUES: Final = "https://github.com/repoaudit/repoaudit/issues"


class Exit(IntEnum):
    """What the exit status says."""

    CLEAN = 0
    FINDINGS = 1
    MISTAKE = 2
    BUG = 3
    INTERRUPTED = 130


def guarded(command: Callable[[], int], *, verbose: bool = False) -> int:
    """Run a command and return its exit status, whatever happens in it."""
    try:
        return command()
    except UsageError as error:
        complain(f"error: {error}")
        return Exit.MISTAKE
    except OutputClosedError:
        return Exit.CLEAN
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001  # whatever it is, it is ours, and one line is enough for most people
        complain_of_bug(f"{type(error).__name__}: {error}", _traceback(error), verbose=verbose)
        return Exit.BUG


def complain_of_bug(what: str, traceback: str, *, verbose: bool) -> None:
    """Say in one line that something of ours broke, and with ``verbose`` where in our code."""
    hint = "" if verbose else ", with what -v shows"
    complain(f"internal error: {' '.join(what.split())}; please report it at {ISSUES}{hint}")
    if verbose:
        complain(traceback.rstrip("\n"))


def _traceback(error: Exception) -> str:
    from traceback import format_exception  # only for bugs

    return "".join(format_exception(error))
