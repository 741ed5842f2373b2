"""black answers the same as our subjects: the file that it reads, the line length, and the Pythons it writes for."""

import shlex
import tomllib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import black
import pytest
from black.files import find_pyproject_toml
from click import ClickException, Context
from hypothesis import given
from hypothesis import strategies as st

from comparing import CORPUS, ask, assert_most, examples, files_of, in_process, lay_out, scope_of, tally
from repoaudit.errors import UnknownError
from repoaudit.fixes import HeldBackError, realise
from repoaudit.scope import Scope
from repoaudit.subjects.tools.black import Black
from repoaudit.subjects.tools.settings import ToolSettings
from repoaudit.subjects.views.black_target import BlackTarget
from written import joined, some_of, toml

Files = Mapping[str, str]
PIN = f"black=={version('black')}\n"


def context(folder: Path, *words: str) -> Context | None:
    """Return the options of one run, None where black stops."""
    with in_process(folder):
        try:
            return black.main.make_context("black", [*words, "."])
        except ClickException:
            return None


def targets(options: Context) -> list[str]:
    return [each.name.lower() for each in options.params["target_version"]]


def has_table(folder: Path) -> bool:
    """Say whether the file that black reads for a folder has settings of its own."""
    found = find_pyproject_toml((str(folder),))
    return found is not None and bool(tomllib.loads(Path(found).read_text("utf-8")).get("tool", {}).get("black"))


def compare_target(target: BlackTarget, scope: Scope, words: tuple[str, ...]) -> None:
    """Take the advice on targets, and ask black for the oldest of them then."""
    fix = target.corrected()
    if fix is None or target.floor is None:
        return
    try:
        texts = realise(fix, scope.repository).texts
    except HeldBackError:  # comments would be lost
        return
    with TemporaryDirectory() as name:
        files = {scope.path("pyproject.toml"): scope.repository.read(scope.path("pyproject.toml"))}
        mended = lay_out(Path(name), {**files, **texts, ".git/HEAD": ""})
        options = context(mended / scope.folder, *words)
    assert options
    assert targets(options)[0] == f"py{str(target.floor).replace('.', '')}"


def compare_run(options: Context, scope: Scope, words: tuple[str, ...]) -> None:
    tool = scope.all(Black)[0]
    command = next(each for each in tool.commands if each.place.path.endswith("Makefile"))
    assert tool.length_of(command).value == options.params["line_length"]
    if tool.target_versions.is_set:
        assert sorted(set(tool.target_versions.value)) == sorted(set(targets(options)))
    for target in scope.all(BlackTarget):
        compare_target(target, scope, words)


def compare_scope(scope: Scope, folder: Path, words: tuple[str, ...]) -> bool:
    """Compare black and the subjects over one project; say whether black took its settings."""
    options = context(folder, *words)
    try:
        settings = ToolSettings(scope, "black")
        if scope.is_root and not words:  # an option hides a value that cannot be read
            assert bool(settings.wrong) is (options is None)
        if options is None:
            return False
        winner = scope.all(Black)[0].configuration.winner
        is_given = winner is not None and bool(winner.table.keys())
        assert is_given is has_table(folder)
        compare_run(options, scope, words)
    except UnknownError:
        return False
    return True


def compare(files: Files, folder: Path, *words: str) -> bool:
    """Compare every project of a repository."""
    recipe = f"lint:\n\tblack {shlex.join(words)} .\n"
    places = {name.replace("pyproject.toml", "Makefile"): recipe for name in files}
    root = scope_of(lay_out(folder, {"Makefile": recipe, **places, **files, "requirements-dev.txt": PIN}))
    (folder / ".git").mkdir()
    taken = compare_scope(root, folder, words)
    if taken:
        tally("black")
        for member in root.members:
            compare_scope(member, folder / member.folder, words)
    return taken


TARGETS = st.lists(st.sampled_from([f"py3{minor}" for minor in range(7, 16)]), min_size=1, max_size=3)
SETTINGS: Mapping[str, st.SearchStrategy[object]] = {
    "line-length": st.integers(60, 200),
    "line_length": st.integers(60, 200),
    "target-version": TARGETS,
    "skip-string-normalization": st.booleans(),
    "preview": st.booleans(),
    "extend-exclude": st.just("build/"),
}
RARE: Mapping[str, st.SearchStrategy[object]] = {
    "target-version": st.sampled_from(("py311", ["py99"])),
    "line-length": st.sampled_from(("100", "wide")),
    "preview": st.just("maybe"),
}
RANGES = st.sampled_from(("", "", ">=3.9", ">=3.8,<4", ">3.10", "~=3.11", "==3.12.*", ">=3.6", "<4", ">=3.16", "3.9"))


@st.composite
def pyprojects(draw: st.DrawFn, name: str) -> str:
    requires = draw(RANGES)
    project = {"name": name, **({"requires-python": requires} if requires else {})}
    parts = [draw(toml(("project",), project))]
    if draw(st.integers(0, 3)):
        table = draw(some_of(SETTINGS, 3)) | (draw(some_of(RARE, 1)) if draw(st.integers(0, 7)) == 0 else {})
        parts.append(draw(toml(("tool", "black"), table)))
    return draw(joined(*parts))


@st.composite
def repositories(draw: st.DrawFn) -> dict[str, str]:
    files = {"pyproject.toml": draw(pyprojects("demo"))} if draw(st.integers(0, 7)) else {}
    if draw(st.integers(0, 2)) == 0:
        files["lib/pyproject.toml"] = draw(pyprojects("lib"))
    return files


OPTIONS = st.sampled_from(((), (), ("-l", "90"), ("--line-length=99",), ("--line-length", "140"), ("--preview",)))


def test_black_reads_the_same_settings() -> None:
    compared: list[bool] = []

    @given(repositories(), OPTIONS)
    @examples(200, 8000)
    def run(files: Files, options: tuple[str, ...]) -> None:
        with TemporaryDirectory() as folder:
            compared.append(compare(files, Path(folder).resolve(), *options))

    run()
    assert_most(compared)


LIB = "[project]\nname = 'lib'\n"
HAND_MADE: Mapping[str, Files] = {
    "nothing": {},
    "a length": {"pyproject.toml": "[tool.black]\nline-length = 100\n"},
    "an underscore": {"pyproject.toml": "[tool.black]\nline_length = 100\n"},
    "both spellings": {"pyproject.toml": "[tool.black]\nline_length = 100\nline-length = 90\n"},
    "an empty table": {"pyproject.toml": "[tool.black]\n"},
    "targets": {"pyproject.toml": "[tool.black]\ntarget-version = ['py39', 'py310']\n"},
    "a target that is too new": {
        "pyproject.toml": "[project]\nrequires-python = '>=3.9'\n[tool.black]\ntarget-version = ['py312']\n"
    },
    "a member without a table": {"pyproject.toml": "[tool.black]\nline-length = 99\n", "lib/pyproject.toml": LIB},
    "a member with an empty table": {
        "pyproject.toml": "[tool.black]\nline-length = 99\n",
        "lib/pyproject.toml": f"{LIB}[tool.black]\n",
    },
    "a member with a table": {
        "pyproject.toml": "[tool.black]\nline-length = 99\n",
        "lib/pyproject.toml": f"{LIB}[tool.black]\npreview = true\n",
    },
}


@pytest.mark.parametrize("name", HAND_MADE)
def test_black_reads_the_same_of_simple_settings(name: str, tmp_path: Path) -> None:
    assert compare(HAND_MADE[name], tmp_path)


@pytest.mark.parametrize("line", ["line-length = 'wide'", "target-version = 'py311'", "target-version = ['py99']"])
def test_black_stops_at_what_it_cannot_read(line: str, tmp_path: Path) -> None:
    assert not compare({"pyproject.toml": f"[tool.black]\n{line}\n"}, tmp_path)


@pytest.mark.parametrize("name", ["a length", "targets"])
def test_the_command_reads_what_its_functions_read(name: str, tmp_path: Path) -> None:
    options = context(lay_out(tmp_path, {**HAND_MADE[name], ".git/HEAD": "", "a.py": "x = 1\n"}))
    answer = ask("black", "--verbose", "--check", ".", cwd=tmp_path)
    assert options
    assert "Using configuration from project root" in answer.stderr
    for key, value in (("line_length", options.params["line_length"]), ("target_version", targets(options))):
        assert key not in answer.stderr or f"{key}: {value}" in answer.stderr
    assert "line_length" in answer.stderr or "target_version" in answer.stderr


@pytest.mark.skipif(not CORPUS, reason="REPOAUDIT_CORPUS is unset")
def test_black_reads_the_same_of_real_repositories(tmp_path: Path) -> None:
    compared = 0
    for index, repository in enumerate(sorted(Path(CORPUS).iterdir())):
        compared += compare(files_of(repository, "pyproject.toml"), tmp_path / str(index))
    assert compared > len(list(Path(CORPUS).iterdir())) // 2
