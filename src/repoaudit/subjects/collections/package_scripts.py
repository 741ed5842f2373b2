"""What a script of ``package.json`` comes to run, as text: the script, what stands around it, and those that it calls.

Source: the reference of ``npm run-script``, npm 11; pnpm, yarn 4 and bun run scripts of the same table.
"""

from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

MANAGERS: Final = frozenset({"npm", "pnpm", "yarn", "bun"})
_RUN: Final = (["run"], ["run-script"])
_CALLS: Final = lazy(r"\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+|run-script\s+)?([\w:.-]+)")
_OTHERS: Final = lazy(
    r"\b(?:npm-run-all|run-[sp]|wireit|turbo|nx|lerna|concurrently|wsrun|gulp|grunt|make|--workspaces?)\b|npm:"
)
"""Programs that run other scripts by ways of their own."""
_MAX_SCRIPTS: Final = 100


def script_text(command: "Command", root: "Scope") -> str | None:
    """Return the text of the script that a command names, None where it names none, or what it runs cannot be told."""
    words = [each.text for each in command.arguments if not each.text.startswith("-")]
    if command.tool not in MANAGERS or command.folder is None or words[:1] not in _RUN or not words[1:]:
        return None
    scripts = _scripts(root, join(command.folder, "package.json"))
    todo, found = [words[1]], dict[str, str]()
    while todo and len(found) < _MAX_SCRIPTS:
        name = todo.pop()
        if name in found or name not in scripts:
            continue
        found[name] = scripts[name]
        todo += [f"pre{name}", f"post{name}", *_CALLS.findall(scripts[name])]
    text = "\n".join(found.values())
    return text if found and not _OTHERS.search(text) else None


def _scripts(root: "Scope", path: str | None) -> dict[str, str]:
    from json import loads

    try:
        text = root.repository.read(path) if path and root.repository.is_file(path) else "{}"
        data = loads(text)
    except (UnknownError, ValueError, RecursionError):
        return {}
    scripts = data.get("scripts") if isinstance(data, dict) else None
    items = scripts.items() if isinstance(scripts, dict) else ()
    return {name: value for name, value in items if isinstance(value, str)}
