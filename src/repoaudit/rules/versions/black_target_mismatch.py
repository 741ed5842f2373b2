from collections.abc import Iterator

from repoaudit.api import Applicability, BlackTarget, Finding, Related, Severity, rule


@rule(BlackTarget, code="VER007", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="F2")
def black_target_mismatch(target: BlackTarget) -> Iterator[Finding]:
    """Black writes for another Python than the oldest that the project asks for.

    With newer targets only, black may use syntax that the oldest Python cannot read; with an older one it does not use
    what all supported Pythons have, such as parentheses around the items of a `with` statement.

    The targets may stand in the settings of black, or as `--target-version` in a command or hook that is not limited to
    a part of the files.

    The fix removes `target-version` where black infers it from `requires-python`: then the two cannot part again.
    Where black would not (the range is poetry's or setuptools', or black is older than 23.1), and in a command, it
    begins the list at the floor. It is unsafe, because black may then format files in another way.
    """
    floor = target.floor
    if floor is None or floor == target.version or target.is_shared_down or target.is_idle:
        return
    effect = (
        f"black may write what Python {floor} cannot read"
        if target.version > floor
        else f"black does not use what Python {floor} has"
    )
    yield Finding(
        target.place,
        f"`{target.text}` does not begin at the oldest Python that `{target.requires.text}` admits: {effect}; "
        f"{'remove it, black infers' if target.is_inferred else 'begin at'} `py{floor.major}{floor.minor}`",
        target.corrected(),
        related=(Related(target.requires.place, f"starts at {floor}"),),
    )
