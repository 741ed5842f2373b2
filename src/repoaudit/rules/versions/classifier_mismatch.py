from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Project, Related, Severity, rule


@rule(Project, code="VER004", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="P2")
def classifier_mismatch(project: Project) -> Iterator[Finding]:
    """The classifiers name other Pythons than `requires-python` admits.

    An index shows the classifiers, and installers obey `requires-python`: a user who reads of Python 3.8 gets an old
    release, or none. Reported are Pythons that `requires-python` excludes, and maintained ones that it admits but that
    the classifiers leave out below the newest that both name. That a Python newer than all classifiers is missing says
    nothing, and poetry adds what is missing itself.

    The fix removes or adds the classifiers. It is safe, because nothing but the index reads them; where nox or a
    workflow takes its list of Pythons from them, it is unsafe.
    """
    stated, comparison = project.requires_python, project.classifier_comparison
    if stated is None or comparison is None:
        return
    range_of_pythons = Related(stated.place, f"admits `{stated.text}`")
    for first in comparison.excluded[:1]:
        others = tuple(Related(each.place, "likewise") for each in comparison.excluded[1:])
        yield Finding(
            first.place,
            f"a classifier names Python {first.python}, which `{stated.text}` excludes: remove it, or admit it",
            comparison.removal,
            related=(range_of_pythons, *others),
        )
    if comparison.missing:
        names = " and ".join(str(version) for version in comparison.missing)
        yield Finding(
            comparison.place,
            f"no classifier names Python {names}, which `{stated.text}` admits: add it, or exclude it",
            comparison.addition,
            related=(range_of_pythons,),
        )
