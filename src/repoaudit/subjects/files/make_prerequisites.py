"""Prerequisites that nothing makes: make stops where it comes to one.

Source: GNU make 4.3, tried on small Makefiles on 2026-11-26. A name that is only declared phony is fine, one that
another recipe happens to have written is too; a name that only ``.PRECIOUS`` or ``.SECONDARY`` mentions is not.
"""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.globs import matches_any
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.known_modules import is_in_submodule
from repoaudit.subjects.files.make_targets import writes
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.make import Makefile as MakeDocument
    from repoaudit.documents.make.lines import Word
    from repoaudit.documents.make.statements import Rule
    from repoaudit.scope import Scope

_WORD: Final = lazy(r"^(?!/)[\w./-]+$")
_SPECIAL: Final = lazy(r"^\.[A-Z_]+$")
_DELETES: Final = lazy(r"^[\t @-]*rm\b[^;&|]*$")
_FETCHES: Final = lazy(r"\bgit\s+(?:clone|submodule)\b|\b(?:curl|wget|tar|unzip)\b")
_MOST_STRANGE: Final = 300
"""More are a bomb: all recipes are searched for each of them."""


class MissingPrerequisite(NamedTuple):
    """A name that targets depend on and that nothing makes; ``near`` is a target spelled alike, "" without one."""

    name: str
    target: str
    places: tuple[Place, ...]
    near: str


def missing_prerequisites(document: "MakeDocument", scope: "Scope") -> Iterator[MissingPrerequisite]:
    """Yield each name once. The targets must be complete.

    Raises:
        UnknownError: there are too many names that are neither targets nor files.

    """
    needed: dict[str, list[tuple[str, Word]]] = {}
    for target, word in _needed(document):
        needed.setdefault(word.name, []).append((target, word))
    recipes = tuple(_recipes(document))
    strange = [name for name in needed if not _is_target(document, name) and not _is_there(scope, name)]
    if len(strange) > _MOST_STRANGE:
        raise UnknownError(f"more than {_MOST_STRANGE} prerequisites are neither targets nor files", document.path)
    for name in strange:
        uses = needed[name]
        if not _is_written(name, recipes):
            places = tuple(document.place(word, f"{target}.prerequisites[{name}]") for target, word in uses)
            yield MissingPrerequisite(name, uses[0][0], places, _near(document, name))


def makes_anything(document: "MakeDocument") -> bool:
    """Say whether a rule stands for targets of any name, or files are looked for elsewhere too."""
    elsewhere = any(each.name in {"VPATH", "GPATH"} for each in document.assignments) or any(
        getattr(each, "keyword", "") == "vpath" for each in document.statements
    )
    return elsewhere or bool(document.rules_for("%") or document.rules_for(".DEFAULT"))


def is_matched(document: "MakeDocument", name: str) -> bool:
    """Say whether a pattern rule may make a name."""
    rules = document.pattern_rules
    patterns = (word.name.partition("%") for rule in rules for word in rule.targets if "%" in word.name)
    return any(
        len(name) > len(head) + len(tail) and name.startswith(head) and name.endswith(tail)
        for head, _, tail in patterns
    )


def _needed(document: "MakeDocument") -> "Iterator[tuple[str, Word]]":
    for rule in document.rules:
        target = _target_of(rule)
        for word in (*rule.prerequisites, *rule.order_only) if target else ():
            if _WORD.match(word.name) and word.name != ".WAIT":
                yield target, word


Recipes = tuple[tuple[frozenset[str], str], ...]


def _target_of(rule: "Rule") -> str:
    """Return the first target of a rule that makes something, "" for `.PHONY` and its kin."""
    return next((word.name for word in rule.targets if not _SPECIAL.match(word.name)), "")


def _recipes(document: "MakeDocument") -> Iterator[tuple[frozenset[str], str]]:
    """Yield what each rule does, but for what it deletes, with the names that it needs."""
    for rule in document.rules:
        text = "\n".join(line.text for line in rule.recipe if not _DELETES.match(line.text))
        if text:
            yield frozenset(word.name for word in (*rule.prerequisites, *rule.order_only)), text


def _is_target(document: "MakeDocument", name: str) -> bool:
    plain = name.removeprefix("./")
    if any(document.rules_for(each) for each in (plain, f"./{plain}", plain.rstrip("/"), f"{plain}/")):
        return True
    return plain in document.phony or is_matched(document, plain)


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _is_written(name: str, recipes: "Recipes") -> bool:
    """Say whether a rule that does not need a name seems to make it."""
    plain = name.removeprefix("./")
    others = "\n".join(text for needs, text in recipes if name not in needs)
    if ("." in plain or "/" in plain) and _last(plain) in others:
        return True
    return writes(others, plain) or _fetches(others, plain)


def _fetches(recipes: str, name: str) -> bool:
    """Say whether a command that brings files from elsewhere names a file or folder."""
    lines = (line for line in recipes.splitlines() if name in line and _FETCHES.search(line))
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", line) for line in lines)


def _is_there(scope: "Scope", name: str) -> bool:
    """Say whether a path exists, lies in a submodule, is ignored, or may come of its stem by a built-in rule.

    What git keeps in ``.git`` is in every clone.
    """
    path = scope.path(name.removeprefix("./")).rstrip("/")
    if path.startswith(".git/"):
        return True
    folder, _, last = path.rpartition("/")
    stem = last.partition(".")[0] or last
    if scope.repository.exists(path) or any(each.partition(".")[0] == stem for each in _names_in(scope, folder)):
        return True
    if is_in_submodule(scope, path):
        return True
    return matches_any(scope.once(_ignored), name.rstrip("/")) or matches_any(scope.once(_ignored), path)


def _names_in(scope: "Scope", folder: str) -> tuple[str, ...]:
    return scope.repository.list_dir(folder)


def _ignored(scope: "Scope") -> tuple[str, ...]:
    """Return the patterns of the files that git ignores; those that take a path back are left out."""
    paths = dict.fromkeys((".gitignore", scope.path(".gitignore")))
    lines = (line.strip() for path in paths for line in _lines(scope, path))
    return tuple(line for line in lines if line and not line.startswith(("#", "!")))


def _lines(scope: "Scope", path: str) -> list[str]:
    try:
        return scope.repository.read(path).splitlines() if scope.repository.is_file(path) else []
    except UnknownError:
        return []


def _near(document: "MakeDocument", name: str) -> str:
    from difflib import get_close_matches

    targets = [target for target in document.targets if not _SPECIAL.match(target) and "%" not in target]
    return next(iter(get_close_matches(name, targets, 1, 0.75)), "")
