"""Makefiles: rules, variables and conditionals with their places, read as GNU make 4.3 reads them.

make is never run and nothing is expanded but simple variables, on request. Statements are in the order of the text;
what stands in a conditional is there once for each branch, see `Makefile.exclusive`. Edits are in `make.edits`, the
plain data that their claims speak of in `make.plain`.
"""

from collections.abc import Iterator

from repoaudit.documents.make.conditions import exclusive
from repoaudit.documents.make.lines import Word
from repoaudit.documents.make.paths import is_path
from repoaudit.documents.make.reader import Outcome, Reader
from repoaudit.documents.make.statements import (
    Assignment,
    Context,
    Directive,
    RecipeLine,
    Rule,
    Statement,
)
from repoaudit.documents.make.variables import Variables
from repoaudit.finding import Place
from repoaudit.text import Span


class Makefile:
    """A Makefile and its statements; one that is included elsewhere is read the same way.

    `rules` are all rules, those for special targets such as ``.PHONY`` and patterns included.
    """

    __slots__ = (
        "_goal",
        "_outcome",
        "_phony",
        "_targets",
        "_variables",
        "assignments",
        "opaque",
        "path",
        "pattern_rules",
        "rules",
        "statements",
        "text",
    )

    def __init__(self, path: str, text: str, outcome: Outcome) -> None:
        self.path = path
        self.text = text
        self.statements = outcome.statements
        self.rules = tuple(each for each in outcome.statements if isinstance(each, Rule))
        self.pattern_rules = tuple(rule for rule in self.rules if any("%" in each.name for each in rule.targets))
        """Those with a pattern among their targets."""
        self.assignments = tuple(each for each in self.statements if isinstance(each, Assignment))
        """All assignments, ``define`` blocks and target-specific ones included."""
        self.opaque = any(isinstance(each, Directive) and each.opaque for each in self.statements)
        """Whether a line may expand to any statement (``$(eval ...)``, ``$(call ...)``), or ``load`` may add some."""
        self._goal: str | None = None
        self._outcome = outcome
        self._variables: Variables | None = None
        self._targets: tuple[dict[str, list[Rule]], bool] | None = None
        self._phony: tuple[frozenset[str], bool] | None = None

    @property
    def includes(self) -> tuple[Directive, ...]:
        """All ``include``, ``-include`` and ``sinclude`` lines."""
        return tuple(each for each in self.statements if isinstance(each, Directive) and each.kind == "include")

    @property
    def recipe_prefix(self) -> str:
        """The character that begins a recipe line at the end of the file."""
        return self._outcome.recipe_prefix

    def rules_for(self, target: str) -> tuple[Rule, ...]:
        """Return the rules that name the target, as written or once simple variables are expanded; no pattern rules."""
        return tuple(self._by_target[0].get(target, ()))

    @property
    def targets(self) -> tuple[str, ...]:
        """The names of all targets, in the order of the text: special ones and patterns too, each once.

        Variables are expanded where that is possible.
        """
        return tuple(self._by_target[0])

    @property
    def targets_complete(self) -> bool:
        """Whether `targets` are all that this text declares; what it includes is not looked at."""
        return self._by_target[1] and not self.opaque

    @property
    def phony(self) -> frozenset[str]:
        """The prerequisites of ``.PHONY``, also those of one in a conditional; simple variables are expanded."""
        return self._declared_phony[0]

    @property
    def phony_complete(self) -> bool:
        """Whether `phony` is all that this text declares phony; what it includes is not looked at."""
        return self._declared_phony[1] and not self.opaque

    @property
    def default_goal(self) -> str | None:
        """The target that make builds when asked for none; None if there is none, or if nobody can tell.

        Conditionals make it untellable where they decide; included files are not looked at.
        """
        if self._goal is None:
            self._goal = self._find_goal()  # each call of make without a target asks
        return self._goal or None

    def _find_goal(self) -> str:
        goal = ""
        for statement in self.statements:
            found = self._goal_of(statement, goal)
            if found is None or (found != goal and statement.context):
                return ""
            goal = found
        return goal

    def expand(self, text: str, before: int | None = None) -> str | None:
        """Return the text with ``$(VAR)``, ``${VAR}``, ``$V`` and ``$$`` expanded, or None where that cannot be known.

        Known are variables that the file sets exactly once, outside conditionals and for all targets, to text or other
        such variables, also by ``?=``; the command line or the environment can still set another value. ``before`` is
        the offset of a target or prerequisite, which make expands with what is set so far.
        """
        if self._variables is None:
            directives = [each for each in self.statements if isinstance(each, Directive)]
            undefined = [each.argument for each in directives if each.keyword == "undefine"]
            exported = [word for each in directives if each.kind == "export" for word in each.words]
            self._variables = Variables(self.assignments, undefined, exported)
        return self._variables.expand(text, before)

    def exclusive(self, one: Context, other: Context) -> bool:
        """Tell whether make can never read both: different branches, or tests that contradict each other."""
        return exclusive(one, other, self._outcome.tests)

    def place(self, node: Statement | RecipeLine | Word, anchor: str | None = None) -> Place:
        """Return the place of a statement, recipe line, target or prerequisite.

        The anchor, unless given, is the first target, the variable or the word; for anything else it is empty.
        """
        return Place(self.path, node.span, _anchor(node) if anchor is None else anchor)

    def comments(self) -> Iterator[Span]:
        """Yield every comment that has lines of its own, also those in recipes, which the shell reads."""
        return iter(self._outcome.comments)

    @property
    def _by_target(self) -> tuple[dict[str, list[Rule]], bool]:
        if self._targets is None:
            found: dict[str, list[Rule]] = {}
            complete = True
            for rule in self.rules:
                names, known = self._names(rule.targets)
                complete = complete and known
                for name in dict.fromkeys(names):
                    found.setdefault(name, []).append(rule)
            self._targets = found, complete
        return self._targets

    @property
    def _declared_phony(self) -> tuple[frozenset[str], bool]:
        if self._phony is None:
            found: set[str] = set()
            complete = True
            for rule in self.rules_for(".PHONY"):
                names, known = self._names(rule.prerequisites)
                complete = complete and known
                found.update(names)
            self._phony = frozenset(found), complete
        return self._phony

    def _names(self, words: tuple[Word, ...]) -> tuple[list[str], bool]:
        """Return the words as make sees them, and whether all are known, but for paths; others stand as written."""
        names: list[str] = []
        known = True
        for word in words:
            expanded = self.expand(word.name, word.span.start)
            names += [word.name] if expanded is None or "$" not in word.name else expanded.split()
            known = known and (expanded is not None or is_path(word.name, self.assignments))
        return names, known

    def _goal_of(self, statement: Statement, goal: str) -> str | None:
        """Return the goal after the statement, or None where nobody can tell."""
        if isinstance(statement, Assignment) and statement.name == ".DEFAULT_GOAL" and not statement.targets:
            return goal if goal and statement.op == "?=" else self.expand(statement.value.strip())
        if isinstance(statement, Directive) and statement.opaque and not goal:
            return None
        if not isinstance(statement, Rule) or goal:
            return goal
        names, known = self._names(statement.targets)
        for name in names:
            if "%" in name:
                break
            if not name.startswith(".") or "/" in name:
                return name if "$" not in name else None
        return goal if known else None


def parse_make(path: str, text: str) -> Makefile:
    """Parse a Makefile.

    Raises:
        DocumentSyntaxError: GNU make rejects the text whatever its variables hold.

    """
    return Makefile(path, text, Reader(path, text).read())


def _anchor(node: Statement | RecipeLine | Word) -> str:
    if isinstance(node, Word):
        return node.name
    if isinstance(node, Assignment):
        return node.name
    return node.targets[0].name if isinstance(node, Rule) and node.targets else ""
