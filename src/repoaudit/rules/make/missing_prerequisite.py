from collections.abc import Iterator

from repoaudit.api import Finding, Makefile, Related, Severity, rule


@rule(Makefile, code="MAK008", severity=Severity.ERROR, lesson="+")
def missing_prerequisite(makefile: Makefile) -> Iterator[Finding]:
    """A target depends on something that is no target and no file, so make stops.

    Most often a target was renamed or removed. What a recipe writes, what git ignores, what lies in a submodule, what
    is declared `.PHONY` and what a pattern rule may make counts as made.
    """
    for missing in makefile.missing_prerequisites:
        advice = f"write `{missing.near}`" if missing.near else "add a rule for it, or remove it"
        yield Finding(
            missing.places[0],
            f"make cannot make `{missing.target}`: `{missing.name}` is neither a target nor a file; {advice}",
            related=tuple(Related(place, "depends on it too") for place in missing.places[1:]),
        )
