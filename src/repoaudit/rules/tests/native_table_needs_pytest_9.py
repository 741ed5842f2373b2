from collections.abc import Iterator

from repoaudit.api import Finding, NativeTable, Related, Severity, rule


@rule(NativeTable, code="TST018", severity=Severity.ERROR, lesson="+")
def native_table_needs_pytest_9(native: NativeTable) -> Iterator[Finding]:
    """pytest before version 9 ignores `[tool.pytest]` and `pytest.toml`, without a word.

    A lock file or a pin of an older version makes all settings in it void (tried with pytest 8.4.2). A range that
    admits older and newer versions does so on some machines; ask for `pytest>=9`. And pytest 9 stops where
    `[tool.pytest]` and `[tool.pytest.ini_options]` both hold settings. There is no fix: the older table has other
    types, and a newer pytest is for the project to choose. Where another file has precedence anyway, `shadowed-config`
    speaks.
    """
    label, old = native.source.label, native.too_old
    if native.older and native.may_be_read:
        sure = native.is_sure_to_be_read or not old
        yield Finding(
            native.source.place,
            f"pytest 9 stops at {label} beside {native.older.label}: keep one of them",
            related=(Related(native.older.place, "the other one"), *(old.related if old else ())),
            severity=Severity.ERROR if sure else Severity.WARNING,
        )
    elif old and old.is_certain and native.is_first:
        message = f"{old.text} ignores {label}: use `[tool.pytest.ini_options]`, or ask for `pytest>=9`"
        yield Finding(native.source.place, message, related=old.related)
    elif old and native.is_first:
        message = f"pytest before 9 ignores {label}, and one may run here ({old.text}): ask for `pytest>=9`"
        yield Finding(native.source.place, message, related=old.related, severity=Severity.WARNING)
