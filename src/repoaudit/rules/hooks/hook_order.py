from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, HookOrder, Related, Severity, rule


@rule(HookOrder, code="HKS018", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="+")
def hook_order(order: HookOrder) -> Iterator[Finding]:
    """A formatter runs before a hook whose changes need formatting.

    Hooks run in the order of the file. What `ruff check --fix`, isort, pyupgrade or autoflake change after the
    formatter stays as they left it, so the commit is tried once more, or CI fails over layout. The rule
    is silent for isort that wraps like black (`profile = "black"`), for `ruff check --select I`, for hooks that only
    check, for hooks that never see the same file at the same stage, for those that run only by hand (`manual`), where
    another formatter follows, and for hooks with prek's `priority`.

    The fix moves the formatter behind the last of these hooks, with its comments. It is safe: the same hooks run on
    the same files. Where the formatter shares its repository with other hooks and would have to leave it, there is no
    fix.
    """
    first, others = order.fixers[0], order.fixers[1:]
    names = " and ".join(each.label for each in order.fixers)
    yield Finding(
        order.formatter.hook.place,
        f"{order.formatter.label} runs before {names}, and {order.reasons} may need formatting: "
        f"put it after {order.fixers[-1].label}",
        order.reordered,
        tuple(Related(each.hook.place, f"{each.label} runs after the formatter") for each in (first, *others)),
    )
