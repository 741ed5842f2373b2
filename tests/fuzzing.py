"""What fuzzing feeds: a reader for each kind of text, the whole run over one file, and trees of mutated files.

A target takes bytes and raises whatever is wrong: an assertion of its own, or an exception that no reader may raise.
`tools/fuzz.py` drives them; the inputs that found something are replayed from `tests/fuzz/`.
"""

import resource
import shutil
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from cases import parse_cases
from history_input import history_seeds, read_history
from hostile import EACH_READER, NAMES, SMALL
from probing import audit_all, is_valid, settle_all, shown
from repoaudit import baseline
from repoaudit._index import ENTRIES
from repoaudit.config import load_policy
from repoaudit.documents import patterns
from repoaudit.documents.gitpatterns import parse_gitattributes, parse_gitignore
from repoaudit.documents.ini import parse_ini
from repoaudit.documents.ini.pytest import iniconfig_problem
from repoaudit.documents.lock import parse_lock
from repoaudit.documents.make import parse_make
from repoaudit.documents.markup import parse_markup
from repoaudit.documents.markup.code import code_lines
from repoaudit.documents.markup.links import links_of
from repoaudit.documents.patterns import _plain
from repoaudit.documents.pep508 import parse_requirement
from repoaudit.documents.pep508.markers import parse_marker
from repoaudit.documents.python import parse_python
from repoaudit.documents.reading import Document
from repoaudit.documents.requirements import parse_requirements
from repoaudit.documents.shell import Dialect, parse_shell
from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import Specifiers
from repoaudit.documents.versions.pep440 import Version
from repoaudit.documents.yaml import YamlDocument, parse_yaml
from repoaudit.errors import DocumentSyntaxError, UnknownError, UsageError
from repoaudit.finding import Applicability, DataPath
from repoaudit.repository import MemoryRepository
from repoaudit.repository.gitindex import parse_index
from repoaudit.text import Span

Target = Callable[[bytes], None]

TESTS: Final = Path(__file__).parent
INPUTS: Final = TESTS / "fuzz"
SECONDS_A_FILE: Final = 2.0
"""Processor time that no text of some kilobytes may need, under instrumentation, on a slow machine."""
DIALECTS: Final[tuple[Dialect, ...]] = ("sh", "make", "argv", "tox")
PREFIXED: Final = 4
"""The version of git's index that leaves out what names have in common, and pads nothing."""
LOCKS: Final = ("uv.lock", "poetry.lock", "pdm.lock", "pixi.lock", "conda-lock.yml", "Pipfile.lock", "pylock.toml")


class SlowError(Exception):
    """An input took longer than any of its size may."""


def within_budget(target: Target, data: bytes) -> None:
    """Run a target. Raises SlowError for an input that takes too long, and whatever the target raises."""
    before = time.process_time()
    target(data)
    spent = time.process_time() - before
    if spent > SECONDS_A_FILE:
        raise SlowError(f"{spent:.1f} s for {len(data)} bytes")


def text_of(data: bytes) -> str:
    """Return what a repository would read of these bytes."""
    return data.decode("utf-8", "replace")


def choice(data: bytes, options: tuple[str, ...]) -> tuple[str, bytes]:
    """Let the first byte choose."""
    return options[data[0] % len(options)] if data else options[0], data[1:]


def spans_fit(text: str, spans: Iterable[Span]) -> None:
    """Hold that spans lie in the text."""
    for start, end in spans:
        assert 0 <= start <= end <= len(text)


def comments_fit(document: Document) -> None:
    """Hold that comments lie in the text, in order."""
    comments = list(document.comments())
    spans_fit(document.text, comments)
    assert comments == sorted(comments)


def toml(data: bytes) -> None:
    """Everything that is in the data has a place, which reads as its last key does."""
    document = parse_toml("x.toml", text_of(data))
    comments_fit(document)
    for path in leaves(document.data):
        spans_fit(document.text, (document.span(path), document.key_span(path), document.value_span(path)))
        assert document.place(path).span
        assert document.home((*path, "x")).path == "x.toml"
        document.comment_on(path)
        document.comments_above(path)


def leaves(value: object, path: DataPath = ()) -> Iterable[DataPath]:
    """Yield the path of everything in some data but the whole."""
    members: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        members = value.items()
    elif isinstance(value, list):
        members = enumerate(value)
    for key, inner in members:
        yield (*path, key)
        yield from leaves(inner, (*path, key))


def yaml(data: bytes) -> None:
    """Nodes lie in the text and within their collection; scalars can be mapped to the text."""
    document = parse_yaml("x.yaml", text_of(data))
    comments_fit(document)
    for node in document.nodes():
        spans_fit(document.text, (node.span,))
        document.comment_on(node)
        if node.kind == "scalar":
            _maps(document, document.scalar_offset(node, 0), document.scalar_offset(node, len(node.value)))
    list(document.duplicates())


def _maps(document: YamlDocument, start: int | None, end: int | None) -> None:
    if start is not None and end is not None:
        assert 0 <= start <= end <= len(document.text)


def ini(data: bytes) -> None:
    """Sections and options lie in the text."""
    document = parse_ini("x.ini", text_of(data))
    comments_fit(document)
    for section in document.sections:
        spans_fit(document.text, (section.header,))
        for option in section.options:
            spans_fit(document.text, (option.key, option.value_span))
            assert document.place(section.name, option.name).span
    list(document.duplicates())
    iniconfig_problem(document)


def make(data: bytes) -> None:
    """Targets, variables and recipes can be asked for."""
    document = parse_make("Makefile", text_of(data))
    comments_fit(document)
    document.default_goal  # noqa: B018  # asked for what it may raise
    for target in document.targets:
        for rule in document.rules_for(target):
            spans_fit(document.text, (rule.span, *(line.span for line in rule.recipe)))
    for assignment in document.assignments:
        spans_fit(document.text, (assignment.span,))
        document.expand(f"$({assignment.name})")


def requirements(data: bytes) -> None:
    """Lines lie in the text, in order."""
    document = parse_requirements("requirements.txt", text_of(data))
    comments_fit(document)
    spans = [line.span for line in document.lines]
    spans_fit(document.text, spans)
    assert spans == sorted(spans)


def shell(data: bytes) -> None:
    """Words lie in the text and in their command."""
    dialect, rest = choice(data, DIALECTS)
    text = text_of(rest)
    script = parse_shell(text, dialect=next(each for each in DIALECTS if each == dialect), errexit=len(text) % 2 == 0)
    for command in script.commands:
        spans_fit(text, (command.span, *(word.span for word in command.words)))
        assert all(command.span.start <= word.span.start <= word.span.end for word in command.words)


def python(data: bytes) -> None:
    """Every comment lies in the text."""
    comments_fit(parse_python("x.py", text_of(data)))


def lock(data: bytes) -> None:
    """Whatever stands in a lock file can be asked for."""
    name, rest = choice(data, LOCKS)
    document = parse_lock(name, text_of(rest))
    for package in ("a", "numpy", "ruff"):
        for entry in document.named(package):
            spans_fit(document.text, (span for span in (entry.name_span, entry.version_span) if span))


def markup(data: bytes) -> None:
    """Links and code lie in the text."""
    name, rest = choice(data, ("README.md", "README.rst"))
    document = parse_markup(name, text_of(rest))
    spans_fit(document.text, (link.span for link in links_of(document)))
    for code in document.code:
        spans_fit(document.text, code_lines(document.text, code))


def words(data: bytes) -> None:
    """Versions, specifiers, requirements, markers, regular expressions and patterns of git: one line each."""
    text = text_of(data)
    Version.parse(text)
    for specifiers in (Specifiers.parse(text), Specifiers.parse_poetry(text)):
        if specifiers:
            assert specifiers.intersects(specifiers) in {True, False}
    parse_requirement(text)
    parse_marker(text)
    patterns.fault(text)
    ignored = parse_gitignore(".gitignore", text)
    ignored.verdict("a/b/c.py", is_folder=False)
    parse_gitattributes(".gitattributes", text)
    pattern, _, subject = text.partition("\n")
    patterns.search(pattern, subject[:200])


PIECES: Final = (
    *("a", "a", "b", "é", ".", r"\w", r"\d", r"\s", "[ab]", "[^a]", "[a-z]", r"[\w-]", r"\.", r"\b", "^", "$", r"\Z"),
    *("(", "(", ")", ")", "(?:", "(?i:", "(?x:", "(?-i:", "(?=", "(?!", "(?<=", "(?<!", "(?P<n>", "(?P=n)", "(?>", "|"),
    *("*", "+", "?", "*?", "+?", "??", "*+", "{2}", "{1,3}", "{,5}", "{3,}", "{0,1000}", "{9}", r"\1", "(?(1)", "#"),
    *(".*", "a*", "(?:a|a)*", "(a+)+", "(?x)", "(?i)", "(?s)", "(?m)", "(?#c)", "\n", "x" * 40, "[a-\uffff]", " "),
)
"""Of which regular expressions are put together: one for each byte."""
PUMPED: Final = 2_000
SECONDS_BEFORE_ALARM: Final = 10
SECONDS_A_SEARCH: Final = 0.5
"""What Python's own matcher may need for a text of so many characters; a program of our own has until the budget."""


def pumped(data: bytes) -> tuple[str, list[str]]:
    """Return a pattern, and texts of growing length that repeat what it may repeat."""
    unit, *pieces = data or b"\0"
    pattern = "".join(PIECES[each % len(PIECES)] for each in pieces[:200])
    repeated = ("a", "ab", "ba", "aé", "a.", "a a", "x", "1")[unit % 8]
    ends = ("", "b", "!", "\n")[unit // 8 % 4]
    return pattern, [(repeated * length)[:length] + ends for length in (10, 60, 250, 1_000, PUMPED)]


def repetition(data: bytes) -> None:
    """Whatever a pattern repeats: a search ends soon, above all where it is left to Python's own matcher."""
    pattern, texts = pumped(data)
    for text in texts:
        plain = _plain(pattern)
        is_plain = plain is not None and (len(text) + 1) ** plain.degree <= plain.most
        before = time.process_time()
        with alarm():
            answer = _answer(pattern, text)
        spent = time.process_time() - before
        if spent > (SECONDS_A_SEARCH if is_plain else SECONDS_A_FILE):
            raise SlowError(f"{spent:.1f} s for {pattern!r} on {len(text)} characters; left to Python: {is_plain}")
        assert answer in {True, False, None}


def _answer(pattern: str, text: str) -> bool | None:
    try:
        return patterns.search(pattern, text)
    except UnknownError:
        return None


@contextmanager
def alarm() -> Iterator[None]:
    """Raise SlowError where something takes too long; Python's matcher looks for signals in between."""
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS_BEFORE_ALARM)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(*_: object) -> None:
    raise SlowError(f"no end after {SECONDS_BEFORE_ALARM} s")


def index(data: bytes) -> None:
    """Git's index, of which every byte may be wrong."""
    parse_index(data)


def history(data: bytes) -> None:
    """Git's commits: loose, in a pack, by its index, as the delta of another."""
    read_history(data)


def settings(data: bytes) -> None:
    """Our own settings and baselines, the only files whose mistakes end a run."""
    text = text_of(data)
    load_policy(MemoryRepository({"repoaudit.toml": text}), {}, ENTRIES)


def known_findings(data: bytes) -> None:
    """Read a baseline."""
    baseline.parse("baseline.json", text_of(data))


def audit(data: bytes) -> None:
    """Run all rules and make all fixes of one file, whatever stands in it."""
    name, rest = choice(data, NAMES)
    whole_run({name: rest})


def audit_each_reader(data: bytes) -> None:
    """The same, with one text in one file of every reader at once."""
    whole_run(dict.fromkeys(EACH_READER, data))


ALLOWED: Final = (DocumentSyntaxError, UnknownError, UsageError)
"""What a reader may raise; a regular expression or an index that cannot be known, and settings that are wrong."""


def tolerant(target: Target) -> Target:
    """Make a target of a reader, which may refuse its text."""

    def reads(data: bytes) -> None:
        try:
            target(data)
        except ALLOWED:
            return

    return reads


TARGETS: Final[Mapping[str, Target]] = {
    target.__name__: tolerant(target)
    for target in (
        *(
            toml,
            yaml,
            ini,
            make,
            requirements,
            shell,
            python,
            lock,
            markup,
            words,
            repetition,
            index,
            history,
            settings,
        ),
        *(known_findings, audit, audit_each_reader),
    )
}


def whole_run(files: Mapping[str, str | bytes]) -> int:
    """Audit and fix a tree in memory; return how many fixes were made.

    What is valid stays valid, and auditing what was fixed finds nothing more to fix. A document may refuse an edit; no
    edit that was phrased may be refused by the judges.
    """
    repository = MemoryRepository(files)
    settled = settle_all(repository, Applicability.UNSAFE)
    assert not settled.report.crashes, settled.report.crashes[0].traceback
    judged = [each for each in settled.held_back if "the edit " in each.reason]
    assert not judged, (judged[0].diagnostic.code, judged[0].reason)
    for path, text in settled.texts.items():
        before = repository.read(path) if repository.exists(path) else ""
        assert is_valid(path, text) or not is_valid(path, before), path
    if settled.fixed:
        again = audit_all(repository.with_texts(settled.texts))
        assert shown(again) == shown(settled.report)
    return len(settled.fixed)


TREES_PER_MUTATION: Final = 3
_JUNK: Final = (
    *(
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "#",
        ":",
        "=",
        "-",
        ",",
        "|",
        "&a ",
        "*a ",
        "\\",
        "$(",
        "${{ ",
        "}}",
        "\t",
        " ",
        "\0",
    ),
    *(
        "\r\n",
        "\n",
        "\n\n",
        "\ufeff",
        "\u202e",
        "\x1b[31m",
        "é",
        "\U0001f600",
        "<<: ",
        "? ",
        "!!int ",
        "--- ",
        ">-\n",
        "%",
    ),
)


@cache
def seeds() -> tuple[Mapping[str, str | bytes], ...]:
    """Return the small repositories of all cases of all rules."""
    return tuple(case.files for path in sorted((TESTS / "rules").glob("*.md")) for case in parse_cases(path))


@cache
def texts_by_name() -> Mapping[str, tuple[str, ...]]:
    """Return every text that a file of some name has in the cases."""
    found: dict[str, dict[str, None]] = {}
    for files in seeds():
        for path, text in files.items():
            if isinstance(text, str):
                found.setdefault(path.rpartition("/")[2], {})[text] = None
    return {name: tuple(texts) for name, texts in found.items()}


def make_tree(random: Random) -> dict[str, str | bytes]:
    """Put the files of some cases together and spoil some of them."""
    files: dict[str, str | bytes] = {}
    for _ in range(random.randint(1, TREES_PER_MUTATION)):
        files.update(random.choice(seeds()))
    for path in random.sample(sorted(files), min(len(files), random.randint(0, TREES_PER_MUTATION))):
        text = files[path]
        if isinstance(text, str):
            files[path] = mutated(random, text, path)
    return files


def mutated(random: Random, text: str, path: str) -> str | bytes:
    """Spoil a text in one to four ways."""
    for _ in range(random.randint(1, 4)):
        text = random.choice(_MUTATIONS)(random, text, path)
    return random.choice(tuple(SMALL.values())) if random.random() < 0.01 else text  # rarely


def _drop(random: Random, text: str, path: str) -> str:
    del path
    start, end = sorted(random.randint(0, len(text)) for _ in range(2))
    return text[:start] + text[min(end, start + 40) :]


def _insert(random: Random, text: str, path: str) -> str:
    del path
    at = random.randint(0, len(text))
    return text[:at] + random.choice(_JUNK) + text[at:]


def _shuffle_lines(random: Random, text: str, path: str) -> str:
    del path
    lines = text.splitlines(keepends=True)
    if lines:
        line = lines.pop(random.randrange(len(lines)))
        lines.insert(random.randint(0, len(lines)), line)
    return "".join(lines)


def _repeat_lines(random: Random, text: str, path: str) -> str:
    del path
    lines = text.splitlines(keepends=True)
    start = random.randint(0, len(lines))
    chunk = lines[start : start + random.randint(1, 5)]
    at = random.randint(0, len(lines))
    return "".join([*lines[:at], *chunk, *lines[at:]])


def _splice(random: Random, text: str, path: str) -> str:
    """Put some lines of another file of this name between the lines."""
    others = texts_by_name().get(path.rpartition("/")[2], (text,))
    foreign, lines = random.choice(others).splitlines(keepends=True), text.splitlines(keepends=True)
    start, at = random.randint(0, len(foreign)), random.randint(0, len(lines))
    return "".join([*lines[:at], *foreign[start : start + random.randint(1, 8)], *lines[at:]])


def _indent(random: Random, text: str, path: str) -> str:
    del path
    lines = text.splitlines(keepends=True)
    start = random.randint(0, len(lines))
    prefix = random.choice((" ", "  ", "\t", "    "))
    for number in range(start, min(start + 3, len(lines))):
        lines[number] = prefix + lines[number]
    return "".join(lines)


def _endings(random: Random, text: str, path: str) -> str:
    del path
    ending = random.choice(("\r\n", "\r", ""))
    return text.rstrip("\n") if not ending else text.replace("\n", ending)


_MUTATIONS: Final = (_drop, _insert, _shuffle_lines, _repeat_lines, _splice, _indent, _endings)


def write_tree(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write a tree to disk, in place of what is there; names that no disk can hold are left out."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
        except (OSError, ValueError):
            continue


def seed_inputs(name: str) -> Iterable[bytes]:
    """Yield inputs for a target from which coverage-guided fuzzing starts."""
    prefixes: Mapping[str, tuple[str, ...]] = {"shell": DIALECTS, "lock": LOCKS, "audit": NAMES}
    options = prefixes.get(name, ())
    if name == "index":
        yield from map(_index_of, (2, 3, 4))
    if name == "history":
        yield from history_seeds()
    if name == "repetition":
        yield from (bytes([first, each]) * 2 for first in range(32) for each in range(len(PIECES)))
        return
    for text in SMALL.values():
        yield text.encode("utf-8", "replace") if isinstance(text, str) else text
    for path, texts in texts_by_name().items():
        for number, text in enumerate(texts[:20]):
            first = options.index(path) if path in options else number
            yield (bytes([first % 256]) if options else b"") + text.encode("utf-8", "replace")


def _index_of(version: int) -> bytes:
    """Return an index of git with two files, by its documentation (gitformat-index)."""
    entries, before = b"", b""
    for name in (b"a/b.py", b"a/c.toml"):
        status = bytes(24) + (0o100644).to_bytes(4, "big") + bytes(12)
        fixed = status + bytes(20) + len(name).to_bytes(2, "big")
        entry = fixed + (bytes([len(before)]) if version == PREFIXED else b"") + name + b"\x00"
        entries += entry if version == PREFIXED else entry + bytes(-len(entry) % 8)
        before = name
    head = b"DIRC" + version.to_bytes(4, "big") + (2).to_bytes(4, "big")
    return head + entries + b"TREE" + bytes(4) + bytes(20)


def peak_memory() -> int:
    """Return the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
