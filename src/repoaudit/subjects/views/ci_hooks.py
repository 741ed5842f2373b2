"""Where CI runs the hooks of a repository: pre-commit.ci, an action, or a command."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.ci import HOOK_ACTIONS
from repoaudit.facts.hooks import COMMIT, CONFIGURATION
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.hooks import Hooks
from repoaudit.subjects.files.workflows import Workflow, composite_actions
from repoaudit.subjects.files.workflows.jobs import read_steps
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.hooks import Hook
    from repoaudit.subjects.files.workflows.jobs import Step

PRE_COMMIT_CI: Final = "pre-commit.ci"
_BRANCH: Final = "pre-commit-ci-update-config"
"""The branch on which pre-commit.ci updates the versions of hooks."""

_AUTHOR: Final = lazy(r"pre-commit-ci(?:\[bot\]|-update-config)")
"""What the commits say that pre-commit.ci made or helped to make, and the merges of its branch."""

_SIGN: Final = lazy(r"pre-commit[.-]ci(?!/lite)", re.IGNORECASE)
_SIGN_STARTS: Final = ("readme", "contributing", "release.y", "mergify")
_SIGN_FOLDERS: Final = ("", ".github", ".github/workflows", "docs", "doc")
_PROGRAMS: Final = frozenset({"pre-commit", "prek"})
_VALUED: Final = frozenset(
    {"--hook-stage", "--stage", "-c", "--config", "--color", "--from-ref", "--source", "-s", "--to-ref", "--origin"}
    | {"-o", "--remote-branch", "--local-branch", "-C", "--cd", "--directory", "-d", "--jobs", "-j", "--skip"}
)


class HookRun(NamedTuple):
    """One run of the hooks in CI: by what, where, which of them (all, if ``only`` is empty), at which stage."""

    by: str
    place: Place
    only: tuple[str, ...] = ()
    skipped: frozenset[str] = frozenset()
    stage: str = COMMIT

    def includes(self, hook: "Hook") -> bool:
        """Say whether it runs a hook; a hook whose stages are not known counts as run."""
        if self.skipped.intersection(hook.names) or (self.only and not set(self.only).intersection(hook.names)):
            return False
        try:
            return self.stage in hook.effective_stages
        except UnknownError:
            return True


def hook_runs(root: "Scope", commands: "tuple[Command, ...]") -> Iterator[HookRun]:
    """Yield every run of the hooks in CI that can be seen."""
    yield from _by_service(root)
    for step in root.once(all_steps):
        if step.action in HOOK_ACTIONS and not step.is_dead:
            inputs = [step.input(name) for name in HOOK_ACTIONS[step.action]]
            words = [word for node in inputs if node for word in node.text.split()]
            yield _run(step.action, step.place, words, _skipped(step))
    for command in commands:
        if command.tool in _PROGRAMS:
            yield from _by_command(command)


def uses_service(root: "Scope") -> bool:
    """Say whether pre-commit.ci runs the hooks of a repository, and updates them."""
    return any(True for _ in _by_service(root))


def has_made_commits(root: "Scope") -> bool:
    """Say whether pre-commit.ci made commits in the last year.

    Raises:
        UnknownError: a shallow clone shows none, or the history cannot be read.

    """
    git = root.repository.git
    if git is None:
        return False
    if any(_AUTHOR.search(text) for text in git.recent_commits):
        return True
    if git.is_shallow:
        raise UnknownError("whether pre-commit.ci is at work is not known: the clone is shallow")
    return False


def _by_command(command: "Command") -> Iterator[HookRun]:
    words = [argument.text for argument in command.arguments]
    names = _names(words)
    if names[:1] == ["run"]:
        at = words.index("run")
        words = [*words[:at], *words[at + 1 :]]
    elif command.tool != "prek" or names or command.flag("--version", "-V", "--help", "-h"):
        return
    yield _run(command.tool, command.place, words, command.environment.get("SKIP", ""))


def _run(by: str, place: Place, words: list[str], skip: str) -> HookRun:
    stage = COMMIT
    skipped = {name.strip() for name in skip.split(",") if name.strip()}
    for index, word in enumerate(words):
        name, equals, value = word.partition("=")
        value = value if equals else next(iter(words[index + 1 :]), "")
        if name in {"--hook-stage", "--stage"}:
            stage = value
        elif name == "--skip":
            skipped.add(value)
    return HookRun(by, place, tuple(_names(words)), frozenset(skipped), stage)


def _names(words: list[str]) -> list[str]:
    """Return the positional words; file names follow ``--files`` up to the next option."""
    names: list[str] = []
    previous = ""
    for word in words:
        if not word.startswith("-") and previous not in _VALUED and previous != "--files":
            names.append(word)
        previous = word if word.startswith("-") or previous != "--files" else previous
    return names


def _skipped(step: "Step") -> str:
    root = step.document.root
    owners = (step.node, step.job.node if step.job else None, root)
    tables = (owner.get("env") for owner in owners if owner)
    found = next((node for table in tables if table and (node := table.get("SKIP"))), None)
    return found.text if found else ""


def all_steps(root: "Scope") -> "tuple[Step, ...]":
    """Return the steps of all workflows of GitHub and of local composite actions."""
    found = [step for workflow in root.all(Workflow) for job in workflow.jobs for step in job.steps]
    for document in composite_actions(root):
        found += read_steps(document, document.find(("runs",)), ("runs",), None)
    return tuple(found)


def _by_service(root: "Scope") -> Iterator[HookRun]:
    """Yield the run by pre-commit.ci: its settings, else a badge or another mention, or its branch."""
    hooks = next((each for each in _hooks(root) if each.path == CONFIGURATION), None)
    if hooks is None:
        return
    skipped = frozenset((hooks.ci.texts("skip") if hooks.ci else None) or ())
    if hooks.ci is not None:
        yield HookRun(PRE_COMMIT_CI, hooks.table.place("ci"), (), skipped)
        return
    place = _mention(root) or (Place(CONFIGURATION) if _has_branch(root) else None)
    if place is not None:
        yield HookRun(PRE_COMMIT_CI, place, (), skipped)


def _hooks(root: "Scope") -> tuple[Hooks, ...]:
    try:
        return root.all(Hooks)
    except UnknownError:
        return ()


def _mention(root: "Scope") -> Place | None:
    for path in (CONFIGURATION, *_speaking(root)):
        try:
            found = _SIGN.search(root.repository.read(path))
        except UnknownError:
            continue
        if found:
            return Place(path, Span(*found.span()), PRE_COMMIT_CI)
    return None


def _speaking(root: "Scope") -> Iterator[str]:
    for folder in _SIGN_FOLDERS:
        for name in root.repository.list_dir(folder):
            is_workflow = folder.endswith("workflows") and name.endswith((".yml", ".yaml"))
            if is_workflow or name.lower().lstrip(".").startswith(_SIGN_STARTS):
                yield f"{folder}/{name}" if folder else name


def _has_branch(root: "Scope") -> bool:
    git = root.repository.git
    try:
        return git is not None and _BRANCH in git.remote_branches
    except UnknownError:
        return False
