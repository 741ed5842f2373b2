from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, LostBackslash, Severity, rule


@rule(LostBackslash, code="CFG012", severity=Severity.ERROR, fix=Applicability.UNSAFE, lesson="+")
def lost_backslash(setting: LostBackslash) -> Iterator[Finding]:
    r"""A pattern in double quotes holds `\b`, which TOML turns into a backspace, so that it never matches.

    Between double quotes TOML has escapes of its own: `\b` is the character U+0008 and no word boundary, `\f` a form
    feed. Most other escapes of patterns are errors there, which is how the rest of such a pattern comes to be written
    with two backslashes; these two are taken without a word. No tool has settings with such characters.

    The fix writes two backslashes. It is unsafe, because the pattern then does what it is written for: lines are left
    out of a report that counted them so far, for instance.
    """
    written = setting.escape
    what = "a backspace" if written == "\\b" else "a form feed"
    yield Finding(
        setting.place,
        f"`{setting.text}` never matches, because TOML takes `{written}` between double quotes for {what}: write "
        f"`\\{written}`, or single quotes",
        setting.fix,
    )
