from collections.abc import Iterator

from repoaudit.api import Finding, Place, Prose, Severity, rule


@rule(Prose, code="DOC005", severity=Severity.WARNING, lesson="+")
def missing_license(prose: Prose) -> Iterator[Finding]:
    """There is no licence file, and the metadata declare no licence.

    Code without one may not be used by anybody else: all rights are reserved. A file or folder `LICENSE`, `COPYING`,
    `UNLICENSE` or `LICENSES` in the top folder counts, and so does whatever metadata say of a licence. For code that
    is meant to be private, the classifier `Private :: Do Not Upload` says so.
    """
    if prose.lacks_licence:
        yield Finding(
            Place("LICENSE"),
            "there is no licence, so that nobody else may use this code: add a file `LICENSE`, and name the licence in "
            "the metadata",
        )
