"""The `repoaudit` command, and `python -m repoaudit`."""

import sys


def main() -> int:
    """Run the command line of this process and return its exit status."""
    _leave_working_directory()
    import gc

    gc.disable()  # a run is over before a search for cycles pays: 8 % of its time
    from repoaudit.finder import install

    install()
    from repoaudit.cli.main import run

    try:
        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    finally:
        _keep_patterns()
        gc.freeze()  # the interpreter searches once more at its exit: 10 %


def _keep_patterns() -> None:
    """Keep what was compiled for the next run; where nothing was, nothing is imported for it."""
    compiled = sys.modules.get("repoaudit.compiled")
    if compiled is not None:
        compiled.KEPT.keep()


def command() -> None:
    """Run the command line, and end the process without taking it down, if nobody waits for that: 1 % of a run."""
    status = main()
    if _is_done():
        import os

        os._exit(status)
    sys.exit(status)


def _is_done() -> bool:
    import atexit

    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # closed, or absent: the interpreter knows what to say
        return False
    return atexit._ncallbacks() == 0  # noqa: SLF001  # what measures coverage waits for the end


def _leave_working_directory() -> None:
    """Take the working directory off the import path before anything else is imported.

    ``python -m`` puts it there, and ``PYTHONPATH`` may; the repository in it may hold a ``yaml.py`` of its own.
    """
    import os  # the interpreter has imported it at its start

    try:
        here = os.getcwd()  # noqa: PTH109  # pathlib costs 4 ms of start-up
    except OSError:
        return
    if __name__ == "__main__" and sys.path[:1] == [here]:
        del sys.path[0]
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if here in sys.path and any(os.path.abspath(folder) == here for folder in named):  # noqa: PTH100  # as above
        sys.path.remove(here)


if __name__ == "__main__":
    command()
