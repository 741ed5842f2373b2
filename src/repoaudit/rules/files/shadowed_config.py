from collections.abc import Iterator

from repoaudit.api import Configuration, Finding, Related, Severity, rule


@rule(Configuration, code="CFG003", severity=Severity.ERROR, lesson="+")
def shadowed_config(configuration: Configuration) -> Iterator[Finding]:
    """A tool never reads these settings, because another file has precedence.

    pytest, mypy, ruff, coverage, isort, flake8, pylint, tox and uv read one place and merge nothing; an empty file can
    be the one that wins. Beside a `uv.toml`, uv still reads of `[tool.uv]` what only `pyproject.toml` may hold, such as
    `sources`: the message names the others. The rule is silent where a command names the file, as `--rcfile` and
    `--config-file` do.
    """
    winner = configuration.winner
    for loser in configuration.shadowed:
        if winner and not configuration.is_named_by_a_command(loser):
            lost = configuration.lost_in(loser)
            named = " and ".join(f"`{key}`" for key in lost)
            yield Finding(
                loser.table.place(lost[0]) if lost else loser.place,
                f"{configuration.tool} never reads {named and f'{named} of '}{loser.label}: "
                f"{winner.label} has precedence",
                related=(Related(winner.place, f"{configuration.tool} reads this instead"),),
            )
