"""What kind of file each file is, in the tags of pre-commit: as far as names, git's index and first lines say."""

from collections.abc import Iterable
from posixpath import basename

from repoaudit.errors import UnknownError
from repoaudit.facts.file_types import EXTENSIONS, INTERPRETERS, KNOWN_TAGS, NAMES, PLAIN_TAGS
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_HEAD: Final = 200
_BY_CONTENT: Final = frozenset({"text", "binary"})
_EXECUTABLE: Final = frozenset({"executable"})


class Wanted:
    """What a hook asks of its files: every tag of ``all_of``, one of ``any_of``, none of ``none_of``."""

    __slots__ = ("all_of", "any_of", "none_of")

    def __init__(self, all_of: Iterable[str], any_of: Iterable[str], none_of: Iterable[str]) -> None:
        self.all_of = frozenset(all_of)
        self.any_of = frozenset(any_of)
        self.none_of = frozenset(none_of)

    def must_be_known(self) -> None:
        """Raise `UnknownError` for a tag that the table does not have."""
        unknown = (self.all_of | self.any_of | self.none_of) - KNOWN_TAGS
        if unknown:
            raise UnknownError(f"which files are of the type `{min(unknown)}` is not known")

    def may_hold(self, certain: frozenset[str], possible: frozenset[str]) -> bool:
        """Say whether a file with certain tags, and with some of the possible ones, may be wanted."""
        tags = certain | possible
        return self.all_of <= tags and bool(not self.any_of or self.any_of & tags) and not self.none_of & certain


def may_be(path: str, wanted: Wanted, scope: "Scope") -> bool:
    """Say whether a file may be of the wanted kind; what only its content tells counts as possible."""
    files = scope.root.repository.files()
    if path in files.links:
        return wanted.may_hold(frozenset({"symlink"}), frozenset())
    if path in files.submodules:
        return wanted.may_hold(frozenset({"directory"}), frozenset())
    named = tags_of_name(path)
    mode = _EXECUTABLE if path in files.executables else frozenset({"non-executable"})
    certain, possible = named | {"file"}, frozenset[str]()
    if files.tracked:
        certain |= mode
    else:
        possible |= mode | _EXECUTABLE
    if not named & _BY_CONTENT:
        possible |= _BY_CONTENT
    if not named and "executable" in certain | possible:
        possible |= _tags_of_first_line(path, scope)
    return wanted.may_hold(certain, possible)


def tags_of_name(path: str) -> frozenset[str]:
    """Return the tags that a name makes."""
    name = basename(path)
    found = next((NAMES[part] for part in (name, *name.split(".")) if part in NAMES), frozenset[str]())
    stem, dot, extension = name.rpartition(".")
    return found | EXTENSIONS.get(extension.lower(), frozenset()) if dot and stem.strip(".") else found


def _tags_of_first_line(path: str, scope: "Scope") -> frozenset[str]:
    """Return the tags of the program that the first line names; all of them where it cannot be read."""
    try:
        head = scope.root.repository.read_bytes_head(path, _HEAD)
    except UnknownError:
        return KNOWN_TAGS - PLAIN_TAGS
    words = head.split(b"\n")[0].decode(errors="replace").lstrip("#!").replace("'", "").replace('"', "").split()
    programs = [basename(word) for word in words if not word.startswith("-") and basename(word) != "env"]
    name = programs[0] if head.startswith(b"#!") and programs else ""
    while name and name not in INTERPRETERS:
        name = name.rpartition(".")[0]
    return INTERPRETERS.get(name, frozenset())
