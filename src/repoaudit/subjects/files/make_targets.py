"""What the targets of a Makefile are: files that their recipes make, or names of tasks."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise

from repoaudit.errors import UnknownError
from repoaudit.finding import Change, Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.suppressions import MARK
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.make import Makefile as MakeDocument
    from repoaudit.documents.make.statements import Directive, Rule
    from repoaudit.repository import Repository

_DOTENV: Final = lazy(r"(?:\S*/)?(?:\.env(?:\.[\w-]+)*|[\w-]+\.env)")
_PLAIN: Final = lazy(r"^[A-Za-z0-9_-]+$")
_PRODUCTS: Final = (
    (
        lazy(r"\b(?:python\S{0,80}|\)) -m build\b|\bhatch build\b|\bpoetry build\b|\buv build\b|\bflit build\b"),
        {"dist"},
    ),
    (lazy(r"\bsetup\.py\s+(?:sdist|bdist\w*|build)\b"), {"dist", "build"}),
    (lazy(r"\bmkdocs build\b"), {"site"}),
    (lazy(r"\b(?:npm|yarn|pnpm)\s+(?:ci|install)\b"), {"node_modules"}),
    (lazy(r"\bpyinstaller\b"), {"dist", "build"}),
)
_MAKES: Final = lazy(
    r"(?:-o|>|mkdir(?:\s+-p)?|venv|(?:-m|uv) venv\s[^;&|]*|virtualenv|touch|tee|-d|\bopen\(\\?[\"'])\s*$"
)
_COPIES: Final = lazy(r"(?:cp|mv|ln)\s")
_NEAR: Final = 40
HELP_RECIPE: Final = (
    (
        r"""@awk -F ':.*## ' '/^[a-zA-Z0-9_-]+:([^=]|$$)/ """
        r"""{split($$1, t, ":"); printf "  %-20s %s\n", t[1], $$2}' $(MAKEFILE_LIST)"""
    ),
)
"""Print every target with what its ``## `` comment says; tried with mawk, gawk, busybox and the one true awk."""

_MAX_DESCRIPTION: Final = 80


class Target(NamedTuple):
    """A target with a plain name, and all rules for it outside pattern rules."""

    name: str
    rules: "tuple[Rule, ...]"
    place: Place

    @property
    def recipe(self) -> str:
        """The commands of all its rules, a line each."""
        return "\n".join(line.text for rule in self.rules for line in rule.recipe)

    @property
    def has_prerequisites(self) -> bool:
        """Whether it depends on anything, so that make may run it although its file exists."""
        return any(rule.prerequisites or rule.order_only for rule in self.rules)

    @property
    def depends_on_files(self) -> bool:
        """Whether a prerequisite looks like a file: then make's built-in rules may make the target."""
        return any("." in word.name or "/" in word.name for rule in self.rules for word in rule.prerequisites)

    @property
    def is_empty(self) -> bool:
        """Whether it has neither recipe nor prerequisites: the old way to force others (``FORCE:``)."""
        return not self.recipe and not self.has_prerequisites

    @property
    def prerequisites(self) -> tuple[str, ...]:
        """What must be there before it, and makes it anew where that is newer; not what is order-only."""
        return tuple(word.name for rule in self.rules for word in rule.prerequisites)

    @property
    def makes_its_file(self) -> bool:
        """Whether the recipe seems to write a file or folder of the target's name."""
        recipe = self.recipe
        return "$@" in recipe or "$(@" in recipe or "${@" in recipe or writes(recipe, self.name)


def always_run(targets: Iterable[Target], phony: Iterable[str]) -> frozenset[str]:
    """Return the names that make never finds up to date, whatever files exist.

    Those are phony targets, targets without anything (``FORCE:``), and all that depend on one. Source: "Phony Targets"
    and "Rules without Recipes or Prerequisites" of GNU make's manual; tried with 4.3.
    """
    targets = tuple(targets)
    found = {*phony, *(target.name for target in targets if target.is_empty)}
    grows = True
    while grows:
        more = {target.name for target in targets if not found.isdisjoint(target.prerequisites)} - found
        found |= more
        grows = bool(more)
    return frozenset(found)


class Redefinition(NamedTuple):
    """A recipe that takes the place of an earlier one."""

    target: str
    ignored: Place
    effective: Place


def writes(recipe: str, name: str) -> bool:
    """Say whether commands seem to write a file or folder of a name."""
    if name in recipe:
        named = re.compile(rf"(?:\./)?{re.escape(name)}(?![\w.-])")
        if any(_line_writes(line, named) for line in recipe.splitlines() if name in line):
            return True
    return any(name in products and pattern.search(recipe) for pattern, products in _PRODUCTS)


def _line_writes(line: str, named: "re.Pattern[str]") -> bool:
    copy = _COPIES.search(line)
    behind = copy.end() if copy else len(line)
    starts = (match.start() for match in named.finditer(line))
    return any(start >= behind or _MAKES.search(line[max(start - _NEAR, 0) : start]) for start in starts)


def plain_targets(document: "MakeDocument") -> Iterator[Target]:
    """Yield the targets with a plain name: no dot, slash, ``%`` or ``$``."""
    for name in document.targets:
        rules = tuple(rule for rule in document.rules_for(name) if rule.pattern is None)
        if _PLAIN.match(name) and rules:
            yield Target(name, rules, _place(document, rules[0], name))


def must_be_complete(document: "MakeDocument", repository: "Repository") -> None:
    """Raise `UnknownError` where targets may come from elsewhere: an include that is there, an ``$(eval ...)``."""
    for include, words in declaring_includes(document):
        if not include.optional or any("$" in word or repository.exists(word) for word in words):
            raise UnknownError("an included file may declare targets too", document.path, include.span)
    if not document.targets_complete:
        raise UnknownError("some targets cannot be known without running make", document.path)


def declaring_includes(document: "MakeDocument") -> "Iterator[tuple[Directive, list[str]]]":
    """Yield the includes that may declare targets, with their files: what is called `.env` holds variables."""
    for include in document.includes:
        words = document.text[slice(*include.span)].split()[1:]
        if not all(map(_DOTENV.fullmatch, words)):
            yield include, words


def prints_help(document: "MakeDocument") -> bool:
    """Say whether some target shows what targets there are: one called help, or one that reads the Makefile."""
    if any(document.rules_for(name) for name in ("help", "usage", "list-targets", "targets")):
        return True
    if any("MAKEFILE_LIST" in line.text for rule in document.rules for line in rule.recipe):
        return True
    names = frozenset(name for name in document.targets if _PLAIN.match(name))
    return any(_lists_targets(target, names) for target in plain_targets(document))


def _lists_targets(target: Target, names: frozenset[str]) -> bool:
    """Say whether a recipe only prints, and names most of the other targets while it does."""
    lines = [line.text.strip() for rule in target.rules for line in rule.recipe]
    if not lines or not all(line.startswith(("echo", "printf", "#", "cat ")) for line in lines):
        return False
    words = set(re.findall(r"[\w-]+", " ".join(lines))) - {target.name}
    return len(words & names) * 2 > len(names) - 1


def redefinitions(document: "MakeDocument") -> Iterator[Redefinition]:
    """Yield every recipe that a later one for the same target replaces."""
    for target in plain_targets(document):
        rules = [rule for rule in target.rules if rule.recipe and not rule.op.endswith("::")]
        for earlier, later in pairwise(rules):
            if not document.exclusive(earlier.context, later.context):
                ignored, effective = (_place(document, rule, target.name) for rule in (earlier, later))
                yield Redefinition(target.name, ignored, effective)


def _place(document: "MakeDocument", rule: "Rule", name: str) -> Place:
    """Return where a rule names a target; where a variable holds the name, its first word."""
    word = next((word for word in rule.targets if word.name == name), rule.targets[0])
    return document.place(word, name)


def makes_its_file(document: "MakeDocument", target: Target) -> bool:
    """Say whether a recipe seems to write a file or folder of the target's name, which a variable may hold."""
    if target.makes_its_file:
        return True
    lines = [line for line in target.recipe.splitlines() if "$" in line]
    return any(text is not None and writes(text, target.name) for text in map(document.expand, lines))


def with_phony(document: "MakeDocument", names: Iterable[str]) -> Fix:
    """Phrase the fix that declares targets phony, in the style of the file."""
    from repoaudit.documents.make.edits import add_phony

    return Fix("add to `.PHONY`", (partial(add_phony, document, list(names)),))


def with_help(document: "MakeDocument") -> Fix:
    """Phrase the fix that appends a target which prints all documented targets."""
    return Fix("add a `help` target", (partial(_add_help, document),))


def _add_help(document: "MakeDocument") -> Change:
    from repoaudit.documents.make.edits import add_help, append_task

    change = append_task(document, "help", (), HELP_RECIPE, "Show this list")
    for target in plain_targets(document):
        rule = max(target.rules, key=lambda rule: bool(rule.recipe))
        text = _comment_above(document, rule)
        if text and rule.comment is None and rule.semicolon is None and len(rule.targets) == 1:
            change += add_help(document, target.name, text)
    return change


def _comment_above(document: "MakeDocument", rule: "Rule") -> str:
    """Return the one line of comment directly above a rule, without its marks; "" for several, and for a heading.

    What stands above several targets in a row that have no recipes speaks of all of them.
    """
    following = next((each for each in document.rules if each.span.start > rule.span.start), None)
    if not rule.recipe and following and document.text[rule.span.start : following.span.start].count("\n") == 1:
        return ""
    comments = [document.text[slice(*span)] for span in rule.comments]
    comments = [comment for comment in comments if MARK not in comment]
    if len(comments) != 1:
        return ""
    comment = comments[0]
    text = comment.strip("# \t=-")
    is_heading = comment.startswith("###") or text.isupper() or len(text) > _MAX_DESCRIPTION
    return "" if is_heading else text
