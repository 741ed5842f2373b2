from collections.abc import Iterator

from repoaudit.api import Finding, HookGaps, Severity, rule


@rule(HookGaps, code="HKS014", severity=Severity.INFO, lesson="T3", default=False)
def missing_docs_hooks(gaps: HookGaps) -> Iterator[Finding]:
    """There are hooks, but none of them looks at docstrings or at documents.

    Docstrings that name other arguments than the function has, and links and lists that Markdown reads otherwise than
    meant, are found by ruff's `D` rules, pydocstyle, pydoclint, markdownlint, mdformat, rumdl, doc8 and others. One of
    them is enough. The rule is silent where ruff's settings cannot be told.
    """
    if not gaps.lints_docs:
        yield Finding(
            gaps.hooks.place,
            "no hook looks at docstrings or documents: select ruff's `D` rules, or add a hook such as `markdownlint`",
        )
