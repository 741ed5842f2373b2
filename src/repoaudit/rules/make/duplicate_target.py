from collections.abc import Iterator

from repoaudit.api import Finding, Makefile, Related, Severity, rule


@rule(Makefile, code="MAK007", severity=Severity.ERROR, lesson="+")
def duplicate_target(makefile: Makefile) -> Iterator[Finding]:
    """A target has two recipes, and make ignores the first.

    Rules in conditionals that exclude each other are none, and neither are double-colon and pattern rules.
    """
    for again in makefile.redefinitions:
        yield Finding(
            again.effective,
            f"this recipe of `{again.target}` replaces an earlier one, which make ignores",
            related=(Related(again.ignored, "this recipe never runs"),),
        )
