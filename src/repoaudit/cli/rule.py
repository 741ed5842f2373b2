"""`repoaudit rule`: the page of a rule, or the pages of several."""

import sys
from collections.abc import Sequence

from repoaudit.cli.catalogue import metadata_of, page_of, wants_json
from repoaudit.cli.exits import Exit
from repoaudit.cli.terminal import is_terminal, say, say_json
from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.plugins import Selection, known_rules
from repoaudit.registry import ALL, answers_to, builtin_entries, suggestion


def show_rule(name: str | None, output_format: str) -> int:
    """Show the page of one rule, or of those whose codes begin so; or what is known of them as JSON. Raises UsageError.

    JSON is an object where one rule is named, and else a list.
    """
    as_json = wants_json(output_format)
    if name is None:
        raise UsageError("rule needs the name or the code of a rule, or --all")
    entries = _find(name)
    is_one = name in (entries[0].name, entries[0].code)
    if as_json:
        say_json(metadata_of(entries[0]) if is_one else [metadata_of(entry) for entry in entries])
    else:
        _show(entries)
    return Exit.CLEAN


def show_rules(name: str | None, output_format: str) -> int:
    """Show the pages of all rules, or what is known of them as JSON. Raises UsageError."""
    if name is not None:
        raise UsageError(f"--all shows all rules: leave out {name!r}, or --all")
    return show_rule(ALL, output_format)


def _find(name: str) -> tuple[Entry, ...]:
    entries = known_rules(builtin_entries(), Selection((name,))).entries
    found = tuple(entry for entry in entries if answers_to(entry, name))
    if not found:
        raise UsageError(f"no rule is called {name!r}{suggestion(entries, name)}")
    return found


def _show(entries: Sequence[Entry]) -> None:
    text = "\n".join(page_of(entry) for entry in entries)
    if not is_terminal(sys.stdout):
        say(text)
        return
    from rich.markdown import Markdown

    from repoaudit.cli.rich_text import laid_out

    say(laid_out(Markdown(text)))
