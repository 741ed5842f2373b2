"""How the targets of a Makefile are documented: ``target: ## text``, or a line ``## text`` above."""

from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from repoaudit.documents.make import Makefile as MakeDocument
    from repoaudit.documents.make.statements import Rule
    from repoaudit.subjects.files.make_targets import Target

_MARK: Final = lazy(r"(?<!#)#{2,}+[ \t]*+[^\s#=-]|#[:@?][ \t]*\w")
_CALL: Final = lazy(r"\$[({]MAKE[)}][^\n;&|]*")
_LEAST: Final = 2
_UNNAMED: Final = frozenset({"all", "default", "help", "usage"})


def undocumented(document: "MakeDocument", targets: "Iterable[Target]") -> "tuple[Target, ...]":
    """Return the targets for people that lack a comment, () unless most of them have one.

    Left out are parts of others, files, names that begin with ``_``, and ``help`` itself.
    """
    own = [target for target in targets if target.recipe and not (target.makes_its_file or target.depends_on_files)]
    parts = _parts(document)
    known = [target for target in own if _is_documented(document, target)]
    bare = [target for target in own if target not in known and not _is_private(target, parts)]
    return tuple(bare) if len(known) >= _LEAST and len(known) > len(bare) else ()


def _is_private(target: "Target", parts: frozenset[str]) -> bool:
    return target.name.startswith(("_", "-")) or target.name in _UNNAMED or target.name in parts


def _is_documented(document: "MakeDocument", target: "Target") -> bool:
    return any(_has_comment(document, rule) for rule in target.rules)


def _has_comment(document: "MakeDocument", rule: "Rule") -> bool:
    comments = [document.text[slice(*span)] for span in (*rule.comments, *((rule.comment,) if rule.comment else ()))]
    return rule.help is not None or any(_MARK.search(comment) for comment in comments)


def _parts(document: "MakeDocument") -> frozenset[str]:
    """Return the names that other targets depend on or call, so that they may be no more than parts of them."""
    rules = [rule for rule in document.rules if not any(word.name.startswith(".") for word in rule.targets)]
    needed = {word.name for rule in rules for word in (*rule.prerequisites, *rule.order_only)}
    lines = (line.text for rule in rules for line in rule.recipe)
    called = {word for line in lines for call in _CALL.findall(line) for word in call.split()[1:]}
    return frozenset(needed | called)
