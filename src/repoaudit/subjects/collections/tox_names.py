"""The names of the environments that tox knows.

Source: tox 4.67.15, ``tox -e NAME`` on 2026-11-26: a name is known if it is listed or has a section, or if each of its
factors is one of a listed name, stands before a colon in a setting, or names a Python; ``tox -f FACTOR`` a day later.
"""

from collections.abc import Callable, Iterator

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.tox_factors import spelled_names
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.ini import IniDocument
    from repoaudit.subjects.files.tox import Tox

_PYTHON: Final = lazy(
    r"(?:py|pypy|cpython|graalpy|jython|ironpython|rustpython)?-?\d[\d.]*t?(?:-?\w+)?|py|pypy|\.pkg\w*"
)
_CONDITION: Final = lazy(r"^([!\w{},.-]+)[ \t]*:(?:[ \t]|$)")
_WORDS: Final = lazy(r"[\w.]+")
_FILLED: Final = lazy(r"\$\{\{.{0,500}?\}\}|\$\(.{0,500}\)|`[^`]{0,500}`|\$\{[^{}]{0,500}\}|\$\w+")
"""An expression of GitHub, a command or a variable; an expression in a command is a part of that."""


class ToxNames(NamedTuple):
    """The names that are written, and which others tox takes."""

    names: tuple[str, ...]
    takes: Callable[[str], bool]


def tox_environments(tox: "Tox") -> ToxNames:
    """Return what tox knows. Raises `UnknownError` where a list is not written out."""
    listed = tox.listed
    if _makes_more(tox) or (listed and listed.names is None):
        raise UnknownError("the list of environments is not written out", tox.path)
    sections = [name for environment in tox.environments for name in spelled_names(environment.name)]
    names = tuple(name for name in dict.fromkeys((*((listed and listed.names) or ()), *sections)) if name)
    known = {factor for name in names for factor in name.split("-")} | _conditions(tox)
    return ToxNames(names, lambda name: all(part in known or _PYTHON.fullmatch(part) for part in name.split("-")))


def with_factors(tox: "Tox", words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the environments that ``tox -f WORDS`` runs: those that have all of the factors, listed or not.

    A part of a word that a variable or a command fills may be anything. Raises `UnknownError` where the names are not
    written out.
    """
    from fnmatch import fnmatchcase

    patterns = [part for word in words for part in _FILLED.sub("*", word).split("-")]
    names = tox_environments(tox).names
    factors = {name: name.split("-") for name in names}
    return tuple(
        name for name in names if all(any(fnmatchcase(each, part) for each in factors[name]) for part in patterns)
    )


def is_built_in(name: str) -> bool:
    """Say whether tox knows an environment without any configuration: it names Pythons only."""
    return all(map(_PYTHON.fullmatch, name.split("-")))


def _makes_more(tox: "Tox") -> bool:
    """Say whether tables of native TOML make environments from factors."""
    if not tox.path.endswith(".toml"):
        return False
    document = tox.scope.document(parse_toml, tox.path)
    prefix = () if tox.path.endswith("tox.toml") else ("tool", "tox")
    return isinstance(document.get((*prefix, "env_base")), dict)


def _conditions(tox: "Tox") -> set[str]:
    """Return the factors that stand before a colon in a setting of an INI file."""
    factors: set[str] = set()
    for option in (option for document in _ini_of(tox) for section in document.sections for option in section.options):
        lines = [line.text for line in option.lines]
        conditions = [match[1] for line in lines if ":" in line and (match := _CONDITION.match(line))]
        factors.update(word for condition in conditions for word in _WORDS.findall(condition))
        factors.update(word for condition in conditions for word in condition.split("-"))
    return factors


def _ini_of(tox: "Tox") -> "Iterator[IniDocument]":
    if not tox.path.endswith(".toml"):
        yield tox.scope.document(parse_ini, tox.path)
        return
    legacy = tox.scope.document(parse_toml, tox.path).get(("tool", "tox", "legacy_tox_ini"))
    if isinstance(legacy, str):
        yield parse_ini(tox.path, legacy)
