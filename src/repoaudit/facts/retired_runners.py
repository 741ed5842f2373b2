"""Images of GitHub's runners that are gone.

A job that asks for one finds no runner and fails after a day: "This request was automatically failed because there were
no enabled runners online to process the request for more than 1 days". Runners of one's own may carry such a label, but
then a job names more than one (`self-hosted`) or a group.

Source: announcements in the issues of actions/runner-images (addresses below), and for macOS 11 GitHub's changelog of
2024-05-20, "Actions: upcoming changes to GitHub-hosted macOS runners". Successors are what the announcements name for
the same processor: of Intel machines with macOS that is `macos-15-intel`, until August 2027. `macos-14` was announced
to end on 2026-11-02 (issue 13518) and is left out until that is confirmed; so is what ends later.

Checked on 2026-11-27.
"""

from collections.abc import Mapping

from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class RetiredImage(NamedTuple):
    """The day since which there are no such runners, the number of the announcement, and what to write."""

    date: str
    issue: int | None
    successor: str


_MACOS_12: Final = RetiredImage("2024-12-03", 10721, "macos-15-intel")
_MACOS_13: Final = RetiredImage("2025-12-08", 13046, "macos-15-intel")

RETIRED_IMAGES: Final[Mapping[str, RetiredImage]] = {
    "ubuntu-16.04": RetiredImage("2021-09-20", 3287, "ubuntu-24.04"),
    "ubuntu-18.04": RetiredImage("2023-04-03", 6002, "ubuntu-24.04"),
    "ubuntu-20.04": RetiredImage("2025-04-15", 11101, "ubuntu-24.04"),
    "macos-10.15": RetiredImage("2023-03-31", 5583, "macos-15-intel"),
    "macos-11": RetiredImage("2024-06-28", None, "macos-15-intel"),
    "macos-12": _MACOS_12,
    "macos-12-large": _MACOS_12._replace(successor="macos-15-large"),
    "macos-13": _MACOS_13,
    "macos-13-large": _MACOS_13._replace(successor="macos-15-large"),
    "macos-13-xlarge": _MACOS_13._replace(successor="macos-15-xlarge"),
    "windows-2019": RetiredImage("2025-06-30", 12045, "windows-2022"),
}
