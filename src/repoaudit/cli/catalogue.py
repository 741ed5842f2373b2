"""What is said of rules, whether they are ours or a plugin's."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.finding import Applicability, Severity
from repoaudit.registry import did_you_mean, load
from repoaudit.report.view import DOCUMENTATION_URL
from repoaudit.rule import options_of

if TYPE_CHECKING:
    from repoaudit.rule import AnyRule

_TEXT_OR_JSON: Final = ("text", "json")
_PAGES: Final = Path(__file__).parents[1] / "pages"


def wants_json(output_format: str) -> bool:
    """Read ``--output-format`` of the commands that list rules. Raises UsageError."""
    if output_format not in _TEXT_OR_JSON:
        hint = did_you_mean(output_format, _TEXT_OR_JSON)
        raise UsageError(f"--output-format must be text or json, not {output_format!r}{hint}")
    return output_format == "json"


def page_of(entry: Entry) -> str:
    """Return the page of a rule as Markdown; that of a plugin's rule is made of its docstring."""
    if _is_builtin(entry):
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


def metadata_of(entry: Entry) -> dict[str, object]:
    """Return all that is known of a rule, as plain data."""
    rule = load(entry)
    return {
        "name": entry.name,
        "code": entry.code,
        "severity": severity_of(entry),
        "default": entry.default,
        "fix": fix_of(entry) or None,
        "summary": rule.summary,
        "explanation": explanation_of(rule),
        "subject": entry.subject,
        "options": [
            {"name": option.name, "type": option.type, "default": option.default} for option in options_of(rule)
        ],
        "url": DOCUMENTATION_URL.format(name=entry.name) if _is_builtin(entry) else None,
    }


def _is_builtin(entry: Entry) -> bool:
    return entry.module.startswith("repoaudit.")
