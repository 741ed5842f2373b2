"""pdm-backend reads the metadata of a project, and pdm its groups of requirements; our subjects read the same."""

import os
import tomllib
import warnings
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import tomlkit
from hypothesis import assume, example, given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from comparing import assert_most, examples, in_process, lay_out, scope_of, tally
from project_tables import VERSIONS, Data, admits, fresh, lists, named, ours_named, projects
from repoaudit.scope import Scope
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.manifests import ListKind, RequirementList
from repoaudit.subjects.views.metadata_problems import MetadataProblem
from repoaudit.subjects.views.missing_files import MissingFile
from repoaudit.subjects.views.project import Project

wheel = pytest.importorskip("pdm.backend.wheel")
pdm_core = pytest.importorskip("pdm.core")
pdm_errors = pytest.importorskip("pdm.exceptions")

BUILD: Final = {"requires": ["pdm-backend"], "build-backend": "pdm.backend"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdm")


def of_backend(here: Path) -> Message | None:
    """Return the metadata that pdm-backend would put into a wheel, None where it refuses the project."""
    try:
        with in_process(here), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with wheel.WheelBuilder(here) as builder:
                path = Path(builder.prepare_metadata(str(here / "metadata")))
    except Exception:  # noqa: BLE001 - what is invalid ends in any error: KeyError, AttributeError, their own
        return None
    return HeaderParser().parsestr((path / "METADATA").read_text(encoding="utf-8"))


@given(projects())
@example({"name": "x", "version": "1", "dependencies": ["x>=1 # c"]})
@example({"name": "x", "version": "1", "license": "MIT", "license-files": ["nowhere*"]})
@example({"name": "x", "version": "1", "requires-python": ""})
@examples(short=100, long=5000)
def test_tables_of_pdm_backend(folder: Path, table: Data) -> None:
    try:
        text = tomlkit.dumps({"project": table, "build-system": BUILD})
    except ValueError:
        assume(False)  # noqa: FBT003
    here = fresh(folder, {"pyproject.toml": text})
    theirs = of_backend(here)
    scope = scope_of(here)
    problems = [each.message for each in scope.all(MetadataProblem)]
    if theirs is None:
        assert problems or needs_more(table) or any(each.is_fatal for each in scope.all(MissingFile)), "refused"
        return
    assert not [each for each in problems if "refuse" in each and not is_known_to_pass(each)], "pdm-backend accepts it"
    if not problems:
        same_metadata(scope, theirs)
    tally("pdm-backend")


def needs_more(table: Data) -> bool:
    """Say whether the backend refuses a table for what other parts of the project lack."""
    return bool(table.get("dynamic"))


def is_known_to_pass(message: str) -> bool:
    """Say whether a message speaks of other tools."""
    return any(
        words in message
        for words in (
            "installers refuse",
            "does not read",
            "do not read",
            "PyPI refuses",
            "most build tools",
            "is no requirement",
        )
    )


def same_metadata(scope: Scope, theirs: Message) -> None:
    named_ours = canonicalize_name(scope.all(Project)[0].name)
    assert named_ours == canonicalize_name(theirs["Name"]) or (not named_ours and theirs["Name"] == "UNKNOWN")
    requirements = [Requirement(text) for text in theirs.get_all("Requires-Dist", [])]
    runtime = {each for group in lists(scope, ListKind.RUNTIME).values() for each in ours_named(group)}
    extras = {canonicalize_name(name): group for name, group in lists(scope, ListKind.EXTRA).items()}
    plain = [str(each) for each in requirements if not any(is_of_extra(each, name) for name in extras)]
    assert set(named(plain)) == runtime
    assert {canonicalize_name(name) for name in theirs.get_all("Provides-Extra", [])} == set(extras)
    for name, group in extras.items():
        asked = {canonicalize_name(each.name) for each in requirements if is_of_extra(each, name)}
        assert asked == {each.name for each in group.requirements}
    stated = scope.all(Project)[0].requires_python
    constraint = SpecifierSet(theirs["Requires-Python"] or "")
    for version in VERSIONS:
        assert admits(stated.specifiers if stated else None, version) == constraint.contains(version, prereleases=True)
    classifiers = scope.all(Project)[0].classifiers
    assert {each.text for each in (classifiers.items if classifiers else ())} == set(theirs.get_all("Classifier", []))


def is_of_extra(requirement: Requirement, name: str) -> bool:
    return any(f'extra == "{each}"' in str(requirement.marker or "") for each in (name, name.replace("-", "_")))


NAMES: Final = ("dev", "Test", "a_b", "docs", "a.b")
REQUIREMENTS: Final = st.sampled_from(
    [
        *(
            "pytest",
            "ruff>=1",
            "Some_Package[x]~=1.0",
            "z; python_version < '3.12'",
            "q (>=1)",
            "pkg @ https://e.org/p",
        ),
        *("n===1.0", "v ; os_name=='nt'", "x!=1", "git-it @ git+https://e.org/x.git@main", "DUP", "dup>2"),
    ]
)
RANGES: Final = st.sampled_from([">=3.9", ">=3.9,<3.14"])
EDITABLE: Final = st.sampled_from(
    [
        "-e file:///${PROJECT_ROOT}/sub#egg=sub_project",
        "-e git+https://e.org/x.git#egg=other",
        "-e ./sub",
        "./sub",
        "sub @ file:///${PROJECT_ROOT}/sub",
    ]
)
INCLUDES: Final = st.sampled_from([*NAMES, "nowhere"]).map(lambda name: {"include-group": name})
ITSELF: Final = st.sampled_from(["x_y[extra]", "X.y", "x-y[extra,more]"])
GROUPS: Final = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.one_of(REQUIREMENTS, REQUIREMENTS, INCLUDES), max_size=3), max_size=3
)
DEVELOPMENT: Final = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.one_of(REQUIREMENTS, EDITABLE, INCLUDES, ITSELF), max_size=3), max_size=2
)


@st.composite
def managed(draw: st.DrawFn) -> Data:
    """Return a project that pdm manages."""
    project: Data = {"name": "x_y", "version": "1.0", "requires-python": draw(RANGES)}
    if draw(st.booleans()):
        project["dependencies"] = draw(st.lists(REQUIREMENTS, max_size=3))
    if draw(st.booleans()):
        extras = draw(st.lists(REQUIREMENTS | ITSELF, max_size=2))
        project["optional-dependencies"] = {"extra": draw(st.lists(REQUIREMENTS, max_size=2)), "More_x": extras}
    data: Data = {"project": project, "build-system": BUILD, "tool": {"pdm": {"distribution": draw(st.booleans())}}}
    if draw(st.booleans()):
        data["dependency-groups"] = draw(GROUPS)
    if draw(st.booleans()):
        data["tool"]["pdm"]["dev-dependencies"] = draw(DEVELOPMENT)
    return data


SUB: Final = {"sub/pyproject.toml": "[project]\nname = 'sub'\nversion = '1'\n"}


@cache
def the_core() -> Any:  # noqa: ANN401 - pdm's own class
    return pdm_core.Core()


def groups_of(here: Path) -> dict[str, set[str]] | None:
    """Return the packages of each group as pdm reads them, None where it stops."""
    project = the_core().create_project(here, is_global=False)
    try:
        return {group: {each.key or "" for each in project.get_dependencies(group)} for group in project.iter_groups()}
    except (pdm_errors.PdmUsageError, pdm_errors.ProjectError, pdm_errors.RequirementError):
        return None


@given(managed())
@example(
    {
        "project": {"name": "x", "version": "1", "optional-dependencies": {"more": ["a", "x[y]"], "y": ["b"]}},
        "dependency-groups": {"Test_it": ["pytest", {"include-group": "lint"}], "lint": ["ruff"]},
        "tool": {
            "pdm": {"dev-dependencies": {"test-it": ["-e file:///${PROJECT_ROOT}/sub#egg=sub"], "z": ["x[more]"]}}
        },
    }
)
@example({"project": {"name": "x", "version": "1"}, "tool": {"pdm": {"dev-dependencies": {"a": ["./sub"]}}}})
@examples(short=60, long=3000)
def test_groups_of_pdm(folder: Path, data: Data) -> None:
    here = lay_out(fresh(folder, {"pyproject.toml": tomlkit.dumps(data)}), SUB)
    theirs = groups_of(here)
    if theirs is None:
        assume(False)  # noqa: FBT003
    scope = scope_of(here)
    assert theirs is not None
    same_groups(scope, theirs)
    tally("pdm")


def same_groups(scope: Scope, theirs: dict[str, set[str]]) -> None:
    found = scope.all(Dependencies)[0].manifests.lists
    itself = canonicalize_name(scope.all(Project)[0].name)
    read = {ListKind.RUNTIME, ListKind.EXTRA, ListKind.GROUP}
    ours = [each for each in found if each.kind in read and each.manager in {"", "pdm"}]
    for name, packages in theirs.items():
        own = group_named(ours, name)
        direct = {each.name for group in own for each in group.requirements} - {itself}
        whole = {each.name for group in reached(ours, own, itself) for each in group.requirements} - {itself}
        taken = {each.text for group in reached(ours, own, itself) for each in group.requirements if not each.name}
        assert all("./" in text for text in taken), taken
        assert {canonicalize_name(each) for each in packages} - ({"sub", ""} if taken else {""}) <= whole, name
        assert direct - {""} <= {canonicalize_name(each) for each in packages}, name
    assert {canonicalize_name(each.name) for each in ours if each.kind is not ListKind.RUNTIME} <= set(theirs)


def group_named(ours: list[RequirementList], name: str) -> list[RequirementList]:
    """Return what pdm takes for a group; an extra hides the groups of its name."""
    if name == "default":
        return [each for each in ours if each.kind is ListKind.RUNTIME]
    called = [each for each in ours if each.kind is not ListKind.RUNTIME and canonicalize_name(each.name) == name]
    return [each for each in called if each.kind is ListKind.EXTRA] or called


def reached(ours: list[RequirementList], own: list[RequirementList], itself: str) -> Iterator[RequirementList]:
    """Yield groups with those that they include, and the extras of the project itself that they ask for."""
    todo, seen = list(own), set()
    while todo:
        group = todo.pop()
        if group in seen:
            continue
        seen.add(group)
        yield group
        extras = {extra for each in group.requirements if each.name == itself for extra in extras_of(each.requirement)}
        names = {canonicalize_name(each) for each in (*group.includes, *extras)}
        todo += [each for each in ours if canonicalize_name(each.name) in names]


def extras_of(requirement: Any) -> tuple[str, ...]:  # noqa: ANN401 - None, or one that was parsed
    return tuple(requirement.extras) if requirement else ()


def test_the_comparison_compares(tmp_path: Path) -> None:
    compared = []
    for text in ("a = ['pytest']", "a = ['-e ./sub']\nb = ['c']", "a = [{include-group = 'no'}]", "b = ['x', 'y>=1']"):
        pyproject = f"[project]\nname = 'x'\nversion = '1'\n[tool.pdm.dev-dependencies]\n{text}\n"
        compared.append(groups_of(lay_out(tmp_path, {"pyproject.toml": pyproject, **SUB})) is not None)
    assert_most(compared)


@pytest.mark.skipif("REPOAUDIT_CORPUS" not in os.environ, reason="REPOAUDIT_CORPUS names no folder of repositories")
def test_real_repositories(folder: Path) -> None:
    compared = 0
    for path in sorted(Path(os.environ["REPOAUDIT_CORPUS"]).glob("*/pyproject.toml")):
        text = path.read_text(encoding="utf-8")
        if "project" not in tomllib.loads(text):
            continue
        here = fresh(folder, {"pyproject.toml": text})
        theirs = groups_of(here)
        if theirs is not None:
            same_groups(scope_of(here), theirs)
            compared += 1
            tally("pdm")
    assert compared > 10
