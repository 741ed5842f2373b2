from collections.abc import Iterator

from repoaudit.api import Finding, Severity, TypeChecking, rule


@rule(TypeChecking, code="TYP003", severity=Severity.WARNING, lesson="T3")
def missing_type_checker(types: TypeChecking) -> Iterator[Finding]:
    """No type checker looks at the code of the repository.

    A `None` that nobody expected and an argument of the wrong type are found by mypy, pyright, ty, pyrefly or pyre
    without running anything. Each of them counts that is configured, declared, hooked, run by a command or an action,
    or named in a script. mypy checks only functions with annotations, so it can begin with few.
    """
    if types.is_missing:
        yield Finding(
            types.settings_place,
            "no type checker looks at this code, so that wrong arguments and an unexpected `None` reach users: "
            "add mypy or pyright, and run it in a hook and in CI",
        )
