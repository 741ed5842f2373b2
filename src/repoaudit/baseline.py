"""Findings that were accepted all together: what the file of a baseline says, and what it takes out of a report."""

import json
from collections.abc import Iterable, Sequence

from repoaudit.diagnostic import Diagnostic, Note, Report, Suppressed, fingerprints
from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.record import NamedTuple
from repoaudit.typing import Final

VERSION: Final = 1
DEFAULT_PATH: Final = ".repoaudit-baseline.json"
_TEXTS: Final = ("fingerprint", "code", "rule", "path", "anchor")


class Item(NamedTuple):
    """One accepted finding; the fingerprint identifies it, the rest is for people and for what a run looked at."""

    fingerprint: str
    code: str
    rule: str
    path: str
    anchor: str


class Baseline(NamedTuple):
    """Accepted findings; ``source`` is how messages call them, ``judged`` says whether stale ones are told."""

    source: str
    items: tuple[Item, ...]
    judged: bool = True


class Ran(NamedTuple):
    """What a run looked at: only there can an entry be called stale."""

    selected: Sequence[Entry]
    known: Sequence[Entry]
    within: str = ""


def items_of(diagnostics: tuple[Diagnostic, ...]) -> tuple[Item, ...]:
    """Return the entries that accept these findings, in the order of the file."""
    signed = zip(diagnostics, fingerprints(diagnostics), strict=True)
    items = [Item(mark, each.code, each.rule, each.location.path, each.location.anchor) for each, mark in signed]
    return in_order(items)


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return entries in an order that edits elsewhere do not change."""
    return tuple(sorted(items, key=lambda item: (item.path, item.code, item.anchor, item.fingerprint)))


def render(items: Sequence[Item]) -> str:
    """Return the text of the file: one entry on each line, so that version control merges it well."""
    lines = ",\n".join(f"    {json.dumps(dict(zip(_TEXTS, item, strict=True)))}" for item in items)
    findings = f"[\n{lines}\n  ]" if items else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {findings}\n}}\n'


def parse(source: str, text: str) -> Baseline:
    """Read the text of a file. Raises UsageError for one that is damaged or of another version."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _damaged(source, f"line {error.lineno}: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise _damaged(source, "it nests too deep or holds too long a number") from error
    if not isinstance(data, dict) or "version" not in data:
        raise _damaged(source, "it has no version")
    if data["version"] != VERSION or isinstance(data["version"], bool):
        version = str(data["version"])[:20]
        raise UsageError(f"baseline {source}: version {version!r} is unknown; this repoaudit reads version {VERSION}")
    findings = data.get("findings")
    if not isinstance(findings, list):
        raise _damaged(source, "it has no list of findings")
    return Baseline(source, tuple(_item(source, number, each) for number, each in enumerate(findings, 1)))


def _item(source: str, number: int, data: object) -> Item:
    values = [data.get(key) for key in _TEXTS] if isinstance(data, dict) else []
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) != len(_TEXTS):
        raise _damaged(source, f"finding {number} lacks one of {', '.join(_TEXTS)}")
    return Item(*texts)


def _damaged(source: str, why: str) -> UsageError:
    return UsageError(f"baseline {source}: damaged: {why}; `repoaudit baseline` writes it anew")


def accept(report: Report, baseline: Baseline, ran: Ran) -> Report:
    """Move the accepted findings of a report aside, and say which entries accept nothing any more."""
    by = "baseline" if baseline.judged else "baseline-commit"
    accepted = {item.fingerprint for item in baseline.items}
    kept: list[Diagnostic] = []
    aside: list[Suppressed] = []
    for diagnostic, mark in zip(report.diagnostics, fingerprints(report.diagnostics), strict=True):
        if mark in accepted:
            aside.append(Suppressed(diagnostic, by, baseline.source))
        else:
            kept.append(diagnostic)
    stale = stale_items(report, baseline, ran) if baseline.judged else ()
    notes = (*report.notes, *(_note(baseline, item) for item in stale))
    return report._replace(
        diagnostics=tuple(kept), suppressed=(*report.suppressed, *aside), notes=notes, stale=len(stale)
    )


def _note(baseline: Baseline, item: Item) -> Note:
    place = f" at {item.anchor}" if item.anchor else ""
    return Note(baseline.source, None, f"stale entry: {item.rule} finds nothing in {item.path}{place}")


def stale_items(report: Report, baseline: Baseline, ran: Ran) -> tuple[Item, ...]:
    """Return the entries that match no finding of a whole report although their rules ran and could tell."""
    found = set(fingerprints(report.diagnostics))
    silenced = {rule for note in report.notes for rule in note.rules}
    silenced |= {rule for crash in report.crashes for rule in crash.rules}
    names = {entry.code: entry.name for entry in ran.known}
    prefixes = {_prefix(code) for code in names}
    selected = {entry.code for entry in ran.selected}

    def is_judged(item: Item) -> bool:
        if ran.within and item.path != ran.within and not item.path.startswith(f"{ran.within}/"):
            return False
        if item.code not in names:  # a rule that is gone; one of a plugin that is not installed may come back
            return _prefix(item.code) in prefixes
        return item.code in selected and names[item.code] not in silenced

    return tuple(item for item in baseline.items if item.fingerprint not in found and is_judged(item))


def _prefix(code: str) -> str:
    return code.rstrip("0123456789")
