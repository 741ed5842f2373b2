from collections.abc import Iterator

from repoaudit.api import Finding, PythonMatrix, Related, Severity, rule


@rule(PythonMatrix, code="VER005", severity=Severity.WARNING, lesson="P2")
def ci_matrix_mismatch(matrix: PythonMatrix) -> Iterator[Finding]:
    """CI tests with a Python that `requires-python` excludes, or never with the oldest that it admits.

    With an excluded Python an installer refuses the project, so that the job fails or tests something else. What only
    the oldest Python lacks (a module, a piece of syntax) is not noticed until a user has it.

    Jobs of GitHub and images of GitLab are looked at; the environments of tox, nox and hatch count as tested. Silent
    where the Pythons of some job are not known, for jobs that may fail, and for an oldest Python whose life is over,
    which VER001 reports. There is no fix: the range or the matrix may be wrong.
    """
    requires = matrix.requires
    admits = Related(requires.place, f"admits `{requires.text}`")
    for first in matrix.excluded[:1]:
        *most, last = map(str, sorted(each.version for each in matrix.excluded))
        names = f"{', '.join(most)} and {last}" if most else last
        others = matrix.excluded[1:]
        is_alone = all(each.source == first.source for each in others)
        who = f"{first.source} sets" if is_alone else f"{first.source} and others set"
        yield Finding(
            first.place,
            f"{who} up Python {names} for tests, which `{requires.text}` excludes: remove or admit "
            f"{'them' if others else 'it'}",
            related=(admits, *(Related(each.place, f"{each.source}: {each.version}") for each in others)),
        )
    untested = matrix.untested
    if untested is not None:
        yield Finding(
            matrix.lowest.place,
            f"CI never tests Python {untested}, the oldest that `{requires.text}` admits, so that what breaks there "
            f"reaches users: test it, or begin at {matrix.oldest_tested}",
            related=(admits,),
        )
