from collections.abc import Iterator

from repoaudit.api import Finding, MissingFile, Severity, rule


@rule(MissingFile, code="PKG010", severity=Severity.ERROR, lesson="+")
def missing_referenced_file(file: MissingFile) -> Iterator[Finding]:
    """The metadata, the build or Read the Docs name a readme, licence, package or other file that does not exist.

    An error where the backend, or the build of the documentation, then stops. A warning where it goes on without it:
    setuptools without a readme or a module, hatchling without a file of `license-files` or a package. What is published
    then lacks it.

    Silent for files that git ignores, since something may make them before a build. There is no fix: only the author
    knows what the file is called.
    """
    effect = f"{file.backend} {'stops' if file.is_fatal else 'goes on without it'}; " if file.backend else ""
    yield Finding(
        file.place,
        f"there is no `{file.text}`, which is named as {file.what}: {effect}correct the path, or remove it",
        severity=None if file.is_fatal else Severity.WARNING,
    )
