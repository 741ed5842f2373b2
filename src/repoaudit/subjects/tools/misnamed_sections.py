"""Sections that no tool reads under their name in their file."""

from collections.abc import Callable, Iterator
from functools import partial

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.facts.misnamed import (
    MISNAMED,
    NATIVE_TABLE_OF_PYTEST,
    STOPS,
    STOPS_AT_OTHERS,
    TABLE_OF_PYTEST,
    Misnamed,
)
from repoaudit.finding import Draft, Fix
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_HOOK_FILES: Final = (".pre-commit-config.yaml", "prek.toml")


class MisnamedSection:
    """One such section."""

    __slots__ = ("fact", "place", "scope")
    reads: ClassVar[tuple[str, ...]] = tuple(sorted({fact.file for fact in MISNAMED}))

    def __init__(self, scope: "Scope", fact: Misnamed, place: "Place") -> None:
        self.scope = scope
        self.fact = fact
        self.place = place

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every misnamed section of one project."""
        existing = set(filter(scope.exists, cls.reads))
        for fact in (each for each in MISNAMED if each.file in existing):
            find = _find(scope, fact)
            if find and not any(_installs(scope, package) for package in fact.unless):
                yield cls(scope, _as_a_whole(scope, fact), find())

    @property
    def effect(self) -> str:
        """What the tool makes of it."""
        if not self._is_passed or tool_version(self.scope, "pytest").at_least(STOPS_AT_OTHERS):
            return self.fact.effect
        return f"does not read it, and {self.fact.effect} since its version {STOPS_AT_OTHERS}"

    @property
    def advice(self) -> str:
        """What to do about it, "" where the effect says it."""
        winner = self._winner if self._is_passed else None
        if winner:
            return f"move what is in it to `{winner}`, which it reads"
        right = self.right
        if right and self._is_taken:
            return f"move what stands in it to `[{right}]`"
        return f"call it `[{right}]`" if right else ""

    @property
    def right(self) -> str:
        """The name that the tool reads, "" for none; for pytest that of its version 9 where the file has it already."""
        fact = self.fact
        is_plain = fact.right == TABLE_OF_PYTEST and "." not in fact.section
        native = fact._replace(section=NATIVE_TABLE_OF_PYTEST)
        has_native = is_plain and _find(self.scope, native) and not _find(self.scope, fact._replace(section=fact.right))
        return NATIVE_TABLE_OF_PYTEST if has_native else fact.right

    def states(self, name: str) -> bool:
        """Say whether a setting stands in it."""
        path = self.scope.path(self.fact.file)
        if self.fact.file.endswith(".toml"):
            keys = tuple(filter(None, self.fact.section.split(".")))
            return _has_key(self.scope.document(parse_toml, path).get(keys), name)
        return self.scope.document(parse_ini, path).get(self.fact.section, name) is not None

    @property
    def _is_taken(self) -> bool:
        return _find(self.scope, self.fact._replace(section=self.right, options=frozenset())) is not None

    @property
    def _winner(self) -> str | None:
        """The file that pytest reads instead of this one."""
        winner = self.scope.once_for(Configuration, "pytest").winner
        path = winner.table.path if winner else ""
        return path if path and path != self.scope.path(self.fact.file) else None

    @property
    def _is_passed(self) -> bool:
        """Whether pytest comes to another file before it comes to this one, of which it knows only the new name."""
        return self.fact.tool == "pytest" and self.fact.effect == STOPS and self._winner is not None

    @property
    def renamed(self) -> Fix | None:
        """The fix that gives it the name that the tool reads; None where no name would do, or it is taken."""
        path = self.scope.path(self.fact.file)
        if self._is_passed or not self.right or self._is_taken:
            return None
        draft = self._moved_in_toml(path) if self.fact.file.endswith(".toml") else self._renamed_in_ini(path)
        return Fix(f"rename it to `[{self.right}]`", (draft,))

    def _moved_in_toml(self, path: str) -> Draft:
        from repoaudit.documents.toml.moves import move, rename, retitle

        document = self.scope.document(parse_toml, path)
        wrong, right = tuple(self.fact.section.split(".")), tuple(self.right.split("."))
        if wrong[-1] == right[-1]:
            return partial(move, document, wrong, right[:-1])
        if wrong[:-1] != right[:-1]:
            return partial(retitle, document, wrong, right)
        return partial(rename, document, wrong, right[-1])

    def _renamed_in_ini(self, path: str) -> Draft:
        from repoaudit.documents.ini.edits import rename_section

        return partial(rename_section, self.scope.document(parse_ini, path), self.fact.section, self.fact.right)


def stated_under_another_name(scope: "Scope", tool: str, *names: str) -> bool:
    """Say whether a section that a tool does not read gives it some setting, which counts once it is renamed."""
    sections = (section for section in scope.all(MisnamedSection) if section.fact.tool == tool)
    return any(section.states(name) for section in sections for name in names)


def _as_a_whole(scope: "Scope", fact: Misnamed) -> Misnamed:
    """Lead ``[pytest.ini_options]`` of ``pyproject.toml``, which lies in a table of pytest's, to where it is read."""
    if (fact.file, fact.section) != ("pyproject.toml", "pytest"):
        return fact
    table = scope.document(parse_toml, scope.path(fact.file)).get(("pytest",))
    is_whole = isinstance(table, dict) and set(table) <= {"ini_options"}
    return fact._replace(right=NATIVE_TABLE_OF_PYTEST) if is_whole else fact


def _has_key(value: object, name: str) -> bool:
    return isinstance(value, dict) and (name in value or any(_has_key(each, name) for each in value.values()))


def _find(scope: "Scope", fact: Misnamed) -> "Callable[[], Place] | None":
    """Return what finds the section, None where it is not there."""
    path = scope.path(fact.file)
    if fact.file.endswith(".toml"):
        document = scope.document(parse_toml, path)
        if not fact.section:
            return _first_setting(document)
        keys = tuple(fact.section.split("."))
        return partial(document.place, keys) if isinstance(document.get(keys), dict) else None
    ini = scope.document(parse_ini, path)
    section = ini.section(fact.section)
    if section is None or (fact.options and not any(option.name in fact.options for option in section.options)):
        return None
    return partial(ini.place, fact.section)


def _first_setting(document: "TomlDocument") -> "Callable[[], Place] | None":
    """Return what finds the first setting that is in no table."""
    top = document.get(())
    values = top if isinstance(top, dict) else {}
    keys = (key for key, value in values.items() if not isinstance(value, dict))
    return next((partial(document.place, (key,)) for key in keys), None)


def _installs(scope: "Scope", package: str) -> bool:
    if scope.all(Dependencies)[0].provides(package):
        return True
    return any(package in scope.repository.read(name).lower() for name in _HOOK_FILES if scope.exists(name))
