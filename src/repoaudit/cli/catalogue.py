"""What is said of rules, whether they are ours or a plugin's."""

from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.registry import did_you_mean, load
from repoaudit.report.rule_pages import explanation_of, fix_of, is_builtin, page_of, severity_of
from repoaudit.report.view import DOCUMENTATION_URL
from repoaudit.rule import options_of
from repoaudit.typing import Final

__all__ = ["fix_of", "metadata_of", "page_of", "severity_of", "wants_json"]

_TEXT_OR_JSON: Final = ("text", "json")


def wants_json(output_format: str) -> bool:
    """Read ``--output-format`` of the commands that list rules. Raises UsageError."""
    if output_format not in _TEXT_OR_JSON:
        hint = did_you_mean(output_format, _TEXT_OR_JSON)
        raise UsageError(f"--output-format must be text or json, not {output_format!r}{hint}")
    return output_format == "json"


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
        "url": DOCUMENTATION_URL.format(name=entry.name) if is_builtin(entry) else None,
    }
