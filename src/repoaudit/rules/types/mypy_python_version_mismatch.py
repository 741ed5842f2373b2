from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Mypy, Related, Severity, rule


@rule(Mypy, code="TYP002", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="P2")
def mypy_python_version_mismatch(mypy: Mypy) -> Iterator[Finding]:
    """mypy checks for another Python than the oldest that the project supports.

    Types are then checked for a Python that users do not run: with a newer one, code that fails on the oldest passes.
    mypy does not read `requires-python` (2.4.1). A run on the command line is often one of several, so only the
    configuration is compared; a value that mypy does not accept at all is another rule's. Settings that the projects
    of a workspace share are compared with the project beside them, and with the oldest of those below where it has no
    range of its own. Silent where a comment beside the setting gives a reason: stubs of a dependency that need a newer
    Python, say.

    The fix writes the lower bound. It is unsafe, because mypy may find errors that it did not find before.
    """
    required = mypy.requires_python
    oldest = required.oldest if required else None
    for target in mypy.target_pythons:
        if required is None or oldest is None or target.on_command_line or target.value < target.release.floor:
            continue
        wanted = max(oldest, target.release.floor)
        is_wanted = target.value.minor_version == wanted or mypy.serves_below(target.value.minor_version)
        if not is_wanted and not mypy.says_why(target):
            yield Finding(
                target.place,
                f"mypy checks for Python {target.value}, but the project supports {oldest} and later: write {wanted}",
                target.set(wanted),
                (Related(required.place, f"the oldest Python supported is {oldest}"),),
            )
