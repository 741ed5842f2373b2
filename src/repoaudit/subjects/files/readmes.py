"""The READMEs of a repository, and the files that people look for beside them."""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re

    from repoaudit.scope import Scope

README_FOLDERS: Final = ("", ".github", "docs")
"""Where GitHub looks for a README (docs.github.com, "About the repository README file", 2026-11-26)."""

_README: Final = "readme"
_SUFFIXES: Final = (".md", ".markdown", ".rst", ".txt")
_LARGEST: Final = 1_000_000
_TEMPLATE: Final = lazy(r"\{\{-?(?:\s+[\w.]+[^{}\n]*\}\}|\s*cookiecutter\b)|\{%-?\s*\w")
"""Jinja in prose; two braces without a blank are BibTeX."""


def readme_files(root: "Scope") -> Iterator[str]:
    """Yield the READMEs that GitHub and PyPI may show, in whatever format."""
    yield from (f"{folder}/{name}" if folder else name for folder, name in _listed(root) if _is_readme(name))
    stated = _stated(root)
    if stated:
        yield stated


def _listed(root: "Scope") -> Iterator[tuple[str, str]]:
    for folder in README_FOLDERS:
        yield from ((folder, name) for name in root.repository.list_dir(folder))


def _is_readme(name: str) -> bool:
    return name.lower() == _README or name.lower().startswith(f"{_README}.")


def _stated(root: "Scope") -> str:
    """Return the README that ``pyproject.toml`` names, "" where it names none that exists."""
    if not root.exists("pyproject.toml"):
        return ""
    try:
        value = root.document(parse_toml, "pyproject.toml").get(("project", "readme"))
    except UnknownError:
        return ""
    value = value.get("file") if isinstance(value, dict) else value
    path = join("", value) if isinstance(value, str) else None
    return path if path and root.repository.is_file(path) else ""


def readable_readmes(root: "Scope") -> dict[str, str]:
    """Return path → text of the READMEs in Markdown, reStructuredText and plain text that say anything; made once."""
    return root.once(_texts)


def _texts(root: "Scope") -> dict[str, str]:
    found: dict[str, str] = {}
    for path in dict.fromkeys(readme_files(root)):
        text = read_prose(root, path)
        if text.strip():
            found[path] = text
    return found


def has_other_format(root: "Scope") -> bool:
    """Say whether some README is in a format that is not read: AsciiDoc, Org, a notebook."""
    return any(not _is_read(path) for path in readme_files(root))


def _is_read(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    return "." not in name or name.endswith(_SUFFIXES)


def read_prose(root: "Scope", path: str) -> str:
    """Return the text of a document, "" for one that cannot be read, is a template, or is far too large."""
    try:
        text = root.repository.read(path) if _is_read(path) and root.repository.is_file(path) else ""
    except UnknownError:
        return ""
    return "" if len(text) > _LARGEST or _TEMPLATE.search(text) else text


def has_file(root: "Scope", folders: tuple[str, ...], pattern: "re.Pattern[str]") -> bool:
    """Say whether a folder has an entry with such a name."""
    return any(pattern.search(name) for folder in folders for name in root.repository.list_dir(folder))
