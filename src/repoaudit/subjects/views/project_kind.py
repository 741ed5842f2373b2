"""What a project is: a library that is published or an application, and whether it is about machine learning."""

import re
from collections.abc import Iterator
from posixpath import basename
from typing import TYPE_CHECKING, Final

from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import canonical_name
from repoaudit.errors import UnknownError
from repoaudit.facts.ml_libraries import ALIASES, MODULES
from repoaudit.finding import ABSENT
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.classifiers import classifiers
from repoaudit.subjects.files.manifests import ListKind, RequirementList
from repoaudit.subjects.files.projects import is_foreign
from repoaudit.subjects.files.workflows import Workflow

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_UPLOAD_ACTIONS: Final = frozenset({"pypa/gh-action-pypi-publish", "python-semantic-release/publish-action"})
_UPLOADS: Final = frozenset(
    {
        ("twine", "upload"),
        ("uv", "publish"),
        ("poetry", "publish"),
        ("flit", "publish"),
        ("hatch", "publish"),
        ("pdm", "publish"),
        ("maturin", "publish"),
        ("semantic-release", "publish"),
    }
)
_NO_PACKAGE: Final = ((("tool", "poetry", "package-mode"), "package-mode"), (("tool", "uv", "package"), "package"))
_STARTS: Final = lazy(r"^\s*(?:CMD|ENTRYPOINT)\b", re.MULTILINE | re.IGNORECASE)
_RUNTIME_FILES: Final = lazy(r"(?:requirements|base|main|core|prod|production|runtime|default)\.(?:txt|in)")
_IMPORTS: Final = lazy(rf"^(?:import|from)[ \t]+({'|'.join(sorted(MODULES.values()))})\b(?!\s*=)", re.MULTILINE)
_MAX_FILES: Final = 1_000
"""Source files that are looked at for imports."""


class Judgement(NamedTuple):
    """An answer, and what it rests on."""

    answer: str
    why: str


def kind_of(scope: "Scope") -> Judgement:
    """Return ``library`` for a project that is published, ``application`` for any other; made once."""
    return scope.once(_kind)


def _kind(scope: "Scope") -> Judgement:
    stated = (scope.policy.profiles or frozenset()) & {"library", "application"}
    if len(stated) == 1:
        return Judgement(next(iter(stated)), scope.policy.origin("profile"))
    sign = next(_signs_of_application(scope), None)
    if sign:
        return Judgement("application", sign)
    upload = _upload(scope)
    if upload:
        return Judgement("library", upload)
    if not _has_build_system(scope):
        return Judgement("application", "no build system")
    if _is_container(scope):
        return Judgement("application", "a Dockerfile that starts it, and no upload to an index")
    return Judgement("library", "a build system")


def _signs_of_application(scope: "Scope") -> Iterator[str]:
    found = classifiers(scope)
    for item in found.items if found else ():
        if item.text.startswith("Private ::"):
            yield f"the classifier `{item.text}`"
    for path, key in _NO_PACKAGE:
        if _pyproject(scope, *path) is False:
            yield f"`{key} = false`"


def _has_build_system(scope: "Scope") -> bool:
    return _pyproject(scope, "build-system") is not ABSENT or scope.exists("setup.py")


def _pyproject(scope: "Scope", *path: str) -> object:
    if not scope.exists("pyproject.toml"):
        return ABSENT
    try:
        return scope.document(parse_toml, scope.path("pyproject.toml")).get(path)
    except UnknownError:
        return ABSENT


def _is_container(scope: "Scope") -> bool:
    try:
        return scope.exists("Dockerfile") and bool(_STARTS.search(scope.repository.read(scope.path("Dockerfile"))))
    except UnknownError:
        return False


def _upload(scope: "Scope") -> str:
    """Return how the repository uploads to an index, "" where it does not."""
    for workflow in scope.root.all(Workflow):
        for job in workflow.jobs:
            for step in job.steps:
                if step.action in _UPLOAD_ACTIONS:
                    return f"`{step.action}` in `{workflow.path}`"
    for command in all_commands(scope):
        if (command.tool, command.subcommand) in _UPLOADS:
            return f"`{command.tool} {command.subcommand}` in `{command.place.path}`"
    return ""


def ml_sign(scope: "Scope") -> str:
    """Return what makes a project one of machine learning, "" where nothing does; made once."""
    return scope.once(_ml_sign)


def _ml_sign(scope: "Scope") -> str:
    for name, path in _runtime_names(scope):
        library = ALIASES.get(name, name)
        if library in MODULES:
            return f"`{name}` in `{path}`"
    return _imported(scope)


def _runtime_names(scope: "Scope") -> Iterator[tuple[str, str]]:
    name = _pyproject(scope, "project", "name")
    if isinstance(name, str):
        yield canonical_name(name), scope.path("pyproject.toml")
    for group in scope.all(Dependencies)[0].manifests.lists:
        if _is_runtime(group):
            yield from ((each.name, group.path) for each in group.requirements)


def _is_runtime(group: RequirementList) -> bool:
    """Say whether the users of a project install what a list names."""
    if group.kind is ListKind.FILE:
        return _RUNTIME_FILES.fullmatch(basename(group.path)) is not None
    if group.kind is ListKind.ENVIRONMENT:
        is_main = group.name in {"default", "packages", "base"} and group.manager in {"pixi", "pipenv"}
        return is_main or basename(group.path) in {"environment.yml", "environment.yaml"}
    return group.kind is ListKind.RUNTIME


def _imported(scope: "Scope") -> str:
    """Look through the project's own source for an import that every user runs: one at the top of a module."""
    paths = (path for path in scope.repository.files() if path.endswith(".py") and _is_own(scope, path))
    for number, path in enumerate(paths):
        if number >= _MAX_FILES:
            return ""
        try:
            match = _IMPORTS.search(scope.repository.read(path))
        except UnknownError:
            continue
        if match:
            return f"`{match[0]}` in `{path}`"
    return ""


def _inside_package(path: str) -> str:
    """Return the part of ``src/PACKAGE/...`` behind the package, which may be called ``data`` or ``demo``."""
    return path.split("/", 2)[2] if path.startswith("src/") and path.count("/") > 1 else path


def _is_own(scope: "Scope", path: str) -> bool:
    """Say whether a file belongs to the package itself, rather than to tests, examples, scripts or another project."""
    if scope.folder and not path.startswith(f"{scope.folder}/"):
        return False
    inner = path[len(scope.folder) :].lstrip("/") if scope.folder else path
    others = scope.root.members if scope.is_root else ()
    if (
        "/" not in inner
        or is_foreign(_inside_package(inner))
        or any(path.startswith(f"{other.folder}/") for other in others)
    ):
        return False
    return not inner.startswith(("scripts/", "tools/", "ci/", "bench", "."))
