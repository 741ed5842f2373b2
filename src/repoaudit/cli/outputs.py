"""Where reports go, and in which format."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from repoaudit.cli.terminal import COLORS, is_ascii, is_terminal, say, say_bytes, wants_color, width_of
from repoaudit.errors import UsageError
from repoaudit.record import NamedTuple
from repoaudit.registry import did_you_mean
from repoaudit.report import FORMATS
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.cli.arguments import CheckArguments
    from repoaudit.report.view import ReportView

_FOR_PEOPLE: Final = frozenset({"full", "concise"})
_STATISTICS: Final = "repoaudit.report.statistics"


class Output(NamedTuple):
    """One report to make: the module that renders it, and the file it goes to; None is standard output."""

    module: str
    for_people: bool
    file: str | None


class Outputs(NamedTuple):
    """The reports of a run: the main one, and those that ``FORMAT=FILE`` asks for beside it; and when to colour."""

    main: Output
    beside: tuple[Output, ...]
    color: str


def plan_outputs(arguments: "CheckArguments", environment: Mapping[str, str]) -> Outputs:
    """Decide what goes where, before anything runs. Raises UsageError."""
    color = arguments.color or environment.get("REPOAUDIT_COLOR") or "auto"
    if color not in COLORS:
        listed = f"{', '.join(COLORS[:-1])} or {COLORS[-1]}"
        raise UsageError(f"--color must be {listed}, not {color!r}{did_you_mean(color, COLORS)}")
    words = arguments.output_format or tuple(environment.get("REPOAUDIT_OUTPUT_FORMAT", "").replace(",", " ").split())
    main_file = arguments.output_file
    if main_file is None:
        main_file = environment.get("REPOAUDIT_OUTPUT_FILE") or None
    if main_file is not None and not main_file:
        raise UsageError("--output-file: no file is named")
    main = _main([word for word in words if "=" not in word], main_file)
    if arguments.statistics:
        main = _statistics_instead_of(main)
    beside = [_output(*word.partition("=")[::2]) for word in words if "=" in word]
    _check_files([output.file for output in (main, *beside) if output.file is not None])
    return Outputs(main, tuple(beside), color)


def _main(names: Sequence[str], file: str | None) -> Output:
    outputs = [_output(name, file) for name in dict.fromkeys(names)]
    if len(outputs) > 1:
        raise UsageError(f"--output-format: {names[0]} and {names[1]} cannot share one output; write {names[1]}=FILE")
    return outputs[0] if outputs else _output(_default_format(file), file)


def _output(name: str, file: str | None) -> Output:
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(f"--output-format: {name!r} is not one of {known}{did_you_mean(name, FORMATS)}")
    if file is not None and not file:
        raise UsageError(f"--output-format: {name}= names no file")
    return Output(FORMATS[name], name in _FOR_PEOPLE, file)


def _statistics_instead_of(main: Output) -> Output:
    if not main.for_people:
        raise UsageError("--statistics goes with full and concise only; write FORMAT=FILE for another format beside it")
    return main._replace(module=_STATISTICS)


def _default_format(main_file: str | None) -> str:
    return "full" if main_file is None and is_terminal(sys.stdout) else "concise"


def _check_files(files: Sequence[str]) -> None:
    """Refuse what could not be written, before the user waits for it."""
    for index, file in enumerate(files):
        if os.path.isdir(file):  # noqa: PTH112  # pathlib costs 4 ms of start-up
            raise UsageError(f"cannot write {file!r}: it is a folder")
        if file in files[:index]:
            raise UsageError(f"cannot write {file!r}: two reports would go there")


def refuse_links_out(outputs: Outputs, root: str) -> None:
    """Refuse to write through a link of the repository: it may lead to any file of the user. Raises UsageError.

    Who names a place elsewhere, or a device, gets it.
    """
    for output in (outputs.main, *outputs.beside):
        if output.file is not None and _is_inside(os.path.abspath(output.file), root):  # noqa: PTH100  # as above
            real = os.path.realpath(output.file)
            if not _is_inside(real, root) or _is_inside(real, os.path.join(root, ".git")):  # noqa: PTH118  # as above
                raise UsageError(f"cannot write {output.file!r}: a link leads it out of the repository, to {real!r}")


def _is_inside(path: str, root: str) -> bool:
    return f"{path}{os.sep}".startswith(f"{root.rstrip(os.sep)}{os.sep}")


def deliver(outputs: Outputs, view: "ReportView", environment: Mapping[str, str]) -> None:
    """Render and write every report.

    Raises:
        UsageError: a file cannot be written.
        OutputClosedError: nobody reads standard output any more.

    """
    deliver_beside(outputs, view)
    main = outputs.main
    if main.file is not None:
        write_file(main.file, _render(main, _for_file(view, main, outputs)))
    elif main.for_people:
        say(_render(main, _for_stdout(view, outputs, environment)))
    else:
        say_bytes(_render(main, view).encode("utf-8", "surrogateescape"))


def deliver_beside(outputs: Outputs, view: "ReportView") -> None:
    """Render and write the reports that go to files of their own. Raises UsageError."""
    for output in outputs.beside:
        if output.file is not None:
            write_file(output.file, _render(output, _for_file(view, output, outputs)))


def _for_file(view: "ReportView", output: Output, outputs: Outputs) -> "ReportView":
    return view._replace(color=output.for_people and outputs.color == "always")


def _for_stdout(view: "ReportView", outputs: Outputs, environment: Mapping[str, str]) -> "ReportView":
    stream = sys.stdout
    return view._replace(
        color=wants_color(outputs.color, stream, environment),
        width=width_of(stream, environment),
        ascii=is_ascii(stream),
    )


def _render(output: Output, view: "ReportView") -> str:
    text: str = import_module(output.module).render(view)
    return text


def write_file(file: str, text: str) -> None:
    """Write a report to a file, as UTF-8. Raises UsageError."""
    try:
        with open(file, "wb") as stream:  # noqa: PTH123  # as above
            stream.write(text.encode("utf-8", "backslashreplace"))
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot write {file!r}: {getattr(error, 'strerror', None) or error}") from error
