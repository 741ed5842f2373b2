from collections.abc import Iterator

from repoaudit.api import Finding, MypyOverride, Severity, rule


@rule(MypyOverride, code="TYP009", severity=Severity.ERROR, lesson="+")
def strict_in_override(override: MypyOverride) -> Iterator[Finding]:
    """`strict` stands among the settings of single modules, where it does not do what it says.

    mypy does not know a strict module: a `strict = true` in an override or in `[mypy-package.*]` turns strict on for
    every module, over flags that the global section turns off, and without a word. A `strict = false` there does
    nothing at all (0.991 to 2.4.1). Write the flags that are meant, such as `disallow_untyped_defs`.
    """
    if override.strict is None or override.is_strict_by_commands:
        return
    if not override.strict:
        if override.is_strict_globally:
            message = f"mypy stays strict for {override.label}: for single modules only the flags of `strict` count"
            yield Finding(override.strict_place, f"{message}, such as `disallow_untyped_defs = false`")
    elif not override.is_strict_globally:
        message = f"this makes mypy strict for every module, not only for {override.label}"
        yield Finding(override.strict_place, f"{message}: write single flags, such as `disallow_untyped_defs = true`")
    elif override.exceptions:
        undone = ", ".join(f"`{name}`" for name in override.exceptions)
        message = f"this makes every module strict again, over the global {undone}"
        yield Finding(override.strict_place, f"{message}: remove it, everything is strict already")
