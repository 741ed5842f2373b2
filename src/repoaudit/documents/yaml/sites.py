"""Finding the place of an edit in a YAML document, and refusing where an edit would reach further than it says."""

from collections.abc import Sequence

from repoaudit.documents.yaml import YamlDocument, dotted
from repoaudit.documents.yaml.layout import colon_of, entry_start
from repoaudit.documents.yaml.nodes import YamlNode
from repoaudit.errors import EditRefusedError, UnknownError
from repoaudit.finding import Change, DataPath
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Edit, Span

# Line breaks of YAML that no editor takes for one: lines and columns would be those of another text.
_ODD_BREAK = lazy("\r(?!\n)|[\x85\u2028\u2029]")


class Site(NamedTuple):
    """A node and where it hangs: child number ``child`` of its parent; the root has no parent."""

    path: DataPath
    node: YamlNode
    parent: YamlNode | None = None
    child: int = 0

    @property
    def is_value(self) -> bool:
        """Whether the node is the value of a key."""
        return self.parent is not None and self.parent.kind == "mapping"

    @property
    def in_flow(self) -> bool:
        """Whether the node stands inside of brackets."""
        return self.parent is not None and self.parent.style != ""

    @property
    def holder(self) -> YamlNode:
        """The collection that holds the node. Raises `EditRefusedError` for the root."""
        if self.parent is None:
            raise EditRefusedError("the document as a whole is not edited")
        return self.parent

    @property
    def key(self) -> YamlNode:
        """The key of a value. Raises `EditRefusedError` for what has none."""
        if not self.is_value:
            raise EditRefusedError(f"`{dotted(self.path)}` is not the value of a key")
        return self.holder.children[self.child - 1]


def locate(document: YamlDocument, path: DataPath) -> Site:
    """Return the site of a node that the path reaches without aliases. Raises `EditRefusedError` if there is none."""
    site = find_site(document, path)
    if site is None:
        raise EditRefusedError(f"there is no `{dotted(path)}`")
    return site


def find_site(document: YamlDocument, path: DataPath) -> Site | None:
    """Return the site of a node, None where the last key of the path is missing.

    Raises:
        EditRefusedError: an earlier step is missing, an alias is on the way, something on the way has aliases elsewhere
            (an edit would change them all), or the file is not one document with ordinary line breaks.

    """
    site = Site((), _only_root(document))
    for step in path:
        refuse_shared(document, site.node)
        index = _child_index(site.node, step)
        if index is None and len(site.path) + 1 == len(path) and isinstance(step, str) and site.node.kind == "mapping":
            return None
        if index is None:
            raise EditRefusedError(f"there is no `{dotted((*site.path, step))}`")
        site = Site((*site.path, step), site.node.children[index], site.node, index)
    return site


def _only_root(document: YamlDocument) -> YamlNode:
    if document.root is None or not document.is_single:
        raise EditRefusedError("only files with exactly one document are edited")
    if _ODD_BREAK.search(document.text):
        raise EditRefusedError("the file has line breaks that only YAML knows")
    return document.root


def refuse_shared(document: YamlDocument, node: YamlNode) -> None:
    """Refuse what stands in several places of the data. Raises `EditRefusedError`."""
    if node.kind == "alias":
        raise EditRefusedError(f"`*{node.anchor}` stands for something written elsewhere")
    if node.anchor and any(other.target is node for other in document.nodes()):
        raise EditRefusedError(f"`&{node.anchor}` is used elsewhere, too")


def _child_index(node: YamlNode, step: str | int) -> int | None:
    if isinstance(step, int):
        return step if node.kind == "sequence" and 0 <= step < len(node.children) else None
    if node.kind != "mapping":
        return None
    entry = node.entry(step)
    return next((at for at in range(1, len(node.children), 2) if entry and node.children[at] is entry[1]), None)


def refuse_properties(document: YamlDocument, node: YamlNode) -> None:
    """Refuse a node whose span holds a tag or an anchor. Raises `EditRefusedError`."""
    if node.tag is not None or (node.anchor is not None and node.kind != "alias"):
        written = document.text[node.start : node.end].split(None, 1)[0]
        raise EditRefusedError(f"the value is marked `{written}`")


def refuse_anchors(document: YamlDocument, nodes: Sequence[YamlNode]) -> None:
    """Refuse to remove nodes that aliases need. Raises `EditRefusedError`."""
    below = {id(each) for node in nodes for each in node.walk() if each.anchor and each.kind != "alias"}
    if below and any(id(other.target) in below for other in document.nodes() if other.target):
        raise EditRefusedError("an alias elsewhere needs what would be removed")


def refuse_comments(document: YamlDocument, start: int, end: int) -> None:
    """Refuse to replace text that holds a comment. Raises `EditRefusedError`."""
    if document.comment_within(Span(start, end)):
        raise EditRefusedError("a comment would be lost")


def refuse_ambiguous(mapping: YamlNode, key: str) -> None:
    """Refuse a key whose removal would bring up another: a duplicate or a merged one. Raises `EditRefusedError`."""
    layers = [layer.entry(key) for layer in mapping.layers()]
    if sum(node.text == key for node in mapping.children[::2]) > 1 or any(layers[1:]):
        raise EditRefusedError(f"`{key}` is given more than once")


def value_start(document: YamlDocument, site: Site) -> int:
    """Return the offset behind the colon or the dash that a node hangs on."""
    if site.is_value:
        return colon_of(document, site.key) + 1
    return entry_start(document, site.holder, site.child) + 1


def plain(node: YamlNode) -> object:
    """Return the data of a node for a claim. Raises `EditRefusedError` where only some program knows it."""
    try:
        return node.plain()
    except UnknownError as error:
        raise EditRefusedError(str(error)) from error


def change(document: YamlDocument, edits: Sequence[Edit], claim: dict[DataPath, object]) -> Change:
    """Return edits of a document with what they claim; without edits nothing."""
    return Change(tuple(edits), {document.path: claim} if edits else {})


def list_of(site: Site) -> list[object]:
    """Return the items of a sequence as data. Raises `EditRefusedError` for anything else."""
    values = plain(site.node)
    if site.node.kind != "sequence" or not isinstance(values, list):
        raise EditRefusedError(f"`{dotted(site.path)}` is no list")
    return values
