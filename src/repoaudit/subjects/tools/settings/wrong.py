"""Values that a tool cannot read, described, with what to write instead."""

from collections.abc import Mapping

from repoaudit.finding import Applicability, Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.tools.settings.kinds import judge
from repoaudit.subjects.tools.settings.texts import judge_text
from repoaudit.subjects.tools.settings.values import Wrong
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.subjects.tools.settings.sources import Given
    from repoaudit.subjects.tools.settings.unknown import Setting

_NATIVE: Final = {"boolean": "bool", "words": "texts", "scalar": "text"}
"""Kinds in pytest's own table, which is typed, for those in ``ini_options``, which is read like INI."""


_OF_LINES: Final = frozenset({"filterwarnings", "markers"})
"""Settings of pytest whose text holds one item a line; all others are split like the words of a command."""

_SPELLED: Final = frozenset({"target", "version"})
"""Kinds that are judged by how the file spells a value, unless it is in order anyway: 3.10 is no 3.1 to a person."""


class WrongSetting(NamedTuple):
    """A value that the tool cannot read: the sentence about it, what the tool does, what to write instead or ""."""

    place: Place
    problem: str
    advice: str = ""
    fix: Fix | None = None
    effect: str = ""


def wrong_in(given: "Given", setting: "Setting", *, is_native: bool) -> Wrong | None:
    """Return what is the matter with the value of a key, None for nothing or for a key of which nothing is known."""
    if setting.known is None:
        is_wrong = setting.is_table and not isinstance(setting.value, (Mapping, list))
        return judge("table", setting.value, "") if is_wrong else None
    kind = setting.known.kind
    if given.is_ini:
        return judge_text(kind, setting.value) if isinstance(setting.value, str) else None
    kind = _NATIVE.get(kind, kind) if is_native else kind
    wrong = judge(kind, setting.value, "")
    if wrong and is_native and kind == "texts" and isinstance(setting.value, str):
        return wrong._replace(new=_items(str(setting.path[-1]), setting.value))
    if wrong and kind in _SPELLED:  # only then it takes a scan of the file
        return judge(kind, setting.value, given.written(setting.path))
    return wrong


def _items(name: str, text: str) -> list[str] | None:
    """Return what pytest makes of a text in ``ini_options``, which its own table wants as a list."""
    from repoaudit.subjects.tools.pytest_values import split

    if name in _OF_LINES:
        return [line.strip() for line in text.splitlines() if line.strip()]
    words = split(text)
    return None if words is None else list(words)


def described(given: "Given", setting: "Setting", wrong: Wrong, quoting: Applicability) -> WrongSetting:
    """Describe what is the matter with a value; ``quoting`` says how far quotes alone can be trusted."""
    path = (*setting.path, *wrong.steps)
    setting_is = WrongSetting(given.place(path), f"`{given.name(path)}` {_fault(wrong, given.group)}")
    if wrong.is_bare:
        advice = f'`"{given.written(path)}"`'
        return setting_is._replace(advice=advice, fix=given.quote(path).titled(f"write {advice}").but(quoting))
    if wrong.new is None:
        return setting_is
    advice = f"`{wrong.new}`" if given.is_ini else _spelled(wrong.new)
    fix = given.set(path, wrong.new).titled(f"write {advice}").but(Applicability.UNSAFE)
    return setting_is._replace(advice=advice, fix=fix)


def _fault(wrong: Wrong, group: str) -> str:
    wanted = wrong.wanted.replace("table", group)
    if wrong.fault:
        return wrong.fault
    found = wrong.found.replace("table", group)
    return f"must be {wanted}, not {found}" if found else f"is empty, and must be {wanted}"


def _spelled(value: object) -> str:
    if isinstance(value, str):
        return f'`"{value}"`'
    if not isinstance(value, list):
        return f"`{str(value).lower()}`"
    items = ", ".join(f'"{item}"' for item in value)
    return f"`[{items}]`"
