"""Accept findings where they are: by comments, or by `per-file-ignores` where there can be none; pure."""

from collections.abc import Iterable, Mapping, Sequence

from repoaudit.config.reading import OWN_FILE, PYPROJECT
from repoaudit.diagnostic import Diagnostic
from repoaudit.documents.toml import TomlDocument, parse_toml
from repoaudit.documents.toml.edits import add_items, set_value
from repoaudit.errors import DocumentSyntaxError, EditRefusedError, UnreadableError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.fixes import HeldBackError, check
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.new_suppressions import comment_above
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.repository import Repository

_REFUSED: Final = (EditRefusedError, HeldBackError, UnreadableError, DocumentSyntaxError)


class Accepted(NamedTuple):
    """New texts, and the findings that they accept: by comments, by settings, and those that nothing can accept."""

    texts: Mapping[str, str]
    by_comment: tuple[Diagnostic, ...]
    by_setting: tuple[Diagnostic, ...]
    left: tuple[tuple[Diagnostic, str], ...]


def accept(repository: "Repository", diagnostics: Sequence[Diagnostic], reason: str) -> Accepted:
    """Accept findings, each group of one line or file by a change of its own that is judged like a fix."""
    work = _Work(repository, reason)
    rest = work.comment(diagnostics)
    work.set_per_file(rest)
    return Accepted(work.texts, tuple(work.by_comment), tuple(work.by_setting), tuple(work.left))


class _Work:
    """The repository as it becomes, change by change."""

    def __init__(self, repository: "Repository", reason: str) -> None:
        self._repository = repository
        self._reason = reason
        self.texts: dict[str, str] = {}
        self.by_comment: list[Diagnostic] = []
        self.by_setting: list[Diagnostic] = []
        self.left: list[tuple[Diagnostic, str]] = []

    def comment(self, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Write comments, in each file from the last line to the first; return the findings that got none."""
        groups: dict[tuple[str, int], list[Diagnostic]] = {}
        rest = [each for each in diagnostics if each.location.start is None]
        for each in diagnostics:
            if each.location.start is not None:
                groups.setdefault((each.location.path, each.location.start.line), []).append(each)
        for (path, line), group in sorted(groups.items(), key=lambda item: item[0], reverse=True):
            try:
                self._apply(comment_above(path, self._repository.read(path), line, _rules(group), self._reason))
            except _REFUSED:
                rest += group
            else:
                self.by_comment += group
        return rest

    def set_per_file(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Write `per-file-ignores` to the settings of the repository."""
        groups: dict[str, list[Diagnostic]] = {}
        for each in diagnostics:
            groups.setdefault(each.location.path, []).append(each)
        for path, group in sorted(groups.items()):
            try:
                self._apply(self._setting(path, _rules(group)))
            except _REFUSED as error:
                self.left += [(each, str(error)) for each in group]
            else:
                self.by_setting += group

    def _apply(self, change: Change) -> None:
        """Make a change if it passes its judge. Raises HeldBackError."""
        texts = check(change, self._repository).texts
        self.texts.update(texts)
        self._repository = self._repository.with_texts(texts)

    def _setting(self, path: str, rules: Sequence[str]) -> Change:
        document, prefix = self._settings()
        key = (*prefix, "per-file-ignores", self._pattern(path))
        old = document.get(key)
        if isinstance(old, dict):
            change = Change((), {})
            for rule in rules:
                change += set_value(document, (*key, rule), self._reason)
            return change
        if self._reason:
            kept = dict.fromkeys(old, "") if isinstance(old, list) else {}
            return set_value(document, key, kept | dict.fromkeys(rules, self._reason))
        return set_value(document, key, list(rules)) if old is ABSENT else add_items(document, key, list(rules))

    def _settings(self) -> tuple[TomlDocument, DataPath]:
        """Return the file of the settings; without any of its own a repository gets one."""
        name = OWN_FILE
        if not self._repository.exists(OWN_FILE) and self._repository.exists(PYPROJECT):
            name = PYPROJECT
        text = self._repository.read(name) if self._repository.exists(name) else ""
        return parse_toml(name, text), ("tool", "repoaudit") if name == PYPROJECT else ()

    def _pattern(self, path: str) -> str:
        """Return the pattern that matches this path alone."""
        if not path or "\\" in path or not path.isprintable():
            raise EditRefusedError(f"no pattern matches {path!r} alone")
        pattern = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
        is_one_of_many = "/" not in path and any(each.endswith(f"/{path}") for each in self._repository.files())
        return f"/{pattern}" if is_one_of_many else pattern


def _rules(diagnostics: Iterable[Diagnostic]) -> list[str]:
    return sorted({each.rule for each in diagnostics})
