from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Mypy, Severity, rule


@rule(Mypy, code="TYP001", severity=Severity.ERROR, fix=Applicability.SAFE, lesson="P2")
def mypy_python_version_unsupported(mypy: Mypy) -> Iterator[Finding]:
    """mypy is told to check for a Python that it no longer supports.

    In a configuration file mypy only prints a line and goes on with another version, which pre-commit does not even
    show, so nobody notices that types are checked for the wrong Python. On the command line it stops. The floor is
    that of the oldest mypy that the hook, the lock file or the pin lets run, for arguments of a hook that of its own:
    3.9 since 1.17, 3.10 since 2.0. Where no version is found, values below 3.9 are reported.

    The fix writes the floor, or the lower bound of `requires-python` if that is newer. It is safe where mypy uses that
    version anyway (1.17 and later fall back to the floor), and on the command line, which fails today.
    """
    for target in mypy.target_pythons:
        floor = target.release.floor
        if target.value >= floor:
            continue
        oldest = mypy.requires_python.oldest if mypy.requires_python else None
        new = max(floor, oldest) if oldest else floor
        fix = target.set(new)
        safe = target.on_command_line or (mypy.falls_back_to_floor and new == floor)
        later = "" if target.release.oldest else ", and mypy 2 accepts nothing before 3.10"
        yield Finding(
            target.place,
            f"{target.release.label} cannot check Python {target.value}: the oldest it accepts is {floor}{later}",
            fix and fix.but(Applicability.SAFE if safe else Applicability.UNSAFE),
        )
