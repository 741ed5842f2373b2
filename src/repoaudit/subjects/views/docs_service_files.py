"""Files that the configuration of Read the Docs names: without one of them it builds no documentation.

Source: the reference of ``.readthedocs.yaml``, version 2, read on 2026-11-27.
"""

from functools import partial

from repoaudit.record import NamedTuple
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.finding import DataPath, Place
    from repoaudit.scope import Scope

READ_THE_DOCS: Final = (".readthedocs.yaml", ".readthedocs.yml", "readthedocs.yaml", "readthedocs.yml")
_CONFIGURATIONS: Final = (("sphinx", "configuration"), ("mkdocs", "configuration"), ("conda", "environment"))
_INSTALL: Final = ("python", "install")


class DocsFile(NamedTuple):
    """One of them: the path, as it is written, and what finds where."""

    text: str
    find: "Callable[[], Place]"
    what: str


def docs_files(scope: "Scope") -> "Iterator[DocsFile]":
    """Yield the files that the configuration of a repository names.

    None where commands take the place of the build, and none whose name a job speaks of, which may make it.
    """
    path = next((name for name in READ_THE_DOCS if scope.exists(name)), None) if scope.is_root else None
    if path is None:
        return
    from repoaudit.documents.yaml import parse_yaml

    document = scope.document(parse_yaml, path)
    if document.find(("build", "commands")):
        return
    jobs = document.find(("build", "jobs"))
    made = document.text[jobs.span.start : jobs.span.end] if jobs else ""
    yield from (each for each in _named(document) if each.text.rpartition("/")[2] not in made)


def _named(document: "YamlDocument") -> "Iterator[DocsFile]":
    for keys in _CONFIGURATIONS:
        yield from _file(document, document.find(keys), keys, ".".join(keys))
    installs = document.find(_INSTALL)
    for index, item in enumerate(installs.items() if installs else ()):
        yield from _file(document, item.get("requirements"), (*_INSTALL, index, "requirements"), "requirements")


def _file(document: "YamlDocument", node: "YamlNode | None", keys: "DataPath", what: str) -> "Iterator[DocsFile]":
    text = node.scalar() if node else None
    if node and text:
        yield DocsFile(text, partial(document.place_of, node, ".".join(map(str, keys))), f"`{what}`")
