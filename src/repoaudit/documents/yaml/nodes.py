"""The nodes of a YAML document: what its text says, with offsets and without guessing types.

Every accessor is total: on a node of another kind it answers None, False or nothing, so that a reader of
configuration needs no checks before it asks. An alias answers for the node it stands for.
"""

from collections.abc import Iterator, Sequence

from repoaudit.documents.yaml.values import plain_value
from repoaudit.text import Span
from repoaudit.typing import Literal

Kind = Literal["mapping", "sequence", "scalar", "alias"]

_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_MERGE_TAG = "tag:yaml.org,2002:merge"
_NULL_TAG = "tag:yaml.org,2002:null"

# Mappings that one lookup may visit: chains of `<<` are short in earnest, and endless in an attack.
_MERGE_BUDGET = 100


class YamlNode:
    """One node; treat it as immutable. `start` and `end` are offsets into the text of the document.

    `style` is "" for plain scalars and block collections, ``'``, ``"``, ``|`` or ``>`` for other scalars, "flow" for a
    collection in brackets, and "pair" for the mapping without braces in ``[a: b]``. `tag` is the resolved tag if one is
    written. `anchor` is the name behind ``&``, or behind ``*`` for an alias. `value` is the decoded text of a scalar.
    `children` are the items of a sequence, or the keys and values of a mapping in turn, aliases not followed.

    The span of a node includes its tag and anchor. A block collection ends where its last descendant ends. A block
    scalar ends with its last line of content, before the line ending, and with ``+`` before the last line ending that
    belongs to its value. An empty value is empty text right behind its ``:`` or ``-``.
    """

    __slots__ = ("_keys", "anchor", "children", "end", "kind", "start", "style", "tag", "target", "value")

    def __init__(  # noqa: PLR0913, PLR0917 - built once per event: keywords would cost a tenth of the parse
        self,
        kind: Kind,
        start: int,
        end: int,
        style: str,
        tag: str | None,
        anchor: str | None,
        value: str = "",
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.style = style
        self.tag = tag
        self.anchor = anchor
        self.value = value
        self.children: tuple[YamlNode, ...] = ()
        self.target: YamlNode | None = None
        self._keys: dict[str, int] | None = None

    def __repr__(self) -> str:
        return f"<{self.kind} {self.start}:{self.end} {self.value!r}>"

    @property
    def span(self) -> Span:
        """Where the node is written."""
        return Span(self.start, self.end)

    @property
    def resolved(self) -> "YamlNode":
        """The node that an alias stands for; every other node itself."""
        return self if self.target is None else self.target

    @property
    def text(self) -> str:
        """The decoded text of a scalar, else nothing."""
        return self.value if self.target is None else self.target.value

    @property
    def is_plain(self) -> bool:
        """Whether this is a scalar without quotes, tag or block style, whose type a reader guesses."""
        return self.kind == "scalar" and not self.style and self.tag is None

    @property
    def is_null(self) -> bool:
        """Whether this reads as null: nothing, ``~`` or ``null``."""
        node = self if self.target is None else self.target
        return (node.value in _NULL and node.is_plain) or node.tag == _NULL_TAG

    @property
    def is_merge(self) -> bool:
        """Whether this is the key ``<<`` of YAML 1.1, which takes over the keys of other mappings."""
        return self.value == "<<" and (self.is_plain or self.tag == _MERGE_TAG)

    def scalar(self) -> str | None:
        """Return the decoded text of a scalar."""
        node = self.resolved
        return node.value if node.kind == "scalar" else None

    def as_bool(self) -> bool | None:
        """Return the truth of a plain ``true``, ``yes`` or ``on`` and their opposites, as YAML 1.1 reads them."""
        node = self.resolved
        if not node.is_plain:
            return None
        word = node.value.lower()
        return True if word in _TRUE else False if word in _FALSE else None

    def items(self) -> Sequence["YamlNode"]:
        """Return the items of a sequence, aliases followed."""
        node = self.resolved
        return [child.resolved for child in node.children] if node.kind == "sequence" else ()

    def pairs(self) -> Iterator[tuple["YamlNode", "YamlNode"]]:
        """Yield the keys of a mapping as written, ``<<`` and duplicates too, and the values, aliases followed."""
        for key, value in self.entries():
            yield key, value.resolved

    def entries(self) -> Iterator[tuple["YamlNode", "YamlNode"]]:
        """Yield the keys and values of a mapping as they are written."""
        node = self.resolved
        if node.kind == "mapping":
            yield from zip(node.children[::2], node.children[1::2], strict=True)

    def strings(self) -> list["YamlNode"]:
        """Return the scalars of a value that may be one string or a list of them; nulls are left out."""
        node = self.resolved
        candidates = node.items() if node.kind == "sequence" else (node,)
        return [each for each in candidates if each.kind == "scalar" and not each.is_null]

    def entry(self, key: str) -> tuple["YamlNode", "YamlNode"] | None:
        """Return the key and the value that this very mapping writes for a key; of duplicates the last."""
        node = self.resolved
        at = node.positions().get(key)
        return None if at is None else (node.children[at], node.children[at + 1])

    def positions(self) -> dict[str, int]:
        """Return for each scalar key of this very mapping its index among the children; of duplicates the last."""
        if self._keys is None:
            keys = self.children[::2] if self.kind == "mapping" else ()
            self._keys = {key.text: at * 2 for at, key in enumerate(keys) if key.resolved.kind == "scalar"}
        return self._keys

    def get(self, key: str) -> "YamlNode | None":
        """Return the value of a key, as PyYAML finds it: the last duplicate, then what ``<<`` merges."""
        node = self if self.target is None else self.target
        keys = node.positions()
        at = keys.get(key)
        if at is not None:
            value = node.children[at + 1]
            return value if value.target is None else value.target
        if "<<" not in keys:
            return None
        return next((entry[1].resolved for layer in node.layers() if (entry := layer.entry(key))), None)

    def layers(self) -> Iterator["YamlNode"]:
        """Yield this mapping, then each mapping it merges, those that win first. Stops after 100."""
        seen: set[int] = set()
        waiting = [self.resolved]
        while waiting and len(seen) < _MERGE_BUDGET:
            node = waiting.pop()
            if node.kind == "mapping" and id(node) not in seen:
                seen.add(id(node))
                yield node
                waiting.extend(reversed(node.merged()))

    def merged(self) -> list["YamlNode"]:
        """Return what the keys ``<<`` of this mapping name: the later key wins, within a list the earlier item."""
        found: list[YamlNode] = []
        for key, value in list(self.pairs())[::-1] if "<<" in self.resolved.positions() else ():
            if key.is_merge:
                found += value.items() if value.kind == "sequence" else (value,)
        return found

    def walk(self) -> Iterator["YamlNode"]:
        """Yield this node and all below it in the order of the text, keys too; aliases are not followed."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def plain(self) -> object:
        """Return the value as PyYAML's safe loader makes it, but with keys as text and ``<<`` as a key like any other.

        Raises:
            UnknownError: a tag that only some program knows, a scalar that its type rejects, a key that is no scalar.

        """
        return plain_value(self)
