from collections.abc import Iterator

from repoaudit.api import Finding, MypyHook, Related, Severity, rule


@rule(MypyHook, code="TYP006", severity=Severity.WARNING, lesson="+")
def mypy_hook_lacks_dependencies(hook: MypyHook) -> Iterator[Finding]:
    """The hook of mirrors-mypy runs without the project's dependencies, so all that comes from them is `Any`.

    The hook has an environment of its own, in which only mypy and its `additional_dependencies` are installed, and its
    manifest passes `--ignore-missing-imports`, so nobody is told. Wrong calls of a typed library then pass here, and
    fail where mypy runs beside it. Name the libraries in `additional_dependencies`, or call the project's own mypy from
    a local hook. Only libraries that are known to carry types are counted.
    """
    typed = hook.typed_dependencies
    if not typed or hook.has_dependencies or not hook.sees_imports:
        return
    names = ", ".join(f"`{each.name}`" for each in typed[:3])
    more = f" and {len(typed) - 3} more" if len(typed) > 3 else ""  # noqa: PLR2004  # as many as are named
    yield Finding(
        hook.dependencies_place,
        f"the hook checks without {names}{more}, so all that comes from there is `Any`: add `additional_dependencies`, "
        "or run the project's own mypy in a local hook",
        related=(Related(typed[0].place, "a dependency with types"),),
    )
