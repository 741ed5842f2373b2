"""The variables that a Makefile exports: the commands of its recipes find them in their environment."""

from collections.abc import Mapping
from types import MappingProxyType

from repoaudit.documents.make.statements import Directive
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.make import Makefile
    from repoaudit.documents.make.statements import Rule

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Exports:
    """Those of which the value is known; what a conditional decides, or the text of which is not known, is not."""

    __slots__ = ("_by_target", "_everywhere")

    def __init__(self, document: "Makefile") -> None:
        directives = (each for each in document.statements if isinstance(each, Directive) and not each.context)
        lists = [each for each in directives if each.keyword == "export"]
        named = {word.name for each in lists for word in each.words}
        is_general = any(not each.words for each in lists)
        self._everywhere: dict[str, str] = {}
        self._by_target: dict[str, dict[str, str]] = {}
        for each in document.assignments:
            if not (is_general or "export" in each.modifiers or each.name in named):
                continue
            if not each.targets:
                value = document.expand(f"$({each.name})")
                self._everywhere |= {} if value is None else {each.name: value}
            elif "$" not in each.value and not each.context:
                for word in each.targets:
                    self._by_target.setdefault(word.name, {})[each.name] = each.value

    def of(self, rule: "Rule") -> Mapping[str, str]:
        """Return those that a rule's recipe finds; values that are set for its targets alone come first."""
        own = [self._by_target[word.name] for word in rule.targets if word.name in self._by_target]
        if not own:
            return MappingProxyType(self._everywhere) if self._everywhere else _NOTHING
        found = dict(self._everywhere)
        for each in own:
            found |= each
        return MappingProxyType(found)
