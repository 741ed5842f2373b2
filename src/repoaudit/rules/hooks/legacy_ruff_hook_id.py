from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, LegacyHook, Related, Severity, rule


@rule(LegacyHook, code="HKS022", severity=Severity.INFO, fix=Applicability.SAFE, lesson="+")
def legacy_ruff_hook_id(legacy: LegacyHook) -> Iterator[Finding]:
    """The hook `ruff` of ruff-pre-commit has been called `ruff-check` since 0.11.10.

    Its manifest keeps the old id as "legacy alias". The rule is silent for a `rev` that does not know the new id.

    The fix writes the new id, and does so wherever the old one is named: in `ci.skip`, `SKIP`, `pre-commit run
    ruff`. It is safe when only this file changes, `rev` is known to have the new id, and no other hook goes by it.
    """
    hook = legacy.hook
    yield Finding(
        hook.place,
        f"`{hook.id}` is the legacy alias of `{legacy.new}`: write `{hook.hooks.wording(id=legacy.new)}`",
        legacy.renamed,
        tuple(Related(mention.place, f"`{hook.id}` is named here") for mention in legacy.mentions),
    )
