from collections.abc import Iterator

from repoaudit.api import Finding, IgnoredImportRules, Severity, rule

_SEVERITIES = {"F821": Severity.ERROR, "E402": Severity.INFO}
_HIDDEN = {
    "F821": "undefined names (F821), which fail when their line runs",
    "F811": "definitions that replace an unused one (F811), often a lost test",
    "F401": "unused imports (F401), which cost time and fail where the package is missing",
    "E402": "imports below code (E402)",
}


@rule(IgnoredImportRules, code="LNT008", severity=Severity.WARNING, lesson="P1")
def import_rules_ignored(ignored: IgnoredImportRules) -> Iterator[Finding]:
    """ruff is told to ignore undefined names, lost definitions or unused imports in the whole project.

    An undefined name is an error that waits for its line to run; a second definition of one name often means a test
    that never runs; an unused import fails where its package is missing. Exceptions belong in `per-file-ignores`
    (`"__init__.py" = ["F401"]`) or beside the line. Only rules that ruff would report otherwise count: selected, or on
    by default in the version found (E402 no longer is since 0.16). Silent where a comment beside the entry says why, in
    more words than what the rule is called.
    """
    severities, hidden, checker = dict(_SEVERITIES), dict(_HIDDEN), ignored.type_checker
    if checker:
        severities["F821"] = Severity.WARNING
        hidden["F821"] = f"undefined names (F821) where `{checker}` does not look"
    worst = max(severities.get(code, Severity.WARNING) for code in ignored.codes)
    what = "; ".join(hidden[code] for code in ignored.codes)
    yield Finding(
        ignored.place,
        f"`{ignored.text}` is ignored in the whole project, which hides {what}: ignore it in the files that need it",
        severity=worst,
    )
