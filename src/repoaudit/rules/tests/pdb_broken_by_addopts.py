from collections.abc import Iterator

from repoaudit.api import Addopts, Finding, Severity, rule


@rule(Addopts, code="TST017", severity=Severity.INFO, lesson="+")
def pdb_broken_by_addopts(addopts: Addopts) -> Iterator[Finding]:
    """`addopts` distributes the tests in a way that makes `pytest --pdb` stop.

    pytest-xdist then stops with "--pdb is incompatible with distributing tests", so that nobody can debug a test
    without `-n0`. `-n auto` and `-n logical` step aside for `--pdb`; a fixed number, or `--tx` with `--dist`, does
    not, and before pytest-xdist 3.6 any `--dist MODE` without them does not either, even with `-n0`.
    """
    option = addopts.breaks_pdb
    if option:
        yield Finding(
            option.place,
            f"`{option.text}` in `addopts` makes `pytest --pdb` stop (it is incompatible with distributing tests): use"
            " `-n auto`, which steps aside for `--pdb`",
        )
