"""How values, keys and comments are spelled in TOML: by tomlkit, in the style of what stands there already."""

from collections.abc import Mapping, Sequence

from repoaudit.documents.tomli import tomli
from repoaudit.errors import EditRefusedError

_TRIPLE = 3


def plain(value: object) -> object:
    """Return a value as tomli would: lists and dicts, no tuples and other mappings.

    Raises:
        EditRefusedError: TOML has no such value, as None.

    """
    if isinstance(value, Mapping):
        return {_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [plain(item) for item in value]
    spell(value)
    return value


def spell(value: object, quote: str = '"') -> str:
    """Return a value on one line; strings stand between the given quotes where these can hold them.

    Raises:
        EditRefusedError: TOML has no such value.

    """
    if isinstance(value, dict):
        pairs = ", ".join(f"{spell_key(key)} = {spell(item, quote)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(spell(item, quote) for item in value)}]"
    if isinstance(value, str) and quote == "'" and fits_literal(value):
        return f"'{value}'"
    return _scalar(value)


def spell_lines(value: list[object], indent: str, line_ending: str, quote: str = '"') -> str:
    """Return a list with each item on a line of its own, to follow a key that is indented as given."""
    items = "".join(f"{indent}    {spell(item, quote)},{line_ending}" for item in value)
    return f"[{line_ending}{items}{indent}]"


def spell_like(raw: str, value: str, line_ending: str) -> str:
    """Return a string in the notation of the string that ``raw`` is, where that can hold it."""
    quote = raw[0]
    if not raw.startswith(quote * _TRIPLE) or (quote == "'" and value.endswith(quote)):
        return spell(value, quote)
    opened = raw[_TRIPLE:].startswith(("\n", "\r\n")) or value.startswith("\n")
    body = value if quote == "'" else _multiline_body(value)
    text = quote * _TRIPLE + "\n" * opened + body + quote * _TRIPLE
    return text.replace("\n", line_ending) if _reads_as(text, value) else spell(value)


def spell_longer(raw: str, old: str, new: str, line_ending: str) -> str | None:
    """Return a string whose lines end with backslashes and that has one more such line; None for any other.

    What is added may stand before the line break at the end.
    """
    joint = f"\\{line_ending}"
    end = "\n" if old.endswith("\n") and not new.startswith(old) else ""
    if not raw.startswith('"' * _TRIPLE) or joint not in raw or not new.startswith(old.removesuffix(end)):
        return None
    body, added = raw[:-_TRIPLE].removesuffix(line_ending if end else ""), new[len(old) - len(end) :]
    last = body.rpartition(line_ending)[2]
    indent = last[: len(last) - len(last.lstrip())]
    if last.strip() and added.startswith(" "):
        body, added = f"{body} {joint}{indent}", added.lstrip(" ")
    text = body + _multiline_body(added).replace("\n", line_ending) + '"' * _TRIPLE
    return text if _reads_as(text, new) else None


def spell_key(name: str, quote: str = "", *, always: bool = False) -> str:
    """Return one part of a key, between quotes where it needs them or ``always``; preferably the quotes given."""
    from tomlkit import key  # only a fix spells, and tomlkit costs as much as a whole run

    raw = key(_text(name)).as_string()
    bare = raw == name
    if quote == "'" and fits_literal(name) and (always or not bare):
        return f"'{name}'"
    return f'"{name}"' if always and bare else raw


def spell_dotted(names: Sequence[str]) -> str:
    """Return the parts of a key with dots between."""
    return ".".join(spell_key(name) for name in names)


def spell_comment(text: str) -> str:
    """Return a comment with its ``#``.

    Raises:
        EditRefusedError: the text has line breaks or other control characters.

    """
    if not fits_literal(text.replace("'", "")):
        raise EditRefusedError("a TOML comment is one line without control characters")
    return text if text.startswith("#") else f"# {text}"


def fits_literal(value: str) -> bool:
    """Tell whether a literal string ``'...'`` can hold the value."""
    return "'" not in value and "\x7f" not in value and all(char >= " " or char == "\t" for char in value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise EditRefusedError(f"a TOML key is a string, not {type(value).__name__}")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise EditRefusedError("TOML text holds no lone surrogates") from error
    return value


def _scalar(value: object) -> str:
    from tomlkit import item  # only a fix spells, and tomlkit costs as much as a whole run

    if isinstance(value, str):
        _text(value)
    try:
        raw = item(value).as_string()
    except (ValueError, TypeError) as error:
        raise EditRefusedError(f"TOML has no {type(value).__name__}") from error
    if not _reads_as(raw, value):
        raise EditRefusedError(f"TOML cannot hold this {type(value).__name__}")
    return raw


def _multiline_body(value: str) -> str:
    if '""' in value or value.endswith('"'):
        return "\n".join(_scalar(line)[1:-1] for line in value.split("\n"))
    return "\n".join('"'.join(_scalar(part)[1:-1] for part in line.split('"')) for line in value.split("\n"))


def _reads_as(raw: str, value: object) -> bool:
    try:
        read = tomli.loads(f"value = {raw}")["value"]
    except tomli.TOMLDecodeError:
        return False
    return type(read) is type(value) and repr(read) == repr(value)  # nan differs from itself
