#!/usr/bin/env python3
"""Write the page of every rule, src/repoaudit/pages/NAME.md, and docs/rules.md, the index of them.

A page is the docstring of its rule and its first bad case.

usage: python tools/render_pages.py [--check]
"""

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import groupby

from render_index import ROOT, all_rules
from repoaudit.finding import Applicability
from repoaudit.rule import AnyRule, options_of

sys.path.insert(0, str(ROOT / "tests"))
from cases import Case, parse_cases

PAGES = ROOT / "src" / "repoaudit" / "pages"
CASES = ROOT / "tests" / "rules"
RULES = ROOT / "docs" / "rules.md"
HEAD = """# Rules

A finding names its rule and its code, and either will do wherever a rule is named. `--fix` makes safe fixes,
`--fix --unsafe-fixes` all of them. `repoaudit rule NAME` shows the page of a rule.
"""
SECTIONS = {
    "T": "Modern Python Tooling",
    "P": "Common Pitfalls",
    "A": "Architecture Decisions",
    "S": "Testing Strategy",
    "X": "Security Best Practices",
    "D": "Developer Experience",
    "O": "Documentation Lessons",
    "R": "Recommendations",
    "H": "Troubleshooting",
    "B": "Benchmarks",
    "M": "Migration Guides",
    "C": "Advanced Configurations",
    "F": "Frequently Asked Questions",
}


def render(rule: AnyRule) -> str:
    """Return the page of one rule."""
    return "\n".join(_blocks(rule)).rstrip("\n") + "\n"


def _blocks(rule: AnyRule) -> Iterator[str]:
    yield f"# {rule.name} ({rule.code})\n"
    yield f"{rule.summary}\n"
    default = "on by default" if rule.default else "off by default"
    yield f"{rule.severity.label} · {default} · {_fix(rule)}\n"
    explanation = _undented(rule.explanation)
    if explanation:
        yield f"{explanation}\n"
    case = next((case for case in _cases(rule) if case.kind == "bad"), None)
    if case:
        yield from _example(case)
    yield from _options(rule)
    yield from _lesson(rule.lesson)


def _cases(rule: AnyRule) -> tuple[Case, ...]:
    path = CASES / f"{rule.name}.md"
    return parse_cases(path) if path.exists() else ()


def _fix(rule: AnyRule) -> str:
    strongest = {Applicability.SAFE: "safe fix", Applicability.UNSAFE: "unsafe fix"}
    return strongest.get(rule.fix, "no fix") if rule.fix else "no fix"


def _undented(text: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in text.strip("\n").splitlines()).strip()


def _example(case: Case) -> Iterator[str]:
    yield "## Example\n"
    for fence in case.fences:
        match fence.words:
            case ("findings",):
                yield f"is reported as\n\n```text\n{fence.text}```\n"
            case ("git",) | ("notes",):
                continue
            case (_, _, "fixed"):
                yield _fence(fence.words, fence.text, "after the fix")
            case _:
                yield _fence(fence.words, fence.text, "")


def _fence(words: tuple[str, ...], text: str, note: str) -> str:
    ticks = "````" if "```" in text else "```"
    title = f"`{words[1]}`{f' {note}' if note else ''}"
    return f"{title}\n\n{ticks}{words[0]}\n{text}{ticks}\n"


def _options(rule: AnyRule) -> Iterator[str]:
    options = options_of(rule)
    if options:
        rows = "\n".join(f"- `{option.name}` ({option.type}, default `{option.default}`)" for option in options)
        yield f"## Options\n\nIn `[tool.repoaudit.rules.{rule.name}]`:\n\n{rows}\n"


def _lesson(lesson: str) -> Iterator[str]:
    """Say where a rule was learned; of one that goes beyond the lessons there is nothing to say."""
    learned = [f"{SECTIONS[part[0]]}{f' {part[1:]}' if part[1:] else ''}" for part in lesson.split() if part != "+"]
    if learned:
        yield f"## Lesson\n\nLearned in: {', '.join(learned)}.\n"


def render_rules(rules: Iterable[AnyRule]) -> str:
    """Return the index of all rules: a table for each family."""
    return "\n".join(_tables(rules)) + "\n"


def _tables(rules: Iterable[AnyRule]) -> Iterator[str]:
    yield HEAD.rstrip()
    for package, family in groupby(rules, lambda rule: rule.module.rpartition(".")[0]):
        title = (import_module(package).__doc__ or "").strip().rstrip(".")
        yield f"\n## {title}\n"
        yield "| code | rule | what it finds | severity | default | fix |"
        yield "|---|---|---|---|---|---|"
        yield from map(_row, family)


def _row(rule: AnyRule) -> str:
    link = f"[{rule.name}](../{(PAGES / rule.name).relative_to(ROOT).as_posix()}.md)"
    default = "on" if rule.default else "off"
    fix = _fix(rule).removesuffix(" fix")
    summary = rule.summary.replace("|", "\\|")
    return f"| {rule.code} | {link} | {summary} | {rule.severity.label} | {default} | {fix} |"


def main(arguments: list[str]) -> int:
    """Write all pages and their index, or with --check say which are stale."""
    rules = all_rules()
    pages = {PAGES / f"{rule.name}.md": render(rule) for rule in rules}
    stale = {path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text}
    surplus = set(PAGES.glob("*.md")) - set(pages)
    pages[RULES] = render_rules(rules)
    if not RULES.exists() or RULES.read_text(encoding="utf-8") != pages[RULES]:
        stale.add(RULES)
    if arguments == ["--check"]:
        for path in sorted(stale | surplus):
            print(f"{path.relative_to(ROOT)} is stale: run python tools/render_pages.py")
        return 1 if stale | surplus else 0
    for path in stale:
        path.write_text(pages[path], encoding="utf-8")
    for path in surplus:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
