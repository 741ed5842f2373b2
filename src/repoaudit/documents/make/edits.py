"""Edits of Makefiles, as text replacements with a claim.

Every function returns a `Change` whose claim speaks of the plain data of `make.plain`. All raise `EditRefusedError`
where the wish cannot be met without touching something else: the result is read once more, and anything but the claim
is refused, a changed order of the other statements too.
"""

from collections.abc import Iterable, Sequence

from repoaudit.documents.make import Makefile
from repoaudit.documents.make.phony import (
    first_list_offset,
    list_for,
    own_line_offset,
    own_line_style,
    phony_lists,
)
from repoaudit.documents.make.plain import plain_make, rule_key
from repoaudit.documents.make.statements import Rule
from repoaudit.errors import DocumentSyntaxError, EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.regex import lazy
from repoaudit.text import BOM, Edit, apply_edits, indentation, line_ending, line_start
from repoaudit.typing import Final

_NAME: Final = lazy(r"[^\s$#:;|=\\%&()]+")
_FLAGS: Final = lazy(r"[ \t@+-]*")
_BREAKS: Final = lazy(r"[\r\n]")
_WIDE: Final = 2
"""Blanks in front of a comment; more of them align it with others."""
_LOOSE_BREAK: Final = lazy(r"(?<!\\)(?:\\\\)*\n|\r")


def add_prerequisites(document: Makefile, target: str, names: Iterable[str]) -> Change:
    """Add prerequisites behind the last one of the target's rule, in its own layout.

    Of several rules it is the first that has a recipe, or prerequisites; rules in conditionals and rules for several
    targets do not count.
    """
    found = [rule for rule in document.rules_for(target) if len(rule.targets) == 1 and not rule.context]
    if not found:
        raise EditRefusedError(f"there is no rule for `{target}` alone outside conditionals")
    rule = max(found, key=lambda rule: (bool(rule.recipe), bool(rule.prerequisites)))
    edit, claim = _more_prerequisites(document, rule, _checked(names))
    return _change(document, [edit], claim)


def add_phony(document: Makefile, names: Iterable[str]) -> Change:
    """Declare targets phony: in the list the file uses, in lines of their own where it has those, else in a new line.

    Names that are declared already are left out.
    """
    missing = [name for name in _checked(names) if name not in document.phony]
    if not missing:
        raise EditRefusedError("all of these targets are phony already")
    lists = phony_lists(document)
    if not lists:
        return _first_phony(document, missing)
    style = own_line_style(document, lists)
    edits: list[Edit] = []
    claim: dict[DataPath, object] = {}
    grouped: dict[int, list[str]] = {}
    for name in missing:
        rule = next((rule for rule in document.rules_for(name) if not rule.context), None)
        if style and rule:
            edits.append(_line(document, own_line_offset(document, rule, style), [f".PHONY: {name}"]))
            claim |= _phony_claim([name])
        else:
            grouped.setdefault(lists.index(list_for(document, lists, name)), []).append(name)
    for number, group in grouped.items():
        edit, more = _more_prerequisites(document, lists[number], group)
        edits.append(edit)
        claim |= more
    return _change(document, edits, claim)


def append_task(
    document: Makefile,
    target: str,
    prerequisites: Iterable[str],
    recipe: Sequence[str],
    description: str | None = None,
) -> Change:
    """Append a rule, and declare its target phony where the file declares any: in its list, or beside the rule."""
    is_declared = not document.phony or target in document.phony
    style = None if is_declared else own_line_style(document, phony_lists(document))
    if style is None:
        change = append_rule(document, target, prerequisites, recipe, description)
        return change if is_declared else change + add_phony(document, [target])
    lines, claim = _new_rule(document, target, prerequisites, recipe, description)
    phony = f".PHONY: {target}"
    lines = [phony, *lines] if style.above else [*lines, phony]
    return _change(document, [_appended(document, lines)], claim | _phony_claim([target]))


def append_rule(
    document: Makefile,
    target: str,
    prerequisites: Iterable[str],
    recipe: Sequence[str],
    description: str | None = None,
) -> Change:
    """Append a rule for a target that has none, below an empty line; with a description: ``target: ## description``.

    ``recipe`` has one item for each command line, without recipe prefix; its continuations are a backslash and a line
    feed, behind which the prefix is added.
    """
    lines, claim = _new_rule(document, target, prerequisites, recipe, description)
    return _change(document, [_appended(document, lines)], claim)


def _new_rule(
    document: Makefile, target: str, prerequisites: Iterable[str], recipe: Sequence[str], description: str | None
) -> tuple[list[str], dict[DataPath, object]]:
    """Return the lines of a rule, and their claim."""
    text, prefix = document.text, document.recipe_prefix
    if document.rules_for(target):
        raise EditRefusedError(f"there is a rule for `{target}` already")
    if text.endswith("\\"):
        raise EditRefusedError("the last line of the file ends with a backslash")
    if any(_LOOSE_BREAK.search(line) or _ends_open(line) for line in recipe):
        raise EditRefusedError("a command is one line; continue it with a backslash")
    needed = [*_checked(prerequisites)]
    head = " ".join([f"{_checked([target])[0]}:", *needed])
    lines = [head if description is None else f"{head}{_gap(document, head)}## {_one_line(description)}"]
    lines += [prefix + physical for line in recipe for physical in line.split("\n")]
    path = ("rule", target, 0)
    claim: dict[DataPath, object] = {(*path, "op"): ":", (*path, "prerequisites"): needed, (*path, "order-only"): []}
    claim[(*path, "recipe")] = [_spoken(line) for line in recipe]
    if description is not None:
        claim[(*path, "help")] = description
    if not target.startswith(".") and not any(_may_be_goal(rule) for rule in document.rules):
        claim[("default-goal",)] = document.default_goal or target
    return lines, claim


def add_help(document: Makefile, target: str, text: str) -> Change:
    """Append ``## text`` to the rule line of the target, of several to the first with a recipe."""
    found = document.rules_for(target)
    if not found:
        raise EditRefusedError(f"there is no rule for `{target}`")
    rule = max(found, key=lambda rule: bool(rule.recipe))
    if rule.comment:
        raise EditRefusedError(f"there is a comment behind `{target}` already")
    if rule.semicolon is not None:
        raise EditRefusedError(f"the recipe of `{target}` is on the line of the rule")
    if line_start(document.text, rule.code_end) != line_start(document.text, rule.span.start):
        raise EditRefusedError(f"the rule for `{target}` takes several lines")
    gap = _gap(document, document.text[line_start(document.text, rule.code_end) : rule.code_end])
    edit = Edit(document.path, rule.code_end, _blanks_end(document.text, rule.code_end), f"{gap}## {_one_line(text)}")
    return _change(document, [edit], {(*_path(document, rule), "help"): text})


def _gap(document: Makefile, head: str) -> str:
    """Return the blanks between a rule line and its ``## text``: as wide as elsewhere, or up to the common column."""
    text = document.text
    helped = [(rule.code_end, rule.comment.start) for rule in document.rules if rule.help and rule.comment]
    gaps = {text[end:start] for end, start in helped}
    columns = {start - line_start(text, start) for _, start in helped}
    if len(columns) == 1 and not any("\t" in gap for gap in gaps) and max(map(len, gaps)) > _WIDE:
        return " " * max(1, columns.pop() - len(head))
    return gaps.pop() if len(gaps) == 1 else " "


def _first_phony(document: Makefile, names: list[str]) -> Change:
    offset = first_list_offset(document)
    if offset is None:
        raise EditRefusedError("the file has no rules")
    edit = _line(document, offset, [f".PHONY: {' '.join(names)}", ""])
    return _change(document, [edit], _phony_claim(names))


def _phony_claim(names: list[str]) -> dict[DataPath, object]:
    path = ("rule", f".PHONY: {names[0]}", 0)
    fields = {"op": ":", "prerequisites": names, "order-only": [], "recipe": []}
    return {(*path, field): value for field, value in fields.items()}


def _more_prerequisites(document: Makefile, rule: Rule, names: list[str]) -> tuple[Edit, dict[DataPath, object]]:
    """Return the edit that adds names to a rule, and its claim."""
    text = document.text
    there = [word.name for word in rule.prerequisites]
    missing = [name for name in names if name not in there]
    if not missing:
        raise EditRefusedError("these prerequisites are all there")
    if not there and (rule.pattern or rule_key(rule).startswith(".")):
        raise EditRefusedError("the rule has no prerequisite that another could stand behind")
    last = rule.prerequisites[-1].span if there else rule.colon
    between = f" \\{line_ending(text)}{indentation(text, last.start)}" if _one_a_line(document, rule) else " "
    edit = Edit(document.path, last.end, last.end, "".join(between + name for name in missing))
    return edit, {(*_path(document, rule), "prerequisites"): there + missing}


def _one_a_line(document: Makefile, rule: Rule) -> bool:
    """Tell whether the last prerequisite is alone on a line of its own."""
    if not rule.prerequisites:
        return False
    start = line_start(document.text, rule.prerequisites[-1].span.start)
    before = rule.prerequisites[-2].span.end if len(rule.prerequisites) > 1 else rule.span.start
    return before < start


def _path(document: Makefile, rule: Rule) -> DataPath:
    """Return the path that the plain data has for the rule."""
    key = rule_key(rule)
    same = [each for each in document.rules if rule_key(each) == key]
    return "rule", key, next(number for number, each in enumerate(same) if each is rule)


def _checked(names: Iterable[str]) -> list[str]:
    """Return the names, each once. Raises for one that make would not take as it is."""
    found = list(dict.fromkeys(names))
    if not all(_NAME.fullmatch(name) for name in found):
        raise EditRefusedError(f"not all of these are plain names: {', '.join(map(repr, found))}")
    return found


def _one_line(text: str) -> str:
    if not text.strip() or text != text.strip() or _BREAKS.search(text) or _ends_open(text):
        raise EditRefusedError("a help text is one line")
    return text


def _ends_open(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _spoken(line: str) -> str:
    """Return a command line as the plain data has it: no blanks around its flags."""
    flags = _FLAGS.match(line)
    end = flags.end() if flags else 0
    return "".join(line[:end].split()) + line[end:]


def _may_be_goal(rule: Rule) -> bool:
    return any(not target.name.startswith(".") and "%" not in target.name for target in rule.targets)


def _blanks_end(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in " \t":
        offset += 1
    return offset


def _line(document: Makefile, offset: int, lines: list[str]) -> Edit:
    """Insert lines before the line that begins at the offset, or below the last one."""
    text, eol = document.text, line_ending(document.text)
    if offset == len(text) and text and not text.endswith("\n"):
        return Edit(document.path, offset, offset, "".join(eol + line for line in lines))
    return Edit(document.path, offset, offset, "".join(line + eol for line in lines))


def _appended(document: Makefile, lines: list[str]) -> Edit:
    """Append lines below an empty line; a file without a final newline stays one."""
    last = document.text.removeprefix(BOM).removesuffix("\n").rpartition("\n")[2]
    return _line(document, len(document.text), ["", *lines] if last.strip() else lines)


def _change(document: Makefile, edits: list[Edit], claim: dict[DataPath, object]) -> Change:
    """Return the change, unless its edits do anything but what it claims."""
    before = plain_make(document.text)
    try:
        after = plain_make(apply_edits(document.text, edits))
    except DocumentSyntaxError as error:
        raise EditRefusedError(f"make would not read the file: {error.reason}") from error
    expected = {path: value for path, value in (before | claim).items() if value is not ABSENT}
    order = [path for path in before if path in after]
    if after != expected or order != [path for path in after if path in before]:
        raise EditRefusedError("the Makefile cannot take this without changing something else")
    return Change(tuple(edits), {document.path: claim})
