"""What is installed in each job and environment by its own commands, image, actions and hooks."""

from collections.abc import Iterator, Mapping

from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import CONFIGURATIONS
from repoaudit.facts.installers import HATCH_TEST, NO_PACKAGES
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.installed_words import (
    ISOLATED,
    NOTHING,
    UNKNOWN,
    Installed,
    installed_by,
    read_declared,
    read_package,
)
from repoaudit.subjects.files.scripts import Runner
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.workflows.jobs import Job

_FOREIGN_SHELLS: Final = ("pwsh", "powershell", "cmd", "python")


def installed_in(scope: "Scope", group: str) -> Installed:
    """Return what is installed in one job or environment, with what any of them may have called."""
    groups = scope.root.once(_groups)
    found = groups.get(group, NOTHING) | groups[""]
    return found | Installed(HATCH_TEST) if group == "hatch:hatch-test" else found


def installed_anywhere(scope: "Scope") -> Installed:
    """Return what all jobs and environments together install."""
    return scope.root.once(_everything)


def _everything(root: "Scope") -> Installed:
    found = NOTHING
    for installed in root.once(_groups).values():
        found |= installed
    return found


def _groups(root: "Scope") -> Mapping[str, Installed]:
    """Return what is installed in each job and environment; under "" what may be installed for any of them."""
    found: dict[str, Installed] = {"": NOTHING}
    for command in all_commands(root):
        installed = installed_by(command, root)
        if installed is not None:
            is_own = command.where.runner in ISOLATED and "/actions/" not in command.where.group
            group = command.where.group if is_own else ""
            found[group] = found.get(group, NOTHING) | installed
        if command.where.runner is Runner.GITLAB:
            found[command.where.group] = UNKNOWN
    for group, installed in (*_in_jobs(root), *_in_sessions(root), *_in_hooks(root), *_in_hatch(root)):
        found[group] = found.get(group, NOTHING) | installed
    return found


def _in_jobs(root: "Scope") -> Iterator[tuple[str, Installed]]:
    from repoaudit.subjects.files.workflows import Workflow, composite_actions, unreadable_workflows

    if unreadable_workflows(root):
        yield "", UNKNOWN
    for workflow in root.all(Workflow):
        for job in workflow.jobs:
            yield job.group, _in_job(job, root)
    for action in composite_actions(root):
        from repoaudit.subjects.files.workflows.jobs import read_steps

        runs = action.root.get("runs") if action.root else None
        steps = read_steps(action, runs, ("runs",), None) if runs else ()
        if any(step.action and step.action not in NO_PACKAGES for step in steps):
            yield "", UNKNOWN


def _in_job(job: "Job", root: "Scope") -> Installed:
    """Return what the image and the actions of a job install."""
    found = UNKNOWN if job.container is not None or job.default("shell").startswith(_FOREIGN_SHELLS) else NOTHING
    for step in job.steps:
        shell = step.node.get("shell")
        if shell is not None and shell.text.startswith((*_FOREIGN_SHELLS, "${{")) and step.run:
            found |= UNKNOWN
        inputs = step.input("pip-install") if step.action == "actions/setup-python" else None
        if inputs is not None:
            found |= UNKNOWN if "-" in inputs.text or "$" in inputs.text else _listed(inputs.text, root)
        elif step.action and not _is_harmless(step.action, root):
            found |= UNKNOWN
    return found


def _listed(text: str, root: "Scope") -> Installed:
    found = NOTHING
    for word in text.split():
        found |= read_package(word, "", root)
    return found


def _is_harmless(action: str, root: "Scope") -> bool:
    """Say whether an action installs nothing unseen; the steps of a local one are among the commands."""
    if action.startswith("./"):
        folder = action.removeprefix("./").rstrip("/")
        known = folder.startswith(".github/actions/")
        return known and any(root.exists(f"{folder}/{name}") for name in ("action.yml", "action.yaml"))
    return action in NO_PACKAGES


def _in_sessions(root: "Scope") -> Iterator[tuple[str, Installed]]:
    from repoaudit.subjects.files.nox import Nox

    for scope in (root, *root.members):
        try:
            found = scope.all(Nox) if scope.exists("noxfile.py") else ()
        except UnknownError:
            yield "", UNKNOWN
            continue
        for nox in found:
            for session in nox.sessions:
                yield f"{nox.path}:{session.name}", _session(session.installs, scope, complete=nox.is_complete)


def _session(words: tuple[str, ...], scope: "Scope", *, complete: bool) -> Installed:
    found = Installed(frozenset(), is_complete=complete)
    for before, word in zip(("", *words), words, strict=False):
        if before in {"-r", "--requirement"}:
            found |= read_declared(f"-r {word}", scope.folder, scope)
        elif not word.startswith("-"):
            found |= read_package(word, scope.folder, scope)
    return found


def _in_hatch(root: "Scope") -> Iterator[tuple[str, Installed]]:
    """Yield what hatch installs into its own environment for tests, where the project sets it up and keeps that."""
    for scope in (root, *root.members):
        for name, prefix in (("pyproject.toml", ("tool", "hatch")), ("hatch.toml", ())):
            table = _table(scope, name, (*prefix, "envs", "hatch-test"))
            if table is not None and "dependencies" not in table:
                yield "hatch:hatch-test", Installed(HATCH_TEST)


def _table(scope: "Scope", name: str, path: "DataPath") -> dict[str, object] | None:
    if not scope.exists(name):
        return None
    from repoaudit.documents.toml import parse_toml

    try:
        table = scope.document(parse_toml, scope.path(name)).get(path)
    except UnknownError:
        return None
    return table if isinstance(table, dict) else None


def _in_hooks(root: "Scope") -> Iterator[tuple[str, Installed]]:
    if not any(root.exists(name) for name in CONFIGURATIONS):
        return
    from repoaudit.subjects.files.hooks import Hooks

    try:
        for hooks in root.all(Hooks):
            yield "", Installed(frozenset(requirement.canonical for requirement, _ in hooks.additional_dependencies))
    except UnknownError:
        yield "", UNKNOWN
