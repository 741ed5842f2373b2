from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, SlowHook, rule


@rule(SlowHook, code="HKS017", severity=Severity.INFO, lesson="T3")
def slow_hook_on_commit(slow: SlowHook) -> Iterator[Finding]:
    """A hook takes long on every commit: it checks the whole tree, builds something or runs notebooks.

    Who waits at every commit commits with `--no-verify`, and then no hook runs. Before a push is early enough for
    mypy, pyright or pylint over the whole tree, for a build and for notebooks. The rule is silent for a hook that
    gets the changed files only, for mypy where its settings name single files, for one that `files` keeps to a few
    of the sources, for other stages, for fast checkers (ty, pyrefly, dmypy), and where a manifest that is not known
    decides. Tests are the matter of `pytest-hook-not-on-push`. Where CI runs the program by this hook only, it needs a
    run of its own there: pre-commit.ci and `pre-commit run --all-files` run the hooks of commits. `pre-commit run HOOK`
    fails for a hook of another stage than `--hook-stage` says.
    """
    if slow.is_on_commit:
        wording = slow.hook.hooks.wording(stages=("pre-push",))
        types = slow.hook.hooks.listing("pre-push")
        loss = "; CI, which runs only the hooks of commits, then has to run it itself"
        yield Finding(
            slow.place,
            f"`{slow.program}` {slow.does} on every commit: let it run before a push, with `{wording}`"
            + (f", and write `{types}`" if types else "")
            + (loss if slow.is_all_that_ci_has else ""),
            related=tuple(
                Related(place, "this runs it by its name, and then has to say `--hook-stage pre-push`")
                for place in slow.runs_by_name
            ),
        )
