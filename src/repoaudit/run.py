"""One run from a repository and a policy to a report: scopes, rules, suppressions."""

import gc
from collections.abc import Mapping, Sequence

from repoaudit.diagnostic import Diagnostic, Report
from repoaudit.engine import audit
from repoaudit.entry import Entry
from repoaudit.globs import matches_any
from repoaudit.registry import needed, select
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.suppress import suppress
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.policy import Policy
    from repoaudit.repository import Repository
    from repoaudit.rule import Runnable


def run(repository: "Repository", policy: "Policy", known: Sequence[Entry], within: str = "") -> Report:
    """Audit a repository with the rules that the policy selects of the known ones.

    ``within`` limits what is reported to one folder; what was found elsewhere is counted.

    Raises:
        UsageError: a plugin cannot be imported.

    """
    is_collecting = gc.isenabled()
    gc.disable()  # what a run makes lives until its end: to search it for cycles on the way frees nothing
    try:
        return _run(repository, policy, known, within)
    finally:
        if is_collecting:
            gc.enable()


def _run(repository: "Repository", policy: "Policy", known: Sequence[Entry], within: str) -> Report:
    entries = select(known, policy)
    scopes = find_scopes(repository, policy)
    rules = needed(entries, scopes)
    report = audit(scopes, rules, _options(rules, policy))
    report = suppress(report, scopes[0], rules, entries, known)
    wanted = [each for each in report.diagnostics if not matches_any(policy.exclude, each.location.path)]
    kept = tuple(each for each in wanted if _is_inside(each, within))
    read = len(repository.files_read())
    return report._replace(diagnostics=kept, files=read, rules=len(entries), elsewhere=len(wanted) - len(kept))


def _options(rules: Sequence["Runnable"], policy: "Policy") -> dict[str, object]:
    """Make the options that the policy sets; every other rule keeps its own, and is not imported to be asked."""
    chosen = (rule for rule in rules if policy.options.get(rule.name) or policy.preset == "strict")
    return {rule.name: _make_options(rule.options, policy, rule.name) for rule in chosen if rule.options}


def _make_options(record: type, policy: "Policy", rule: str) -> object:
    """Make the options of a rule; the preset ``strict`` turns on what is off by default."""
    defaults: Mapping[str, object] = getattr(record, "_field_defaults", {})
    strict = {name: True for name, default in defaults.items() if default is False and policy.preset == "strict"}
    stated = {key.replace("-", "_"): value for key, value in policy.options.get(rule, {}).items()}
    return record(**strict | stated)


def _is_inside(diagnostic: Diagnostic, within: str) -> bool:
    path = diagnostic.location.path
    return not within or path == within or path.startswith(f"{within}/")
