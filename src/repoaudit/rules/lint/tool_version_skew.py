from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Related, Severity, VersionSkew, rule


@rule(VersionSkew, code="LNT013", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="+")
def tool_version_skew(skew: VersionSkew) -> Iterator[Finding]:
    """A hook runs one version of a tool, the lock file, a pin or a range installs another.

    What the hook lets pass then fails in CI or in the editor, or one formats what the other formatted differently.
    Versions differ here where results may: ruff, mypy, isort, flake8, pylint and bandit by their minor release, black
    by its year. A tool that is locked only because another package requires it does not count, and a range only where
    nothing is locked or pinned.

    The fix raises `rev` to the other version. It is unsafe, because the hook then reports or formats differently. There
    is none for a range, where the hook is the newer one, so that the other place should follow, where `rev` is the hash
    of a commit, or where the hook repository has no tag for that version.
    """
    yield Finding(
        skew.place,
        f"this hook runs {skew.tool} {skew.hooked}, but `{skew.other_place.path}` {skew.stated}, and the two may "
        f"disagree: use one version for both",
        skew.followed,
        (Related(skew.other_place, f"{skew.tool} {skew.other or skew.asked}"),),
    )
