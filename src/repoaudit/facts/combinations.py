"""Versions that are known to misbehave together without a word, given how they are used.

Source: runs of the tools, told beside each row.

Checked on 2026-11-22.
"""

from collections.abc import Mapping

from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class Combination(NamedTuple):
    """Versions of packages (ranges of PEP 440) that misbehave where an option of pytest has a value.

    ``effect`` says what happens, ``advice`` what to write instead.
    """

    versions: Mapping[str, str]
    option: str
    value: str
    effect: str
    advice: str


COMBINATIONS: Final = (
    # Tried on 2026-11-22: with pytest 9.2.0 and pytest-xdist 3.8.0 tests of one group ran on several workers, three
    # times of three; with pytest 8.4.2, 9.0.0 and 9.1.0 never. Reported as pytest-xdist issue 1386.
    Combination(
        {"pytest": "==9.2.*", "pytest-xdist": "==3.8.*"},
        "--dist",
        "loadgroup",
        "tests marked `xdist_group` run on any worker, as if they had no mark",
        "keep pytest below 9.2, or keep each file on one worker with `--dist loadfile`",
    ),
)
