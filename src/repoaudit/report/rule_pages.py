"""The page of a rule, whether it is ours or a plugin's."""

from pathlib import Path

from repoaudit.entry import Entry
from repoaudit.finding import Applicability, Severity
from repoaudit.registry import load
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.rule import AnyRule

_PAGES: Final = Path(__file__).parents[1] / "pages"


def page_of(entry: Entry) -> str:
    """Return the page of a rule as Markdown; that of a plugin's rule is made of its docstring."""
    if is_builtin(entry):
        try:
            return (_PAGES / f"{entry.name}.md").read_text(encoding="utf-8")
        except FileNotFoundError:
            pass  # a rule that is being written
    rule = load(entry)
    about = f"{severity_of(entry)} · {'on' if entry.default else 'off'} by default · {fix_of(entry) or 'no'} fix"
    blocks = [f"# {entry.name} ({entry.code})", rule.summary, about, explanation_of(rule)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def explanation_of(rule: "AnyRule") -> str:
    """Return what the docstring of a rule says below its first line, without the indentation."""
    from inspect import cleandoc

    return cleandoc(rule.explanation)


def severity_of(entry: Entry) -> str:
    """Return the word for the severity of a rule."""
    return Severity(entry.severity).label


def fix_of(entry: Entry) -> str:
    """Return the word for the strongest fix of a rule, "" without one."""
    return Applicability(entry.fix).label if entry.fix else ""


def is_builtin(entry: Entry) -> bool:
    """Say whether a rule ships with repoaudit."""
    return entry.module.startswith("repoaudit.")
