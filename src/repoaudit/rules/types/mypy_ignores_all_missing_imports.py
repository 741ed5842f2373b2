from collections.abc import Iterator

from repoaudit.api import Finding, Mypy, Related, Severity, rule


@rule(Mypy, code="TYP005", severity=Severity.INFO, lesson="+")
def mypy_ignores_all_missing_imports(mypy: Mypy) -> Iterator[Finding]:
    """mypy ignores every import that it cannot find, also one that is misspelt or not installed.

    All that comes from such a module is `Any`, which is checked for nothing, and mypy says so nowhere. In an override
    the setting is for the packages that it names; an override for `*` has no effect (2.4.1). Hooks are left out: in
    their own environment no package is found. Silent beside a comment, on its line or the one above, which may say why.
    """
    places = mypy.ignored_imports
    if places:
        first, *others = places
        yield Finding(
            first.place,
            f"`{first.text}` makes every import that mypy cannot find `Any`, also a misspelt one: "
            "ignore single packages in overrides",
            related=tuple(Related(other.place, f"`{other.text}`, too") for other in others),
        )
