"""The rule of bandit (B101) or ruff (S101) about `assert`, where it is off for a whole project."""

from collections.abc import Iterator

from repoaudit.facts.code_tools import SECURITY_CODES
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.tools.bandit import UnreadBandit, bandit_table
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.tools.ruff.ignored import silencer, would_report
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_RUFF: Final = "S101"
_BANDIT: Final = ("B101", "assert_used")


class AssertRuleOff:
    """One place that turns it off everywhere."""

    __slots__ = ("place", "rule", "tool")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, tool: str, rule: str, place: "Place") -> None:
        self.tool = tool
        self.rule = rule
        self.place = place

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each place once.

        Raises:
            UnknownError: what ruff selects cannot be told.

        """
        found = {place: (tool, rule) for tool, rule, place in (*_in_bandit(scope), *_in_ruff(scope))}
        yield from (cls(tool, rule, place) for place, (tool, rule) in found.items())


def _in_bandit(scope: "Scope") -> "Iterator[tuple[str, str, Place]]":
    table = bandit_table(scope)
    skips = table.get("skips") if table and not scope.all(UnreadBandit) else None
    if table and isinstance(skips, list):
        for rule in _BANDIT:
            if rule in skips:
                yield "bandit", rule, table.place("skips")
    for command in commands_of(scope):
        for option in command.options("-s", "--skip") if command.tool == "bandit" else ():
            for rule in _BANDIT:
                if rule in (option.value or "").split(","):
                    yield "bandit", rule, option.place


def _in_ruff(scope: "Scope") -> "Iterator[tuple[str, str, Place]]":
    for settings in scope.all(Ruff)[0].effective:
        if settings.reports(_RUFF) or not any(map(settings.reports, SECURITY_CODES)):
            continue
        selector = silencer(settings, _RUFF)
        if selector and selector.text == _RUFF and would_report(settings, _RUFF):
            yield "ruff", _RUFF, selector.place
