"""Whether ruff, anywhere in a repository, reports one of some rules."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repoaudit.subjects.tools.ruff import Ruff

if TYPE_CHECKING:
    from repoaudit.scope import Scope


def ruff_reports(scope: "Scope", codes: Iterable[str]) -> bool:
    """Say whether some configuration or run of ruff has one of the rules on. Raises `UnknownError`."""
    root = scope.root
    wanted = tuple(codes)
    ruffs = (each.all(Ruff)[0] for each in (root, *root.members))
    return any(settings.reports(code) for ruff in ruffs for settings in ruff.effective for code in wanted)
