from collections.abc import Iterator

from repoaudit.api import Finding, OpenPythons, Related, Severity, rule


@rule(OpenPythons, code="VER002", severity=Severity.WARNING, lesson="A1")
def missing_requires_python(pythons: OpenPythons) -> Iterator[Finding]:
    """`[project]` does not say which Pythons it needs.

    Installers then give the newest release to every Python, also to one that cannot read its syntax, instead of an
    older release that works. Without a range uv locks for the Python that happens to run, and ruff and black guess
    which syntax is allowed.

    There is no fix: which Pythons are supported is a decision.
    """
    version, why = pythons.oldest
    lost = pythons.lost
    yield Finding(
        pythons.place,
        "`[project]` lacks `requires-python`: installers offer it to every Python, and uv, ruff and black guess; "
        f'write `requires-python = ">={version}"` ({why}), or what you support',
        related=(Related(lost, "not read beside `[project]`"),) if lost else (),
    )
