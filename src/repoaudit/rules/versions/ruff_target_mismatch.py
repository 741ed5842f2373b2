from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Related, RuffTarget, Severity, rule


@rule(RuffTarget, code="VER006", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="P2")
def ruff_target_mismatch(target: RuffTarget) -> Iterator[Finding]:
    """Ruff checks for another Python than the oldest that the project asks for.

    A newer `target-version` lets ruff demand syntax that the oldest Python cannot read; an older one keeps it from
    offering what all supported Pythons have, and makes it report newer syntax as an error.

    The target may stand in the settings of ruff, or as `--target-version` in a command or hook that is not limited to a
    part of the files.

    The fix removes `target-version` where ruff infers the same from `requires-python`: then the two cannot part again.
    Where ruff would not (the range is poetry's, or the settings are in `ruff.toml` and ruff may be older than 0.11),
    and in a command, it writes the floor. It is unsafe, because ruff then reports other things.
    """
    floor = target.floor
    if floor is None or floor == target.version or target.is_shared_down:
        return
    effect = (
        f"ruff may demand what Python {target.requires.oldest} cannot read"
        if target.version > floor
        else f"ruff does not use what Python {floor} has, and may report its syntax as errors"
    )
    yield Finding(
        target.place,
        f"`{target.text}` is not the oldest Python that `{target.requires.text}` admits: {effect}; "
        f"{'remove it, ruff infers' if target.is_inferred else 'write'} `py{floor.major}{floor.minor}`",
        target.corrected(),
        related=(Related(target.requires.place, f"starts at {target.requires.oldest}"),),
    )
