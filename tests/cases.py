"""The Markdown case files of the rules: each case is a small repository with what a rule finds in it.

A case is a second-level heading ``bad: ...`` or ``good: ...`` and fences. The info string of a fence is a language and
a path (``toml pyproject.toml``), followed by ``fixed`` for the file after the fix; ``findings`` holds the expected
findings, ``notes`` what could not be known, ``git`` states facts about branches and tracked files. The language
``size`` stands for so many zeros, ``bytes`` for a text with escapes (``\\xe9``), for files that no Markdown file can
hold.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from repoaudit.repository.gitdir import GitFacts

_HEADING = re.compile(r"^## (?P<kind>bad|good): (?P<title>.+)$")
_FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<info>.*)$")


class Fence(NamedTuple):
    """One fenced block: its info words, its text, and the lines (from zero) between the fences."""

    words: tuple[str, ...]
    text: str
    start: int
    end: int


class Case(NamedTuple):
    """One small repository; ``fixed`` holds only the files that the fix changes."""

    kind: str
    title: str
    files: Mapping[str, str | bytes]
    findings: str
    notes: str
    fixed: Mapping[str, str]
    git: Mapping[str, str]
    heading: int
    fences: tuple[Fence, ...]

    @property
    def slug(self) -> str:
        """A test id."""
        return f"{self.kind}-{re.sub(r'[^a-z0-9]+', '-', self.title.lower()).strip('-')}"


def parse_cases(path: Path) -> tuple[Case, ...]:
    """Read all cases of a file, in order. Raises ValueError for anything that is not of the form."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return tuple(_cases(lines, path))


def _cases(lines: list[str], path: Path) -> Iterator[Case]:
    heading: tuple[int, str, str] | None = None
    fences: list[Fence] = []
    number = 0
    while number < len(lines):
        line = lines[number].rstrip("\n")
        if line.startswith("## "):
            if heading:
                yield _case(heading, fences, path)
            match = _HEADING.match(line)
            if not match:
                raise ValueError(f"{path.name}:{number + 1}: a case is called 'bad: ...' or 'good: ...'")
            heading, fences = (number, match["kind"], match["title"]), []
        elif fence := _FENCE.match(line):
            end = _end_of_fence(lines, number, fence["ticks"], path)
            fences.append(Fence(tuple(fence["info"].split()), "".join(lines[number + 1 : end]), number + 1, end))
            number = end
        number += 1
    if heading:
        yield _case(heading, fences, path)


def _end_of_fence(lines: list[str], start: int, ticks: str, path: Path) -> int:
    for number in range(start + 1, len(lines)):
        if lines[number].rstrip("\n") == ticks:
            return number
    raise ValueError(f"{path.name}:{start + 1}: the fence is not closed")


def _case(heading: tuple[int, str, str], fences: list[Fence], path: Path) -> Case:
    line, kind, title = heading
    files: dict[str, str | bytes] = {}
    fixed: dict[str, str] = {}
    findings, notes, git = "", "", {}
    for fence in fences:
        match fence.words:
            case ("findings",):
                findings = fence.text
            case ("notes",):
                notes = fence.text
            case ("git",):
                git = _facts(fence.text)
            case ("size", name):
                files[name] = bytes(int(fence.text))
            case ("bytes", name):
                files[name] = fence.text.rstrip("\n").encode("ascii").decode("unicode_escape").encode("latin-1")
            case (_, name):
                files[name] = fence.text
            case (_, name, "fixed"):
                fixed[name] = fence.text
            case _:
                raise ValueError(f"{path.name}:{fence.start}: a fence says a language and a path")
    if (kind == "bad") != bool(findings) and kind == "good":
        raise ValueError(f"{path.name}:{line + 1}: a good case has no findings")
    return Case(kind, title, files, findings, notes, fixed, git, line, tuple(fences))


def _facts(text: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in text.splitlines() if line.strip())
    return {key.strip(): value.strip() for key, _, value in pairs}


def rewrite(path: Path, case: Case, findings: str, notes: str, fixed: Mapping[str, str]) -> None:
    """Put what a run produced into the file in place of the expectations of one case, for a human to review."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    case = next(each for each in parse_cases(path) if (each.kind, each.title) == (case.kind, case.title))
    body: list[str] = []
    first = min((fence.start - 1 for fence in case.fences), default=case.heading + 1)
    prose = lines[case.heading : first]
    for fence in case.fences:
        if fence.words in {("findings",), ("notes",)} or fence.words[-1:] == ("fixed",):
            continue
        body += ["\n", *lines[fence.start - 1 : fence.end + 1]]
    for kind, text in (("findings", findings), ("notes", notes)):
        body += ["\n", f"```{kind}\n", text, "```\n"] if text else []
    for name, text in fixed.items():
        language = next((fence.words[0] for fence in case.fences if fence.words[1:2] == (name,)), "text")
        ticks = "````" if "```" in text else "```"
        body += ["\n", f"{ticks}{language} {name} fixed\n", text, f"{ticks}\n"]
    last = max((fence.end for fence in case.fences), default=case.heading)
    while prose and not prose[-1].strip():
        prose.pop()
    lines[case.heading : last + 1] = [*prose, *body]
    path.write_text("".join(lines), encoding="utf-8")


def facts_of(stated: Mapping[str, str]) -> GitFacts:
    """Read a ``git`` fence: ``branches``, ``default``, ``host``, ``log``, ``shallow``, ... (see the guide)."""
    branches = frozenset(stated.get("branches", "main").replace(",", " ").split())
    return GitFacts(
        head_branch=stated.get("head", "main"),
        default_branch=stated.get("default", "main") or None,
        local_branches=branches,
        remote_branches=branches,
        remote_host=stated.get("host"),
        is_shallow="shallow" in stated,
        is_single_branch="single-branch" in stated,
        recent_commits=(stated.get("log", ""),),
        untracked=frozenset(stated.get("untracked", "").replace(",", " ").split()),
        modes={key.removeprefix("mode "): int(mode, 8) for key, mode in stated.items() if key.startswith("mode ")},
    )
