"""uv says which folders are members of a workspace, what it locks and what it would compile anew."""

import base64
import hashlib
import shutil
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import tomlkit
from hypothesis import assume, example, given
from hypothesis import strategies as st

from comparing import ask, examples, lay_out, scope_of, tally
from repoaudit.documents.lock import parse_lock
from repoaudit.policy import Policy
from repoaudit.repository import DiskRepository
from repoaudit.subjects.files.projects import find_scopes, is_foreign
from repoaudit.subjects.views.compiled_requirements import StaleRequirement

Data = dict[str, Any]

FOLDERS: Final = (
    *("packages/a", "packages/b", "packages/b/inner", "libs/one", "libs/two/deep", "examples/x", "tests/y", "docs"),
    *("single", "vendor/z", "examples"),
)
PATTERNS: Final = st.sampled_from(
    [
        *("packages/*", "packages/a", "./packages/b/", "libs/**", "examples/*", "tests/y", "single", "packages/[ab]"),
        *("packages/?", "**", "*", "*/*", "docs", "vendor//z", "examples", "nowhere/*", "e*/x", "libs/two", "./docs"),
        *("packages/b/inner", "libs/*/*", "packages/[!a]", "**/y"),
    ]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uv")


def uv(*words: str, cwd: Path) -> Any:  # noqa: ANN401 - a process
    env = {
        "UV_OFFLINE": "1",
        "UV_CACHE_DIR": str(cwd.parent / "cache"),
        "UV_PYTHON": sys.executable,
        "UV_NO_BUILD": "0",
    }
    return ask("uv", *words, cwd=cwd, env=env)


def fresh(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Return a folder that holds these files only."""
    here = folder / "project"
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir()
    return lay_out(here, files)


def project(name: str, **more: object) -> Data:
    return {"project": {"name": name, "version": "1.0", "requires-python": ">=3.11", **more}}


@given(
    st.sets(st.sampled_from(FOLDERS), min_size=1),
    st.lists(PATTERNS, max_size=3),
    st.none() | st.lists(PATTERNS, max_size=2),
    st.booleans(),
)
@example({"examples/x", "tests/y"}, ["examples/*", "tests/y"], ["examples/x"], True)  # noqa: FBT003
@example({"examples/x"}, ["examples/*"], ["*"], False)  # noqa: FBT003
@example({"examples/x", "tests/y"}, ["*/*"], ["**/y"], False)  # noqa: FBT003
@example({"examples/x", "examples"}, ["examples"], None, False)  # noqa: FBT003
@example({"libs/one", "libs/two/deep"}, ["libs/**"], None, True)  # noqa: FBT003
@examples(short=120, long=3000)
def test_members_of_a_workspace(
    folder: Path,
    folders: set[str],
    members: list[str],
    excluded: list[str] | None,
    inline: bool,  # noqa: FBT001
) -> None:
    workspace = {"members": members} | ({} if excluded is None else {"exclude": excluded})
    root = project("root") | {"tool": {"uv": {"workspace": workspace}}}
    text = tomlkit.dumps(root)
    if inline:
        text = f"{tomlkit.dumps(project('root'))}[tool]\nuv.workspace = {inlined(workspace)}\n"
    files = {f"{each}/pyproject.toml": tomlkit.dumps(project(each.replace("/", "-"))) for each in folders}
    here = fresh(folder, {"pyproject.toml": text, **files})
    done = uv("workspace", "list", "--paths", cwd=here)
    assume(done.returncode == 0)
    theirs = {str(Path(line).relative_to(here)) for line in done.stdout.splitlines()} - {"."}
    ours = {scope.folder for scope in find_scopes(DiskRepository(str(here)), Policy())} - {""}
    assert theirs <= ours
    assert {each for each in ours - theirs if is_foreign(f"{each}/pyproject.toml")} == set()
    tally("uv")


def inlined(workspace: Data) -> str:
    return "{" + ", ".join(f"{key} = {value!r}" for key, value in workspace.items()) + "}"


@st.composite
def members(draw: st.DrawFn) -> dict[str, Data]:
    """Return projects of a workspace that depend on each other in ways that need no network."""
    names = draw(st.lists(st.sampled_from(["a", "b-c", "D_e", "f.g"]), unique=True, max_size=4))
    found: dict[str, Data] = {}
    for name in names:
        version: Data = {"version": draw(st.sampled_from(["1", "0.1.0", "2.0rc1", "1.0+local", "1!2.0", "1.0.post1"]))}
        data: Data = {
            "project": {"name": name, **version, "requires-python": draw(st.sampled_from([">=3.9", ">=3.11,<4"]))}
        }
        needs = draw(st.lists(st.sampled_from(names), unique=True, max_size=2))
        data["project"]["dependencies"] = [each for each in needs if each != name]
        data["tool"] = {"uv": {"sources": {each: {"workspace": True} for each in needs if each != name}}}
        if draw(st.booleans()):
            data["build-system"] = {"requires": [], "build-backend": "none"}
        found[f"packages/{name.lower().replace('.', '')}"] = data
    return found


@given(members(), st.sampled_from([None, {"dev": []}, {"dev": [{"include-group": "x"}], "x": []}]), st.booleans())
@examples(short=60, long=1500)
def test_what_uv_locks(folder: Path, found: dict[str, Data], groups: Data | None, virtual: bool) -> None:  # noqa: FBT001
    root: Data = {"tool": {"uv": {"workspace": {"members": ["packages/*"]}}}}
    if not virtual:
        root |= project("The_Root", **{"requires-python": ">=3.10"})
    if groups is not None:
        root["dependency-groups"] = groups
    files = {f"{path}/pyproject.toml": tomlkit.dumps(data) for path, data in found.items()}
    here = fresh(folder, {"pyproject.toml": tomlkit.dumps(root), **files})
    assume(uv("lock", cwd=here).returncode == 0)
    same_lock((here / "uv.lock").read_text(encoding="utf-8"))
    tally("uv")


def same_lock(text: str) -> None:
    """Hold our scanner of lock files to what the file says as TOML."""
    lock, data = parse_lock("uv.lock", text), tomllib.loads(text)
    theirs = [(each["name"], each.get("version")) for each in data.get("package", [])]
    ours = [(each.name, each.version) for entries in lock.packages.values() for each in entries]
    assert sorted(ours) == sorted(theirs)
    here = [each["name"] for each in data.get("package", []) if "." in each["source"].values()]
    assert ([lock.project.name] if lock.project else []) == here
    assert (lock.requires_python.value if lock.requires_python else None) == data.get("requires-python")
    for entries in lock.packages.values():
        for each in entries:
            assert text[each.name_span.start : each.name_span.end] == each.name
            assert each.version_span is None or text[each.version_span.start : each.version_span.end] == each.version


WHEELS: Final = {
    ("alpha", "1.0"): [],
    ("alpha", "2.0"): [],
    ("beta", "1.0"): ["alpha"],
    ("beta", "1.5"): ["alpha<2"],
    ("gamma-delta", "0.1"): ["beta[more]"],
    ("gamma-delta", "0.2"): [],
}


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of small wheels, from which uv resolves."""
    place = tmp_path_factory.mktemp("wheels")
    for (name, version), needs in WHEELS.items():
        stem = f"{name.replace('-', '_')}-{version}"
        lines = [f"Requires-Dist: {each}\n" for each in needs] + ["Provides-Extra: more\n"]
        files = {
            f"{stem}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{''.join(lines)}",
            f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        with zipfile.ZipFile(place / f"{stem}-py3-none-any.whl", "w") as archive:
            for path, text in files.items():
                archive.writestr(path, text)
            archive.writestr(f"{stem}.dist-info/RECORD", "".join(recorded(files)))
    return place


def recorded(files: Mapping[str, str]) -> Iterator[str]:
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        yield f"{path},sha256={digest},{len(text)}\n"


REQUIREMENTS: Final = st.lists(
    st.sampled_from(
        [
            *(
                "alpha",
                "alpha>=1",
                "alpha<2",
                "alpha==1.0",
                "ALPHA~=1.0",
                "alpha!=2.0",
                "beta",
                "beta>=1.5",
                "beta[more]",
            ),
            *("Beta==1.*", "gamma_delta", "gamma.delta<0.2", "gamma-delta>=0.1,<1", "alpha; python_version < '3'"),
            *("beta ; sys_platform == 'linux'", "# a comment", "", "alpha  # why", "gamma-delta===0.2", "alpha>1.0"),
        ]
    ),
    max_size=4,
)
OPTIONS: Final = st.lists(
    st.sampled_from(["--no-annotate", "--no-header", "--generate-hashes", "--no-strip-extras"]), max_size=2
)


@given(REQUIREMENTS, REQUIREMENTS, OPTIONS)
@examples(short=60, long=2000)
def test_a_compiled_file_is_stale_only_when_uv_changes_it(
    folder: Path, wheels: Path, before: list[str], after: list[str], options: list[str]
) -> None:
    here = fresh(folder, {"requirements.in": "\n".join(before) + "\n"})
    command = ("pip", "compile", "--no-index", "--find-links", str(wheels), "-q", *options)
    command += ("requirements.in", "-o", "requirements.txt")
    assume(uv(*command, cwd=here).returncode == 0)
    assert not list(scope_of(here).all(StaleRequirement))
    lay_out(here, {"requirements.in": "\n".join(after) + "\n"})
    compiled = (here / "requirements.txt").read_bytes()
    found = list(scope_of(here).all(StaleRequirement))
    again = uv(*command, cwd=here)
    if again.returncode == 0 and pins(compiled) == pins((here / "requirements.txt").read_bytes()):
        assert not found
    if again.returncode == 0 and found:
        assert not list(scope_of(here).all(StaleRequirement))
    tally("uv")


def pins(text: bytes) -> set[bytes]:
    return {line.split(b"\\")[0].strip() for line in text.splitlines() if line[:1].isalpha()}


def test_requirements_that_were_added_are_found(folder: Path, wheels: Path) -> None:
    """The comparison above cannot pass by silence."""
    here = fresh(folder, {"requirements.in": "alpha\n"})
    command = ("pip", "compile", "--no-index", "--find-links", str(wheels), "requirements.in", "-o", "requirements.txt")
    assert uv(*command, cwd=here).returncode == 0
    for text in ("alpha\nbeta\n", "alpha<2\n", "alpha==1.0\n"):
        lay_out(here, {"requirements.in": text})
        assert len(list(scope_of(here).all(StaleRequirement))) == 1
