"""Which rules ruff reports: selectors, and the layers of files and command lines that hold them.

Source: ruff 0.17.6, run on 2026-11-23 with each of the cases in ``tests/rules/ml-naming-not-ignored.md``.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from repoaudit.errors import UnknownError
from repoaudit.facts.ruff import (
    DEFAULT_SELECTORS,
    PREVIEW_DROPS,
    RULE_NAMES,
    default_codes,
    preview_default_codes,
)
from repoaudit.facts.ruff_selectors import new_names
from repoaudit.record import NamedTuple
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.subjects.collections.tool_versions import ToolVersion

_NOTHING: Final = -1
_DIGITS: Final = "0123456789"


class Selector:
    """One selector where it is written."""

    __slots__ = ("_locate", "text")

    def __init__(self, text: str, locate: "Callable[[], Place]") -> None:
        self.text = text
        self._locate = locate

    def __repr__(self) -> str:
        return f"Selector({self.text!r})"

    @property
    def place(self) -> "Place":
        """Where it stands; the positions of a file are found when they are asked for."""
        return self._locate()


class Selection(NamedTuple):
    """What one file or one command line selects; ``select`` is None where it leaves that to the one before.

    ``ignored`` holds ``ignore`` and ``extend-ignore``, which mean the same.
    """

    select: tuple[Selector, ...] | None = None
    extended: tuple[Selector, ...] = ()
    ignored: tuple[Selector, ...] = ()

    def of_whole(self, code: str) -> "Selection":
        """Return what it says with the whole code, as ``explicit-preview-rules`` asks of rules in preview."""
        kept = [tuple(each for each in part if each.text == code) for part in (self.select or (), self.extended)]
        return Selection(None if self.select is None else kept[0], kept[1], self.ignored)


class Decision(NamedTuple):
    """Whether a rule is on, and the selector that says so: None where it is one of the defaults, or off."""

    is_on: bool
    selector: Selector | None = None


@lru_cache(maxsize=2048)  # the same selectors are asked about for one rule after the other
def rank(selector: str, code: str) -> int:
    """Return how specific a selector is for a code: 0 for ``ALL``, the more the longer it is; -1 when it is another's.

    Raises:
        UnknownError: it is the name of a category (with ``preview``), whose rules are not in our tables.

    """
    if selector == "ALL":
        return 0
    if selector[:1].islower():
        return _rank_of_name(selector, code)
    selector = new_names().get(selector, selector)
    family, own = selector.rstrip(_DIGITS), code.rstrip(_DIGITS)
    if code.startswith(selector) and (family == own or selector == "PL"):
        return len(selector)
    return _NOTHING


def _rank_of_name(name: str, code: str) -> int:
    if "-" not in name and name not in RULE_NAMES:
        raise UnknownError(f"which rules `{name}` selects is not known")
    return len(code) if RULE_NAMES.get(name) == code else _NOTHING


def decide(selections: Iterable[Selection], code: str, default: Callable[[], bool]) -> Decision:
    """Return whether a rule is on after some selections, the first of which is the farthest away.

    Within one, the more specific selector wins, and ``ignore`` among equals. A later one overrides the earlier ones: as
    a whole with ``select``, else for the rules that it mentions.

    Raises:
        UnknownError: it depends on the version of ruff, which is not known.

    """
    for layer in reversed(tuple(selections)):
        chosen = _best((*(layer.select or ()), *layer.extended), code)
        silenced = _best(layer.ignored, code)
        if chosen[0] > silenced[0]:
            return Decision(is_on=True, selector=chosen[1])
        if layer.select is not None or silenced[0] > _NOTHING:
            return Decision(is_on=False)
    return Decision(default())


def _best(selectors: Iterable[Selector], code: str) -> tuple[int, Selector | None]:
    best: tuple[int, Selector | None] = (_NOTHING, None)
    for selector in selectors:
        specificity = rank(selector.text, code)
        if specificity > best[0]:
            best = (specificity, selector)
    return best


def is_default(code: str, version: "ToolVersion", *, preview: bool = False) -> bool:
    """Say whether ruff reports a rule unless told otherwise.

    Raises:
        UnknownError: the versions that may run differ about it.

    """
    answers = {answer for since, answer in _defaults(code, preview=preview) if _may_run(since, version)}
    if len(answers) != 1:
        raise UnknownError(f"whether ruff reports {code} by default depends on its version")
    return answers.pop()


def _defaults(code: str, *, preview: bool) -> Iterable[tuple[tuple[str, str], bool]]:
    """Yield the eras of the defaults, each from one release to before another."""
    bounds = (*(since for since, _ in DEFAULT_SELECTORS), "0.16")
    for index, (since, selectors) in enumerate(DEFAULT_SELECTORS):
        yield (since, bounds[index + 1]), any(rank(selector, code) > _NOTHING for selector in selectors)
    yield ("0.16", "0.17"), _is_modern_default(code, since_017=False, preview=preview)
    yield ("0.17", ""), _is_modern_default(code, since_017=True, preview=preview)


def _is_modern_default(code: str, *, since_017: bool, preview: bool) -> bool:
    if preview and code in preview_default_codes():
        return True
    return code in default_codes(since_017=since_017) and not (preview and code in PREVIEW_DROPS)


def _may_run(era: tuple[str, str], version: "ToolVersion") -> bool:
    since, until = era
    if until == "0.1" and version.lowest is None:
        return False  # a repository that states no version installs a newer one
    return version.at_least(since) is not False and not version.at_least(until)
