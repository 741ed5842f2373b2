from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Severity, UnbuiltPackage, rule


@rule(UnbuiltPackage, code="PKG002", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="A1")
def missing_build_system(package: UnbuiltPackage) -> Iterator[Finding]:
    """A package does not say what builds it.

    uv then does not install the project itself: its scripts do not exist, and its modules are found only from their
    own folder. pip takes the newest setuptools with the behaviour it had before 2018.

    The fix names setuptools where a `setup.py` or `[tool.setuptools]` shows that it builds the package. It is unsafe,
    because the build then no longer runs in the folder of `setup.py`; where this script imports what lies beside it,
    there is no fix. Silent where uv, poetry or pdm are told that the project is no package.
    """
    message = f"{package.sign}, and `[build-system]` is missing: {package.effect}; name a backend"
    yield Finding(package.place, message, package.correction)
