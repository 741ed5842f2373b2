from collections.abc import Iterator

from repoaudit.api import Finding, LegacyLinters, Related, Severity, rule


@rule(LegacyLinters, code="LNT004", severity=Severity.WARNING, lesson="A3 M2")
def legacy_linter(linters: LegacyLinters) -> Iterator[Finding]:
    """flake8, pylint, isort, pyupgrade, pydocstyle or autoflake is used, and ruff is not.

    ruff does the work of all of them, but for a part of pylint's rules, in one program with one configuration, and in a
    small fraction of the time. Moving is a matter of selecting the families of rules that the message names, also for
    the plugins of flake8. A tool that has settings only, or is only declared, does not count beside one that is run.

    Silent in a project that makes one of these tools, or a plugin of one, and for flake8 with wemake-python-styleguide.
    """
    first, *others = linters.uses
    place = linters.place_of(first)
    places = ((use.name, linters.place_of(use)) for use in others)
    rules = "; ".join(map(linters.replacement, linters.uses))
    verb = "check" if others else "checks"
    if linters.are_set_up_only:
        verb = "are set up to check" if others else "is set up to check"
    yield Finding(
        place,
        f"{linters.names} {verb} this code, which ruff does in one program and a fraction of the time: select {rules}",
        related=tuple(Related(other, f"{name} is used here") for name, other in places if other != place),
    )
