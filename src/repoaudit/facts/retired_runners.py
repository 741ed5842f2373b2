"""Images of GitHub's runners that are gone: a job that asks for one waits for a day, and is cancelled.

Source: GitHub's changelog (2025-01-15 ubuntu-20.04, 2024-08-19 macOS 12, 2025-09-19 macOS 13) and the announcements of
actions/runner-images (#6002 ubuntu-18.04, #9255 macOS 11, #12045 windows-2019), read on 2026-11-27. What is announced
for later is not here. GitHub Enterprise Server has runners of its owner only.

Checked on 2026-11-27.
"""

from collections.abc import Mapping

from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class RetiredRunner(NamedTuple):
    """When an image was removed, and the oldest of the same kind that will stay for a while."""

    date: str
    successor: str


RUNNERS: Final[Mapping[str, RetiredRunner]] = {
    "ubuntu-18.04": RetiredRunner("2023-04-03", "ubuntu-24.04"),
    "ubuntu-20.04": RetiredRunner("2025-04-15", "ubuntu-24.04"),
    "macos-11": RetiredRunner("2024-06-28", "macos-15-intel"),
    "macos-12": RetiredRunner("2024-12-03", "macos-15-intel"),
    "macos-13": RetiredRunner("2025-12-04", "macos-15-intel"),
    "windows-2019": RetiredRunner("2025-06-30", "windows-2022"),
}
