"""hatchling, poetry, setuptools and packaging read the metadata of a project; our subjects read the same."""

import os
import tomllib
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import tomlkit
from hypothesis import assume, example, given
from hypothesis import strategies as st
from packaging.dependency_groups import resolve_dependency_groups
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name

from comparing import examples, in_process, scope_of, tally
from project_tables import VERSIONS, Data, admits, fresh, lists, named, ours_named, projects, reached
from repoaudit.documents.versions import Specifiers
from repoaudit.scope import Scope
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.manifests import ListKind, RequirementList
from repoaudit.subjects.views.metadata_problems import MetadataProblem
from repoaudit.subjects.views.project import Project

core = pytest.importorskip("hatchling.metadata.core")
poetry_factory = pytest.importorskip("poetry.core.factory")
poetry_parser = pytest.importorskip("poetry.core.constraints.version")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("metadata")


def of_hatchling(here: Path) -> Any:  # noqa: ANN401 - hatchling's own class
    """Return what hatchling reads, None where it refuses the project."""
    with (here / "pyproject.toml").open("rb") as file:
        data = tomllib.load(file)
    metadata = core.ProjectMetadata(str(here), None, data)
    try:
        metadata.validate_fields()
        _ = metadata.core.readme, metadata.core.license_files, metadata.core.license_expression, metadata.core.license
    except (ValueError, TypeError, OSError, KeyError):
        return None
    return metadata


@given(projects())
@example({"name": "x", "version": "1", "dependencies": ["x>=1 # c"]})
@example({"name": "x", "version": "1.0 "})
@example({"name": "x", "version": "1", "entry-points": {"g": {"a": 1}}})
@example({"name": "x", "version": "1", "requires-python": ""})
@example({"name": "x", "version": "1", "optional-dependencies": {"a": ["X[b]"]}})
@example({"name": "x", "version": "1", "optional-dependencies": {"a": ["X!=1", "y"], "b": ["x[a]"]}})
@example({"name": "x", "version": "1", "optional-dependencies": {"a": ["X[b]"], "b": ["x[A]"]}})
@example({"name": "x", "version": "1", "urls": {"a" * 40: "https://e.org"}})
@examples(short=100, long=5000)
def test_tables_of_hatchling(folder: Path, table: Data) -> None:
    build = {"requires": ["hatchling"], "build-backend": "hatchling.build"}
    hatch = {"metadata": {"allow-direct-references": True}}
    try:
        text = tomlkit.dumps({"project": table, "build-system": build, "tool": {"hatch": hatch}})
    except ValueError:
        assume(False)  # noqa: FBT003
    here = fresh(folder, {"pyproject.toml": text})
    theirs = of_hatchling(here)
    scope = scope_of(here)
    problems = [each.message for each in scope.all(MetadataProblem)]
    if theirs is None:
        assert problems or needs_more(table), "hatchling refuses it"
        return
    refused = [each for each in problems if "refuse" in each and not is_known_to_pass(each)]
    assert not refused, "hatchling accepts it"
    same_values(scope, theirs)
    tally("hatch")


def needs_more(table: Data) -> bool:
    """Say whether hatchling refuses a table for what other parts of the project lack, or by a rule of its own."""
    dynamic = table.get("dynamic", [])
    return bool(set(dynamic) - {"dependencies"}) if isinstance(dynamic, list) else True


def is_known_to_pass(message: str) -> bool:
    """Say whether a message speaks of other tools: hatchling knows no better of unknown keys."""
    others = ("installers refuse", "does not read", "do not read", "cannot be dynamic", "PyPI refuses")
    return any(words in message for words in others)


def same_values(scope: Scope, theirs: Any) -> None:  # noqa: ANN401 - hatchling's own class
    assert canonicalize_name(scope.all(Project)[0].name) == canonicalize_name(theirs.core.raw_name)
    runtime = lists(scope, ListKind.RUNTIME)
    assert sorted(map(str, named(theirs.core.dependencies))) == sorted(
        map(str, {each for group in runtime.values() for each in ours_named(group)} | set())
    ) or len(set(named(theirs.core.dependencies))) == len(
        {each for group in runtime.values() for each in ours_named(group)}
    )
    extras = {canonicalize_name(name): group for name, group in lists(scope, ListKind.EXTRA).items()}
    itself = canonicalize_name(theirs.core.raw_name)
    for name, texts in theirs.core.optional_dependencies.items():
        ours = set(ours_named(extras[canonicalize_name(name)]))
        others = {each for each in ours if each[0] != itself}  # hatchling puts in what it asks of the project itself
        assert set(named(texts)) == ours or (others < ours and others <= set(named(texts)))
    stated = scope.all(Project)[0].requires_python
    constraint = theirs.core.python_constraint
    for version in VERSIONS:
        assert admits(stated.specifiers if stated else None, version) == constraint.contains(version, prereleases=True)
    classifiers = scope.all(Project)[0].classifiers
    written = [each.text for each in classifiers.items] if classifiers else []
    assert set(written) == set(theirs.core.classifiers)


CONSTRAINTS: Final = st.sampled_from(
    [
        *(
            "^3.9",
            "~3.9",
            ">=3.9",
            ">=3.9,<4",
            "3.9",
            "3.*",
            "^3",
            "~3",
            "*",
            "^0.3",
            "^0.3.1",
            "~0.3",
            "^3.9 || ^2.7",
            ">=3.9 <3.13",
        ),
        *(
            "=3.9",
            "==3.9.*",
            "!=3.9",
            "~=3.9",
            "^3.9.1",
            "<3.8|>3.10",
            "3.9 - 3.12",
            "",
            ">=3.9, !=3.11.*",
            "^2024.1",
            "~=3",
            "^1.0b1",
        ),
        *(
            "> 3.9",
            "^3.9,<3.13",
            "3.9.*",
            ">=3.9.*",
            "x",
            "^x",
            ">3.9,",
            "3.9 || 3.10",
            "^v3.9",
            "^ 3.9",
            "@x",
            "<4.0",
            "~3.9.1",
        ),
    ]
)


PART: Final = r"(?!<>)[\^~><=!]{0,2} ?[0-4](\.[0-9]{1,2}){0,2}"
"""A part of a constraint; poetry takes ``<>``, too, and means ``==`` by it."""


@given(CONSTRAINTS | st.from_regex(rf"{PART}(\.\*)?([, |]{{1,2}}{PART})?", fullmatch=True))
@examples(short=300, long=10000)
def test_constraints_of_poetry(text: str) -> None:
    ours = Specifiers.parse_poetry(text)
    try:
        theirs = poetry_parser.parse_constraint(text)
    except ValueError:
        assert ours is None
        return
    if ours is None:
        assert not text.strip() or " - " in text, "poetry accepts it"
        return
    for version in VERSIONS:
        allowed = theirs.allows(poetry_parser.Version.parse(version))
        assert admits(ours, version) == allowed, version
    tally("poetry")


POETRY_VALUES: Final = st.one_of(
    CONSTRAINTS.filter(lambda text: text not in {"", "x", "^x", "@x", "3.9 - 3.12"}),
    st.sampled_from(
        [{"version": "^1", "extras": ["x"]}, {"version": "*", "optional": True}, {"git": "https://e.org/x.git"}]
    ),
    st.sampled_from(
        [{"path": "../x"}, {"url": "https://e.org/x.whl"}, {"version": ">=1", "markers": "os_name == 'nt'"}]
    ),
    st.sampled_from(
        [
            [{"version": "<2", "python": "<3.10"}, {"version": ">=2", "python": ">=3.10"}],
            {"version": "1", "python": "^3.9"},
        ]
    ),
)
TABLES: Final = st.dictionaries(
    st.sampled_from(["Requests", "a_b", "x.y", "pytest", "ruff"]), POETRY_VALUES, max_size=3
)


@st.composite
def poetry_projects(draw: st.DrawFn) -> Data:
    table: Data = {
        "dependencies": {
            "python": draw(st.sampled_from(["^3.9", ">=3.9,<3.13", "~3.12", "3.*", "^2.7 || ^3.10"])),
            **draw(TABLES),
        }
    }
    for name in draw(st.lists(st.sampled_from(["dev", "test", "docs"]), unique=True, max_size=2)):
        group: Data = {"dependencies": draw(TABLES)} if draw(st.booleans()) else {}
        if draw(st.booleans()):
            group["include-groups"] = draw(st.lists(st.sampled_from(["dev", "Test", "docs", "no"]), max_size=2))
        if draw(st.booleans()):
            group["optional"] = draw(st.booleans())
        table.setdefault("group", {})[name] = group
    if draw(st.booleans()):
        table["dev-dependencies"] = draw(TABLES)
    if draw(st.booleans()):
        table |= {"name": "x_y", "version": "1.0", "description": "", "authors": []}
        return {"tool": {"poetry": table}}
    groups = {"dependency-groups": {"docs": ["sphinx"], "x": ["a"]}} if draw(st.booleans()) else {}
    project: Data = {"name": "x_y", "version": "1.0"}
    if draw(st.booleans()):
        project["requires-python"] = draw(st.sampled_from([">=3.10", ">=3.9,<4"]))
    if draw(st.booleans()):
        project["dependencies"] = draw(st.lists(st.sampled_from(["requests>=1", "flask[async]", "pytest"]), max_size=2))
    return {"project": project, "tool": {"poetry": table}, **groups}


PLAIN: Final = {"name": "x_y", "version": "1", "description": "", "authors": []}


@given(poetry_projects())
@example({"tool": {"poetry": PLAIN | {"dependencies": {"python": "^3.9", "Requests": ">=3.9 <3.13"}}}})
@example({"tool": {"poetry": PLAIN | {"dependencies": {"python": "^3.9", "x": {"version": "*", "optional": True}}}}})
@examples(short=40, long=1500)
def test_projects_of_poetry(folder: Path, data: Data) -> None:
    here = fresh(folder, {"pyproject.toml": tomlkit.dumps(data), "x_y/__init__.py": ""})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            package = poetry_factory.Factory().create_poetry(here).package
    except (RuntimeError, ValueError, KeyError) as error:
        assert "nclude" not in str(error) or list(scope_of(here).all(MetadataProblem)), error  # noqa: PT017  # poetry need not stop
        assume(False)  # noqa: FBT003
    scope = scope_of(here)
    if any("poetry stops" in each.message for each in scope.all(MetadataProblem)):
        with pytest.raises((RuntimeError, ValueError, RecursionError)):
            _ = [package.dependency_group(name).dependencies for name in package.dependency_group_names()]
        return
    same_poetry(scope, data, package)
    tally("poetry")


def same_poetry(scope: Scope, data: Data, package: Any) -> None:  # noqa: ANN401 - poetry's own class
    assert canonicalize_name(scope.all(Project)[0].name) == package.name
    stated = scope.all(Project)[0].requires_python
    is_stated = "requires-python" in data.get("project", {})
    asked = poetry_parser.parse_constraint(package.requires_python) if is_stated else package.python_constraint
    for version in VERSIONS:
        allowed = asked.allows(poetry_parser.Version.parse(version))
        assert admits(stated.specifiers if stated else None, version) == allowed, version
    for name in package.dependency_group_names(include_optional=True):
        theirs = [
            each for each in package.dependency_group(name).dependencies if name != "main" or not each.is_optional()
        ]
        assert {each.name for each in theirs} == poetry_names(scope, name)


def poetry_names(scope: Scope, group: str) -> set[str]:
    """Return the names of a group; where ``[project]`` lists dependencies, poetry's table only adds to these."""
    if group != "main":
        return set(group_names(scope, canonicalize_name(group)))
    runtime = [each for each in scope.all(Dependencies)[0].manifests.lists if each.kind is ListKind.RUNTIME]
    standard = [each for each in runtime if each.manager != "poetry"]
    return {each.name for found in standard for each in found.requirements} or {
        each.name for found in runtime for each in found.requirements
    }


def group_names(scope: Scope, group: str) -> Iterator[str]:
    """Yield the names of a group and of those that it includes; poetry's table only adds to a standard group."""
    if group == "main":
        yield from poetry_names(scope, group)
        return
    groups = [each for each in scope.all(Dependencies)[0].manifests.lists if each.kind is ListKind.GROUP]
    found = [each for each in groups if canonicalize_name(each.name) == group]
    standard = [each for each in found if each.manager != "poetry" and each.requirements]
    for each in standard or found:
        yield from (declared.name for declared in each.requirements)
    for each in found:
        for included in each.includes:
            yield from group_names(scope, canonicalize_name(included))


ITEMS: Final = st.one_of(
    st.sampled_from(["pytest", "ruff>=1", "x>=", "Some_Package[x]"]),
    st.sampled_from(["dev", "Test", "a-b", "no"]).map(lambda name: {"include-group": name}),
    st.just({"x": 1}),
)


@given(st.dictionaries(st.sampled_from(["dev", "test", "A_b", "docs", "a.b"]), st.lists(ITEMS, max_size=3), max_size=4))
@examples(short=100, long=3000)
def test_dependency_groups(folder: Path, groups: Data) -> None:
    here = fresh(folder, {"pyproject.toml": tomlkit.dumps({"dependency-groups": groups})})
    scope = scope_of(here)
    problems = list(scope.all(MetadataProblem))
    theirs = {name: resolved(groups, name) for name in groups}
    assert bool(problems) == any(each is None for each in theirs.values())
    found = lists(scope, ListKind.GROUP)
    for name, texts in theirs.items():
        if texts is not None and not problems:
            assert set(named(texts)) == {each for group in reached(found, name) for each in ours_named(group)}
    tally("packaging")


def resolved(groups: Data, name: str) -> tuple[str, ...] | None:
    try:
        return tuple(map(str, resolve_dependency_groups(groups, name)))
    except Exception:  # noqa: BLE001 - it raises groups of errors in one release, single ones in another
        return None


CFG_LISTS: Final = st.sampled_from(
    [
        *(
            "\n    requests\n    a_b>=1",
            "requests",
            "a; b",
            "\n    # c\n    x",
            "",
            "\n    x ; python_version < '3'\n",
            "a, b",
            "\n\n  a\n\n  b",
        ),
        *("a;\nb", "\n    a # c\n    b", "\n\ta\n\tb[x]", "\n    file: x.txt", "x>=1,<2", "a;", "\n    -e .", "a;b;c"),
    ]
)


@st.composite
def setup_cfgs(draw: st.DrawFn) -> str:
    assign = draw(st.sampled_from([" = ", "=", ": "]))
    options = {
        "python_requires": draw(st.sampled_from([">=3.9", ">=3.8, <4", "~=3.9", "!=3.9.*", ">= 3.7"])),
        "install_requires": draw(CFG_LISTS),
        "tests_require": draw(CFG_LISTS),
    }
    keys = draw(st.lists(st.sampled_from(sorted(options)), unique=True, max_size=3))
    parts = [f"[metadata]\nname{assign}{draw(st.sampled_from(['x_y', 'A.b']))}\nversion{assign}1.0\n"]
    if draw(st.booleans()):
        parts[0] += f"classifiers{assign}" + draw(
            st.sampled_from(["\n    A :: B\n    C :: D\n", "A :: B, C :: D\n", "A :: B\n"])
        )
    parts.append("[options]\n" + "".join(f"{key}{assign}{options[key]}\n" for key in keys))
    if draw(st.booleans()):
        parts.append(
            "[options.extras_require]\n" + "".join(f"{name}{assign}{draw(CFG_LISTS)}\n" for name in ("dev", "Docs_x"))
        )
    return "\n".join(parts)


@given(setup_cfgs())
@example("[metadata]\nname = x\n[options]\ninstall_requires = a; b\n")
@example("[metadata]\nname = x\nclassifiers = A :: B, C :: D\n")
@examples(short=40, long=1500)
def test_setup_cfg(folder: Path, text: str) -> None:
    # setuptools would put its own distutils in place, and stops where the interpreter's is imported already.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SETUPTOOLS_USE_DISTUTILS", "stdlib")
        setupcfg = pytest.importorskip("setuptools.config.setupcfg")
    here = fresh(folder, {"setup.cfg": text})
    with warnings.catch_warnings(), in_process(here):
        warnings.simplefilter("ignore")
        try:
            theirs = setupcfg.read_configuration(here / "setup.cfg", ignore_option_errors=False)
        except Exception:  # noqa: BLE001 - whatever an invalid file makes it raise
            assume(False)  # noqa: FBT003
    scope = scope_of(here)
    assert scope.all(Project)[0].name == theirs["metadata"]["name"]
    stated = scope.all(Project)[0].requires_python
    options = theirs.get("options", {})
    specifiers = SpecifierSet(str(options.get("python_requires", "")))
    for version in VERSIONS:
        assert admits(stated.specifiers if stated else None, version) == specifiers.contains(version, prereleases=True)
    same_list(lists(scope, ListKind.RUNTIME), "", options.get("install_requires", []))
    same_list(lists(scope, ListKind.GROUP), "tests_require", options.get("tests_require", []))
    for name, texts in options.get("extras_require", {}).items():
        same_list(lists(scope, ListKind.EXTRA), name, texts)
    classifiers = scope.all(Project)[0].classifiers
    assert (
        [each.text for each in classifiers.items] == theirs["metadata"].get("classifiers", []) if classifiers else True
    )
    tally("setuptools")


def same_list(found: dict[str, RequirementList], name: str, texts: Iterable[str]) -> None:
    theirs = [text for text in texts if not text.startswith("#")]
    try:
        expected = {canonicalize_name(Requirement(text.partition(" #")[0]).name) for text in theirs}
    except (InvalidRequirement, InvalidSpecifier):
        return
    group = next((group for key, group in found.items() if key.lower() == name), None)
    assert ({each.name for each in group.requirements} if group else set()) == expected, theirs


@pytest.mark.skipif("REPOAUDIT_CORPUS" not in os.environ, reason="REPOAUDIT_CORPUS names no folder of repositories")
def test_real_repositories() -> None:
    compared = 0
    for path in sorted(Path(os.environ["REPOAUDIT_CORPUS"]).glob("*/pyproject.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if "project" not in data or "dynamic" in data["project"]:
            continue
        direct = {"hatch": {"metadata": {"allow-direct-references": True}}}
        theirs = core.ProjectMetadata(str(path.parent), None, {"project": data["project"], "tool": direct})
        same_real(scope_of(path.parent), theirs)
        compared += 1
        tally("hatch")
    assert compared > 10


def same_real(scope: Scope, theirs: Any) -> None:  # noqa: ANN401 - hatchling's own class
    runtime = [each for each in scope.all(Dependencies)[0].manifests.lists if each.kind is ListKind.RUNTIME]
    standard = [each for each in runtime if each.path == "pyproject.toml" and not each.manager]
    assert {name for name, _ in named(theirs.core.dependencies)} == {
        each.name for group in standard for each in group.requirements
    }
    stated = scope.all(Project)[0].requires_python
    for version in VERSIONS:
        constraint = SpecifierSet(theirs.core.requires_python)
        assert admits(stated.specifiers if stated else None, version) == constraint.contains(version, prereleases=True)


@pytest.mark.skipif("REPOAUDIT_CORPUS" not in os.environ, reason="REPOAUDIT_CORPUS names no folder of repositories")
def test_real_repositories_of_poetry() -> None:
    compared = 0
    for path in sorted(Path(os.environ["REPOAUDIT_CORPUS"]).glob("*/pyproject.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if "poetry" not in data.get("tool", {}):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            package = poetry_factory.Factory().create_poetry(path.parent).package
        same_poetry(scope_of(path.parent), data, package)
        compared += 1
        tally("poetry")
    assert compared > 3
