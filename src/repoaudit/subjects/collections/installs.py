"""What is installed where a command runs: by its manifests, its job or environment, and its own wrappers."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Final, Self

from repoaudit.errors import UnknownError
from repoaudit.facts.installers import HATCH_TEST, NO_PACKAGES, UNREAD_FILES
from repoaudit.facts.requires import BROUGHT_BY
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.installed_words import (
    NOTHING,
    UNKNOWN,
    Installed,
    installed_by,
    is_bundle,
    provided_with,
    read_declared,
    read_package,
)
from repoaudit.subjects.files.manifests import ListKind
from repoaudit.subjects.files.scripts import Runner

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.workflow_jobs import Job

_ISOLATED: Final = frozenset({Runner.STEP, Runner.TOX, Runner.NOX, Runner.GITLAB, Runner.HATCH})
"""What has an environment of its own; everything else runs in one that somebody made before."""

_FOREIGN_SHELLS: Final = ("pwsh", "powershell", "cmd", "python")


class Installs:
    """The packages that commands of one project find installed.

    A package counts as installed for all commands when a manifest of the repository declares it or a package that
    requires it, and for those of one job or environment when a command there installs it. What a Makefile, a shell
    script or a task installs counts for every job, because a job may call it.
    """

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the installs of every project."""
        yield cls(scope)

    def declares(self, package: str) -> bool:
        """Say whether some manifest or lock of the repository brings a package along.

        Raises:
            UnknownError: it does not, as far as the manifests can be read.

        """
        declared = self.scope.root.once(_declared)
        if _has(declared.names, package):
            return True
        if any(each.all(Dependencies)[0].provides(package) for each in (self.scope.root, *self.scope.root.members)):
            return True
        if not declared.is_complete:
            raise UnknownError(f"whether {package} is declared cannot be known: a list of requirements is incomplete")
        self._require_readable(package)
        return False

    def _require_readable(self, package: str) -> None:
        """Raise `UnknownError` where a file that is not understood may install a package."""
        for name in UNREAD_FILES:
            if self.scope.root.exists(name):
                text = _text(self.scope.root, name)
                if not text.strip() or package in text or "install" in text:
                    raise UnknownError(f"may install {package}", name)

    def missing_for(self, package: str, commands: Iterable["Command"]) -> tuple["Command", ...]:
        """Return the commands for which nothing installs a package; those of which it is not known are left out.

        Raises:
            UnknownError: nothing declares the package, as far as the manifests can be read.

        """
        if self.declares(package):
            return ()
        return tuple(command for command in commands if self._is_missing(package, command))

    def is_nowhere(self, package: str) -> bool:
        """Say whether no manifest and no command at all installs a package, and none may do so unseen.

        Raises:
            UnknownError: nothing declares the package, as far as the manifests can be read.

        """
        everywhere = _all_together(self.scope)
        return not self.declares(package) and everywhere.is_complete and not _has(everywhere.names, package)

    def _is_missing(self, package: str, command: "Command") -> bool:
        own = provided_with(command, self.scope)
        if command.where.runner in _ISOLATED:
            own |= _of_group(self.scope, command.where.group) | _of_group(self.scope, "")
        else:
            own |= _all_together(self.scope)
        return own.is_complete and not _has(own.names, package)


def installing(scope: "Scope", package: str) -> tuple["Command", ...]:
    """Return the commands of the repository that install a package by its name."""
    found = ((command, installed_by(command, scope)) for command in all_commands(scope))
    return tuple(command for command, installed in found if installed and package in installed.names)


def _has(names: frozenset[str], package: str) -> bool:
    if package in names or names & BROUGHT_BY.get(package, frozenset()):
        return True
    return package == "pytest" and any("pytest" in name for name in names)


def _text(scope: "Scope", path: str) -> str:
    try:
        return scope.repository.read(scope.path(path))
    except UnknownError:
        return ""


def _declared(root: "Scope") -> Installed:
    """Return what all manifests of the repository declare."""
    found = NOTHING
    own = {name for scope in (root, *root.members) for name in _own_name(scope)}
    for scope in (root, *root.members):
        dependencies = scope.all(Dependencies)[0]
        found |= Installed(frozenset(), is_complete=dependencies.is_complete)
        for declared in dependencies.all:
            if declared.list.kind is ListKind.CONSTRAINTS:
                continue
            requirement = declared.requirement
            if requirement is None:
                found |= read_declared(declared.text, declared.list.path.rpartition("/")[0], root)
            elif declared.name not in own:
                bundles = is_bundle(declared.name, requirement.extras)
                found |= Installed(frozenset({declared.name}), is_complete=not bundles)
    return found


def _own_name(scope: "Scope") -> Iterator[str]:
    """Yield the canonical name of a project, so that ``demo[test]`` in its own lists is known to bring nothing new."""
    from repoaudit.documents.toml import parse_toml
    from repoaudit.documents.versions import canonical_name

    if not scope.exists("pyproject.toml"):
        return
    try:
        document = scope.document(parse_toml, scope.path("pyproject.toml"))
    except UnknownError:
        return
    for path in (("project", "name"), ("tool", "poetry", "name")):
        name = document.get(path)
        if isinstance(name, str):
            yield canonical_name(name)


def _of_group(scope: "Scope", group: str) -> Installed:
    found = scope.root.once(_groups).get(group, NOTHING)
    return found | Installed(HATCH_TEST) if group == "hatch:hatch-test" else found


def _all_together(scope: "Scope") -> Installed:
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
            is_own = command.where.runner in _ISOLATED and "/actions/" not in command.where.group
            group = command.where.group if is_own else ""
            found[group] = found.get(group, NOTHING) | installed
        if command.where.runner is Runner.GITLAB:
            found[command.where.group] = UNKNOWN
    for group, installed in (*_in_jobs(root), *_in_sessions(root), *_in_hooks(root)):
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
        from repoaudit.subjects.files.workflow_jobs import read_steps

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


def _in_hooks(root: "Scope") -> Iterator[tuple[str, Installed]]:
    from repoaudit.subjects.files.hooks import Hooks

    try:
        for hooks in root.all(Hooks):
            yield "", Installed(frozenset(requirement.canonical for requirement, _ in hooks.additional_dependencies))
    except UnknownError:
        yield "", UNKNOWN
