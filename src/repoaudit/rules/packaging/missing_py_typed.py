from collections.abc import Iterator

from repoaudit.api import Finding, Severity, UntypedPackage, rule


@rule(UntypedPackage, code="PKG011", severity=Severity.INFO, lesson="B")
def missing_py_typed(package: UntypedPackage) -> Iterator[Finding]:
    """A typed library ships no `py.typed`, so type checkers of its users ignore its annotations.

    mypy reports the import as untyped, and everything that comes from it is `Any`. Typed is a library with the
    classifier `Typing :: Typed`, or one without scripts whose mypy is strict or disallows functions without
    annotations.

    The file is empty and lies in the package. Silent for what is not published, and for single modules. There is no
    fix: a build may have to be told to pack it.
    """
    yield Finding(
        package.place,
        f"{package.sign}, and no package ships `py.typed`: type checkers of users see `Any`; "
        f"add an empty `{package.package}/py.typed`",
    )
