"""Whether ruff, anywhere in a repository, reports one of some rules."""

from collections.abc import Iterable, Iterator

from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.tools.ruff.selection import rank
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.ruff.settings import RuffSettings


def ruff_reports(scope: "Scope", codes: Iterable[str]) -> bool:
    """Say whether some configuration or run of ruff has one of the rules on, none of which is by default.

    Raises:
        UnknownError: it depends on a version or a value that is not known.

    """
    root = scope.root
    wanted = tuple(codes)
    ruffs = (each.all(Ruff)[0] for each in (root, *root.members))
    effective = (settings for ruff in ruffs for settings in ruff.effective)
    return any(settings.reports(code) for settings in effective for code in _selected(settings, wanted))


def _selected(settings: "RuffSettings", codes: tuple[str, ...]) -> Iterator[str]:
    """Yield the codes that some selector names; only then it matters what is ignored, and which ruff runs."""
    selections = (*(layer.selection for layer in settings.layers), settings.flagged)
    named = [each.text for selection in selections for each in (*(selection.select or ()), *selection.extended)]
    return (code for code in codes if any(rank(text, code) >= 0 for text in named))
