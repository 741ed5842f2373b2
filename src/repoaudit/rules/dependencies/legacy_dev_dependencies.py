from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, LegacyDevDependencies, Severity, rule


@rule(LegacyDevDependencies, code="DEP010", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="+")
def legacy_dev_dependencies(legacy: LegacyDevDependencies) -> Iterator[Finding]:
    """Development dependencies stand in a table that their tool has given up for dependency groups.

    uv and poetry warn about it and will stop reading it; other tools cannot read it. The fix moves uv's list into the
    group `dev` of `[dependency-groups]`, which uv merges with it today, so that the lock stays current. It is unsafe
    where a uv older than 0.4.27 may run, and is not offered for poetry or a list with comments.
    """
    yield Finding(
        legacy.place,
        f"`{'.'.join(map(str, legacy.path))}` is deprecated by {legacy.tool}: write `[{legacy.successor}]`"
        if legacy.tool == "poetry"
        else "`tool.uv.dev-dependencies` is deprecated by uv, and no other tool reads it: write "
        "`[dependency-groups]` with the group `dev`",
        legacy.moved,
    )
