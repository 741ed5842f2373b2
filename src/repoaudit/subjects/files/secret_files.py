"""Tracked files that hold a secret, told by their content: a name alone proves nothing."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.secrets import (
    CANDIDATES,
    EXAMPLE_STEMS,
    EXAMPLES,
    HARMLESS,
    LEAST,
    PLACEHOLDER,
    PRIVATE_KEY,
    PUTTY_KEY,
    SENSITIVE,
    SIGNS,
)
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.projects import is_foreign, is_template
from repoaudit.subjects.files.tracked import tracked_matching
from repoaudit.text import BOM, Span
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    import re

    from repoaudit.scope import Scope

_CANDIDATES: Final = lazy(CANDIDATES)
_KEY: Final = lazy(PRIVATE_KEY)
_PUTTY: Final = lazy(PUTTY_KEY)
_NAMES: Final = lazy(SENSITIVE)
_NOT: Final = lazy(HARMLESS)
_PLACEHOLDER: Final = lazy(PLACEHOLDER)
_ASSIGNMENT: Final = lazy(
    r"""(?m)^\ufeff?[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*["']?([^\s"'#]+)["']?[ \t]*\r?$"""
)
_PASSWORD: Final = lazy(r"(?m)^\ufeff?[ \t]*(password)[ \t]*[:=][ \t]*(\S+)[ \t]*\r?$")
_MEMBER: Final = lazy(r'"([\w-]+)"\s*:\s*"([^"\\]+)"')
_JSON_KEY: Final = lazy(r'("private_key")\s*:\s*"-----BEGIN (?:RSA )?PRIVATE KEY-----\\n[A-Za-z0-9+/=\\]{200,}')
_MAX_FILES: Final = 500
_LARGEST: Final = 100_000


class SecretFile:
    """One such file: where the secret stands, what it is, and whether it is a whole private key."""

    __slots__ = ("is_key", "place", "what")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, place: Place, what: str, *, is_key: bool) -> None:
        self.place = place
        self.what = what
        self.is_key = is_key

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every one of the repository, unless it is an example, material of tests, or somebody else's."""
        if not scope.is_root or scope.repository.git is None:
            return
        for number, path in enumerate(tracked_matching(scope, _CANDIDATES, SIGNS)):
            if number < _MAX_FILES and not _is_example(path):
                found = _look_into(scope, path)
                if found:
                    yield cls(*found[:2], is_key=found[2])


def _is_example(path: str) -> bool:
    words = path.lower().replace("-", ".").replace("_", ".").replace("/", ".").split(".")
    return is_foreign(path) or any(word in EXAMPLES or word.startswith(EXAMPLE_STEMS) for word in words)


def _look_into(scope: "Scope", path: str) -> tuple[Place, str, bool] | None:
    try:
        text = scope.repository.read(path) if scope.repository.is_file(path) else ""
    except UnknownError:
        return None
    if not text.removeprefix(BOM).strip() or len(text) > _LARGEST or is_template(text):
        return None
    name = path.rpartition("/")[2].lower()
    if name == ".pypirc":
        return _named(path, text, _PASSWORD, "the password of a package index")
    if name.startswith(".env"):
        return _named(path, text, _ASSIGNMENT, "")
    if name.endswith(".json"):
        return _key(path, text, _JSON_KEY, "the private key of a service account") or _named(path, text, _MEMBER, "")
    return _key(path, text, _KEY, "a private key") or _key(path, text, _PUTTY, "a private key")


def _key(path: str, text: str, pattern: "re.Pattern[str]", what: str) -> tuple[Place, str, bool] | None:
    match = pattern.search(text)
    return (Place(path, Span(*match.span(1)), "key"), what, True) if match else None


def _named(path: str, text: str, pattern: "re.Pattern[str]", what: str) -> tuple[Place, str, bool] | None:
    """Find the first value with the name of a secret that is no placeholder."""
    for match in pattern.finditer(text):
        name, value = match[1], match[2]
        if _NAMES.search(name) and not _NOT.search(name) and _looks_secret(value):
            return Place(path, Span(*match.span(1)), name), what or f"a value of `{name}`", False
    return None


def _looks_secret(value: str) -> bool:
    """Say whether a value is long and mixed as generated ones are, and says nothing."""
    if len(value) < LEAST or _PLACEHOLDER.search(value) or "/" in value[:1]:
        return False
    has_digit = any(character.isdigit() for character in value)
    return has_digit and any(character.isalpha() for character in value) and len(set(value)) > LEAST // 2
