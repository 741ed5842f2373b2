"""The names of the environments that tox knows.

Source: tox 4.67.15, ``tox -e NAME`` on 2026-11-26: a name is known if it is listed or has a section, or if each of its
factors is one of a listed name, stands before a colon in a setting, or names a Python.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.called_environments import expanded_names

if TYPE_CHECKING:
    from repoaudit.documents.ini import IniDocument
    from repoaudit.subjects.files.tox import Tox

_PYTHON: Final = lazy(
    r"(?:py|pypy|cpython|graalpy|jython|ironpython|rustpython)?-?\d[\d.]*t?(?:-?\w+)?|py|pypy|\.pkg\w*"
)
_CONDITION: Final = lazy(r"^([!\w{},.-]+)[ \t]*:(?:[ \t]|$)")
_WORDS: Final = lazy(r"[\w.]+")


class ToxNames(NamedTuple):
    """The names that are written, and which others tox takes."""

    names: tuple[str, ...]
    takes: Callable[[str], bool]


def tox_environments(tox: "Tox") -> ToxNames:
    """Return what tox knows. Raises `UnknownError` where a list is not written out."""
    sections = [name for environment in tox.environments for name in expanded_names(environment.name)]
    if tox.path.endswith(".toml"):
        listed, factors = _from_toml(tox)
    else:
        document = tox.scope.document(parse_ini, tox.path)
        listed, factors = _from_ini(document)
    names = tuple(name for name in dict.fromkeys((*listed, *sections)) if name)
    known = {factor for name in names for factor in name.split("-")} | factors
    return ToxNames(names, lambda name: all(part in known or _PYTHON.fullmatch(part) for part in name.split("-")))


def _from_ini(document: "IniDocument") -> tuple[list[str], set[str]]:
    listed: list[str] = []
    factors: set[str] = set()
    for section in document.sections:
        for option in section.options:
            lines = [line.text for line in option.lines]
            if option.name.lower() in {"envlist", "env_list"}:
                listed += [name for line in lines for name in _names(line)]
            conditions = [match[1] for line in lines if ":" in line and (match := _CONDITION.match(line))]
            factors.update(word for condition in conditions for word in _WORDS.findall(condition))
            factors.update(word for condition in conditions for word in condition.split("-"))
    if any("{[" in name for name in listed):
        raise UnknownError("the list of environments refers to another section", document.path)
    return listed, factors


def _names(line: str) -> Iterator[str]:
    text = _CONDITION.sub("", line, 1) if ":" in line else line
    yield from (name for part in _blank_split(text) for name in expanded_names(part))


def _blank_split(text: str) -> list[str]:
    """Split at blanks that are not in braces."""
    depth = 0
    parts = [""]
    for character in text.partition("#")[0]:
        depth += (character == "{") - (character == "}")
        if character.isspace():
            if not depth:
                parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part]


def _from_toml(tox: "Tox") -> tuple[list[str], set[str]]:
    document = tox.scope.document(parse_toml, tox.path)
    prefix = () if tox.path.endswith("tox.toml") else ("tool", "tox")
    legacy = document.get((*prefix, "legacy_tox_ini"))
    if isinstance(legacy, str):
        return _from_ini(parse_ini(tox.path, legacy))
    listed = document.get((*prefix, "env_list"))
    bases = document.get((*prefix, "env_base"))
    if isinstance(bases, dict) or not isinstance(listed, (list, type(None))):
        raise UnknownError("the list of environments is made by tox", tox.path)
    names = listed if isinstance(listed, list) else []
    if not all(isinstance(name, str) for name in names):
        raise UnknownError("the list of environments is made by tox", tox.path)
    return [str(name) for name in names], set()
