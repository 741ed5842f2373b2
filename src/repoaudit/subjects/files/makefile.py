"""The Makefile of a project, and the commands of its recipes."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from repoaudit.errors import UnknownError
from repoaudit.finding import Change, Fix, Place
from repoaudit.subjects.files.make_targets import (
    Redefinition,
    Target,
    always_run,
    makes_its_file,
    must_be_complete,
    plain_targets,
    prints_help,
    redefinitions,
    with_help,
    with_phony,
)
from repoaudit.subjects.files.projects import is_template
from repoaudit.subjects.files.rewriting import RecipeRewrite
from repoaudit.subjects.files.scripts import Runner, Script, Where
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.make import Makefile as MakeDocument
    from repoaudit.documents.make.statements import RecipeLine, Rule
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.make_prerequisites import MissingPrerequisite
    from repoaudit.text import Span

NAMES: Final = ("GNUmakefile", "makefile", "Makefile")
"""In the order in which GNU make 4.3 looks for them."""
_FLAGS: Final = "@-+ \t"


class Makefile:
    """The Makefile that ``make`` reads in the folder of a project."""

    __slots__ = ("document", "scope")
    reads: ClassVar[tuple[str, ...]] = NAMES

    def __init__(self, scope: "Scope", document: "MakeDocument") -> None:
        self.scope = scope
        self.document = document

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the Makefile of one project, unless it is empty or a template."""
        name = next((name for name in NAMES if scope.exists(name)), None)
        if name is None:
            return
        path = scope.path(name)
        text = scope.repository.read(path)
        if text.strip() and not is_template(text):
            from repoaudit.documents.make import parse_make  # eight modules, for those who have a Makefile

            yield cls(scope, scope.document(parse_make, path))

    @property
    def path(self) -> str:
        """Where it stands."""
        return self.document.path

    @property
    def place(self) -> Place:
        """The file."""
        return Place(self.path, anchor="makefile")

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets with a plain name. Raises `UnknownError` where more may come from elsewhere."""
        must_be_complete(self.document, self.scope.repository)
        return tuple(plain_targets(self.document))

    @property
    def prints_help(self) -> bool:
        """Whether some target shows what targets there are."""
        return prints_help(self.document)

    @property
    def with_help(self) -> Fix:
        """The fix that appends a target which prints all documented targets."""
        return with_help(self.document)

    @property
    def undocumented(self) -> tuple[Target, ...]:
        """The targets for people without a comment, where most have one."""
        from repoaudit.subjects.files.make_documentation import undocumented

        return undocumented(self.document, self.targets)

    @property
    def tasks_not_phony(self) -> tuple[Target, ...]:
        """The targets that a file of their name would stop: they make none, are not phony, and nothing forces them."""
        if not self.document.phony_complete:
            raise UnknownError("which targets are phony cannot be known without running make", self.path)
        forced = self._always_run(self.document.phony)
        return tuple(
            target
            for target in self.targets
            if target.name not in forced
            and not (target.depends_on_files or target.is_empty or makes_its_file(self.document, target))
        )

    @property
    def mistaken_phony(self) -> tuple[Place, str] | None:
        """Where ``PHONY`` is written so that it declares nothing, and what it does instead; None where it does."""
        lists = self.document.rules_for(".PHONY")
        found = next((rule.recipe[0] for rule in lists if rule.recipe and not rule.prerequisites), None)
        if found:
            text = "this is a recipe of `.PHONY`, and declares nothing: continue the line before it with a backslash"
            return self.document.place(found), text
        variable = None if lists else next((each for each in self.document.assignments if each.name == "PHONY"), None)
        return (self.document.place(variable), "this sets a variable, and declares nothing") if variable else None

    def blocked_among(self, tasks: Iterable[Target]) -> tuple[Target, ...]:
        """Return those of some tasks that a file or folder stops: none that they depend on is a task without one."""
        tasks = tuple(tasks)
        forced = self._always_run([task.name for task in tasks if not self.exists_beside(task)])
        return tuple(task for task in tasks if task.name not in forced)

    def stopped_among(self, tasks: Iterable[Target]) -> tuple[Target, ...]:
        """Return those of some tasks that a file of their name alone would stop, where there is none yet.

        What depends on another task without a file runs with it, and what has no recipe only passes on what to make.
        """
        free = tuple(task for task in tasks if not self.exists_beside(task))
        forced = self._always_run([task.name for task in free])
        return tuple(task for task in free if task.recipe and forced.isdisjoint(task.prerequisites))

    def _always_run(self, phony: Iterable[str]) -> frozenset[str]:
        missing = (target for target in self.targets if not (target.is_empty and self.exists_beside(target)))
        return always_run(missing, phony)

    def exists_beside(self, target: Target) -> bool:
        """Say whether a file or folder of the target's name stands beside the Makefile."""
        return self.scope.repository.exists(self.scope.path(target.name))

    def with_phony(self, *targets: Target) -> Fix:
        """Phrase the fix that declares targets phony."""
        return with_phony(self.document, [target.name for target in targets])

    @property
    def missing_prerequisites(self) -> "tuple[MissingPrerequisite, ...]":
        """The names that targets depend on and that nothing makes. Raises `UnknownError` where something may."""
        from repoaudit.subjects.files.make_prerequisites import makes_anything, missing_prerequisites

        must_be_complete(self.document, self.scope.repository)
        return () if makes_anything(self.document) else tuple(missing_prerequisites(self.document, self.scope))

    @property
    def redefinitions(self) -> tuple[Redefinition, ...]:
        """The recipes that a later one for the same target replaces."""
        return tuple(redefinitions(self.document))


def recipe_scripts(scope: "Scope") -> Iterator[Script]:
    """Yield every recipe line as make gives it to the shell: one shell a line, all in the folder of the Makefile."""
    for makefile in scope.all(Makefile):
        from repoaudit.subjects.files.make_environment import Exports

        exports = Exports(makefile.document)
        for rule in makefile.document.rules:
            environment = exports.of(rule)
            for number in range(len(rule.recipe)):
                yield _script(makefile, rule, number, environment)


def _script(makefile: Makefile, rule: "Rule", number: int, environment: Mapping[str, str]) -> Script:
    document, line = makefile.document, rule.recipe[number]
    target = rule.targets[0].name if rule.targets else ""
    place = document.place(line, f"{target}.recipe")
    return Script(
        line.text,
        place,
        Where(Runner.MAKE, target, document.path),
        offset=partial(_offset, line),
        folder=makefile.scope.folder,
        dialect="make",
        environment=environment,
        tolerated=place._replace(span=line.minus) if line.minus else None,
        expand=partial(_expanded, document, line.text),
        rewrite=partial(_rewrite, document, rule, number),
    )


def _expanded(document: "MakeDocument", line: str, word: str) -> str | None:
    """Return a word with its variables expanded; flags of the line may come from the first: ``$(Q)pytest``."""
    found = document.expand(word)
    return found.lstrip(_FLAGS) if found and line.startswith(word) else found


def _rewrite(document: "MakeDocument", rule: "Rule", number: int, span: "Span", new: str) -> Change:
    from repoaudit.documents.make.plain import rule_key

    key = rule_key(rule)
    occurrence = [rule_key(each) for each in document.rules[: document.rules.index(rule)]].count(key)
    path = ("rule", key, occurrence, "recipe")
    line = rule.recipe[number]
    flags = len(line.prefix)
    lines = [each.prefix + each.text for each in rule.recipe]
    shifted = RecipeRewrite(document.path, path, lines, number, lambda at: line.offset(at - flags))
    return shifted(type(span)(span.start + flags, span.end + flags), new)


def _offset(line: "RecipeLine", index: int) -> int:
    return line.offset(index)
