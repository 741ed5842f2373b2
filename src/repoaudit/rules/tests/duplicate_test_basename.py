from collections.abc import Iterator

from repoaudit.api import Finding, ModuleClash, Place, Related, Severity, rule


@rule(ModuleClash, code="TST020", severity=Severity.ERROR, lesson="S1")
def duplicate_test_basename(clash: ModuleClash) -> Iterator[Finding]:
    """Two test files of one run have the same module name, so pytest stops while it collects them.

    In its default import mode pytest imports a test file under its path below the first folder without `__init__.py`,
    mostly its bare name, and the second file of that name is an "import file mismatch". Add an `__init__.py` to the
    folders, rename a file, or use `--import-mode=importlib`. The rule looks at what each command collects, and is
    silent where a conftest leaves files out.
    """
    first, *others = clash.paths
    packages = "" if clash.are_packages else "make packages of their folders by an `__init__.py`, "
    yield Finding(
        Place(others[0], None, clash.name),
        f"`{first}` and `{others[0]}` are both `{clash.name}` to pytest, which stops at the second (import file"
        f" mismatch): {packages}rename one, or pass `--import-mode=importlib`",
        related=tuple(Related(Place(path, None, clash.name), "of the same name") for path in (first, *others[1:])),
    )
