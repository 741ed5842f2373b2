"""The rule of bandit (B101) or ruff (S101) about `assert`, where it is off for a whole project."""

from collections.abc import Iterator

from repoaudit.documents.ini import parse_ini
from repoaudit.facts.code_tools import SECURITY_CODES
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.tools.bandit import UnreadBandit, bandit_table
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.tools.ruff.ignored import silencer, would_report
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_OWN: Final = ".bandit"
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
    yield from _in_own_file(scope)
    for command in commands_of(scope):
        for option in command.options("-s", "--skip") if command.tool == "bandit" else ():
            for rule in _BANDIT:
                if rule in (option.value or "").split(","):
                    yield "bandit", rule, option.place


def _in_own_file(scope: "Scope") -> "Iterator[tuple[str, str, Place]]":
    """Yield what ``.bandit`` skips, where a run looks through the folder that holds it: bandit reads no other."""
    if not scope.exists(_OWN):
        return
    document = scope.document(parse_ini, scope.path(_OWN))
    option = document.get("bandit", "skips")
    named = option.value.split(",") if option else []  # as bandit 1.9.4 does, which leaves blanks in
    runs = (command for command in commands_of(scope) if command.tool == "bandit" and command.folder == scope.folder)
    if any(argument.text in {".", "./"} for command in runs for argument in command.arguments):
        yield from (("bandit", rule, document.place("bandit", "skips")) for rule in _BANDIT if rule in named)


def _in_ruff(scope: "Scope") -> "Iterator[tuple[str, str, Place]]":
    for settings in scope.all(Ruff)[0].effective:
        if settings.reports(_RUFF) or not any(map(settings.reports, SECURITY_CODES)):
            continue
        selector = silencer(settings, _RUFF)
        if selector and selector.text == _RUFF and would_report(settings, _RUFF):
            yield "ruff", _RUFF, selector.place
