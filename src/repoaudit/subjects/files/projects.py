"""The projects of a repository: its root, declared workspace members, and folders with metadata of their own."""

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from posixpath import normpath

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.globs import matches, matches_any, matches_part
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.scope import Scope
from repoaudit.text import BOM
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath
    from repoaudit.policy import Policy
    from repoaudit.repository import Repository

FOREIGN_FOLDERS: Final = frozenset(
    "test tests testing fixtures fixture testdata test_data test-data data examples example samples sample demo demos "
    "docs doc template templates cookiecutter skeleton vendor vendored _vendor third_party third-party thirdparty "
    "external extern subprojects node_modules site-packages benchmarks notebooks tutorials experiments".split()
)
"""Folders whose files are material of the project, not configuration of it."""

_PACKAGES: Final = frozenset("data demo experiments sample skeleton template".split())
"""Names of such folders that are names of packages, too."""

_FOREIGN_STARTS: Final = ("example", "sample", "test-", "tests-", "vendored")
"""How names of such folders start; one with a hyphen is no package."""

_FOREIGN_ENDS: Final = ("-example", "-examples", "-sample", "-samples")

_MAKERS: Final = ("cookiecutter.json", "copier.yml", "copier.yaml", "ccds.json")
_METADATA: Final = lazy(r"^[ \t]*\[[ \t]*(?:project|build-system|tool[ \t]*\.[ \t]*poetry)[ \t]*[\].]", re.MULTILINE)
_NAME: Final = lazy(
    r"""^[ \t]*\[[ \t]*project[ \t]*\][^\[]*?^[ \t]*name[ \t]*=[ \t]*["']([^"'\n]+)["']""", re.MULTILINE
)
_COPIES: Final = 3
"""So many projects of one name are material: no index and no environment holds two of them."""

_TEMPLATE: Final = lazy(r"\{\{|\{%")
_MANIFEST: Final = "pyproject.toml"
_UV: Final = (("tool", "uv", "workspace"), ("tool", "rye", "workspace"))
"""Tables that declare a workspace as uv reads it."""


class _Workspace(NamedTuple):
    """The folders and patterns that make the members of a workspace, and those that take some out again."""

    members: tuple[str, ...]
    excluded: tuple[str, ...]

    def holds(self, folder: str) -> bool:
        """Say whether a folder is a member."""
        return any(map(partial(_names, folder), self.members)) and not any(
            map(partial(_excludes, folder), self.excluded)
        )


def _names(folder: str, pattern: str) -> bool:
    """Say whether a pattern matches this very folder; a folder above it does not do."""
    return matches(f"/{pattern}/{_MANIFEST}", f"{folder}/{_MANIFEST}")


def _excludes(folder: str, pattern: str) -> bool:
    """Say whether a pattern takes a folder out: here a star matches slashes too, in uv and in hatch."""
    return matches_part(pattern.replace("**/", ""), folder) or matches_part(pattern.replace("**", "*"), folder)


def makes_projects(root: Scope) -> bool:
    """Say whether a repository is a template, which nobody installs: cookiecutter or copier makes projects of it.

    Or a script of its own, which puts a name for `<<project-name>>`.
    """
    return any(root.exists(name) for name in _MAKERS) or root.once(has_blanks)


def has_blanks(scope: Scope) -> bool:
    """Say whether the name of a project is still to be filled in."""
    try:
        document = scope.document(parse_toml, scope.path(_MANIFEST)) if scope.exists(_MANIFEST) else None
    except UnknownError:
        return False
    names = [document.get(path) for path in (("project", "name"), ("tool", "poetry", "name"))] if document else []
    return any(isinstance(name, str) and holds_blank(name) for name in names)


def holds_blank(text: str) -> bool:
    """Say whether a text has a place to fill in, as some templates write it: ``<<name>>``."""
    return "<<" in text and ">>" in text


def is_foreign(path: str) -> bool:
    """Say whether a path lies in a folder of tests, examples, docs, templates or vendored code, or is a template."""
    if "{{" in path or holds_blank(path):
        return True
    return _lies_in_foreign(path.rpartition("/")[0])


def is_foreign_source(path: str) -> bool:
    """Say the same of a Python file: what lies in `src` may be called `data` or `template`, and is a package there."""
    first, _, inner = path.partition("/")
    name, slash, rest = inner.partition("/")
    return is_foreign(rest if first == "src" and slash and name in _PACKAGES else path)


@lru_cache(maxsize=1024)  # many files lie in each folder, and several rules ask
def _lies_in_foreign(folder: str) -> bool:
    return any(_is_foreign_folder(part) for part in folder.lower().split("/"))


def _is_foreign_folder(name: str) -> bool:
    is_named = name.startswith(_FOREIGN_STARTS) or name.endswith(_FOREIGN_ENDS)
    return is_named or name in FOREIGN_FOLDERS or "cookiecutter" in name


def has_generator_hooks(scope: Scope) -> bool:
    """Say whether code of a template runs where it is used, by whichever Python the generator has there."""
    return makes_projects(scope.root) and any(scope.exists(f"hooks/{name}_gen_project.py") for name in ("pre", "post"))


def is_template(text: str) -> bool:
    """Say whether a text is a template rather than a file of its format; GitHub's ``${{ }}`` does not make it one."""
    if "{{" not in text and "{%" not in text:
        return False
    return any(match.start() == 0 or text[match.start() - 1] != "$" for match in _TEMPLATE.finditer(text))


def find_scopes(repository: "Repository", policy: "Policy") -> tuple[Scope, ...]:
    """Return the scope of the root and of every other project, in the order of their folders."""
    root = Scope(repository, policy)
    folders = policy.projects if policy.projects is not None else _found(root)
    root.members = tuple(Scope(repository, policy, folder, root) for folder in sorted(set(folders)) if folder)
    return (root, *root.members)


def _found(root: Scope) -> Iterator[str]:
    """Yield the folders of projects below the root."""
    workspaces = tuple(_workspaces(root))
    files = root.repository.files()
    others: dict[str, str] = {}
    for path in (path for path in files if path.endswith("/pyproject.toml") and path not in files.links):
        folder = path.rpartition("/")[0]
        if not folder or matches_any(root.policy.exclude, path):
            continue
        if any(workspace.holds(folder) for workspace in workspaces):
            yield folder
        elif not _is_material(path) and (text := _metadata(root, path)):
            named = _NAME.search(text)
            others[folder] = named[1] if named else folder
    names = list(others.values())
    yield from (each for each, name in others.items() if names.count(name) < _COPIES and not _is_behaviour(root, each))


def _is_material(path: str) -> bool:
    """Say whether a project lies in a foreign folder, or in one of projects that tests try something with."""
    return is_foreign(path) or any(part.startswith(("test_", "tests_")) for part in path.lower().split("/")[:-2])


def _metadata(root: Scope, path: str) -> str:
    """Return the text of a file with metadata, "" for one without."""
    try:
        text = root.repository.read(path).removeprefix(BOM)
    except UnknownError:
        return ""
    return text if _METADATA.search(text) else ""


def _is_behaviour(root: Scope, folder: str) -> bool:
    """Say whether a project lies among the scenarios that behave runs, which install it to try something."""
    above, is_there, _ = f"{folder}/".partition("features/")
    within = f"{above}features"
    if not is_there or (above and not above.endswith("/")):
        return False
    return any(path.endswith(".feature") for path in root.repository.files().under(within))


def _workspaces(root: Scope) -> Iterator[_Workspace]:
    """Yield what the root declares: the workspaces of uv and rye, and of each environment of hatch."""
    document = _read(root, _MANIFEST)
    for table in _UV if document else ():
        yield _Workspace(_patterns(document, (*table, "members")), _patterns(document, (*table, "exclude")))
    yield from _hatch_workspaces(document, ("tool", "hatch", "envs"))
    yield from _hatch_workspaces(_read(root, "hatch.toml"), ("envs",))


def _hatch_workspaces(document: "TomlDocument | None", envs: "DataPath") -> Iterator[_Workspace]:
    """Yield the workspaces of hatch's environments, in whose patterns two stars are as good as one."""
    named = document.get(envs) if document else None
    for name in named if isinstance(named, dict) else ():
        table = (*envs, name, "workspace")
        members, excluded = (_patterns(document, (*table, key)) for key in ("members", "exclude"))
        yield _Workspace(tuple(each.replace("**", "*") for each in members), excluded)


def _patterns(document: "TomlDocument | None", path: "DataPath") -> tuple[str, ...]:
    """Return the patterns of a list; an item may be a table that holds its pattern as ``path``."""
    found = document.get(path) if document else None
    items = found if isinstance(found, list) else []
    texts = (item.get("path") if isinstance(item, dict) else item for item in items)
    return tuple(normpath(text) for text in texts if isinstance(text, str) and text)


def _read(root: Scope, path: str) -> "TomlDocument | None":
    if not root.exists(path):
        return None
    try:
        return root.document(parse_toml, path)
    except UnknownError:
        return None
