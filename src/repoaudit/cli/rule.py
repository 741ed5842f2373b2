"""`repoaudit rule`: the page of a rule."""

import sys
from collections.abc import Sequence

from repoaudit.cli.catalogue import metadata_of, page_of, wants_json
from repoaudit.cli.exits import Exit
from repoaudit.cli.terminal import is_terminal, say, say_json
from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.plugins import EVERYTHING, Selection, known_rules
from repoaudit.registry import builtin_entries, suggestion


def show_rule(name: str | None, output_format: str) -> int:
    """Show the page of one rule, or what is known of it as JSON. Raises UsageError."""
    as_json = wants_json(output_format)
    if name is None:
        raise UsageError("rule needs the name or the code of a rule, or --all")
    entry = _find(name)
    if as_json:
        say_json(metadata_of(entry))
    else:
        _show([entry])
    return Exit.CLEAN


def show_rules(output_format: str) -> int:
    """Show the pages of all rules, or what is known of them as JSON. Raises UsageError."""
    as_json = wants_json(output_format)
    entries = known_rules(builtin_entries(), EVERYTHING).entries
    if as_json:
        say_json([metadata_of(entry) for entry in entries])
    else:
        _show(entries)
    return Exit.CLEAN


def _find(name: str) -> Entry:
    entries = known_rules(builtin_entries(), Selection((name,))).entries
    for entry in entries:
        if name in (entry.name, entry.code):
            return entry
    raise UsageError(f"no rule is called {name!r}{suggestion(entries, name)}")


def _show(entries: Sequence[Entry]) -> None:
    text = "\n".join(page_of(entry) for entry in entries)
    if not is_terminal(sys.stdout):
        say(text)
        return
    from rich.markdown import Markdown

    from repoaudit.cli.rich_text import laid_out

    say(laid_out(Markdown(text)))
