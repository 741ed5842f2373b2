"""Turn values that somebody wrote into settings, and keep every mistake with its line."""

from collections.abc import Iterable, Sequence
from math import isfinite

from repoaudit.config.sources import Source, printable, shown
from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.finding import DataPath
from repoaudit.plugins import Known, may_name
from repoaudit.record import NamedTuple
from repoaudit.registry import check_selectors, did_you_mean, suggestion
from repoaudit.typing import Final


class Value(NamedTuple):
    """A value and where it stands."""

    value: object
    source: Source
    path: DataPath

    @property
    def where(self) -> str:
        """The file and line, or the flag."""
        return self.source.where(self.path)

    def child(self, step: str | int, value: object) -> "Value":
        """Return a value inside this one."""
        return Value(value, self.source, (*self.path, step))


class Reader:
    """Checks shapes and names; a value that is wrong becomes a mistake and a harmless setting."""

    def __init__(self, known: Known) -> None:
        self.entries: Sequence[Entry] = known.entries
        self._left_alone = known.left_alone
        self.mistakes: list[str] = []

    def mistake(self, value: Value, text: str) -> None:
        """Keep a mistake."""
        where, name = value.where, name_of(value)
        if where == f"--{name}" and text.startswith(f"{name} "):
            text = text.removeprefix(f"{name} ")
        self.mistakes.append(f"{where}: {text}")

    def unknown_key(self, value: Value, known: Iterable[str]) -> None:
        """Keep the mistake of a key that nothing reads."""
        key = str(value.path[-1])
        table = value.source.table(value.path[:-1])
        self.mistake(value, f"unknown key {shown(key)}{f' in {table}' if table else ''}{did_you_mean(key, known)}")

    def wrong_type(self, value: Value, wanted: str) -> None:
        """Keep the mistake of a value that is of another type."""
        self.mistake(value, f"{name_of(value)} must be {wanted}, not {described(value.value)}")

    def table(self, value: Value, wanted: str = "a table") -> list[tuple[str, Value]]:
        """Return the keys and values of a table."""
        if isinstance(value.value, dict):
            return [(str(key), value.child(str(key), each)) for key, each in value.value.items()]
        self.wrong_type(value, wanted)
        return []

    def strings(self, value: Value, wanted: str = "a list of strings") -> list[tuple[str, Value]]:
        """Return the items of a list of strings."""
        if not isinstance(value.value, list):
            self.wrong_type(value, wanted)
            return []
        items = [value.child(index, each) for index, each in enumerate(value.value)]
        for item in items:
            if not isinstance(item.value, str):
                self.mistake(item, f"{name_of(value)} must be {wanted}; it holds {described(item.value)}")
        return [(item.value, item) for item in items if isinstance(item.value, str)]

    def string(self, value: Value) -> str | None:
        """Return a string."""
        if isinstance(value.value, str):
            return value.value
        self.wrong_type(value, "a string")
        return None

    def choice(self, value: Value, choices: Sequence[str], text: str | None = None) -> str | None:
        """Return one of a few words."""
        word = self.string(value) if text is None else text
        if word is None or word in choices:
            return word
        listed = f"{', '.join(choices[:-1])} or {choices[-1]}"
        self.mistake(value, f"{name_of(value)} must be {listed}, not {shown(word)}{did_you_mean(word, choices)}")
        return None

    def number(self, value: Value, low: float, high: float) -> float | None:
        """Return a number between two bounds."""
        number = value.value
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            self.wrong_type(value, "a number")
            return None
        if low <= number <= high:
            return float(number)
        self.mistake(value, f"{name_of(value)} must be between {low:g} and {high:g}, not {shown(number)}")
        return None

    def selectors(self, value: Value) -> tuple[str, ...]:
        """Return the selectors of a list; each must name a rule."""
        return tuple(word for word, item in self.strings(value) if self.names_a_rule(word, item))

    def names_a_rule(self, selector: str, value: Value) -> bool:
        """Check a selector; one that a plugin which was left alone may answer to is accepted."""
        if any(may_name(selector, prefix) for prefix in self._left_alone):
            return True
        try:
            check_selectors(self.entries, [selector], where=value.where)
        except UsageError as error:
            self.mistakes.append(str(error))
            return False
        return True

    def rule(self, name: str, value: Value) -> Entry | None:
        """Return the one rule of a name or code."""
        for entry in self.entries:
            if name in (entry.name, entry.code):
                return entry
        if not any(may_name(name, prefix) for prefix in self._left_alone):
            self.mistake(value, f"no rule is called {shown(name)}{suggestion(self.entries, name)}")
        return None

    def glob(self, pattern: str, value: Value) -> bool:
        """Check that a path pattern can match something."""
        reason = _glob_mistake(pattern)
        if reason:
            self.mistake(value, f"the pattern {shown(pattern)} {reason}")
        return not reason

    def option(self, value: Value, type_name: str) -> object:
        """Return the option of a rule as the rule's code wants it; None where it is wrong."""
        given = value.value
        match type_name, given:
            case "bool", bool():
                return given
            case "int", int() if not isinstance(given, bool):
                return given
            case "float", int() | float() if not isinstance(given, bool) and isfinite(given):
                return float(given)
            case "str", str():
                return given
            case "tuple", list():
                return tuple(word for word, _ in self.strings(value))
            case _:
                self.wrong_type(value, _TYPES.get(type_name, type_name))
                return None


_TYPES: Final = {
    "bool": "true or false",
    "int": "an integer",
    "float": "a finite number",
    "str": "a string",
    "tuple": "a list of strings",
}


def name_of(value: Value) -> str:
    """Return the name of a setting as messages call it: its key behind those of its tables."""
    return ".".join(printable(step) for step in value.path if isinstance(step, str))


def described(value: object) -> str:
    """Say what kind of TOML value this is."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"the string {shown(value)}"
        case int() | float():
            return f"the number {shown(value)}"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def _glob_mistake(pattern: str) -> str:
    parts = pattern.removeprefix("./").rstrip("/").split("/")
    if not pattern.strip("/.") and pattern != "..":
        return "matches nothing"
    if "\\" in pattern:
        return "must separate folders by a slash, not a backslash"
    if ".." in parts:
        return "leads out of the repository"
    if "\0" in pattern or "" in parts[1:]:
        return "matches nothing"
    return "has a '[' that nothing closes" if _unclosed(pattern) else ""


def _unclosed(pattern: str) -> bool:
    """Say whether a bracket is open at the end of its part; a closing one directly behind it is a member."""
    for part in pattern.split("/"):
        position = part.find("[")
        while position >= 0:
            end = part.find("]", position + (3 if part[position + 1 : position + 2] in {"!", "^"} else 2))
            if end < 0:
                return True
            position = part.find("[", end)
    return False
