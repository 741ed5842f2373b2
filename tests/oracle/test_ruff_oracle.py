"""ruff answers the same as our subjects: the file it reads, the rules it selects, lengths, targets, and its errors."""

import json
import re
import shlex
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from shutil import copytree
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import CORPUS, LONG, ask, assert_most, examples, files_of, lay_out, scope_of, tally
from repoaudit.fixes import realise
from repoaudit.scope import Scope
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.tools.ruff.naming import MlNaming
from repoaudit.subjects.tools.ruff.settings import RuffSettings
from repoaudit.subjects.tools.ruff.target import RuffTarget
from repoaudit.subjects.tools.ruff.unknown import UnknownSelector
from written import joined, some_of, toml

Files = Mapping[str, str]
PIN = f"ruff=={version('ruff')}\n"
SAMPLE = '''"""Fit."""


def fit(X, y):
    """Fit a model to X, y."""
    X_train = X[:10]
    return X_train, y
'''
REQUIREMENTS = f"torch\n{PIN}"
SELECTOR_ERROR = re.compile(r"(?:Unknown rule selector|Rule) `(\w+)`")
TARGET = "formatter.unresolved_target_version"
OWN_PIN = re.compile(r"\bruff *[=~<>!]=? *[\d.*]+(?:, *[<>=!~]+ *[\d.*]+)*")
SHARE = 13
ASKED_FOR = "N803 N806 E501 RUF100 F821 F811 F401 E402 I001 S101 COM812 D203 D211 D212 D213 ISC001 NPY002 T201".split()
ENABLED = re.compile(r"^linter\.rules\.enabled = \[\n(.*?)^\]$", re.MULTILINE | re.DOTALL)


@cache
def all_codes() -> tuple[str, ...]:
    """Return the codes of all rules; some that 0.17 brought have no more than a name."""
    answer = ask("ruff", "rule", "--all", "--output-format", "json", cwd=Path())
    return tuple(rule["code"] for rule in json.loads(answer.stdout) if rule["code"])


def answer_of(folder: Path, *words: str, path: str = "model.py") -> CompletedProcess[str]:
    return ask("ruff", "check", "--show-settings", *words, path, cwd=folder)


def shown(folder: Path, path: str) -> str:
    """Return what ruff says of its settings for a file."""
    answer = answer_of(folder, path=path)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def value(text: str, name: str) -> str:
    found = re.search(rf"^{re.escape(name)} = (.*)$", text, re.MULTILINE)
    assert found, name
    return found[1]


def enabled(text: str) -> frozenset[str]:
    found = ENABLED.search(text)
    return frozenset(re.findall(r"\((\w+)\)", found[1] if found else ""))


def settings_path(text: str, folder: Path) -> str | None:
    found = re.search(r'^Settings path: "(.*)"$', text, re.MULTILINE)
    return str(Path(found[1]).relative_to(folder.resolve())) if found else None


def watched(settings: RuffSettings) -> Iterable[str]:
    """Return the codes to compare: in a short run those that rules of ours ask for, and a share of all others."""
    if LONG:
        return all_codes()
    start = len(settings.layers) + sum(len(layer.document.text) for layer in settings.layers)
    return (*ASKED_FOR, *all_codes()[start % SHARE :: SHARE])


def compare(text: str, settings: RuffSettings) -> None:
    """Compare what ruff enables and how long its lines are."""
    asked = frozenset(watched(settings))
    ours, theirs = {code for code in asked if settings.reports(code)}, enabled(text) & asked
    assert ours == theirs
    assert str(settings.limit.value) == value(text, "linter.pycodestyle.max_line_length")
    assert str(settings.line_length.value) == value(text, "formatter.line_width")
    assert settings.is_preview is (value(text, "linter.preview") == "enabled")


def compare_scope(text: str, scope: Scope, folder: Path) -> None:
    """Compare everything that the configuration of one project says."""
    ruff = scope.all(Ruff)[0]
    winner = ruff.configuration.winner
    assert (winner.table.path if winner else None) == settings_path(text, folder)
    compare(text, ruff.configured or RuffSettings(ruff, ()))
    for target in scope.all(RuffTarget):
        compare_target(target, scope, folder)


def compare_target(target: RuffTarget, scope: Scope, folder: Path) -> None:
    """Take the advice on a target, and ask ruff whether it assumes the oldest Python of the project then."""
    model = scope.path("model.py")
    assert str(target.version) == value(shown(folder, model), TARGET)
    fix = target.corrected() if target.floor else None
    if fix is None:
        return
    with TemporaryDirectory() as name:
        mended = Path(copytree(folder, Path(name) / "mended"))
        lay_out(mended, realise(fix, scope.repository).texts)
        assert value(shown(mended, model), TARGET) == str(target.floor)


def blamed(answer: CompletedProcess[str]) -> frozenset[str]:
    """Return the selectors that made ruff stop."""
    _, _, reason = answer.stderr.partition("ruff failed")
    listed = re.findall(r"^    - (\w+)$", reason, re.MULTILINE) if "cannot be selected" in reason else []
    return frozenset((*listed, *SELECTOR_ERROR.findall(reason)))


def compare_stop(answer: CompletedProcess[str], root: Scope) -> None:
    """Compare the selectors that end a run; ruff names the first of them, or all removed ones."""
    stopping = {each.text for each in root.all(UnknownSelector) if each.stops}
    theirs = blamed(answer)
    assert bool(theirs) is bool(stopping), answer.stderr
    assert theirs <= stopping


def compare_names(scope: Scope, folder: Path) -> None:
    """Compare whether ruff forbids the names of matrices, where no default does."""
    answer = ask("ruff", "check", "--output-format", "json", "model.py", cwd=folder)
    theirs = {each["code"] for each in json.loads(answer.stdout)} & {"N803", "N806"}
    ours = {code for naming in scope.all(MlNaming) for code in naming.codes}
    assert ours == theirs


def compare_files(files: Files, folder: Path) -> bool:
    """Compare ruff and the subjects over a repository; say whether ruff took its settings."""
    root = scope_of(lay_out(folder, {"model.py": SAMPLE, **files, "requirements.txt": REQUIREMENTS}))
    answer = answer_of(folder)
    compare_stop(answer, root)
    if answer.returncode:
        return False
    compare_scope(answer.stdout, root, folder)
    compare_names(root, folder)
    for member in root.members:
        said = answer_of(folder, path=f"{member.folder}/model.py")
        if said.returncode == 0:
            compare_scope(said.stdout, member, folder)
    tally("ruff")
    return True


CODES = st.deferred(lambda: st.sampled_from(all_codes()))
FAMILIES = st.sampled_from(
    "ALL A ANN ARG ASYNC B BLE C C4 C9 C90 COM D D2 D4 DOC DTZ E E1 E4 E5 E50 E7 E9 EM ERA EXE F F4 F82 FBT FURB G I "
    "ICN INP ISC LOG N N8 N80 NPY PD PERF PGH PIE PL PLC PLE PLR PLR09 PLW PT PT0 PTH PYI Q RET RSE RUF RUF1 S S1 SIM "
    "SLF SLOT T T1 T20 TC TC0 TCH TCH0 TD TID TRY UP UP0 W W2 W5 YTT N803 N806 E501 TCH001 D203 D211 D213".split()
)
ODD = st.sampled_from("ANN101 UP038 E999 S410 TRY200 PGH001 PGH002 PLR1706 XYZ E9999 ABC1 PD901".split())
SELECTORS = st.one_of(*[FAMILIES] * 30, *[CODES] * 12, ODD)
LISTS = st.lists(SELECTORS, max_size=5)
PATTERNS = st.sampled_from(
    ("tests/**", "*.py", "model.py", "**/*.py", "!model.py", "src/*", "**/{model,train}.py", "*")
)
LINT: Mapping[str, st.SearchStrategy[object]] = {
    "select": LISTS,
    "extend-select": LISTS,
    "ignore": LISTS,
    "extend-ignore": LISTS,
    "pycodestyle": st.fixed_dictionaries({"max-line-length": st.integers(60, 200)}),
    "per-file-ignores": st.dictionaries(PATTERNS, LISTS, max_size=2),
    "pydocstyle": st.fixed_dictionaries({"convention": st.sampled_from(("google", "numpy", "pep257"))}),
    "explicit-preview-rules": st.booleans(),
    "extend-per-file-ignores": st.dictionaries(PATTERNS, LISTS, max_size=2),
    "pep8-naming": st.fixed_dictionaries({"ignore-names": st.sampled_from((["X*"], ["x"], ["X", "X_train"]))}),
}
LEGACY = {key: LINT[key] for key in LINT if key != "explicit-preview-rules"}
TOP: Mapping[str, st.SearchStrategy[object]] = {
    "line-length": st.integers(60, 200),
    "target-version": st.sampled_from([f"py3{minor}" for minor in range(7, 16)]),
    "preview": st.booleans(),
    "respect-gitignore": st.booleans(),
}
RANGES = st.sampled_from(
    ("", "", ">=3.9", ">=3.8,<4", ">3.10", "~=3.11", "==3.12.*", ">=3.6", "<4", "!=3.9", ">=3.16", ">=3.13.1", ">=2.7")
)


@st.composite
def own_settings(draw: st.DrawFn) -> dict[str, object]:
    top = draw(some_of(TOP, 3))
    lint = draw(some_of({**LINT, "preview": st.booleans()}, 4))
    legacy = draw(some_of(LEGACY, 2)) if draw(st.integers(0, 3)) == 0 else {}
    has_table = bool(lint) or draw(st.booleans())
    return {**top, **legacy, **({"lint": lint} if has_table else {})}


@st.composite
def project_table(draw: st.DrawFn, name: str) -> str:
    requires = draw(RANGES)
    return draw(toml(("project",), {"name": name, **({"requires-python": requires} if requires else {})}))


@st.composite
def folders(draw: st.DrawFn, name: str) -> dict[str, str]:
    """Draw the files of one folder that may configure ruff; several of them at once are rare."""
    homes = draw(st.sampled_from(("p", "p", "r", ".", "", "pr", "r.", "pr.")))
    parts = [draw(project_table(name))] if name != "demo" or draw(st.booleans()) else []
    if "p" in homes:
        parts.append(draw(toml(("tool", "ruff"), draw(own_settings()))))
    files = {"pyproject.toml": draw(joined(*parts))} if parts else {}
    for mark, path in (("r", "ruff.toml"), (".", ".ruff.toml")):
        if mark in homes:
            files[path] = draw(toml((), draw(own_settings())))
    return files


@st.composite
def repositories(draw: st.DrawFn) -> dict[str, str]:
    files: dict[str, str] = draw(folders("demo"))
    if draw(st.integers(0, 2)) == 0:
        files |= {f"lib/{path}": text for path, text in draw(folders("lib")).items()}
        files["lib/model.py"] = SAMPLE
    if draw(st.integers(0, 3)) == 0:
        files["conf/base.toml"] = draw(toml((), draw(own_settings())))
        extending = {"extend": "conf/base.toml", **draw(own_settings())}
        files["ruff.toml"] = draw(toml((), extending))
        files.pop(".ruff.toml", None)
    return files


def test_ruff_reads_the_same_settings() -> None:
    compared: list[bool] = []

    @given(repositories())
    @examples(80, 4000)
    def run(files: Files) -> None:
        with TemporaryDirectory() as folder:
            compared.append(compare_files(files, Path(folder)))

    run()
    assert_most(compared)


@st.composite
def words(draw: st.DrawFn) -> list[str]:
    found: list[str] = []
    for name in draw(st.lists(st.sampled_from(("--select", "--extend-select", "--ignore", "--extend-ignore")))):
        listed = ",".join(draw(st.lists(SELECTORS, min_size=1, max_size=3)))
        found += draw(st.sampled_from(([name, listed], [f"{name}={listed}"])))
    if draw(st.booleans()):
        found += ["--line-length", str(draw(st.integers(60, 200)))]
    if draw(st.integers(0, 2)) == 0:
        selectors = json.dumps(draw(LISTS))
        found += ["--config", draw(st.sampled_from((f"lint.select={selectors}", f"lint.extend-select = {selectors}")))]
    return [*found, *draw(st.sampled_from(((), (), ("--preview",), ("--no-preview",), ("--isolated",))))]


@given(folders("demo"), words())
@examples(40, 3000)
def test_ruff_takes_the_same_from_a_command_line(files: Files, options: list[str]) -> None:
    compare_command(files, options)


def compare_command(files: Files, options: list[str]) -> None:
    """Compare the settings of one run with what its options make of them."""
    recipe = f"lint:\n\truff check {shlex.join(options)} model.py\n".replace("$", "$$")
    with TemporaryDirectory() as name:
        folder = lay_out(Path(name), {"model.py": SAMPLE, **files, "Makefile": recipe, "requirements-dev.txt": PIN})
        answer = answer_of(folder, *options)
        root = scope_of(folder)
        assert "--config" in options or blamed(answer) <= {each.text for each in root.all(UnknownSelector)}
        if answer.returncode == 0:
            ruff = root.all(Ruff)[0]
            (command,) = ruff.checks
            compare(answer.stdout, ruff.settings_of(command))
            tally("ruff")


HAND_MADE: Mapping[str, Files] = {
    "nothing": {},
    "an empty file hides the table": {"ruff.toml": "", "pyproject.toml": "[tool.ruff]\nline-length = 99\n"},
    "the dotted file comes first": {".ruff.toml": "line-length = 99\n", "ruff.toml": "line-length = 77\n"},
    "a table of another tool": {"pyproject.toml": "[tool.ruff-extra]\nline-length = 99\n"},
    "an empty table": {"pyproject.toml": "[tool.ruff]\n"},
    "only a table inside": {"pyproject.toml": "[tool.ruff.lint]\nselect = ['N']\n"},
    "both spellings": {"ruff.toml": "select = ['N']\n[lint]\nselect = ['E']\n"},
    "half in the older spelling": {"ruff.toml": "select = ['N']\n[lint]\nignore = ['N803']\n"},
    "extended": {"ruff.toml": "extend = 'a/b.toml'\n", "a/b.toml": "lint.select = ['N']\nline-length = 99\n"},
    "extended with a select": {
        "ruff.toml": "extend = 'b.toml'\nlint.select = ['E']\n",
        "b.toml": "lint.ignore = ['E501']\nlint.extend-select = ['N']\n",
    },
    "a code beats a family": {"ruff.toml": "lint.select = ['N803']\nlint.ignore = ['N']\n"},
    "ALL without some": {"ruff.toml": "lint.select = ['ALL']\nlint.ignore = ['D', 'N80', 'E501']\n"},
    "everything, previews too": {"ruff.toml": "lint.select = ['ALL']\npreview = true\n"},
    "previews by name only": {
        "ruff.toml": "preview = true\n[lint]\nselect = ['E', 'E203']\nexplicit-preview-rules = true\n"
    },
    "previews for the linter alone": {
        "ruff.toml": "extend = 'b.toml'\npreview = false\nlint.select = ['ALL']\n",
        "b.toml": "lint.preview = true\n",
    },
    "an old name": {"ruff.toml": "lint.select = ['TCH', 'T1', 'C9', 'U0']\n"},
    "a removed rule": {"ruff.toml": "lint.ignore = ['ANN101']\n"},
    "a convention": {"ruff.toml": "lint.select = ['D', 'D213']\nlint.pydocstyle.convention = 'google'\n"},
    "a limit of its own": {"ruff.toml": "line-length = 88\nlint.pycodestyle.max-line-length = 120\n"},
    "names for all files": {"ruff.toml": "lint.select = ['N']\nlint.per-file-ignores = {'*.py' = ['N803', 'N806']}\n"},
    "names for other files": {"ruff.toml": "lint.select = ['N']\nlint.per-file-ignores = {'tests/*' = ['N']}\n"},
    "names left alone": {"ruff.toml": "lint.select = ['N']\nlint.pep8-naming.extend-ignore-names = ['X', 'X_*']\n"},
    "a member with a table": {
        "pyproject.toml": "[tool.ruff]\nlint.select = ['N']\n",
        "lib/pyproject.toml": "[project]\nname = 'lib'\n[tool.ruff]\n",
        "lib/model.py": SAMPLE,
    },
    "a member without one": {
        "pyproject.toml": "[tool.ruff]\nlint.select = ['N']\n",
        "lib/pyproject.toml": "[project]\nname = 'lib'\n",
        "lib/model.py": SAMPLE,
    },
    "a target that is newer": {
        "pyproject.toml": "[project]\nname = 'a'\nrequires-python = '>=3.10'\n[tool.ruff]\ntarget-version = 'py312'\n"
    },
    "a target beside one that is extended": {
        "pyproject.toml": "[project]\nname = 'a'\nrequires-python = '>=3.9'\n",
        "ruff.toml": "extend = 'b.toml'\ntarget-version = 'py37'\n",
        "b.toml": "target-version = 'py38'\n",
    },
    "a target in a file of its own": {
        "pyproject.toml": "[project]\nname = 'a'\nrequires-python = '~=3.12'\n",
        "ruff.toml": "target-version = 'py39'\n",
    },
}


@pytest.mark.parametrize("name", HAND_MADE)
def test_ruff_reads_the_same_of_simple_settings(name: str, tmp_path: Path) -> None:
    assert compare_files(HAND_MADE[name], tmp_path)


STOPPING: Mapping[str, Files] = {
    "selected": {"ruff.toml": "lint.select = ['XYZ']\n"},
    "ignored": {"ruff.toml": "lint.ignore = ['W503']\n"},
    "for some files": {"ruff.toml": "lint.per-file-ignores = {'*.py' = ['W503']}\n"},
    "a part of an old name": {"ruff.toml": "lint.ignore = ['TCH0']\n"},
    "a removed rule": {"ruff.toml": "lint.select = ['ANN101']\n"},
    "a removed rule, previews or not": {"ruff.toml": "preview = true\nlint.select = ['ANN101']\n"},
}


@pytest.mark.parametrize("name", STOPPING)
def test_ruff_stops_at_the_same_selectors(name: str, tmp_path: Path) -> None:
    assert not compare_files(STOPPING[name], tmp_path)


def test_with_previews_ruff_stops_at_no_unknown_selector(tmp_path: Path) -> None:
    assert compare_files({"ruff.toml": "preview = true\nlint.ignore = ['W503', 'TCH0']\n"}, tmp_path)


@pytest.mark.parametrize("options", [["--line-length", "140"], ["--select", "N"], ["--isolated"], ["--preview"]])
def test_ruff_takes_the_same_from_simple_options(options: list[str]) -> None:
    files = {"ruff.toml": "line-length = 90\nlint = {select = ['ALL'], pycodestyle = {max-line-length = 120}}\n"}
    compare_command(files, options)


@pytest.mark.skipif(not CORPUS, reason="REPOAUDIT_CORPUS is unset")
def test_ruff_reads_the_same_of_real_repositories(tmp_path: Path) -> None:
    compared = 0
    for index, repository in enumerate(sorted(Path(CORPUS).iterdir())):
        found = files_of(repository, "pyproject.toml", "ruff.toml", ".ruff.toml")
        files = {name: OWN_PIN.sub("ruff", text) for name, text in found.items()}
        compared += compare_files(files, tmp_path / str(index))
    assert compared > len(list(Path(CORPUS).iterdir())) // 2
