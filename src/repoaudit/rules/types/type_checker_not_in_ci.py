from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, TypeChecking, rule


@rule(TypeChecking, code="TYP008", severity=Severity.WARNING, lesson="P1")
def type_checker_not_in_ci(types: TypeChecking) -> Iterator[Finding]:
    """A type checker is set up, but continuous integration does not run it.

    Errors then gather until somebody runs it by hand, and nobody does after that. Commands are followed as for the
    tests (tests-not-in-ci). A checker that is a hook is the matter of hooks-not-in-ci, and settings of pyright, ty or
    pyrefly alone, with no dependency and no command, are for an editor.
    """
    checker = types.forgotten
    if checker and checker.place:
        yield Finding(
            types.ci_place,
            f"`{checker.name}` is set up, but CI does not run it: add a step that does",
            related=(Related(checker.place, "set up here"),),
        )
