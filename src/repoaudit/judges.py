"""Independent readers that hold an edited file to the claim of its fix.

The documents phrase the edits; other parsers judge the result: tomli for TOML, PyYAML's constructor for YAML,
configparser for INI, `ast` for Python. Makefiles, requirements and plain text have no second reader: there every
statement or line that was not claimed must be equal and in its old order.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from repoaudit.documents.formats import Format, format_of
from repoaudit.errors import DocumentSyntaxError
from repoaudit.finding import ABSENT, DataPath
from repoaudit.text import BOM
from repoaudit.typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import yaml

_MAX_COMPARISONS: Final = 1_000_000
_DEEP: Final = 300  # each takes two of the thousand calls that may stand within one another
_NO_SECTION: Final = "\0"  # configparser's `DEFAULT` is a section like any other to most tools


class JudgeError(Exception):
    """The edited text is not exactly what was claimed; the text says why."""


def judge(path: str, before: str, after: str, claim: Mapping[DataPath, object]) -> None:
    """Hold one edited file to its claim: what differs is what was claimed, nothing more, nothing less.

    Raises:
        JudgeError: it is not, or one of the texts cannot be read.

    """
    if format_of(path) in _FLAT:
        _judge_flat(path, before, after, claim)
        return
    new, expected = _READERS[format_of(path)](path, after), apply_claim(_read_before(path, before), claim)
    if not (_same(expected, new) or _same(without_emptied(expected, claim), new)):
        raise JudgeError("the edit changes something else than it claims")
    if format_of(path) is Format.INI and _says_something_twice(after) and not _says_something_twice(before):
        raise JudgeError("the edit says something twice")


@lru_cache(maxsize=1)
def _read_before(path: str, text: str) -> object:
    """Read a file once for all fixes of it: reports come file by file, and a claim is applied to a copy."""
    return _READERS[format_of(path)](path, text)


def _judge_flat(path: str, before: str, after: str, claim: Mapping[DataPath, object]) -> None:
    """Judge a file that reads as statements or lines, each at a path of its own, whose order counts."""
    old, new = _statements_before(path, before), _statements(path, after)
    expected = {key: value for key, value in {**old, **claim}.items() if value is not ABSENT}
    if not _same(expected, new):
        raise JudgeError("the edit changes something else than it claims")
    if not _keeps_order(path, before, after, claim):
        raise JudgeError("the edit changes the order of lines that it does not mention")


def apply_claim(data: object, claim: Mapping[DataPath, object]) -> object:
    """Return plain data with the claimed values; tables on the way are created, what was ABSENT is removed.

    Raises:
        JudgeError: a path leads through something that is neither a table nor a list.

    """
    for path, value in claim.items():
        data = _put(data, path, value)
    return data


def _put(data: object, path: DataPath, value: object) -> object:
    if not path:
        return value
    head, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(head, int):
        if not 0 <= head < len(data):
            raise JudgeError(f"the claim names item {head} of a list of {len(data)}")
        return [*data[:head], _put(data[head], rest, value), *data[head + 1 :]]
    if data is None or data is ABSENT:
        data = {}
    if not isinstance(data, dict):
        raise JudgeError(f"the claim leads through a value at {head!r}")
    if not rest and value is ABSENT:
        return {key: each for key, each in data.items() if key != head}
    return {**data, head: _put(data.get(head, ABSENT), rest, value)}


def without_emptied(data: object, claim: Mapping[DataPath, object]) -> object:
    """Return the data without the tables that the claim's removals left empty: a dotted key takes its table along."""
    for path, value in claim.items():
        for length in range(len(path) - 1, 0, -1) if value is ABSENT else ():
            if _at(data, path[:length]) != {}:
                break
            data = _put(data, path[:length], ABSENT)
    return data


def _at(data: object, path: DataPath) -> object:
    for part in path:
        match data, part:
            case dict(), _ if part in data:
                data = data[part]
            case list(), int() if 0 <= part < len(data):
                data = data[part]
            case _:
                return ABSENT
    return data


def _same(one: object, other: object) -> bool:
    """Compare by value and type; shared parts (YAML aliases) are compared once."""
    seen: set[tuple[int, int]] = set()
    todo = [(one, other)]
    while todo:
        left, right = todo.pop()
        if (id(left), id(right)) in seen:
            continue
        seen.add((id(left), id(right)))
        pairs = _pairs(left, right)
        if pairs is None or len(seen) > _MAX_COMPARISONS:
            return False
        todo += pairs
    return True


def _pairs(left: object, right: object) -> list[tuple[object, object]] | None:
    """Return what is left to compare for two values to be the same, None when they are not."""
    if type(left) is not type(right):
        return None
    if isinstance(left, dict) and isinstance(right, dict):
        return [(left[key], right[key]) for key in left] if left.keys() == right.keys() else None
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return list(zip(left, right, strict=True)) if len(left) == len(right) else None
    return [] if left == right or repr(left) == repr(right) else None  # repr for nan


def _read_toml(path: str, text: str) -> object:
    del path
    import tomli

    try:
        return tomli.loads(text.removeprefix(BOM))
    except (tomli.TOMLDecodeError, RecursionError, ValueError) as error:
        raise JudgeError(f"the edited text is not valid TOML: {error}") from error


def _read_yaml(path: str, text: str) -> object:
    """Read values as PyYAML's safe loader does, but keep keys as their text (``on`` is no boolean)."""
    import yaml

    from repoaudit.documents.yaml import parse_yaml

    try:
        if _may_nest_deeply(text):
            parse_yaml(path, text)  # refuses the depth that makes the C composer overflow its stack
        loader = yaml.CSafeLoader(text.removeprefix(BOM))
        node = loader.get_single_node()
    except (DocumentSyntaxError, yaml.YAMLError) as error:
        raise JudgeError(f"the edited text is not valid YAML: {error}") from error
    return None if node is None else _construct(loader, node, {})


def _may_nest_deeply(text: str) -> bool:
    """Say whether collections of YAML may nest deeper than is read: each begins with a bracket, or further right.

    A sequence may begin where the key above it does, so that each column may begin two.
    """
    columns = max(map(len, text.splitlines()), default=0)
    return 2 * columns + text.count("[") + text.count("{") > _DEEP


def _construct(loader: "yaml.CSafeLoader", node: "yaml.Node", made: dict[int, Any]) -> object:
    import yaml

    if id(node) in made:
        return made[id(node)]
    if isinstance(node, yaml.SequenceNode):
        items: list[object] = []
        made[id(node)] = items
        items += [_construct(loader, item, made) for item in node.value]
        return items
    if isinstance(node, yaml.MappingNode):
        pairs: dict[object, object] = {}
        repeated: dict[str, int] = {}
        made[id(node)] = pairs
        for key, child in node.value:
            name = str(key.value)
            if name in pairs:
                repeated[name] = number = repeated.get(name, 0) + 1
                pairs[name, number] = pairs.pop(name)  # the last of equal keys counts, but none may get lost
            pairs[name] = _construct(loader, child, made)
        return pairs
    try:
        value: object = loader.construct_object(node)
    except (yaml.YAMLError, ValueError, LookupError, AttributeError):  # `!!bool maybe`, `!!int ''`, `!!timestamp x`
        value = (node.tag, node.value)
    return value


def _read_ini(path: str, text: str) -> object:
    del path
    from configparser import Error, RawConfigParser

    parser = RawConfigParser(strict=False, default_section=_NO_SECTION)
    try:
        parser.read_string(text.removeprefix(BOM))
    except Error as error:
        raise JudgeError(f"the edited text is not a valid INI file: {error}") from error
    return {section: dict(parser.items(section)) for section in parser.sections()}


def _says_something_twice(text: str) -> bool:
    """Say whether an INI file gives a section or an option twice, which most tools refuse."""
    from configparser import DuplicateOptionError, DuplicateSectionError, RawConfigParser

    try:
        RawConfigParser(strict=True, default_section=_NO_SECTION).read_string(text.removeprefix(BOM))
    except (DuplicateOptionError, DuplicateSectionError):
        return True
    return False


def _read_python(path: str, text: str) -> object:
    """Read the tree, in which comments have no part."""
    import ast

    from repoaudit.documents.python import parse_python

    try:
        return ast.dump(parse_python(path, text).tree)
    except (DocumentSyntaxError, RecursionError) as error:
        raise JudgeError(f"the edited text is not valid Python: {error}") from error


@lru_cache(maxsize=1)
def _statements_before(path: str, text: str) -> Mapping[DataPath, object]:
    return _statements(path, text)


def _statements(path: str, text: str) -> Mapping[DataPath, object]:
    if format_of(path) is not Format.MAKE:
        from repoaudit.documents.requirements.edits import plain_lines

        return dict.fromkeys(plain_lines(text), True)
    from repoaudit.documents.make.plain import plain_make

    try:
        return plain_make(text)
    except DocumentSyntaxError as error:
        raise JudgeError(f"the edited text is not a valid Makefile: {error}") from error


def _keeps_order(path: str, before: str, after: str, claim: Mapping[DataPath, object]) -> bool:
    if format_of(path) is Format.MAKE:
        old, new = _statements(path, before), _statements(path, after)
        return [key for key in old if key in new] == [key for key in new if key in old]
    from repoaudit.documents.requirements.edits import order_is_kept

    return order_is_kept(before, after, claim)


def _read_nothing(path: str, text: str) -> object:
    del text
    raise JudgeError(f"{path} is not edited by repoaudit")


Reader = Callable[[str, str], object]

_READERS: Final[Mapping[Format, Reader]] = {
    Format.TOML: _read_toml,
    Format.YAML: _read_yaml,
    Format.INI: _read_ini,
    Format.LOCK: _read_nothing,
    Format.PYTHON: _read_python,
}
_FLAT: Final = frozenset({Format.MAKE, Format.REQUIREMENTS, Format.SHELL, Format.MARKDOWN, Format.TEXT})
