from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, ImportSorting, Severity, rule


@rule(ImportSorting, code="LNT007", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="P1")
def imports_not_sorted(imports: ImportSorting) -> Iterator[Finding]:
    """ruff lints the code, but nothing sorts the imports.

    Two branches that add an import at the end of the list conflict; sorted ones rarely do, and doubles are seen at
    once. `I` counts where it is selected, on by default (without `select` since ruff 0.16) or ignored on purpose;
    isort, usort, reorder-python-imports, zimports and flake8's plugins for the order count as well. Texts that are not
    read as commands (tasks of invoke, a justfile) are searched for a run of ruff that selects `I`.

    The fix selects `I` in the list that the project uses. It is unsafe, because ruff then reports imports.
    """
    message = "nothing sorts the imports, so that lists of them conflict in merges: select `I`, with which ruff does it"
    yield Finding(imports.place, message, imports.selected)
