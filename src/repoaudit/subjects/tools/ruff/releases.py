"""Which releases of ruff may read a selector, and what they make of it."""

from collections.abc import Iterable, Iterator
from functools import cache

from repoaudit.documents.versions import Version
from repoaudit.facts.ruff_codes import FOREIGN, SAMPLES
from repoaudit.facts.ruff_selectors import Answer, Standing, answer, is_steady
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.tool_versions import Strength, ToolVersion
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.subjects.collections.commands import Command


class Verdict(NamedTuple):
    """What a release makes of a selector; ``is_certain`` is False for the newest, where no version is fixed."""

    release: str
    answer: Answer
    is_certain: bool


def judge(selector: str, versions: Iterable[Version], tool: ToolVersion) -> Verdict | None:
    """Return the worst that a release which may run makes of a selector; None where that is not known, or all know it.

    Where no version is fixed the newest release counts that the ranges admit, since that is what gets installed. A new
    name counts only if every release that may run has it.
    """
    if is_steady(selector):
        return None
    fixed = tuple(versions)
    verdicts = tuple(_of_fixed(selector, fixed) if fixed else _of_newest(selector, tool))
    worst = min(verdicts, key=lambda each: _ORDER.index(each.answer.standing), default=None)
    if worst and worst.answer.new and not (worst.is_certain and all(each.answer.new for each in verdicts)):
        return None
    return worst


def _of_fixed(selector: str, versions: Iterable[Version]) -> Iterator[Verdict]:
    for version in versions:
        said = _said(selector, version)
        if said:
            yield Verdict(str(version), said, is_certain=True)


_ORDER: Final = (Standing.UNKNOWN, Standing.REMOVED, Standing.PREVIEW, Standing.RENAMED, Standing.KNOWN)


def _said(selector: str, version: Version) -> Answer | None:
    """Return what a version says: the sample that it is, or what the samples around it agree on."""
    if not _is_code(selector):
        return None
    known = _samples()
    if version > known[-1]:
        said = answer(selector, len(SAMPLES) - 1)
        return None if said.standing in {Standing.UNKNOWN, Standing.PREVIEW} and selector not in FOREIGN else said
    below = [index for index, each in enumerate(known) if each <= version]
    if not below:
        return None
    first = answer(selector, below[-1])
    if known[below[-1]] == version:
        return first
    return first if first == answer(selector, below[-1] + 1) else None


def _of_newest(selector: str, tool: ToolVersion) -> Iterator[Verdict]:
    ranges = [place.allowed for place in tool.places if place.allowed]
    admitted = [index for index, each in enumerate(_samples()) if all(one.contains(each) for one in ranges)]
    if not admitted or not _is_code(selector):
        return
    said = answer(selector, admitted[-1])
    is_certain = all(answer(selector, index) == said for index in admitted)
    if said.standing is not Standing.UNKNOWN or selector in FOREIGN:
        yield Verdict(SAMPLES[admitted[-1]], said, is_certain)


@cache
def _samples() -> tuple[Version, ...]:
    return tuple(map(_version, SAMPLES))


def _version(text: str) -> Version:
    version = Version.parse(text)
    if version is None:
        raise ValueError(text)
    return version


def _is_code(selector: str) -> bool:
    """Say whether it is a code or the beginning of some, not a name (0.17 with ``preview``)."""
    return selector.isalnum() and selector.upper() == selector and selector[:1].isalpha()


def versions_for(tool: ToolVersion, command: "Command | None") -> tuple[Version, ...]:
    """Return the fixed versions that read a file, or that run one command: in a hook that of its repository."""
    if command is None:
        return tool.exact
    is_hook = command.where.runner.value == "hook"
    hooked = {place.exact for place in tool.places if place.exact and place.strength is Strength.HOOK}
    others = {place.exact for place in tool.places if place.exact and place.strength is not Strength.HOOK}
    return tuple(sorted((hooked if is_hook else others) or hooked | others))
