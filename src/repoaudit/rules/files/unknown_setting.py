from collections.abc import Iterator

from repoaudit.api import Finding, Severity, ToolSettings, UnknownSetting, rule


@rule(ToolSettings, code="CFG005", severity=Severity.WARNING, lesson="+")
def unknown_setting(tool: ToolSettings) -> Iterator[Finding]:
    """A tool's configuration gives a key that the tool does not know.

    Most tools say so in a line that nobody reads, or not at all, and go on with their default. ruff and isort stop; uv
    drops every other setting of `[tool.uv]` as well. Keys are compared with what the releases of each tool know. One
    that is spelled nearly like a known one, or that holds a blank, is always reported, others only where the version of
    the tool is known and not newer than the releases compared. Keys of plugins are left alone.
    """
    severity = Severity.ERROR if tool.stops_at_unknown else Severity.WARNING
    for setting in tool.unknown:
        problem = f"{_problem(tool, setting)}, and {tool.ignores(setting)}"
        yield Finding(setting.place, f"{problem}: {_advice(tool, setting)}", severity=severity)


def _problem(tool: ToolSettings, setting: UnknownSetting) -> str:
    if setting.until:
        return f"{tool.reader} no longer knows `{setting.key}`"
    if setting.since:
        return f"{tool.reader} does not know `{setting.key}`, which came with {setting.since}"
    return f"{tool.reader} does not know `{setting.key}`{' here' if setting.homes else ''}"


def _advice(tool: ToolSettings, setting: UnknownSetting) -> str:
    if setting.meant:
        return f"write `{setting.meant}`"
    if setting.homes:
        return f"it belongs in {' or '.join(map(tool.given.table, setting.homes))}"
    return "update the tool, or delete it" if setting.since else "delete it, or find its right name"
