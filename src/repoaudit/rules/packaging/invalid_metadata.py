from collections.abc import Iterator

from repoaudit.api import Finding, MetadataProblem, Related, Severity, rule


@rule(MetadataProblem, code="PKG009", severity=Severity.ERROR, lesson="+")
def invalid_metadata(problem: MetadataProblem) -> Iterator[Finding]:
    """The metadata hold what the standards forbid: an unknown key, a bad name, version or requirement.

    Build tools differ in what they notice: setuptools and flit stop at an unknown key of `[project]`, hatchling and
    poetry pass over it in silence, so that what it was to say is lost. A bad requirement stops every one of them, and
    installers stop at a bad group of `[dependency-groups]`. In a `setup.py` only classifiers are looked at, of which
    two become one where a comma is missing.

    A missing `requires-python` is VER002, a wrong entry point PKG012. There is no fix: only the author knows what was
    meant.
    """
    related = (Related(problem.other, "the other one"),) if problem.other else ()
    yield Finding(problem.place, problem.message, related=related)
