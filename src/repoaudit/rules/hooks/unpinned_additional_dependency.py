from collections.abc import Iterator

from repoaudit.api import Finding, LooseHook, Severity, rule


@rule(LooseHook, code="HKS020", severity=Severity.INFO, lesson="+", default=False)
def unpinned_additional_dependency(loose: LooseHook) -> Iterator[Finding]:
    """A hook is installed with packages of no particular version.

    pre-commit and prek install `additional_dependencies` once, with the version of that day, and keep it until `rev`
    or the list changes. Two people, or one and CI, then run different plugins under one `rev`. Any version or range
    counts, and so does a URL; what is installed from the repository itself is passed over.
    """
    names = ", ".join(f"`{name}`" for name in loose.names)
    yield Finding(
        loose.place,
        f"`{loose.hook.id}` is installed with {names} in whatever version is the latest that day: write one, as in "
        f"`{loose.names[0]}==1.2.3`",
    )
