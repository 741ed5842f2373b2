"""One pattern of git: which paths it matches, as ``wildmatch`` does with ``WM_PATHNAME``."""

from collections.abc import Callable, Iterator

from repoaudit.typing import Final, Self

_ANY_DEPTH: Final = None
"""The part ``**``."""

_UNANCHORED: Final = 2
"""Parts of a pattern without a slash: any depth, and the name."""

_WILD: Final = frozenset("*?[\\")
"""Without one of these a part of a pattern is the name that it matches."""

_LOWER: Final = "abcdefghijklmnopqrstuvwxyz"
_UPPER: Final = _LOWER.upper()
_DIGITS: Final = "0123456789"
_CLASSES: Final = {
    "alnum": _LOWER + _UPPER + _DIGITS,
    "alpha": _LOWER + _UPPER,
    "blank": " \t",
    "digit": _DIGITS,
    "lower": _LOWER,
    "punct": r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""",
    "space": " \t\n\r\x0b\x0c",
    "upper": _UPPER,
    "xdigit": _DIGITS + "abcdefABCDEF",
}
Token = Callable[[str], bool] | str | None
Part = tuple[Token, ...] | str | None
"""What one character must be: equal to it, or accepted by it; None is ``*``."""


class Pattern:
    """One pattern without ``!``: anchored at its folder if a slash is in it, else matching at any depth."""

    __slots__ = ("_parts", "only_folders", "text")

    def __init__(self, text: str, parts: tuple[Part, ...], *, only_folders: bool) -> None:
        self.text = text
        self.only_folders = only_folders
        self._parts = parts

    def __repr__(self) -> str:
        return f"Pattern({self.text!r})"

    @classmethod
    def parse(cls, text: str) -> "Self | None":
        """Read a pattern, None for one that can match nothing."""
        body = text.removesuffix("/")
        anchored = "/" in body
        parts = body.removeprefix("/").split("/")
        read: list[Part] = [_ANY_DEPTH] if not anchored else []
        for part in parts:
            if part and _WILD.isdisjoint(part):
                read.append(part)
                continue
            tokens = _tokens(part)
            if tokens is None or not part:
                return None
            read.append(_ANY_DEPTH if part == "**" and anchored else _plain(tokens))
        return cls(text, tuple(read), only_folders=body != text)

    def matches(self, path: str, *, is_folder: bool) -> bool:
        """Say whether it matches a path, relative to the folder of its file; parents of the path do not count."""
        if self.only_folders and not is_folder:
            return False
        parts = path.split("/")
        if len(self._parts) == _UNANCHORED and self._parts[0] is _ANY_DEPTH:
            return self._parts[1] is _ANY_DEPTH or _matches_part(self._parts[1], parts[-1])
        states = self._skipped({0})
        for part in parts:
            states = self._skipped(set(self._step(states, part)))
            if not states:
                return False
        return len(self._parts) in states

    def _step(self, states: set[int], name: str) -> Iterator[int]:
        for state in states:
            if state == len(self._parts):
                continue
            tokens = self._parts[state]
            if tokens is _ANY_DEPTH:
                yield state
                if state == len(self._parts) - 1:
                    yield state + 1
            elif _matches_part(tokens, name):
                yield state + 1

    def _skipped(self, states: set[int]) -> set[int]:
        """Add what ``**`` reaches by matching nothing, which it cannot do at the end."""
        last = len(self._parts) - 1
        for state in sorted(states):
            at = state
            while at < last and self._parts[at] is _ANY_DEPTH:
                at += 1
                states.add(at)
        return states


def _plain(tokens: tuple[Token, ...]) -> tuple[Token, ...] | str:
    """Return a part without wildcards as the text that it is."""
    letters = [token for token in tokens if isinstance(token, str)]
    return "".join(letters) if len(letters) == len(tokens) else tokens


def _matches_part(tokens: tuple[Token, ...] | str, name: str) -> bool:
    if isinstance(tokens, str):
        return tokens == name
    for token, end in ((tokens[0], name[:1]), (tokens[-1], name[-1:])):
        if isinstance(token, str) and token != end:
            return False  # as for most names
    states = _after_stars({0}, tokens)
    for character in name:
        following: set[int] = set()
        for state in states:
            if state < len(tokens):
                following.update(_next(tokens, state, character))
        states = _after_stars(following, tokens)
        if not states:
            return False
    return len(tokens) in states


def _next(tokens: tuple[Token, ...], state: int, character: str) -> Iterator[int]:
    token = tokens[state]
    if token is None:
        yield state
    elif token == character if isinstance(token, str) else token(character):
        yield state + 1


def _after_stars(states: set[int], tokens: tuple[Token, ...]) -> set[int]:
    for state in sorted(states):
        at = state
        while at < len(tokens) and tokens[at] is None:
            at += 1
            states.add(at)
    return states


def _tokens(part: str) -> tuple[Token, ...] | None:
    """Read one part of a pattern; None where it is not complete, so that git matches nothing."""
    found: list[Token] = []
    at = 0
    while at < len(part):
        character = part[at]
        at += 1
        if character == "\\":
            if at == len(part):
                return None
            found.append(part[at])
            at += 1
        elif character == "[":
            bracket = _bracket(part, at)
            if bracket is None:
                return None
            token, at = bracket
            found.append(token)
        elif character == "*":
            if not found or found[-1] is not None:
                found.append(None)
        else:
            found.append(_is_any if character == "?" else character)
    return tuple(found)


def _is_any(character: str) -> bool:
    return character != "/"


def _bracket(part: str, at: int) -> tuple[Token, int] | None:
    """Read ``[a-z]`` behind its bracket; return what it accepts and the offset behind it."""
    negated = part[at : at + 1] in {"!", "^"}
    at += negated
    ranges: list[tuple[str, str]] = []
    named = ""
    start = at
    while at < len(part) and (part[at] != "]" or at == start):
        if part.startswith("[:", at) and (end := part.find(":]", at)) > 0:
            named += _CLASSES.get(part[at + 2 : end], "")
            at = end + 2
            continue
        low, at = _member(part, at)
        high = low
        if part[at : at + 1] == "-" and part[at + 1 : at + 2] not in {"", "]"}:
            high, at = _member(part, at + 1)
        ranges.append((low, high))
    if at >= len(part):
        return None

    def accepts(character: str) -> bool:
        inside = character in named or any(low <= character <= high for low, high in ranges)
        return inside is not negated

    return accepts, at + 1


def _member(part: str, at: int) -> tuple[str, int]:
    if part[at] == "\\" and at + 1 < len(part):
        at += 1
    return part[at], at + 1
