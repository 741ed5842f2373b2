"""YAML scalars as values: the types that PyYAML's safe loader gives them."""

from repoaudit.documents.pyyaml import yaml
from repoaudit.errors import UnknownError
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.yaml.nodes import YamlNode

_TEXT_TAG = "tag:yaml.org,2002:str"
_COLLECTION_TAGS = frozenset({None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


_WORDS = {
    **dict.fromkeys("yes Yes YES no No NO true True TRUE false False FALSE on On ON off Off OFF".split(), "bool"),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), "null"),
}
_TRUE = frozenset({"yes", "true", "on"})
_MISSING = object()
_DIGITS = "0123456789"
_SIGNS = "-+."
_MARKS = frozenset("!&*<=")
"""What a scalar may begin with that is no text by its patterns, and of one or two characters."""
_NUMERIC = frozenset("0123456789abcdefABCDEFxXoOtTzZ_.:+- \t")
"""What numbers and times consist of, hexadecimal ones and exponents too."""
_SPECIAL = frozenset(".inf .Inf .INF .nan .NaN .NAN".split())


def implicit_tag(text: str) -> str:
    """Return the tag that PyYAML, a reader of YAML 1.1, gives to a plain scalar.

    Its patterns are asked last: to import and compile them takes longer than to read a file.
    """
    kind = _WORDS.get(text) or _plain_number(text)
    if kind is not None:
        return f"tag:yaml.org,2002:{kind}"
    if _is_surely_text(text):
        return _TEXT_TAG
    for tag, pattern in yaml.resolver.Resolver.yaml_implicit_resolvers.get(text[:1], ()):
        if pattern.match(text):
            return str(tag)
    return _TEXT_TAG


def _plain_number(text: str) -> str | None:
    """Return the kind of a decimal number without signs and separators, None for anything else."""
    whole, dot, part = text.partition(".")
    if not (text.isascii() and whole.isdecimal() and (part.isdecimal() or not dot)):
        return None
    if dot:
        return "float"
    return "int" if whole[0] != "0" or whole == "0" else None


def _is_surely_text(text: str) -> bool:
    """Say whether a scalar is text by how it begins and what it consists of."""
    first, second = text[:1], text[1:2]
    if first in _DIGITS:
        is_version = text.count(".") > 1 and text.replace(".", "").isdecimal()
        return is_version or not _NUMERIC.issuperset(text)
    if first in _SIGNS:
        return second not in _DIGITS and second != "." and text not in _SPECIAL
    return first not in _MARKS or len(text) > len("<<")


def reads_as_text(text: str) -> bool:
    """Whether a plain scalar with this text is a string to PyYAML."""
    return implicit_tag(text) == _TEXT_TAG


def plain_value(node: "YamlNode") -> object:
    """Return a node as plain data; see `YamlNode.plain`."""
    return _Converter().convert(node)


class _Converter:
    """Builds the data of a node without recursion: aliases may chain or go in circles."""

    __slots__ = ("_made", "_waiting")

    def __init__(self) -> None:
        self._made: dict[int, object] = {}
        self._waiting: list[YamlNode] = []

    def convert(self, node: "YamlNode") -> object:
        value = self._value(node)
        while self._waiting:
            self._fill(self._waiting.pop())
        return value

    def _value(self, node: "YamlNode") -> object:
        node = node.resolved
        if id(node) not in self._made:
            self._made[id(node)] = self._scalar(node) if node.kind == "scalar" else self._shell(node)
        return self._made[id(node)]

    def _shell(self, node: "YamlNode") -> object:
        if node.tag not in _COLLECTION_TAGS:
            raise UnknownError(f"the tag {node.tag} has a meaning that only some program knows", span=node.span)
        self._waiting.append(node)
        return {} if node.kind == "mapping" else []

    def _fill(self, node: "YamlNode") -> None:
        made = self._made[id(node)]
        if isinstance(made, list):
            made.extend(self._value(child) for child in node.children)
        elif isinstance(made, dict):
            made.update((_key(key), self._value(value)) for key, value in node.entries())

    def _scalar(self, node: "YamlNode") -> object:
        tag = implicit_tag(node.value) if node.is_plain or node.tag == "!" else node.tag or _TEXT_TAG
        if tag == _TEXT_TAG:
            return node.value
        try:
            value = _simple_value(node.value) if node.is_plain else _MISSING
            if value is _MISSING:
                value = self._constructed(tag, node.value)
        except (yaml.YAMLError, ValueError, LookupError, ArithmeticError, AttributeError, TypeError) as error:
            raise UnknownError(f"`{node.value}` is not a value of the type {tag}", span=node.span) from error
        return value

    @staticmethod
    def _constructed(tag: str, text: str) -> object:
        return yaml.constructor.SafeConstructor().construct_object(yaml.ScalarNode(tag, text))


def _simple_value(text: str) -> object:
    """Return the value of a word or a plain number, which need nothing of PyYAML."""
    if text in _WORDS:
        return None if _WORDS[text] == "null" else text.lower() in _TRUE
    kind = _plain_number(text)
    if kind is None:
        return _MISSING
    return float(text) if kind == "float" else int(text)


def _key(node: "YamlNode") -> str:
    text = node.scalar()
    if text is None:
        raise UnknownError("a key of a mapping is no scalar", span=node.span)
    return text
