"""Files that look like a tool's configuration and that no tool reads under their name."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.misnamed_files import HOOKS, MISNAMED_FILES, MisnamedFile
from repoaudit.finding import Place
from repoaudit.globs import matches_part
from repoaudit.regex import lazy
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.instructions import Instruction, instructions
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_PROSE: Final = (".md", ".rst", ".txt", ".adoc", ".markdown")
_PREK: Final = lazy(r"\bprek\b")
_PRE_COMMIT: Final = lazy(r"\bpre-commit[ \t]+(?:install|run|autoupdate)\b|pre-commit/action|pre-commit\.ci\b")
_OPTION: Final = lazy(r"(?:^|[\s\"'`])-{1,2}\w[\w-]*[\"']?[ \t=,:]*[\"']?[\w./-]*$", re.MULTILINE)
_NEAR: Final = 80
_FIXED: Final = frozenset({"GitHub", "Dependabot", "pip"})
"""Tools that nobody can tell another name of the file."""


class LostFile:
    """One such file."""

    __slots__ = ("fact", "path", "scope")
    reads: ClassVar[tuple[str, ...]] = tuple(sorted({fact.path for fact in MISNAMED_FILES}))

    def __init__(self, scope: "Scope", fact: MisnamedFile, path: str) -> None:
        self.scope = scope
        self.fact = fact
        self.path = path

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every such file of one project that is named nowhere; of a folder without readers only the first."""
        for fact in MISNAMED_FILES:
            if scope.is_root or not fact.is_root:
                for path in _existing(scope, fact):
                    found = cls(scope, fact, path)
                    if not found.is_read_after_all:
                        yield found
                    break

    @property
    def name(self) -> str:
        """Its path within the project."""
        return self.path.removeprefix(f"{self.scope.folder}/") if self.scope.folder else self.path

    @property
    def place(self) -> Place:
        """The file."""
        return Place(self.path, None, "name")

    @property
    def has_right_one(self) -> bool:
        """Whether the file that the tool reads exists, too."""
        return self.scope.exists(self.fact.right)

    @property
    def is_read_after_all(self) -> bool:
        """Whether something names it to its tool; or whether it is for prek, and nothing speaks of pre-commit."""
        if self.fact.tool in _FIXED:
            return False
        if self.name == HOOKS and not self.has_right_one and self._is_for_prek():
            return True
        return self._is_named()

    def _is_named(self) -> bool:
        word = re.compile(rf"(?<![\w.-]){re.escape(self.path.rpartition('/')[2])}\b")
        if any(word.search(each.text) for command in all_commands(self.scope) for each in command.arguments):
            return True
        others = (each for each in instructions(self.scope) if each.path != self.path)
        return any(self._is_named_in(each, word) for each in others)

    def _is_named_in(self, instruction: Instruction, word: re.Pattern[str]) -> bool:
        """Say whether a text names the file: in prose, and for names that lists of paths hold, as an option's value."""
        takes_any = not (self.fact.is_root or self.fact.tool == "make" or instruction.path.endswith(_PROSE))
        for match in word.finditer(instruction.text):
            before = instruction.text[max(match.start() - _NEAR, 0) : match.start()]
            if takes_any or _OPTION.search(before):
                return True
        return False

    def _is_for_prek(self) -> bool:
        texts = [each.text for each in instructions(self.scope)]
        names = {command.tool for command in all_commands(self.scope)}
        is_prek = "prek" in names or any(_PREK.search(text) for text in texts)
        return is_prek and "pre-commit" not in names and not any(_PRE_COMMIT.search(text) for text in texts)


def _existing(scope: "Scope", fact: MisnamedFile) -> Iterator[str]:
    """Yield files by their exact names: a file system may take ``Pyproject.toml`` for ``pyproject.toml``."""
    folder, _, name = scope.path(fact.path).rpartition("/")
    for entry in scope.repository.list_dir(folder):
        path = f"{folder}/{entry}" if folder else entry
        if matches_part(name, entry) and scope.repository.is_file(path) and _holds(scope, path, fact):
            yield path


def _holds(scope: "Scope", path: str, fact: MisnamedFile) -> bool:
    try:
        text = scope.repository.read(path)
    except UnknownError:
        return False
    return any(each in text for each in fact.holds)
