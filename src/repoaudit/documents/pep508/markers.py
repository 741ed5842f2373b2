"""Environment markers of PEP 508: validity, and what can be told of them without an environment.

The grammar is that of `packaging` 26; parsing is iterative, so that deep nesting cannot exhaust the stack.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from repoaudit.documents.versions import Specifiers, Version, canonical_name
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.typing import Final

_TOKEN: Final = lazy(r"([()])|('[^']*'|\"[^\"]*\")|(===|==|~=|!=|<=|>=|<|>)|(not[ \t]+in\b|[A-Za-z_.]+)")
_ESCAPES: Final = frozenset("\\\r\n\0")

_VERSIONS: Final = frozenset({"implementation_version", "platform_release", "python_full_version", "python_version"})
_SETS: Final = frozenset({"extras", "dependency_groups"})
_VARIABLES: Final = (
    _VERSIONS
    | _SETS
    | {
        "extra",
        "implementation_name",
        "os.name",
        "os_name",
        "platform.machine",
        "platform.python_implementation",
        "platform.version",
        "platform_machine",
        "platform_python_implementation",
        "platform_system",
        "platform_version",
        "python_implementation",
        "sys.platform",
        "sys_platform",
    }
)
_WORD_OPERATORS: Final = frozenset({"in", "not in"})
_JOINTS: Final = frozenset({"and", "or"})


class Comparison(NamedTuple):
    """``left operator right``; a side is a variable (underscored spelling) or the value of a quoted string."""

    left: str
    operator: str
    right: str
    left_is_variable: bool
    right_is_variable: bool


class Marker(NamedTuple):
    """A marker as written, and its comparisons in postfix order with ``and`` and ``or``.

    ``postfix`` is empty for a valid marker whose strings contain escapes: nothing is known of it.
    """

    text: str
    postfix: tuple[Comparison | str, ...]

    def holds(self, environment: Mapping[str, str]) -> bool | None:
        """Tell whether the marker is true where the given variables have the given values.

        Variables are named with underscores (``python_version``, ``sys_platform``, ``extra``). None where the answer
        depends on a variable that is not given, or on ``extras`` and ``dependency_groups``.
        """
        stack: list[bool | None] = []
        for item in self.postfix:
            if isinstance(item, Comparison):
                stack.append(_compare(item, environment))
            else:
                stack.append(_join((stack.pop(), stack.pop()), decisive=item == "or"))
        return stack.pop() if stack else None


@lru_cache(maxsize=512)  # a project has few different ones
def parse_marker(text: str) -> Marker | None:
    """Read what stands behind the semicolon of a requirement; None for what `packaging` refuses."""
    if not _ESCAPES.isdisjoint(text):
        return _parse_escaped(text)
    tokens = _tokens(text)
    postfix = None if tokens is None else _postfix(tokens)
    return None if postfix is None else Marker(text.strip(" \t"), postfix)


def _parse_escaped(text: str) -> Marker | None:
    """Let `packaging` judge strings with escapes, which are those of Python."""
    import warnings

    from packaging.markers import InvalidMarker
    from packaging.markers import Marker as PackagingMarker

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Python, about unknown escapes
        try:
            PackagingMarker(text)
        except (InvalidMarker, RecursionError):
            return None
    return Marker(text.strip(" \t"), ())


class _Token(NamedTuple):
    kind: str
    text: str


def _tokens(text: str) -> list[_Token] | None:
    tokens: list[_Token] = []
    position = _skip_blanks(text, 0)
    while position < len(text):
        match = _TOKEN.match(text, position)
        token = match and _token(match)
        if not match or not token:
            return None
        tokens.append(token)
        position = _skip_blanks(text, match.end())
    return tokens


def _skip_blanks(text: str, position: int) -> int:
    return len(text) - len(text[position:].lstrip(" \t"))


def _token(match: re.Match[str]) -> _Token | None:
    parenthesis, quoted, operator, word = match.groups()
    if parenthesis:
        return _Token(parenthesis, parenthesis)
    if quoted:
        return _Token("value", quoted[1:-1])
    if operator:
        return _Token("operator", operator)
    word = " ".join(word.split())
    if word in _WORD_OPERATORS:
        return _Token("operator", word)
    if word in _JOINTS:
        return _Token(word, word)
    if word not in _VARIABLES:
        return None
    name = word.replace(".", "_")
    return _Token("variable", "platform_python_implementation" if name == "python_implementation" else name)


def _postfix(tokens: Sequence[_Token]) -> tuple[Comparison | str, ...] | None:
    """Order comparisons and joints for a stack; `and` binds more tightly than `or`."""
    output: list[Comparison | str] = []
    pending: list[str] = []
    index, complete = 0, False
    while index < len(tokens):
        kind = tokens[index].kind
        if complete and kind in _JOINTS:
            _release(pending, output, until=("(",) if kind == "or" else ("(", "or"))
            pending.append(kind)
            complete = False
        elif complete:
            _release(pending, output, until=("(",))
            if kind != ")" or not pending:
                return None
            pending.pop()
        elif kind == "(":
            pending.append(kind)
        else:
            comparison = _comparison(tokens[index : index + 3])
            if comparison is None:
                return None
            output.append(comparison)
            index += 2
            complete = True
        index += 1
    _release(pending, output, until=("(",))
    return tuple(output) if complete and not pending else None


def _release(pending: list[str], output: list[Comparison | str], until: tuple[str, ...]) -> None:
    while pending and pending[-1] not in until:
        output.append(pending.pop())


def _comparison(tokens: Sequence[_Token]) -> Comparison | None:
    match tokens:
        case [
            _Token("value" | "variable" as first, left),
            _Token("operator", operator),
            _Token("value" | "variable" as last, right),
        ]:
            return Comparison(left, operator, right, first == "variable", last == "variable")
    return None


def _join(answers: tuple[bool | None, bool | None], *, decisive: bool) -> bool | None:
    """Join two answers: `or` is decided by one True, `and` by one False."""
    if decisive in answers:
        return decisive
    return None if None in answers else not decisive


def _compare(comparison: Comparison, environment: Mapping[str, str]) -> bool | None:
    left, operator, right, variable_first, variable_last = comparison
    variable = left if variable_first else right
    value = environment.get(variable)
    if variable_first is variable_last or value is None or variable in _SETS:
        return None
    left, right = (value, right) if variable_first else (left, value)
    if variable == "extra":
        left, right = canonical_name(left), canonical_name(right)
    verdict = _compare_versions(left, operator, right) if variable in _VERSIONS else None
    if verdict is not None:
        return verdict
    compare = _TEXT_OPERATORS.get(operator)
    return None if compare is None else compare(left, right)


def _compare_versions(left: str, operator: str, right: str) -> bool | None:
    """Compare as versions; None where the right side is none, and texts are compared."""
    specifiers = None if operator in _WORD_OPERATORS or "," in right else Specifiers.parse(operator + right)
    if specifiers is None:
        return None
    if operator == "===":
        return left.lower() == right.strip().lower()
    version = Version.parse(left)
    return version is not None and specifiers.contains(version)


_TEXT_OPERATORS: Final[dict[str, Callable[[str, str], bool]]] = {
    "in": lambda left, right: left in right,
    "not in": lambda left, right: left not in right,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<=": lambda left, right: left == right,
    ">=": lambda left, right: left == right,
    "<": lambda _left, _right: False,
    ">": lambda _left, _right: False,
}
