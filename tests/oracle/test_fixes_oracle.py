"""Fixes cannot hurt: the tools accept what they accepted before, what is not claimed stays, and the order is no matter.

The examples are the bad cases of all rules and the repositories in fixtures; with `REPOAUDIT_ORACLE=long` also the
corpus, all rules on every example, and the tools that take long.
"""

import configparser
import os
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest
import tomli
from ruamel.yaml import YAML

from accepting import verdicts
from cases import facts_of, parse_cases
from comparing import LONG, lay_out, tally
from hostile import BESIDE, TREES, WRONG, dump, paths_of, replaced
from repoaudit._index import ENTRIES
from repoaudit.config import load_policy
from repoaudit.documents.formats import Format, format_of
from repoaudit.entry import Entry
from repoaudit.finding import ABSENT, Applicability, Change, DataPath
from repoaudit.fixer import settle
from repoaudit.fixes import HeldBackError, realise
from repoaudit.repository import DiskRepository, MemoryRepository, Repository
from repoaudit.run import run
from repoaudit.text import Edit

HERE: Final = Path(__file__).parents[1]
CORPUS: Final = os.environ.get("REPOAUDIT_CORPUS", "") if LONG else ""
FOLDERS: Final = (
    *(path for path in (HERE / "fixtures").iterdir() if path.is_dir()),
    *(Path(CORPUS).iterdir() if CORPUS else ()),
)
FIXING: Final = tuple(entry for entry in ENTRIES if entry.fix)
each_rule = pytest.mark.parametrize("entry", FIXING, ids=lambda entry: entry.name)


class Made(NamedTuple):
    """One fix of one finding, made by itself: the files around it, and those that it changed as they are afterwards."""

    name: str
    files: Mapping[str, str]
    change: Change
    texts: Mapping[str, str]


def audit(
    repository: Repository, selected: tuple[str, ...]
) -> Iterator[tuple[str, Applicability, Change, Mapping[str, str]]]:
    """Yield each fix that is offered, realised by itself."""
    policy = load_policy(repository, {"select": selected, "isolated": True}, ENTRIES)
    for found in run(repository, policy, ENTRIES).diagnostics:
        if found.fix and found.applicability in {Applicability.SAFE, Applicability.UNSAFE}:
            try:
                made = realise(found.fix, repository)
            except HeldBackError:
                continue
            yield found.rule, found.applicability, made.change, made.texts


@cache
def examples_of(name: str) -> tuple[tuple[str, Repository], ...]:
    """Return the bad cases of a rule."""
    cases = parse_cases(HERE / "rules" / f"{name}.md")
    return tuple(
        (f"{name}: {case.title}", MemoryRepository(case.files, facts_of(case.git) if case.git else None))
        for case in cases
        if case.kind == "bad" and case.fixed
    )


def made_by(entry: Entry) -> Iterator[Made]:
    selected = ("ALL",) if LONG else (entry.name,)
    for title, repository in examples_of(entry.name):
        yield from made_in(title, repository, selected)


def made_in(title: str, repository: Repository, selected: tuple[str, ...] = ("ALL",)) -> Iterator[Made]:
    for rule, _, change, texts in audit(repository, selected):
        yield Made(f"{title} [{rule}]", texts_of(repository), change, texts)


def texts_of(repository: Repository) -> dict[str, str]:
    """Return the files that were read, which are those that matter, and the other ones as empty."""
    read = set(repository.files_read())
    return {path: repository.read(path) if path in read else "" for path in repository.files().paths}


def assert_accepted(made: Iterable[Made], folder: Path) -> None:
    before: dict[tuple[str, ...], Mapping[tuple[str, str], str]] = {}
    files: Mapping[str, str] = {}
    for each in made:
        if each.files != files:
            folder, files, before = folder / "next", each.files, {}
            lay_out(folder, files)
        names = tuple(each.texts)
        if names not in before:
            before[names] = verdicts(folder, each.texts)
        lay_out(folder, each.texts)
        after = verdicts(folder, each.texts)
        for name in each.texts:
            (folder / name).unlink()
        lay_out(folder, {name: files[name] for name in each.texts if name in files})
        for (tool, name), verdict in after.items():
            assert not (verdict and not before[names].get((tool, name))), f"{each.name}: {tool} {name}: {verdict}"
            tally(f"fix accepted: {tool}")


@each_rule
def test_a_tool_that_accepted_a_file_accepts_it_fixed(entry: Entry, tmp_path: Path) -> None:
    assert_accepted(made_by(entry), tmp_path)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_tool_that_accepted_a_whole_repository_accepts_it_fixed(folder: Path, tmp_path: Path) -> None:
    assert_accepted(made_in(folder.name, DiskRepository(str(folder))), tmp_path)


def data_of(path: str, text: str) -> object:
    """Read a file with a parser that repoaudit does not use; what has none is its lines."""
    text = text.removeprefix("\ufeff")
    match format_of(path):
        case Format.TOML:
            return _toml(text)
        case Format.YAML:
            yaml = YAML(typ="safe", pure=True)
            yaml.allow_duplicate_keys = True
            return yaml.load(text)
        case Format.INI:
            parser = configparser.RawConfigParser(strict=False, default_section="\0")
            parser.read_string(text)
            return {section: dict(parser.items(section)) for section in parser.sections()}
        case _:
            return None


def _toml(text: str) -> object:
    """Read TOML; of 1.1, which prek takes, tomllib knows nothing yet."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return tomli.loads(text)


def leaves(data: object, path: DataPath = ()) -> Iterator[tuple[DataPath, object]]:
    """Yield every value with its path; an empty table or list is one, too."""
    items: Iterable[tuple[str | int, object]] = ()
    if isinstance(data, Mapping):
        items = [(str(key), value) for key, value in data.items()]
    elif isinstance(data, list):
        items = list(enumerate(data))
    if not items:
        yield path, repr(data)
    for key, value in items:
        yield from leaves(value, (*path, key))


def unclaimed(made: Made) -> Iterator[str]:
    """Yield the values that changed and that no claim speaks of."""
    for path, text in made.texts.items():
        claimed = made.change.claim.get(path, {})
        old, new = (dict(leaves(data_of(path, each))) for each in (made.files.get(path, ""), text))
        for where in old.keys() | new.keys():
            if old.get(where) != new.get(where) and not any(_covers(claim, where, old, new) for claim in claimed):
                yield f"{path}: {where}: {old.get(where)} -> {new.get(where)}"


def _covers(claim: DataPath, where: DataPath, old: Mapping[DataPath, object], new: Mapping[DataPath, object]) -> bool:
    """Say whether a claim speaks of a value; a table comes and goes with what is in it."""
    if where[: len(claim)] == claim:
        return True
    is_empty = {old.get(where, "{}"), new.get(where, "{}")} <= {"{}", "None", "[]"}
    return is_empty and claim[: len(where)] == where


@each_rule
def test_what_is_not_claimed_is_equal_to_other_readers(entry: Entry) -> None:
    for made in made_by(entry):
        assert list(unclaimed(made)) == [], made.name
        tally("fix claims: values")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_what_is_not_claimed_is_equal_in_whole_repositories(folder: Path) -> None:
    for made in made_in(folder.name, DiskRepository(str(folder))):
        assert list(unclaimed(made)) == [], made.name
        assert list(lost(made)) == [], made.name
        tally("fix claims: values")


COMMENT: Final = re.compile(r"(?:^|(?<=\s))[#;].*", re.MULTILINE)
NUMBER: Final = re.compile(r"\d+(?:\.\d+)*")
MARK: Final = "repoaudit:"


def lost(made: Made) -> Iterator[str]:
    """Yield what is lost: bytes outside of the edits, and comments that do not go with what they are about."""
    for path, after in made.texts.items():
        before, position, done = made.files.get(path, ""), 0, 0
        edits = sorted(each for each in made.change.edits if each.path == path)
        for edit in edits:
            kept = before[position : edit.start]
            if after[done : done + len(kept)] != kept:
                yield f"{path}: the text before {edit} is another"
            position, done = edit.end, done + len(kept) + len(edit.text)
        if after[done:] != before[position:]:
            yield f"{path}: the text at the end is another"
        if not any(value is ABSENT for value in made.change.claim.get(path, {}).values()):
            gone = _comments(before) - _comments(after) - _at_removed_lines(before, edits)
            yield from (f"{path}: lost {comment!r}" for comment in gone)


def _comments(text: str) -> Counter[str]:
    """Count comments; one that names a version may go with the times, and suppressions have rules of their own."""
    found = (NUMBER.sub("0", each.rstrip()) for each in COMMENT.findall(text))
    return Counter(each for each in found if MARK not in each)


def _at_removed_lines(text: str, edits: Iterable[Edit]) -> Counter[str]:
    """Count the comments behind items on lines that are removed as a whole: a comment goes with its item."""
    gone: Counter[str] = Counter()
    for edit in edits:
        lines = [] if edit.text.strip() else text[edit.start : edit.end].splitlines()
        gone.update(comment for line in lines if line.strip()[:1] not in {"#", ";", ""} for comment in _comments(line))
    return gone


@each_rule
def test_bytes_and_comments_stay(entry: Entry) -> None:
    for made in made_by(entry):
        assert list(lost(made)) == [], made.name
        tally("fix claims: bytes")


def one_at_a_time(repository: Repository, selected: tuple[str, ...], least: Applicability, seed: int) -> Repository:
    """Make fixes one by one, each time another of those that are offered."""
    chance = random.Random(seed)  # an order, no secret
    for _ in range(300):
        offers = [texts for _, level, _, texts in audit(repository, selected) if level >= least and texts]
        if not offers:
            return repository
        repository = repository.with_texts(chance.choice(offers))
    raise AssertionError("there is always another fix")


def settled(repository: Repository, selected: tuple[str, ...], least: Applicability) -> Mapping[str, str]:
    policy = load_policy(repository, {"select": selected, "isolated": True}, ENTRIES)

    def wanted(found: object) -> bool:
        return (getattr(found, "applicability", None) or Applicability.DISPLAY) >= least

    return settle(repository, lambda tree: run(tree, policy, ENTRIES), wanted).texts


def differing(repository: Repository, selected: tuple[str, ...], least: Applicability, seed: int) -> Iterator[str]:
    """Yield the values in which an order of its own ends elsewhere than ours."""
    texts = settled(repository, selected, least)
    other = one_at_a_time(repository, selected, least, seed)
    for path, text in sorted(texts.items()):
        old, new = (dict(leaves(_in_order(data_of(path, each)))) for each in (text, other.read(path)))
        if old != new:
            yield f"{path}: {sorted(set(old.items()) ^ set(new.items()), key=str)}"


def _in_order(data: object) -> object:
    """Sort the one list to which several fixes add: its order means nothing to Dependabot."""
    if isinstance(data, dict) and isinstance(data.get("updates"), list):
        return {**data, "updates": sorted(data["updates"], key=str)}
    return data


@each_rule
@pytest.mark.parametrize("seed", range(4 if LONG else 1))
def test_any_order_of_the_fixes_ends_in_the_same_values(entry: Entry, seed: int) -> None:
    selected = ("ALL",) if LONG else (entry.name,)
    for title, repository in examples_of(entry.name):
        assert list(differing(repository, selected, Applicability.SAFE, seed)) == [], title
        tally("fix order")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_any_order_ends_in_the_same_values_in_whole_repositories(folder: Path) -> None:
    repository = DiskRepository(str(folder))
    for seed in range(3 if LONG else 1):
        assert list(differing(repository, ("ALL",), Applicability.SAFE, seed)) == []
        tally("fix order")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_our_own_order_ends_in_the_same_bytes(folder: Path) -> None:
    """Whatever order the files come in; and what is fixed stays fixed."""
    repository = DiskRepository(str(folder))
    texts = settled(repository, ("ALL",), Applicability.UNSAFE)
    files = texts_of(repository)
    shuffled = random.Random(1).sample(sorted(files), len(files))  # an order, no secret
    memory = MemoryRepository({path: files[path] for path in shuffled}, git=None)
    again = MemoryRepository({path: files[path] for path in sorted(files)}, git=None)
    assert settled(memory, ("ALL",), Applicability.UNSAFE) == settled(again, ("ALL",), Applicability.UNSAFE)
    assert settled(repository.with_texts(texts), ("ALL",), Applicability.UNSAFE) == {}


@pytest.mark.parametrize("path", TREES)
def test_fixes_of_files_with_wrong_values(path: str) -> None:
    """Files in which one value is of a wrong type, or odd: what is offered for them keeps to its claim, too."""
    places = list(paths_of(TREES[path]))
    for number, where in enumerate(places[:: 1 if LONG else 15]):
        text = dump(path, replaced(TREES[path], where, WRONG[number * 7 % len(WRONG)]))
        for made in made_in(f"{path} {where}", MemoryRepository({**BESIDE, path: text})):
            assert list(unclaimed(made)) == [], made.name
            assert list(lost(made)) == [], made.name
            tally("fix claims: generated")
