"""Fixes that let ruff ignore rules where a project ignores rules already."""

from collections.abc import Sequence
from functools import partial

from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT, Applicability, Fix
from repoaudit.subjects.tools.ruff.files import mentions_in_noqa
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.ruff.layers import Layer
    from repoaudit.subjects.tools.ruff.settings import RuffSettings

_LISTS: Final = (("lint", "ignore"), ("lint", "extend-ignore"), ("ignore",), ("extend-ignore",))


def ignoring(settings: "RuffSettings", codes: Sequence[str], comment: str) -> Fix | None:
    """Phrase the fix in the nearest file: in its list, else beside its ``select``, else in the table ``lint``."""
    from repoaudit.documents.toml.edits import add_items

    layer = next((layer for layer in reversed(settings.layers) if layer.shown is None), None)
    if layer is None:
        return None
    path = (*layer.table.prefix, *_list_of(layer))
    draft = partial(add_items, layer.document, path, list(codes), comment=comment)
    return Fix(f"ignore {' and '.join(codes)}", (draft,))


def judged(scope: "Scope", settings: "RuffSettings", codes: Sequence[str]) -> Applicability:
    """Return safe, unless a comment suppresses one of the rules already, which ruff then calls unused (RUF100)."""
    is_loud = _reports_unused_noqa(settings) and mentions_in_noqa(scope, codes)
    return Applicability.UNSAFE if is_loud else Applicability.SAFE


def _reports_unused_noqa(settings: "RuffSettings") -> bool:
    try:
        return settings.reports("RUF100")
    except UnknownError:
        return True


def _list_of(layer: "Layer") -> tuple[str, ...]:
    for keys in _LISTS:
        is_dead = len(keys) == 1 and layer.table.get("lint", keys[0]) is not ABSENT
        if isinstance(layer.table.get(*keys), list) and not is_dead:
            return keys
    selecting = layer.lint_keys("select") or layer.lint_keys("extend-select") or ("lint", "select")
    return (*selecting[:-1], "ignore")
