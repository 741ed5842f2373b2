"""The commands, as typer sees them: the source of the command line, of its help and of its completion."""

from typing import Annotated, Any

import typer

from repoaudit import __version__
from repoaudit.cli import completion
from repoaudit.cli.arguments import CheckArguments
from repoaudit.cli.help import Command, Group

app = typer.Typer(
    name="repoaudit",
    cls=Group,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

_FIXES = "Fixes"
_RULES = "Rules"
_OUTPUT = "Output"
_SETTINGS = "Settings"
_ADOPTION = "Adoption"


def _switch(flags: str, text: str, panel: str, short: str = "") -> typer.models.OptionInfo:
    """Describe a flag without a value."""
    names = (flags, short) if short else (flags,)
    info: typer.models.OptionInfo = typer.Option(*names, help=text, show_default=False, rich_help_panel=panel)
    return info


def _selectors(text: str, panel: str) -> typer.models.OptionInfo:
    """Describe a flag that takes rules: names, codes, prefixes of codes or ALL."""
    info: typer.models.OptionInfo = typer.Option(
        metavar="RULES", help=text, autocompletion=completion.rules, rich_help_panel=panel
    )
    return info


_Words = list[str] | None
_Path = Annotated[str, typer.Argument(metavar="PATH", help="A folder of the repository.")]
_Config = Annotated[
    _Words,
    typer.Option(
        metavar="FILE|KEY=VALUE",
        help="Read the settings from this file, or set one, in TOML; may be repeated.",
        rich_help_panel=_SETTINGS,
    ),
]
_Isolated = Annotated[bool, _switch("--isolated", "Ignore pyproject.toml and repoaudit.toml.", _SETTINGS)]
_Baseline = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="The file of accepted findings, instead of the setting `baseline`.",
        rich_help_panel=_ADOPTION,
    ),
]
_Format = Annotated[str, typer.Option(metavar="text|json", help="Text, or JSON for machines.")]


def _show_version(value: bool) -> None:  # noqa: FBT001  # typer calls it like this
    if value:
        typer.echo(f"repoaudit {__version__}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Check how a Python repository is set up: pyproject.toml, hooks, Makefile, CI, tests, coverage and types."""
    del version


@app.command(cls=Command)
def check(  # noqa: PLR0913  # one parameter for each flag
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="The folder to check; only what lies below it is reported.")
    ] = ".",
    *,
    fix: Annotated[bool, _switch("--fix/--no-fix", "Make the safe fixes.", _FIXES)] = False,
    unsafe_fixes: Annotated[
        bool, _switch("--unsafe-fixes/--no-unsafe-fixes", "Make the unsafe fixes, too, or offer them.", _FIXES)
    ] = False,
    diff: Annotated[bool, _switch("--diff", "Show what --fix would write, and write nothing.", _FIXES)] = False,
    show_fixes: Annotated[
        bool, _switch("--show-fixes/--no-show-fixes", "List the fixes that were made.", _FIXES)
    ] = False,
    fixable: Annotated[_Words, _selectors("Fix the findings of these rules only.", _FIXES)] = None,
    unfixable: Annotated[_Words, _selectors("Leave the findings of these rules alone.", _FIXES)] = None,
    select: Annotated[_Words, _selectors("Run these rules, by name, code, prefix or ALL, no others.", _RULES)] = None,
    extend_select: Annotated[_Words, _selectors("Run these rules besides the selected ones.", _RULES)] = None,
    ignore: Annotated[_Words, _selectors("Do not run these rules.", _RULES)] = None,
    output_format: Annotated[
        _Words,
        typer.Option(
            metavar="FORMAT[=FILE]",
            help="The format: full (the default on a terminal), concise, json, sarif, github, gitlab, junit, markdown "
            "or rdjson. With =FILE it goes there; may be repeated. Else REPOAUDIT_OUTPUT_FORMAT counts.",
            autocompletion=completion.formats,
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    output_file: Annotated[
        str | None,
        typer.Option(
            "--output-file",
            "-o",
            metavar="FILE",
            help="Write there what would go to the terminal. Else REPOAUDIT_OUTPUT_FILE counts.",
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="SEVERITY",
            help="The least severity that makes the exit status 1: error, warning (the default), info or never.",
            autocompletion=completion.severities,
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    exit_zero: Annotated[bool, _switch("--exit-zero", "Exit with 0 in spite of findings.", _OUTPUT, "-e")] = False,
    statistics: Annotated[bool, _switch("--statistics", "Count the findings of each rule.", _OUTPUT)] = False,
    color: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            help="Use colours: auto, always or never. Else REPOAUDIT_COLOR, NO_COLOR and FORCE_COLOR count.",
            autocompletion=completion.colors,
            rich_help_panel=_OUTPUT,
        ),
    ] = None,
    baseline: _Baseline = None,
    baseline_commit: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Report only what is found now and was not found in this commit, branch or tag.",
            rich_help_panel=_ADOPTION,
        ),
    ] = None,
    add_ignore: Annotated[
        str | None,
        typer.Option(
            metavar="[=REASON]",
            help="Accept what is found: by a comment above the line, or by per-file-ignores where none can stand.",
            rich_help_panel=_ADOPTION,
        ),
    ] = None,
    quiet: Annotated[bool, _switch("--quiet", "Show the findings and nothing else.", _OUTPUT, "-q")] = False,
    verbose: Annotated[
        bool, _switch("--verbose", "Say what could not be known, and which rules are silent for it.", _OUTPUT, "-v")
    ] = False,
    config: _Config = None,
    isolated: _Isolated = False,
) -> None:
    """Check a repository, and mend it with --fix.

    Exit status: 0 nothing found or all of it fixed, 1 findings, 2 a mistake in the call or the settings, 3 a bug.
    """
    arguments = CheckArguments(**_given(locals()))
    from repoaudit.cli.check import run_check

    raise typer.Exit(run_check(arguments))


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters that have a value; a repeated one as a tuple."""
    return {name: tuple(each) if isinstance(each, list) else each for name, each in values.items() if each is not None}


@app.command(cls=Command)
def init(
    path: Annotated[str, typer.Argument(metavar="PATH", help="The folder of the repository.")] = ".",
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    config: _Config = None,
    isolated: _Isolated = False,
) -> None:
    """Write the configuration that a repository has none of: ruff, mypy, pytest, coverage, bandit, hooks, Makefile, CI.

    What is there stays as it is. The change is shown first, and nothing is written without a yes.

    Exit status: 0 written, or nothing to write; 1 not written; 2 a mistake in the call, or no Python to configure.
    """
    from repoaudit.cli.init import run_init

    raise typer.Exit(run_init(path, {"config": config, "isolated": isolated}, yes=yes))


@app.command(cls=Command)
def rule(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="RULE",
            help="A rule, by name or code, or the beginning of codes.",
            autocompletion=completion.rules,
        ),
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Show the pages of all rules.")] = False,
    output_format: _Format = "text",
) -> None:
    """Explain a rule."""
    from repoaudit.cli.rule import show_rule, show_rules

    raise typer.Exit(show_rules(name, output_format) if everything else show_rule(name, output_format))


@app.command(cls=Command)
def rules(
    path: _Path = ".", *, config: _Config = None, isolated: _Isolated = False, output_format: _Format = "text"
) -> None:
    """List all rules, and whether they are on in a repository."""
    from repoaudit.cli.rules import list_rules

    raise typer.Exit(list_rules(path, {"config": config, "isolated": isolated}, output_format))


@app.command(name="baseline", cls=Command)
def write_baseline(  # noqa: PLR0913  # one parameter for each flag
    path: _Path = ".",
    *,
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 for new findings and stale entries.")
    ] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove stale entries, and add nothing.")] = False,
    baseline: _Baseline = None,
    config: _Config = None,
    isolated: _Isolated = False,
) -> None:
    """Accept all findings of today, so that `check` reports only new ones.

    Without a setting `baseline` they go to .repoaudit-baseline.json.

    Exit status: 0 written or up to date, 1 with --check: new findings or stale entries, 2 a mistake, 3 a bug.
    """
    from repoaudit.cli.baseline import run_baseline

    settings = {"config": config, "isolated": isolated}
    raise typer.Exit(run_baseline(path, settings, baseline, check=check_only, prune=prune))


@app.command(name="config", cls=Command)
def show_config(
    path: _Path = ".",
    *,
    declarations: Annotated[
        bool, typer.Option("--declarations", help="Show what files declare several times, and whether they agree.")
    ] = False,
    config: _Config = None,
    isolated: _Isolated = False,
    output_format: _Format = "text",
) -> None:
    """Show the effective settings, where each comes from, and the projects that were found."""
    settings = {"config": config, "isolated": isolated}
    if declarations:
        from repoaudit.cli.declarations import show_declarations

        raise typer.Exit(show_declarations(path, settings, output_format))
    from repoaudit.cli.config import show_settings

    raise typer.Exit(show_settings(path, settings, output_format))
