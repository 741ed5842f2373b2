"""What keeps mypy from using the cache of an earlier run."""

from collections.abc import Iterator

from repoaudit.facts.mypy import CACHE_VARIABLE, NULL_DEVICES, UNUSED_CONFIGS_INCREMENTAL
from repoaudit.finding import Applicability
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.subjects.files.hooks.items import Hook
from repoaudit.subjects.files.reasons import is_explained
from repoaudit.subjects.tools.mypy.flags import read_flag, spelling_of
from repoaudit.subjects.tools.readers import read_text
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument, Command
    from repoaudit.subjects.files.tables import Table


_WHY: Final = lazy(r"https?://|#\d|\bissues?\b|\bbugs?\b|\bcrash|\bbecause\b|\bflaky\b|\bworkaround\b|\bon purpose\b")
"""Words of comments that say why no cache is wanted, an address among them."""


class CacheLoss(NamedTuple):
    """One setting or argument that costs the cache, as it is written, and the fix that takes it out."""

    text: str
    place: "Place"
    fix: "Fix | None"


def configured_losses(scope: "Scope", settings: "Table | None") -> Iterator[CacheLoss]:
    """Yield those of the project's settings for which no comment gives the reason."""
    from repoaudit.subjects.files.reasons import speaks_of

    yield from (each for each in _losses_in(scope, settings) if not speaks_of(scope, each.place, _WHY))


def _losses_in(scope: "Scope", settings: "Table | None") -> Iterator[CacheLoss]:
    if settings is None or any(key.lower().endswith("_report") for key in settings.keys()):  # noqa: SIM118  # a method
        return
    written = spelling_of(settings, "incremental")
    if written and read_flag(settings, "incremental") is False and not _looks_for_unused(scope, settings):
        yield _setting(scope, settings, written)
    if (read_text(settings.get("cache_dir")) or "").strip() in NULL_DEVICES:
        yield _setting(scope, settings, "cache_dir")


def flagged_losses(commands: tuple["Command", ...]) -> Iterator[CacheLoss]:
    """Yield those of command lines that developers run: CI often has no cache to lose."""
    for command in commands:
        if command.tool == "mypy" and not command.where.runner.is_ci and not _measures(command):
            yield from _losses_of(command)


def _losses_of(command: "Command") -> Iterator[CacheLoss]:
    flag, option = command.flag("--no-incremental"), command.option("--cache-dir")
    if flag:
        yield CacheLoss(flag.text, flag.place, flag.removed())
    if option and option.value in NULL_DEVICES:
        is_one_word = option.argument.text.startswith("-")
        text = f"--cache-dir{'=' if is_one_word else ' '}{option.value}"
        yield CacheLoss(text, option.place, option.argument.removed() if is_one_word else None)
    elif not option and command.environment.get(CACHE_VARIABLE) in NULL_DEVICES:
        yield CacheLoss(f"{CACHE_VARIABLE}={command.environment[CACHE_VARIABLE]}", command.place, None)


def _setting(scope: "Scope", table: "Table", key: str) -> CacheLoss:
    raw = table.get(key)
    value = str(raw).lower() if isinstance(raw, bool) else raw
    fix = table.remove(key)
    is_unsafe = is_explained(scope, table.place(key)) or _may_race(scope)
    return CacheLoss(f"{key} = {value}", table.place(key), fix.but(Applicability.UNSAFE) if is_unsafe else fix)


def _looks_for_unused(scope: "Scope", settings: "Table") -> bool:
    """Say whether ``warn_unused_configs``, also as part of ``strict``, may need a run without the cache."""
    if tool_version(scope, "mypy").at_least(UNUSED_CONFIGS_INCREMENTAL):
        return False
    return read_flag(settings, "warn_unused_configs") is True or read_flag(settings, "strict") is True


def _may_race(scope: "Scope") -> bool:
    """Say whether a hook runs several processes of mypy at once, which would share the cache."""
    hooks = [hook for hook in scope.root.all(Hook) if hook.id == "mypy" or "mypy" in (hook.entry or "")]
    return any(
        hook.repo.is_local and hook.passes_filenames and hook.table.flag("require_serial") is not True for hook in hooks
    )


def _measures(command: "Command") -> bool:
    return any(_is_measure(argument) for argument in command.arguments)


def _is_measure(argument: "Argument") -> bool:
    name = argument.text.partition("=")[0]
    return name.startswith("--") and (name.endswith(("-report", "-stats")) or name == "--warn-unused-configs")
