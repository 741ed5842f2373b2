"""The table of a tool's settings as a tree, and how near a key is to one of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module

from repoaudit.documents.versions import Version
from repoaudit.facts.settings import SETTINGS
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.typing import Final

_KEY: Final = lazy(r"(?P<name>[^<>=]+)(?:>=(?P<since>[\d.]+))?(?:<(?P<until>[\d.]+))?(?:=(?P<new>.+))?")
_NEVER: Final = "0"
_MARKS: Final = frozenset("<>=")
_SHORT: Final = 5
_LONG: Final = 9
_ITEMS: Final = "[]"
_ANY: Final = "*"


class Known(NamedTuple):
    """One setting: the kind of its value, the versions that know it, and what to write instead."""

    name: str
    kind: str
    since: str = ""
    until: str = ""
    new: str = ""

    @property
    def is_limited(self) -> bool:
        """Whether some versions do not know it."""
        return bool(self.since or self.until)

    @property
    def never_was(self) -> bool:
        """Whether no version ever knew it."""
        return self.until == _NEVER


class Level:
    """One table of settings: its keys, and the tables in it; those of an array are called ``NAME[]``."""

    __slots__ = ("_names", "_read", "_written", "levels")

    def __init__(self) -> None:
        self._written: dict[str, tuple[str, str]] = {}
        self._read: dict[str, Known] = {}
        self._names: tuple[str, ...] | None = None
        self.levels: dict[str, Level] = {}

    def add(self, kind: str, settings: Mapping[str, str]) -> None:
        """Add settings of one kind: what is written of each by its name. Few of them are ever read."""
        self._written.update((name, (text, kind)) for name, text in settings.items())

    def setting(self, key: str) -> Known | None:
        """Return what is known of a key."""
        found = self._read.get(key)
        if found is None and (written := self._written.get(key) or self._written.get(_ANY)):
            found = _known(*written)
            if key in self._written:  # of what `*` stands for there is no end
                self._read[key] = found
        return found

    def has(self, key: str) -> bool:
        """Say whether a key is known by this very name."""
        return key in self._written

    @property
    def settings(self) -> Iterator[Known]:
        """Every setting."""
        return (_known(*written) for written in self._written.values())

    def below(self, key: str) -> "Level | None":
        """Return the table of a key; ``testenv:*`` stands for every name that begins so."""
        return self.levels.get(key) or self.levels.get(_ANY) or self.levels.get(f"{key.partition(':')[0]}:{_ANY}")

    def items(self, key: str) -> "Level | None":
        """Return the table that each item of an array of tables is."""
        return self.levels.get(key + _ITEMS)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that may be given today."""
        if self._names is None:
            self._names = tuple(self._given_today())
        return self._names

    def _given_today(self) -> Iterator[str]:
        yield from (known.name for known in self.settings if not known.until and known.name != _ANY)
        yield from (name for name in self.levels if _ANY not in name and not name.endswith(_ITEMS))

    def opened(self, path: Iterable[str]) -> "Level":
        """Return the level at a path, made where it is new."""
        level: Level = self
        for step in path:
            level = level.levels.setdefault(step, Level())
        return level


class Schema(NamedTuple):
    """What the versions from ``oldest`` to ``newest`` of one tool know."""

    top: Level
    oldest: Version
    newest: Version

    def covers(self, versions: Sequence[Version]) -> bool:
        """Say whether what all of some versions know is known here; False for none at all."""
        return bool(versions) and all(self.oldest <= version <= self.newest for version in versions)


@lru_cache(maxsize=16)
def schema_of(tool: str) -> Schema:
    """Return the settings of a tool of `SETTINGS`."""
    module = import_module(f"repoaudit.facts.settings.{SETTINGS[tool].module}")
    top = Level()
    for line in module.TABLE.replace("\n    ", " ").strip().splitlines():
        groups, kind, keys = line.split(": ", 2)
        found = {_name(key): key for key in keys.split()}
        for group in groups.split(", "):
            level = top.opened(() if group == "-" else group.split("."))
            level.add(kind, found)
    return Schema(top, _version(module.OLDEST), _version(module.NEWEST))


def levels_of(level: Level, path: str = "") -> Iterator[tuple[str, Level]]:
    """Yield each table with its dotted path, the top first."""
    yield path, level
    for name, inner in level.levels.items():
        yield from levels_of(inner, f"{path}.{name}" if path else name)


def _name(text: str) -> str:
    """Return the name at the beginning of what is written of a setting; most are nothing but a name."""
    return text.partition("<")[0].partition(">")[0].partition("=")[0]


def _known(text: str, kind: str) -> Known:
    if _MARKS.isdisjoint(text):
        return Known(text, kind)
    match = _KEY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return Known(match["name"], kind, match["since"] or "", match["until"] or "", match["new"] or "")


def _version(text: str) -> Version:
    version = Version.parse(text)
    if version is None:
        raise ValueError(text)
    return version


def nearest(key: str, names: Iterable[str], slips: int = 2) -> str | None:
    """Return the name that a key was probably meant to be: at most so many slips of the finger away.

    Short words allow no slip, and middling ones a single one, because they soon are other words.
    """
    folded = _folded(key)
    allowed = min(slips, 2 if len(folded) >= _LONG else 1 if len(folded) >= _SHORT else 0)
    lengths = range(len(folded) - allowed, len(folded) + allowed + 1)
    pairs = ((_folded(name), name) for name in names)
    alike = ((other, name) for other, name in pairs if len(other) in lengths and _may_be(folded, other, allowed))
    close = [(_distance(folded, other), name) for other, name in alike]
    best = min((pair for pair in close if pair[0] <= allowed), default=None)
    return best[1] if best else None


def _may_be(one: str, other: str, limit: int) -> bool:
    """Say whether two names may be so near: each slip brings or takes at most one letter."""
    letters, others = set(one), set(other)
    return len(letters - others) <= limit and len(others - letters) <= limit


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    """Return a name without its case, its dashes and the mark of its plural."""
    bare = name.lower().replace("-", "").replace("_", "")
    return f"{bare[:-3]}y" if bare.endswith("ies") else bare.removesuffix("s")


def _distance(one: str, other: str) -> int:
    """Count insertions, deletions, replacements and swaps of neighbours."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        line = [row]
        for column, right in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == right:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]
