from collections.abc import Iterator

from repoaudit.api import Finding, Makefile, Related, Severity, rule


@rule(Makefile, code="MAK003", severity=Severity.INFO, lesson="D2")
def undocumented_target(makefile: Makefile) -> Iterator[Finding]:
    """Most targets have a `## ` comment, which `make help` prints, and some have none.

    What the list does not show might as well not exist. Parts of other targets, names that begin with `_`, targets
    that are files, and `help` itself need no comment.
    """
    bare = makefile.undocumented
    if bare:
        names = ", ".join(f"`{target.name}`" for target in bare)
        yield Finding(
            bare[0].place,
            f"{names} {'has' if len(bare) == 1 else 'have'} no comment like `## text`, unlike the other targets: say"
            f" what {'it does' if len(bare) == 1 else 'they do'}",
            related=tuple(Related(target.place, "has no comment either") for target in bare[1:]),
        )
