"""The words of ``addopts``: which options they are, and how words are added and taken out."""

import re
from collections.abc import Iterator, Sequence

from repoaudit.errors import UnknownError
from repoaudit.facts.pytest_options import (
    DEBUGGING,
    DEBUGGING_VALUES,
    TAKES_VALUE,
    VALUE_LETTERS,
    WITHOUT_EFFECT_ON_PASSING_RUNS,
)
from repoaudit.facts.sources import TOOLS
from repoaudit.finding import ABSENT, Applicability
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument

_CLUSTER: Final = lazy(r"-[A-Za-z]{2,}")
_HELPER: Final = lazy(r"(?:^|/)(?:tests?|testing)/(?:.*/)?(?!test_)\w+(?<!_test)\.py$|(?:^|/)conftest\.py$")
_FILTERS: Final = lazy(r"^ {0,4}warnings\.(?:filterwarnings|simplefilter)\(", re.MULTILINE)
_BLANK_LINES: Final = lazy(r"\n(?:[ \t]*\n)+")


class DebugOption(NamedTuple):
    """An option in ``addopts`` that is meant for one call by a person: its name, its words, and what it does."""

    name: str
    text: str
    words: tuple["Argument", ...]
    effect: str


class PdbBreaker(NamedTuple):
    """An option for which ``pytest --pdb`` stops, as it is written, and its place."""

    text: str
    place: "Place"


class Addopts:
    """``addopts`` of one project, where it is set."""

    __slots__ = ("pytest",)
    reads: ClassVar[tuple[str, ...]] = tuple(dict.fromkeys(source.file for source in TOOLS["pytest"].sources))

    def __init__(self, pytest: Pytest) -> None:
        self.pytest = pytest

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the one of a project that sets it."""
        pytest = scope.all(Pytest)[0]
        if pytest.addopts:
            yield cls(pytest)

    @property
    def debug_options(self) -> Iterator[DebugOption]:
        """The options for debugging."""
        found = _debug_options(self.pytest.addopts)
        return (each for each in found if not (each.name == "-p" and self._filters_warnings_itself))

    @property
    def _filters_warnings_itself(self) -> bool:
        """Whether a helper of the tests tells Python which warnings to show, for which pytest must not.

        pytest's manual: disabling the plugin "might be useful if your test suites handles warnings using an external
        system" (How to capture warnings, pytest 9.0).
        """
        scope = self.pytest.scope
        return any(
            path.endswith(".py") and _HELPER.search(path) and _FILTERS.search(_text(scope, path))
            for path in scope.repository.files().under(scope.folder)
        )

    def without(self, option: DebugOption) -> "Fix | None":
        """Phrase the fix that takes an option out, None where it shares its word with others."""
        fix = _without(self.pytest, option.words)
        is_safe = option.name in WITHOUT_EFFECT_ON_PASSING_RUNS
        return fix and fix.but(Applicability.SAFE if is_safe else Applicability.UNSAFE)

    @property
    def breaks_pdb(self) -> "PdbBreaker | None":
        """The option for which ``pytest --pdb`` stops, None where it does not."""
        from repoaudit.subjects.tools.workers import breaks_pdb, spelled

        option = breaks_pdb(self.pytest)
        return PdbBreaker(spelled(option), option.place) if option else None


def _text(scope: "Scope", path: str) -> str:
    try:
        return scope.repository.read(path)
    except UnknownError:
        return ""


def _debug_options(words: tuple["Argument", ...]) -> Iterator[DebugOption]:
    for index, word in enumerate(words):
        for name, value, is_separate in _options(word.text, words[index + 1].text if index + 1 < len(words) else ""):
            if name in DEBUGGING and value in DEBUGGING_VALUES.get(name, {value}):
                taken = words[index : index + 1 + is_separate]
                text = " ".join(each.text for each in taken)
                yield DebugOption(name, text, taken, DEBUGGING[name])


def _options(word: str, following: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the options in one word, each with its value, and whether that is the following word."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        is_separate = name in TAKES_VALUE and not equals
        yield name, following if is_separate else value, is_separate
    elif word.startswith("-"):
        for index, letter in enumerate(word[1:], 1):
            rest = word[index + 1 :]
            if letter in VALUE_LETTERS:
                yield f"-{letter}", rest or following, not rest
                return
            yield f"-{letter}", "", False


def with_word(pytest: Pytest, word: str) -> "Fix":
    """Phrase the fix that adds a word to the end of ``addopts``."""
    table = pytest.configuration.home
    raw = table.get("addopts")
    if isinstance(raw, list):
        fix = table.set([*raw, word], "addopts")
    elif isinstance(raw, str):
        fix = table.set(_appended(raw, word), "addopts")
    else:
        fix = table.set([word] if pytest.is_typed else word, "addopts")
    return fix.titled(f"add `{word}` to `addopts`")


def _appended(raw: str, word: str) -> str:
    """Return the value with one more word, on a line of its own where the value has several."""
    body = raw.rstrip()
    end = raw[len(body) :]
    if "\n" not in body.strip("\n") and not raw.startswith("\n"):
        kept = end if "\n" in end else ""
        return f"{body} {word}{kept}" if body else word
    line = body.rpartition("\n")[2]
    indent = line[: len(line) - len(line.lstrip())]
    return f"{body}\n{indent}{word}{end}"


def _without(pytest: Pytest, words: Sequence["Argument"]) -> "Fix | None":
    """Phrase the fix that takes words out of ``addopts``; without any other word the option goes as well.

    None where one of the words is part of a longer one (``-vx``).
    """
    table = pytest.configuration.home
    raw = table.get("addopts")
    rest = [each for each in pytest.addopts if each not in words]
    if raw is ABSENT or any(_CLUSTER.match(each.text) and each.text[1] not in VALUE_LETTERS for each in words):
        return None
    if not rest:
        return table.remove("addopts").titled("remove `addopts`")
    text = " ".join(each.text for each in words)
    if isinstance(raw, list):
        fix = table.set([each.text for each in rest], "addopts")
    else:
        fix = table.set(_cut(str(raw), words), "addopts")
    return fix.titled(f"remove `{text}` from `addopts`")


def _cut(text: str, words: Sequence["Argument"]) -> str:
    """Return a value without some words and the blanks before them."""
    for span in sorted((each.span for each in words), reverse=True):
        before, behind = text[: span.start].rstrip(" \t"), text[span.end :]
        if not before or before.endswith("\n"):
            behind = behind.lstrip(" \t")
            before = text[: span.start]
        text = before + behind
    return _BLANK_LINES.sub("\n", text) if "\n" in text else text


def with_strict_markers(pytest: Pytest, *, has_setting: bool) -> "Fix":
    """Phrase the fix that makes an unregistered marker an error: by the setting of pytest 9, else by the option."""
    if has_setting:
        return pytest.strict_markers.set(value=True)
    return with_word(pytest, "--strict-markers")
