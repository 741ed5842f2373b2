from collections.abc import Iterator

from repoaudit.api import Finding, Severity, TestSuite, rule


@rule(TestSuite, code="TST011", severity=Severity.ERROR, lesson="+")
def testpath_does_not_exist(suite: TestSuite) -> Iterator[Finding]:
    """`testpaths` names a file or folder that does not exist.

    pytest says nothing as long as another entry exists, and collects from the root when none does (pytest 9.2.0 warns
    only then). Entries are relative to the folder of the configuration file and may hold `*` and `**`; the rule is
    silent under `--pyargs`, which makes them names of packages, and for what git ignores, which a program may make.
    """
    if suite.names_packages:
        return
    missing = [each for each in suite.paths if each.path is not None and not suite.exists(each.path)]
    for each in missing:
        effect = (
            "pytest skips it without a word" if len(missing) < len(suite.paths) else "pytest collects from the root"
        )
        yield Finding(each.place, f"`{each.text}` does not exist, so {effect}: name the folder of the tests")
