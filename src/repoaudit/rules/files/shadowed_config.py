from collections.abc import Iterator

from repoaudit.api import Configuration, Finding, Related, Severity, rule


@rule(Configuration, code="CFG003", severity=Severity.ERROR, lesson="+")
def shadowed_config(configuration: Configuration) -> Iterator[Finding]:
    """A tool never reads these settings, because another file has precedence.

    pytest, mypy, ruff, coverage, isort, flake8, pylint, tox and uv read one place and merge nothing; an empty file can
    be the one that wins. The rule is silent where a command names the file, as `--rcfile` and `--config-file` do.
    """
    winner = configuration.winner
    for loser in configuration.shadowed:
        if winner and not configuration.is_named_by_a_command(loser):
            yield Finding(
                loser.place,
                f"{configuration.tool} never reads {loser.label}: {winner.label} has precedence",
                related=(Related(winner.place, f"{configuration.tool} reads this instead"),),
            )
