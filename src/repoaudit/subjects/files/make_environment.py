"""The variables that a Makefile exports: the commands of its recipes find them in their environment."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from repoaudit.documents.make.statements import Directive
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.make import Makefile
    from repoaudit.documents.make.statements import Assignment, Rule


def environment_of(document: "Makefile", rule: "Rule") -> Mapping[str, str]:
    """Return the exported variables of which the value is known where a rule's recipe runs.

    Those that are set for its targets alone count; what a conditional decides, or the text of which is not known, does
    not.
    """
    targets = {word.name for word in rule.targets}
    found = {name: value for name, value in _exported(document, targets) if value is not None}
    return MappingProxyType(found)


def _exported(document: "Makefile", targets: set[str]) -> "Iterator[tuple[str, str | None]]":
    directives = (each for each in document.statements if isinstance(each, Directive) and not each.context)
    lists = [each for each in directives if each.keyword == "export"]
    named = {word.name for each in lists for word in each.words}
    is_general = any(not each.words for each in lists)
    for each in document.assignments:
        if is_general or "export" in each.modifiers or each.name in named:
            yield each.name, _value(document, each, targets)


def _value(document: "Makefile", assignment: "Assignment", targets: set[str]) -> str | None:
    if not assignment.targets:
        return document.expand(f"$({assignment.name})")
    is_known = "$" not in assignment.value and not assignment.context
    is_meant = not targets.isdisjoint(word.name for word in assignment.targets)
    return assignment.value if is_known and is_meant else None
