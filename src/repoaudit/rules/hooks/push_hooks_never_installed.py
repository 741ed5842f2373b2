from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, HookInstallation, Related, Severity, rule


@rule(HookInstallation, code="HKS003", severity=Severity.ERROR, fix=Applicability.SAFE, lesson="+")
def push_hooks_never_installed(installation: HookInstallation) -> Iterator[Finding]:
    """Hooks run at stages that a plain `pre-commit install` does not install, so they never run.

    `pre-commit install` and `prek install` install the types in `default_install_hook_types`, by default only
    `pre-commit`. A hook with `stages: [pre-push]` then runs for nobody, and nothing says so. The stages may come
    from the hook, from the manifest of its repository, or from `default_stages`. Hooks that are only `manual` are
    meant not to be installed. The rule is silent where a README, a guide, a Makefile, a script or CI names
    `--hook-type` or `--hook-stage` with the stage; where hooks are installed in a way that cannot be read, it is a
    warning.

    The fix adds the types to `default_install_hook_types` (pre-commit 2.18). It is safe: no command that runs today
    changes, only later installations do. There is none where `stages` replace those of a manifest that asks for other
    stages than commits, as such a hook may fail where it is not made for.
    """
    never = installation.never_installed
    if never:
        first, *others = never
        stages = list(dict.fromkeys(stage for each in never for stage in each.stages))
        types = (*installation.hooks.installed_types, *stages)
        setting = installation.hooks.wording(default_install_hook_types=types)
        ids = ", ".join(f"`{each.hook.id}`" for each in never)
        verb = "runs" if len(never) == 1 else "run"
        moved = [(each.hook.id, " and ".join(asked)) for each in never if (asked := each.hook.replaced_stages)]
        way = "".join(f"the manifest of `{hook}` asks for {asked}: take its `stages` out, or " for hook, asked in moved)
        yield Finding(
            installation.place or first.hook.stages_place,
            f"{ids} never {verb}: `{installation.program} install` does not install {', '.join(stages)}; "
            f"{way}write `{setting}`",
            None if moved else installation.hooks.installing(*stages),
            tuple(Related(each.hook.place, f"`{each.hook.id}` never runs, either") for each in others),
            Severity.WARNING if installation.is_installed_otherwise else None,
        )
    installation.must_be_complete()
