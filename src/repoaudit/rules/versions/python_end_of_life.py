from collections.abc import Iterator

from repoaudit.api import Finding, Project, Related, Severity, rule


@rule(Project, code="VER001", severity=Severity.WARNING, lesson="P2")
def python_end_of_life(project: Project) -> Iterator[Finding]:
    """The oldest Python that the project asks for gets no security fixes any more.

    Dependencies drop such a Python, so that users of it get old versions of everything, and the project cannot use what
    newer Pythons offer. The floor is `requires-python`; without one, the Python of `.python-version`, of the Docker
    image, of `environment.yml`, or the newest that CI tests with. A warning when its end is more than twelve months
    past, before that advice. The other places that name the same Python are listed with it.

    There is no fix: to raise the floor is a decision, and a release.

    The dates are those of <https://peps.python.org/api/python-releases.json>; today is the day of the run, or the day
    that `SOURCE_DATE_EPOCH` names.
    """
    floor = project.ended_floor
    if floor is not None:
        yield Finding(
            floor.place,
            f"Python {floor.version} reached its end of life on {floor.end}, and {floor.text}: "
            f"move to Python {floor.successor} or newer",
            related=tuple(Related(each.place, f"names Python {each.version}") for each in floor.elsewhere),
            severity=None if floor.is_long_ago else Severity.INFO,
        )
