from collections.abc import Iterator

from repoaudit.api import Finding, LargeBinaries, Severity, rule


@rule(LargeBinaries, code="MLR002", severity=Severity.WARNING, lesson="+")
def binary_artifact_tracked(files: LargeBinaries) -> Iterator[Finding]:
    """A model or a file of data over 1 MB is in git itself.

    Every clone downloads every version of it that ever was, and git can neither compare nor merge them. Git LFS, DVC
    and a release keep such files. Files that a filter of `.gitattributes` or DVC keeps are left alone. For each folder
    the largest file is named.
    """
    others = f" and {len(files.paths) - 1} more in its folder" if len(files.paths) > 1 else ""
    yield Finding(
        files.place,
        f"git keeps every version of this file of {files.megabytes}{others} for every clone: keep it with Git LFS or "
        "DVC, or publish it elsewhere",
    )
