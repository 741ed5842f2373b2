"""Marks that tests use and nothing registers, and how one is registered."""

import re
from collections.abc import Iterator
from functools import partial

from repoaudit.documents.versions import canonical_name
from repoaudit.errors import UnknownError
from repoaudit.facts.pytest_markers import BUILT_IN, COMMON_WORDS, KNOWN, OWNERS, REGISTERED_TOO
from repoaudit.finding import Applicability, Fix
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.installs import Installs
from repoaudit.subjects.files.source_distribution import must_be_whole
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.subjects.views.mark_uses import MarkPlaces
    from repoaudit.subjects.views.test_suite import TestSuite

_PLUGINS: Final = lazy(r"^pytest_plugins\s*(?::[^=\n]+)?=\s*(\[[^\]]{0,2000}\]|\([^)]{0,2000}\)|[^\n]+)", re.MULTILINE)
_STRING: Final = lazy(r"""["']([\w.]+)["']""")
_PYTEST_OWN: Final = frozenset({"pytester", "_pytest.pytester"})
_OFTEN_BROUGHT: Final = frozenset({"anyio", "hypothesis"})
"""Plugins inside packages that many others require."""
_SHORT: Final = 5
_DIGITS: Final = lazy(r"\d+")


class Unregistered(NamedTuple):
    """A mark that nothing registers: its uses, the plugin that it belongs to, a known mark that it is near to."""

    uses: "MarkPlaces"
    owner: str
    near: str
    fix: Fix | None


def unregistered_marks(suite: "TestSuite") -> Iterator[Unregistered]:
    """Yield the marks that nothing registers, in the order of their first uses.

    Raises:
        UnknownError: a plugin that is not known may register some, or a name is computed.

    """
    known = BUILT_IN | suite.marks.configured
    if not suite.marks.uses_beside(known) or suite.pytest.is_stated_elsewhere("markers"):
        return
    known |= suite.marks.registered
    left = suite.marks.beside(known)
    if not left:
        return
    must_know_plugins(suite)
    known |= frozenset(OWNERS)
    for uses in left:
        owners = OWNERS.get(uses.name, ())
        if any(map(suite.scope.all(Dependencies)[0].provides, REGISTERED_TOO.get(uses.name, ()))):
            continue
        if _has_one(suite, owners):
            continue
        near = "" if owners else _near(uses.name, known)
        yield Unregistered(uses, owners[0] if owners else "", near, None if owners or near else _register(suite, uses))


def _has_one(suite: "TestSuite", owners: tuple[str, ...]) -> bool:
    """Say whether a plugin that registers the mark is there, or may well be.

    Raises:
        UnknownError: none is there, as far as the manifests can be read.

    """
    if _OFTEN_BROUGHT.intersection(owners):
        return True
    installs, unknown = suite.scope.all(Installs)[0], None
    for owner in owners:
        try:
            if installs.names_somewhere(owner):
                return True
        except UnknownError as error:
            unknown = unknown or error
    if unknown:
        raise unknown
    return False


def _near(name: str, known: frozenset[str]) -> str:
    """Return the known mark that a name is probably a typo of, "" without one; another number is none."""
    allowed = 1 if len(name) <= _SHORT else 2
    others = (each for each in known - COMMON_WORDS if _DIGITS.sub("", each) != _DIGITS.sub("", name))
    near = (each for each in others if abs(len(each) - len(name)) <= allowed)
    # Of two that are as near the longer: letters are left out more often than added.
    distance, _, best = min(((_distance(name, each), -len(each), each) for each in near), default=(allowed + 1, 0, ""))
    return best if distance <= allowed else ""


def _distance(one: str, other: str) -> int:
    """Count the letters to insert, delete, replace or swap with their neighbour."""
    before: list[int] = []
    current = list(range(len(other) + 1))
    for row, letter in enumerate(one):
        previous, before = before, current
        current = [row + 1]
        for column, wanted in enumerate(other):
            cost = min(before[column] + (letter != wanted), before[column + 1] + 1, current[column] + 1)
            if row and column and letter == other[column - 1] and one[row - 1] == wanted:
                cost = min(cost, previous[column - 1] + 1)
            current.append(cost)
    return current[-1]


def must_know_plugins(suite: "TestSuite") -> None:
    """Raise `UnknownError` where a plugin may register marks that no table here holds, or a conftest may be missing."""
    must_be_whole(suite.scope.root)
    for declared in suite.scope.all(Dependencies)[0].all:
        if "pytest" in declared.name and declared.name not in KNOWN:
            raise UnknownError(f"the marks of {declared.name} are not known", *declared.place[:2])
    for path in suite.conftests:
        for listed in _PLUGINS.findall(suite.text(path)):
            names = _STRING.findall(listed)
            if not names or any(not _is_known_module(suite, name) for name in names):
                raise UnknownError("loads plugins that are not known", path)


def _is_known_module(suite: "TestSuite", name: str) -> bool:
    relative = name.replace(".", "/")
    if name in _PYTEST_OWN or canonical_name(name) in KNOWN:
        return True
    endings = (f"{relative}.py", f"{relative}/__init__.py")
    return any(path.endswith(endings) for path in suite.scope.repository.files())


def _register(suite: "TestSuite", uses: "MarkPlaces") -> Fix | None:
    """Phrase the fix that adds a mark to ``markers`` of the file that pytest reads."""
    from repoaudit.subjects.files.tables import IniTable, TomlTable

    setting = suite.pytest.markers
    table = suite.pytest.configuration.home
    text = f"{uses.name}: tests marked as {uses.name}"
    title = f"register `{uses.name}`"
    if not setting.is_set:
        fix = setting.set([text]).titled(title)
        return fix if suite.pytest.configuration.winner else fix.but(Applicability.UNSAFE)
    if isinstance(table, TomlTable) and isinstance(setting.raw, list):
        from repoaudit.documents.toml.edits import add_items

        return Fix(title, (partial(add_items, table.document, (*table.prefix, "markers"), [text]),))
    if isinstance(table, IniTable):
        from repoaudit.documents.ini.edits import add_line

        return Fix(title, (partial(add_line, table.document, table.section, "markers", text),))
    return None
