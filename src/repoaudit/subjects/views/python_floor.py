"""The oldest Python that a project asks for, when its life is over."""

from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import Version
from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.views.python_life import (
    admitted,
    end_of_life,
    ended_a_year_ago,
    has_ended,
    oldest_maintained,
    today,
)
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.metadata import RequiresPython
    from repoaudit.subjects.views.named_pythons import NamedPython


class EndedFloor(NamedTuple):
    """The floor: the version, what asks for it, and the other places that name it.

    ``text`` is the end of a sentence, ``end`` the day it ended, ``is_long_ago`` whether that is more than twelve months
    past, ``successor`` the oldest maintained version.
    """

    version: Version
    text: str
    place: Place
    end: str
    is_long_ago: bool
    successor: Version
    elsewhere: tuple["NamedPython", ...]


def ended_floor(scope: "Scope", stated: "RequiresPython | None") -> EndedFloor | None:
    """Return the floor of a project, None while it is maintained or where there is none.

    None also for a program that is only packed as a wheel, which no Python runs.
    """
    day = today(scope)
    found = _stated_floor(stated, day) if stated else _floor_in_use(scope)
    if found is None or not has_ended(found[0], day) or _is_binary(scope):
        return None
    from repoaudit.subjects.views.named_pythons import named_pythons

    version, text, place = found
    others = (each for each in named_pythons(scope) if each.version == version and each.place != place)
    return EndedFloor(
        version,
        text,
        place,
        end_of_life(version) or "",
        ended_a_year_ago(version, day),
        oldest_maintained(day),
        tuple({(each.place.path, each.place.span): each for each in others}.values()),
    )


def _stated_floor(stated: "RequiresPython", day: str) -> tuple[Version, str, Place] | None:
    """Return the lower end of a range; of one without it the newest Python, where the life of all is over."""
    bound = stated.specifiers.lower_bound
    if bound:
        return bound.version.minor_version, f"`{stated.text}` still admits it", stated.place
    newest = max(admitted(stated.specifiers), default=None)
    is_old = newest is not None and has_ended(newest, day)
    return (newest, f"`{stated.text}` admits none that is newer", stated.place) if newest and is_old else None


def _floor_in_use(scope: "Scope") -> tuple[Version, str, Place] | None:
    """Return the Python that is used where none is asked for: the newest that CI tests, as the others are extra."""
    from repoaudit.subjects.views.environment_pythons import conda_pythons
    from repoaudit.subjects.views.named_pythons import docker_images, version_file
    from repoaudit.subjects.views.tested_pythons import tested_pythons

    for source in (version_file, docker_images, conda_pythons):
        first = next(source(scope), None)
        if first is not None:
            return first.version, f"{first.source} still asks for it", first.place
    tested = tested_pythons(scope)
    newest = max((each for each in tested.found if each.runs_tests), key=lambda each: each.version, default=None)
    return (newest.version, "CI tests with none that is newer", newest.place) if newest and tested.complete else None


def _is_binary(scope: "Scope") -> bool:
    """Say whether the wheels hold a program of another language: maturin's ``bindings = "bin"``."""
    try:
        document = scope.document(parse_toml, scope.path("pyproject.toml")) if scope.exists("pyproject.toml") else None
    except UnknownError:
        return False
    return document is not None and document.get(("tool", "maturin", "bindings")) == "bin"
