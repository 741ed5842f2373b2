"""What a project is: a library that is published, or an application."""

import re
from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.classifiers import classifiers
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

BUILT: Final = "a build system"
"""Why a project counts as a library of which nothing else is known."""
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
_UPLOADERS: Final = frozenset(tool for tool, _ in _UPLOADS)
_NO_PACKAGE: Final = ((("tool", "poetry", "package-mode"), "package-mode"), (("tool", "uv", "package"), "package"))
_ALL_PACKAGES: Final = lazy(r"--all(?:-packages)?\b|\$\{\{ *matrix\.")
_STARTS: Final = lazy(r"^[ \t]*(?:CMD|ENTRYPOINT)\b", re.MULTILINE | re.IGNORECASE)


class Judgement(NamedTuple):
    """An answer, and what it rests on: in words, and where that stands, if it stands somewhere."""

    answer: str
    why: str
    place: Place | None = None


_UNBUILT: Final = Judgement("application", "no build system")


def kind_of(scope: "Scope") -> Judgement:
    """Return ``library`` for a project that is published, ``application`` for any other; made once."""
    return scope.once(_kind)


def _kind(scope: "Scope") -> Judgement:
    stated = (scope.policy.profiles or frozenset()) & {"library", "application"}
    if len(stated) == 1:
        return Judgement(next(iter(stated)), scope.policy.origin("profile"))
    sign = next(_signs_of_application(scope), None)
    if sign:
        return Judgement("application", *sign)
    is_built = _has_build_system(scope)
    upload = _upload(scope) if is_built or scope.is_root else None
    if upload:
        return Judgement("library", *upload)
    if not is_built:
        is_known = _is_on_index(scope)
        return Judgement("library", "a README that knows it on an index") if is_known else _UNBUILT
    if _is_container(scope) and not _is_on_index(scope):
        place = Place(scope.path("Dockerfile"))
        return Judgement("application", "a Dockerfile that starts it, and no upload to an index", place)
    return Judgement("library", BUILT, _build_system(scope))


def _signs_of_application(scope: "Scope") -> Iterator[tuple[str, Place]]:
    found = classifiers(scope)
    for item in found.items if found else ():
        if item.text.startswith("Private ::"):
            yield f"the classifier `{item.text}`", item.place
    for path, key in _NO_PACKAGE:
        if _pyproject(scope, *path) is False:
            yield f"`{key} = false`", scope.document(parse_toml, scope.path("pyproject.toml")).place(path)


def _build_system(scope: "Scope") -> Place:
    if _pyproject(scope, "build-system") is ABSENT:
        return Place(scope.path("setup.py"))
    return scope.document(parse_toml, scope.path("pyproject.toml")).place(("build-system",))


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


def _is_on_index(scope: "Scope") -> bool:
    from repoaudit.subjects.views.project import Project
    from repoaudit.subjects.views.readme_release import is_on_index

    return is_on_index(scope, Project(scope).name)


def _is_for(command: "Command", scope: "Scope") -> bool:
    path = command.place.path
    if path.startswith(scope.path("")) or (command.folder or "").startswith(scope.folder):
        return True
    return _may_concern(scope.repository.read(path), scope)


def _may_concern(text: str, scope: "Scope") -> bool:
    return scope.is_root or scope.folder.rpartition("/")[2] in text or bool(_ALL_PACKAGES.search(text))


def _upload(scope: "Scope") -> tuple[str, Place] | None:
    """Return how the repository uploads to an index and where, None where it does not.

    A file that nowhere names the folder of a project below the root uploads others.
    """
    for workflow in scope.root.all(Workflow):
        for job in workflow.jobs if _may_concern(workflow.document.text, scope) else ():
            for step in job.steps:
                if step.action in _UPLOAD_ACTIONS:
                    return f"`{step.action}`", step.place
    for command in all_commands(scope):
        named = command.tool in _UPLOADERS and (command.tool, command.subcommand) in _UPLOADS
        if named and _is_for(command, scope):
            return f"`{command.tool} {command.subcommand}`", command.place
    return None
