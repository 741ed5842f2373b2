"""Read the settings of the root's configuration file and of the command line; nothing is understood yet."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from repoaudit.config.sources import FileSource, FlagSource, Source, Sources
from repoaudit.errors import DocumentSyntaxError, UnreadableError, UsageError
from repoaudit.finding import ABSENT
from repoaudit.regex import lazy
from repoaudit.text import LineIndex
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.repository import Repository

PYPROJECT: Final = "pyproject.toml"
OWN_FILE: Final = "repoaudit.toml"
_TABLE: Final = ("tool", "repoaudit")
_MAX_BYTES: Final = 5_000_000
_SELECTORS: Final = ("select", "extend-select", "ignore", "fixable", "unfixable")

_KEY_VALUE: Final = lazy(r"""\s*[\w."'-]+\s*=""")
"""``--config KEY=VALUE``; told by its form alone, so that no file of the audited repository can take its place."""


def read_sources(repository: "Repository", flags: Mapping[str, object]) -> Sources:
    """Read all places that settings come from; what is wrong with one of them is kept for later.

    ``flags`` are the values of the command line by the names of their parameters; see `load_policy`.
    """
    mistakes: list[str] = []
    sources: list[Source] = []
    for read in _readers(repository, flags):
        try:
            source = read()
        except UsageError as error:
            mistakes.append(str(error))
        else:
            sources += [source] if source else []
    if any("extends" in source.data for source in sources):
        return _extended(repository, sources, mistakes)
    return Sources(tuple(sources), tuple(mistakes))


def _extended(repository: "Repository", sources: Sequence[Source], mistakes: Sequence[str]) -> Sources:
    """Put what sources extend before them."""
    from repoaudit.config.extending import Extender, Home  # hardly ever

    extender = Extender(Home(repository.tree), _shared)
    every = [each for source in sources for each in extender.extended(source)]
    return Sources(tuple(every), (*mistakes, *extender.mistakes))


def _shared(name: str, text: str) -> FileSource:
    """Read the settings of a file that is extended: all of it, or the tool's table of a `pyproject.toml`."""
    document = _parse(name, text)
    if name.rpartition("/")[2].rpartition(":")[2] != PYPROJECT:
        return FileSource(document, (), document.data)
    source = _tool_table(document)
    if source is None:
        raise UsageError(f"{name}: has no [tool.repoaudit]")
    return source


def _readers(repository: "Repository", flags: Mapping[str, object]) -> Iterator[Callable[[], Source | None]]:
    words = _words(flags, "config")
    files = [word for word in words if not _KEY_VALUE.match(word)]
    if files:
        yield partial(_named_file, files, isolated=bool(flags.get("isolated")))
    elif not flags.get("isolated"):
        yield partial(_repository_file, repository)
    for word in words:
        if word not in files:
            yield partial(_key_value, word)
    yield partial(_flags, flags)


def _words(flags: Mapping[str, object], name: str) -> list[str]:
    given = flags.get(name)
    return [str(word) for word in given] if isinstance(given, (list, tuple)) else []


def _repository_file(repository: "Repository") -> Source | None:
    """Read the root's settings. A ``pyproject.toml`` that cannot be read is a finding of a rule, not a mistake here."""
    pyproject = _pyproject(repository)
    if not repository.exists(OWN_FILE):
        return pyproject
    if pyproject:
        raise UsageError(f"{OWN_FILE}: {pyproject.where(())} holds settings, too; keep one of them")
    try:
        text = repository.read(OWN_FILE)
    except UnreadableError as error:
        raise UsageError(str(error)) from error
    document = _parse(OWN_FILE, text)
    return FileSource(document, (), document.data)


def _pyproject(repository: "Repository") -> FileSource | None:
    if not repository.exists(PYPROJECT):
        return None
    try:
        text = repository.read(PYPROJECT)
        if "repoaudit" not in text:
            return None
        document = _parse_toml(PYPROJECT, text)
    except (UnreadableError, DocumentSyntaxError):
        return None
    return _tool_table(document)


def _tool_table(document: "TomlDocument") -> FileSource | None:
    value = document.get(_TABLE)
    if value is ABSENT:
        return None
    source = FileSource(document, _TABLE, value if isinstance(value, dict) else {})
    if not isinstance(value, dict):
        raise UsageError(f"{source.where(())}: tool.repoaudit must be a table")
    return source


def _named_file(files: Sequence[str], *, isolated: bool) -> Source:
    path = files[0]
    if isolated:
        raise UsageError("--config: a file cannot be given together with --isolated")
    if len(files) > 1:
        raise UsageError(f"--config: only one file can be given, not {path!r} and {files[1]!r}")
    document = _parse(path, _read(path))
    if os.path.basename(path) != PYPROJECT:  # noqa: PTH119  # pathlib costs 4 ms of start-up
        return FileSource(document, (), document.data)
    source = _tool_table(document)
    if source is None:
        raise UsageError(f"--config: {path} has no [tool.repoaudit]")
    return source


def _read(path: str) -> str:
    """Read a file that the user named, wherever it is; it need not be a regular one."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  # as above
            content = file.read(_MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"--config: cannot read {path!r}: {getattr(error, 'strerror', None) or error}") from error
    if len(content) > _MAX_BYTES:
        raise UsageError(f"--config: {path} is larger than {_MAX_BYTES // 1_000_000} MB")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"--config: {path} is not UTF-8") from error


def _parse(path: str, text: str) -> "TomlDocument":
    try:
        return _parse_toml(path, text)
    except DocumentSyntaxError as error:
        line = LineIndex(text).at(error.span.start).line
        raise UsageError(f"{path}:{line}: {error.reason}") from error


def _key_value(word: str) -> Source:
    try:
        return FlagSource(_parse_toml("--config", word).data, "--config")
    except DocumentSyntaxError as error:
        key = word.partition("=")[0].strip()
        raise UsageError(f'--config: {word!r} is not TOML; a string needs quotes: {key}="..."') from error


def _flags(flags: Mapping[str, object]) -> Source:
    data: dict[str, object] = {}
    for name in _SELECTORS:
        words = _words(flags, name.replace("-", "_"))
        if words:
            data[name] = _split(name, words)
    if flags.get("fail_on") is not None:
        data["fail-on"] = flags["fail_on"]
    return FlagSource(data)


def _split(name: str, words: Iterable[str]) -> list[str]:
    selectors = [part.strip() for word in words for part in word.split(",") if part.strip()]
    if not selectors:
        raise UsageError(f"--{name}: no rule is named")
    return selectors


def _parse_toml(path: str, text: str) -> "TomlDocument":
    from repoaudit.documents.toml import parse_toml  # many repositories set nothing

    return parse_toml(path, text)
