"""The fast reader and typer agree on every command line that the fast reader takes."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import example, given, settings
from hypothesis import strategies as st

from repoaudit.cli import check
from repoaudit.cli._flags import REPEATED, SWITCHES, VALUES
from repoaudit.cli.app import app
from repoaudit.cli.arguments import CheckArguments
from repoaudit.cli.fast import read

ROOT = Path(__file__).parents[2]
COMMAND = typer.main.get_command(app)


def by_typer(words: list[str]) -> CheckArguments | None:
    """Return what typer gives to the command, None where it refuses."""
    seen: list[CheckArguments] = []

    def run_check(arguments: CheckArguments) -> int:
        seen.append(arguments)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "run_check", run_check)
        try:
            COMMAND.main(args=words, prog_name="repoaudit", standalone_mode=False)
        except Exception as error:
            if not hasattr(error, "format_message"):
                raise
    return seen[0] if seen else None


def arguments(**values: Any) -> CheckArguments:  # noqa: ANN401  # each has its own type
    return CheckArguments(**values)


def test_the_table_of_flags_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "render_flags.py", "--check"], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_defaults() -> None:
    assert read(["check"]) == by_typer(["check"]) == CheckArguments()


@pytest.mark.parametrize("flag", sorted(SWITCHES))
def test_switch(flag: str) -> None:
    name, value = SWITCHES[flag]
    assert read(["check", flag]) == by_typer(["check", flag]) == arguments(**{name: value})


@pytest.mark.parametrize("flag", sorted(VALUES))
def test_flag_with_value(flag: str) -> None:
    name = VALUES[flag]
    expected = arguments(**{name: ("a,b",) if name in REPEATED else "a,b"})
    assert read(["check", flag, "a,b"]) == by_typer(["check", flag, "a,b"]) == expected
    twice = arguments(**{name: ("a", "") if name in REPEATED else ""})
    assert read(["check", flag, "a", flag, ""]) == by_typer(["check", flag, "a", flag, ""]) == twice


def test_every_parameter_has_a_flag() -> None:
    named = {name for name, _ in SWITCHES.values()} | set(VALUES.values())
    assert named | {"path"} == set(CheckArguments._fields)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--help"],
        ["--version"],
        ["rules"],
        ["chek"],
        ["check", "--help"],
        ["check", "-h"],
        ["check", "-qv"],
        ["check", "-ofile"],
        ["check", "-o=file"],
        ["check", "--fi"],
        ["check", "--fix=yes"],
        ["check", "--select"],
        ["check", "--select", "--fix"],
        ["check", "-"],
        ["check", "a", "b"],
        ["check", "--", "a", "b"],
    ],
)
def test_everything_else_is_left_to_typer(words: list[str]) -> None:
    assert read(words) is None


WORDS = st.one_of(
    st.sampled_from(
        [*SWITCHES, *VALUES, "--", "-", "", "--help=", "--select=", "--fix=1", "-qv", "-ox", "@file", "a b"]
    ),
    st.builds("{}={}".format, st.sampled_from([*SWITCHES, *VALUES]), st.sampled_from(["", "a", "-x", "a=b", "é", "*"])),
    st.sampled_from(["a", "./b", "c=d", "-x", "--unknown", "\udcff", "$HOME", "~", "/a"]),
    st.text(alphabet="-=ab fix", max_size=6),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=6))
@example(["--select", "--fix"])
@example(["--", "--fix"])
@example(["--color=", "--", "-"])
def test_generated_command_lines(words: list[str]) -> None:
    fast = read(["check", *words])
    if fast is not None:
        assert by_typer(["check", *words]) == fast


KNOWN = st.one_of(
    st.sampled_from([[flag] for flag in SWITCHES]),
    st.builds(lambda flag, value: [flag, value], st.sampled_from([*VALUES]), st.sampled_from(["a", "", "b,c", "x=y"])),
    st.builds(
        lambda flag, value: [f"{flag}={value}"],
        st.sampled_from([flag for flag in VALUES if flag.startswith("--")]),
        st.sampled_from(["a", "", "-b", "x=y", "--fix"]),
    ),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(KNOWN, max_size=6), st.sampled_from([[], ["path"], ["--", "-path"]]))
def test_plain_command_lines_never_reach_typer(flags: list[list[str]], path: list[str]) -> None:
    words = ["check", *(word for flag in flags for word in flag), *path]
    fast = read(words)
    assert fast is not None
    assert by_typer(words) == fast
