"""What services demand of coverage: the status that they give a commit."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.codecov import codecov_targets
from repoaudit.subjects.tools.readers import read_number

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_SMOKESHOW: Final = "SMOKESHOW_GITHUB_COVERAGE_THRESHOLD"
"""Below it ``smokeshow upload`` gives the commit a status of failure. Source: the README of smokeshow."""


class Demand(NamedTuple):
    """The figure that a service demands of the whole, in percent."""

    value: float
    place: "Place"


def demands_of_services(root: "Scope") -> Iterator[Demand]:
    """Yield what Codecov and smokeshow demand."""
    yield from (Demand(target.value, target.place) for target in codecov_targets(root))
    for command in all_commands(root):
        threshold = read_number(command.environment.get(_SMOKESHOW)) if command.tool == "smokeshow" else None
        if threshold is not None:
            yield Demand(threshold, command.place)
