from collections.abc import Iterator

from repoaudit.api import Finding, Severity, SwallowedCheck, rule


@rule(SwallowedCheck, code="MAK009", severity=Severity.WARNING, lesson="+")
def failure_swallowed(check: SwallowedCheck) -> Iterator[Finding]:
    """Tests, a linter, a type or security checker run where their failure gets lost, so that they enforce nothing.

    `|| true`, `|| echo`, `| tee` without `pipefail`, a leading `-`, `--exit-zero` and `continue-on-error: true` make a
    check pass whatever it finds: people believe in a check that nobody has. Where nothing else runs the tool, the
    finding is an error.

    Silent are formatters, fixes and reports to a file, a check that also runs in the same job or target without being
    swallowed, a step whose `outcome` something asks for, tolerated tests beside others that count, tolerated jobs of a
    nightly workflow whose checks count elsewhere, expressions such as `${{ matrix.experimental }}`, `mypy
    --install-types` beside a mypy that counts, a recipe that only calls another target, and what a comment on its line
    or the line above quotes.
    """
    names, alone = _joined(check.tools), _joined(check.run_only_here)
    tail = f", and nothing else runs {'it' if alone == names else alone}" if alone else ""
    yield Finding(
        check.place,
        f"{names} cannot fail here: {check.by} hides every failure{tail}; let it count, or drop the check",
        severity=Severity.ERROR if alone else None,
    )


def _joined(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
