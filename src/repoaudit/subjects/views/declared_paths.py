"""Names that a project declares in several places: its package, and the default branch."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.subjects.files.git import Git
from repoaudit.subjects.files.packages import package_folders
from repoaudit.subjects.views.branch_filters import BranchFilter
from repoaudit.subjects.views.coverage_targets import CoverageTargets
from repoaudit.subjects.views.declaration import (
    AGREES,
    DECIDES,
    Declaration,
    Judged,
    differs,
    unknown,
    until_unknown,
)
from repoaudit.subjects.views.project import Project
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

PACKAGE: Final = "package path"
BRANCH: Final = "default branch"
_SHOWN: Final = 3
_EVERYTHING: Final = frozenset({"*", "**", "$default-branch"})


def declared_packages(scope: "Scope") -> Iterator[Declaration]:
    """Yield the packages of the project, and what coverage is told to measure."""
    yield from until_unknown(PACKAGE, _packages(scope))


def _packages(scope: "Scope") -> Iterator[Declaration]:
    folders = package_folders(scope, scope.all(Project)[0].name)
    if folders:
        more = f" and {len(folders) - _SHOWN} more" if len(folders) > _SHOWN else ""
        place = Place(scope.path(f"{folders[0]}/__init__.py"))
        yield Declaration(PACKAGE, f"{', '.join(folders[:_SHOWN])}{more}", "files", place, *DECIDES)
    view = scope.all(CoverageTargets)[0]
    missing = {target.place: what for target, what in view.missing}
    seen: set[Place] = set()
    for target in view.targets:
        if target.place not in seen:
            seen.add(target.place)
            what = missing.get(target.place)
            judged = differs(f"it {what}") if what else _judge_path(target.text, folders)
            yield Declaration(PACKAGE, target.text, f"coverage {target.option}", target.place, *judged)


def _judge_path(text: str, folders: tuple[str, ...]) -> Judged:
    """Say whether a folder or a module is a package of the project, holds one, or lies in one."""
    name = text.strip().removeprefix("./").rstrip("/")
    spelled = {name, name.replace(".", "/")}
    if name in {"", "."} and folders:
        return AGREES
    for folder in folders:
        for path in (folder, folder.rpartition("/")[2]):
            if any(f"{path}/".startswith(f"{one}/") or one.startswith(f"{path}/") for one in spelled):
                return AGREES
    return unknown("it is none of the packages that were found" if folders else "no package was found")


def declared_branches(scope: "Scope") -> Iterator[Declaration]:
    """Yield the default branch, and the branches that workflows name."""
    yield from until_unknown(BRANCH, _branches(scope))


def _branches(scope: "Scope") -> Iterator[Declaration]:
    for git in scope.all(Git):
        try:
            branch = git.default_branch
        except UnknownError:
            continue
        yield Declaration(BRANCH, branch, "git", Place(".git"), *DECIDES)
    for each in scope.all(BranchFilter):
        names = ", ".join(each.names)
        yield Declaration(BRANCH, names, f"{each.event} branches", each.place, *_judge_branches(each))


def _judge_branches(each: BranchFilter) -> Judged:
    try:
        default = each.default
        if default in each.names or not _EVERYTHING.isdisjoint(each.names):
            return AGREES
        return differs(f"the default branch is {default}") if each.is_stale else unknown("it names other branches")
    except UnknownError as error:
        return unknown(error.reason)
