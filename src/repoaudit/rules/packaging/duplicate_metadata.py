from collections.abc import Iterator

from repoaudit.api import DuplicateMetadata, Finding, Related, Severity, rule


@rule(DuplicateMetadata, code="PKG008", severity=Severity.ERROR, lesson="A1")
def duplicate_metadata(duplicate: DuplicateMetadata) -> Iterator[Finding]:
    """Two places give the name, the version or the dependencies, and disagree.

    Only one of them is in effect: setuptools does not read its own files for what `[project]` gives, poetry takes
    `[project]` first, and what the code calls `__version__` is not what was published. A program that bumps the version
    stops where it does not find the one it knows.

    Silent for versions that a program puts in at a build or a release. There is no fix: either may be right.
    """
    given, other = duplicate.given, duplicate.other
    if duplicate.key == "dependencies":
        message = f"{given.source} and {other.source} differ on {given.value}, and only the latter is read: keep one"
    else:
        message = (
            f"{given.source} says that the {duplicate.key} is `{given.value}`, {other.source} `{other.value}`: "
            "keep one, or make them agree"
        )
    yield Finding(given.place, message, related=(Related(other.place, "the one in effect"),))
