"""What `repoaudit init` writes: the configuration that the lessons recommend, for a repository that has none.

Nothing that is there is changed. A file is made where none of its kind is; `pyproject.toml` gets the tables that it
lacks, behind what it holds. What is configured already, wherever its tool reads it, is left alone and named.
"""

from repoaudit.facts.updates import DEPENDABOT, RENOVATE
from repoaudit.fixes import HeldBackError, check
from repoaudit.record import NamedTuple
from repoaudit.starter.hooks import hooks_text
from repoaudit.starter.makefile import makefile_text
from repoaudit.starter.pyproject import additions
from repoaudit.starter.texts import IGNORED, first_test
from repoaudit.starter.traits import Traits, traits_of
from repoaudit.starter.updates import updates_text
from repoaudit.starter.workflow import workflow_text
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope

__all__ = ["Plan", "Traits", "plan", "traits_of"]

_CI = (".github/workflows", ".gitlab-ci.yml", ".circleci", "azure-pipelines.yml", ".travis.yml", "Jenkinsfile")
_UPDATES = (*DEPENDABOT, *RENOVATE)
_RUNNERS = ("Makefile", "makefile", "GNUmakefile", "justfile", "Justfile", "Taskfile.yml", "Taskfile.yaml")


class Plan(NamedTuple):
    """What would be written: the whole new text of each file, what was there before (None for a new file), and why not.

    ``kept`` says of everything that is left alone where it is; ``then`` are the commands to run afterwards.
    """

    traits: Traits
    old: dict[str, str | None]
    new: dict[str, str]
    kept: tuple[str, ...]
    then: tuple[str, ...]


def plan(scope: "Scope") -> Plan:
    """Plan the configuration of the project at the root of a repository.

    Raises:
        UsageError: the repository holds no Python, or its `pyproject.toml` cannot be read or added to.

    """
    from repoaudit.errors import UsageError

    traits = traits_of(scope)
    tables = additions(scope, traits)
    new, kept = dict[str, str](), list(tables.kept)
    try:
        new.update(check(tables.change, scope.repository).texts if tables.change.edits else {})
    except HeldBackError as error:
        raise UsageError(f"pyproject.toml: nothing can be added: {error}") from error
    for path, text, rival in _files(scope, traits):
        if rival:
            kept.append(f"{path}: there is {rival} already")
        else:
            new[path] = text
    old = {path: scope.repository.read(path) if scope.repository.is_file(path) else None for path in new}
    return Plan(traits, old, new, tuple(kept), _then(traits, new))


def _files(scope: "Scope", traits: Traits) -> list[tuple[str, str, str]]:
    """Return the other files: the path, the text, and what of their kind is there already, "" for nothing."""
    from repoaudit.subjects.files.hooks.managers import HookManagement

    files = [
        (".pre-commit-config.yaml", hooks_text(traits), HookManagement(scope).manager or ""),
        ("Makefile", makefile_text(traits), _first(scope, _RUNNERS)),
        (".github/workflows/ci.yml", workflow_text(traits), _first(scope, _CI)),
        (".github/dependabot.yml", updates_text(traits), _first(scope, _UPDATES)),
        (".gitignore", IGNORED, _first(scope, (".gitignore",))),
    ]
    return files if traits.has_tests else [*files, (f"tests/test_{traits.name}.py", first_test(traits), "")]


def _first(scope: "Scope", paths: tuple[str, ...]) -> str:
    return next((path for path in paths if scope.repository.exists(path)), "")


def _then(traits: Traits, new: dict[str, str]) -> tuple[str, ...]:
    """Return what brings the written files to life."""
    if not new:
        return ()
    lock = () if traits.manager == "pip" else (f"{traits.manager} lock", f"git add {traits.manager}.lock")
    commands = (*lock, traits.install, traits.runs("pre-commit install"))
    tests = () if traits.has_tests else ("# write tests: CI and the hook on push ask for their coverage",)
    return (*commands, *(("make help",) if "Makefile" in new else ()), *tests)
