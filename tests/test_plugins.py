"""Plugins: found in metadata, imported only when their rules may run, never from the audited repository."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.plugins import EVERYTHING, Selection, known_rules, may_pick, metadata
from repoaudit.plugins.metadata import Plugin, find_plugins, site_folders
from repoaudit.plugins.rules import plugin_entries
from repoaudit.registry import load

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "repoaudit-example-plugin"


def entry(code: str, name: str, module: str, *, default: bool = True) -> Entry:
    return Entry(code, name, module, 2, default, 0, "", "Everything", {}, ())


BUILTIN = (entry("COV001", "missing-fail-under", "repoaudit.rules.x"),)

RULE = '''
from repoaudit.api import Severity, rule
from repoaudit.scope import Scope

class Everything:
    reads = ()

    @classmethod
    def all_in(cls, scope):
        yield cls()

@rule(Everything, code="{code}", severity=Severity.WARNING)
def {name}(everything):
    """Something is wrong."""
    return ()
'''


def install(folder: Path, name: str, entry_points: str, files: Mapping[str, str] | None = None) -> None:
    metadata = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "entry_points.txt").write_text(entry_points, encoding="utf-8")
    write(folder, files or {})


def write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A site folder of this interpreter, and a way back."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    before = set(sys.modules)
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    monkeypatch.setattr(metadata, "site_folders", lambda: (str(folder),))
    yield folder
    for name in set(sys.modules) - before:
        if name.startswith("acme"):
            del sys.modules[name]


ENTRY_POINTS = "[repoaudit.rules]\nACM = acme.rules\n"


def test_found_in_the_metadata(site: Path) -> None:
    install(
        site,
        "acme-rules",
        f"[console_scripts]\nACM = other:main\n\n{ENTRY_POINTS}# a comment\nBCM=acme.more\n[x]\ny = z\n",
    )
    install(site, "unrelated", "[console_scripts]\nx = y:z\n")
    install(site, "mentions-it", "[console_scripts]\nx = repoaudit.rules:z\n")
    (site / "egg-1.0.egg-info").mkdir()
    (site / "empty-1.0.dist-info").mkdir()
    (site / "file-1.0.dist-info").write_text("", encoding="utf-8")
    assert find_plugins([str(site), str(site / "missing")]) == (
        Plugin("ACM", "acme.rules", "acme-rules"),
        Plugin("BCM", "acme.more", "acme-rules"),
    )


def test_the_first_installation_of_a_distribution_counts(tmp_path: Path) -> None:
    install(tmp_path / "user", "acme", "[repoaudit.rules]\nACM = acme.new\n")
    install(tmp_path / "system", "acme", "[repoaudit.rules]\nACM = acme.old\n")
    folders = [str(tmp_path / "user"), str(tmp_path / "system")]
    assert find_plugins(folders) == (Plugin("ACM", "acme.new", "acme"),)


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("acm = acme", "plugin acme: the prefix of its codes must be capital letters, not 'acm'"),
        ("A1 = acme", "plugin acme: the prefix of its codes must be capital letters, not 'A1'"),
        ("ALL = acme", "plugin acme: the prefix of its codes must be capital letters, not 'ALL'"),
        ("ACM = acme:rules", "plugin acme: 'acme:rules' is not the name of a package"),
        ("ACM", "plugin acme: '' is not the name of a package"),
        ("COV = acme", "plugin acme: the prefix COV belongs to built-in rules"),
    ],
)
def test_wrong_declaration(site: Path, line: str, mistake: str) -> None:
    install(site, "acme", f"[repoaudit.rules]\n{line}\n")
    with pytest.raises(UsageError) as caught:
        known_rules(BUILTIN, Selection())
    assert str(caught.value) == mistake


def test_two_plugins_with_one_prefix(site: Path) -> None:
    install(site, "acme", ENTRY_POINTS)
    install(site, "bcme", "[repoaudit.rules]\nACM = bcme\n")
    with pytest.raises(UsageError, match="plugins acme and bcme: both claim the prefix ACM"):
        find_plugins([str(site)])


def test_site_folders_are_the_interpreters_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = tmp_path / "site-packages"
    stranger.mkdir()
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), str(stranger), *sys.path])
    folders = site_folders()
    assert folders, "the tests run from an installation"
    assert all(Path(folder).is_relative_to(sys.prefix) for folder in folders)


@pytest.mark.parametrize(
    ("selection", "picked"),
    [
        (Selection(), True),
        (Selection(("ALL",)), True),
        (Selection(("A",)), True),
        (Selection(("ACM",)), True),
        (Selection(("ACM0",)), True),
        (Selection(("ACM001",)), True),
        (Selection(("some-name",)), True),
        (Selection(("COV",), ("ACM001",)), True),
        (Selection(("ACM",), (), ("A",)), True),
        (Selection(("ACM001",), (), ("ACM",)), True),
        (Selection(("ACM",), (), ("ACM001",)), True),
        (Selection(()), False),
        (Selection(("COV",)), False),
        (Selection(("COV001",)), False),
        (Selection(("ACMX",)), False),
        (Selection(("ACMX001",)), False),
        (Selection(("missing-fail-under",)), False),
        (Selection(None, (), ("ACM",)), False),
        (Selection(None, (), ("A",)), False),
        (Selection(("ACM",), (), ("ACM",)), False),
        (Selection(None, (), ("ALL",)), False),
    ],
)
def test_only_a_selection_that_may_pick_its_rules_imports_a_plugin(
    site: Path, selection: Selection, *, picked: bool
) -> None:
    install(
        site, "acme", ENTRY_POINTS, {"acme/__init__.py": "", "acme/rules.py": RULE.format(code="ACM001", name="odd")}
    )
    assert may_pick(selection, "ACM", BUILTIN) is picked
    known = known_rules(BUILTIN, selection)
    assert ("acme" in sys.modules) is picked
    assert [entry.code for entry in known.entries] == (["COV001", "ACM001"] if picked else ["COV001"])
    assert known.left_alone == (() if picked else ("ACM",))


def test_a_package_is_walked(site: Path) -> None:
    files = {
        "acme/__init__.py": "",
        "acme/rules/__init__.py": "from acme.rules.deep.second import second",
        "acme/rules/first.py": RULE.format(code="ACM002", name="first"),
        "acme/rules/deep/__init__.py": "",
        "acme/rules/deep/second.py": RULE.format(code="ACM001", name="second"),
        "acme/rules/_private.py": "raise RuntimeError",
        "acme/rules/no_package/third.py": "raise RuntimeError",
        "acme/rules/data.txt": "",
    }
    install(site, "acme", ENTRY_POINTS, files)
    entries = plugin_entries(Plugin("ACM", "acme.rules", "acme"))
    assert [(entry.code, entry.name) for entry in entries] == [("ACM001", "second"), ("ACM002", "first")]
    assert [load(entry).code for entry in entries] == ["ACM001", "ACM002"]
    assert entries[0] == entry("ACM001", "second", "acme.rules")


@pytest.mark.parametrize(
    ("files", "mistake"),
    [
        ({}, "plugin acme: cannot import acme.rules: ModuleNotFoundError: No module named 'acme'"),
        (
            {"acme/__init__.py": "", "acme/rules.py": "raise SystemExit('no\\nway')"},
            "plugin acme: cannot import acme.rules: SystemExit: no",
        ),
        (
            {"acme/__init__.py": "", "acme/rules/__init__.py": "", "acme/rules/x.py": "1 / 0"},
            "plugin acme: cannot import acme.rules.x: ZeroDivisionError: division by zero",
        ),
        ({"acme/__init__.py": "", "acme/rules.py": ""}, "plugin acme: acme.rules holds no rules"),
        (
            {"acme/__init__.py": "", "acme/rules.py": RULE.format(code="COV009", name="odd")},
            "plugin acme: rule odd (COV009): its code must be ACM and a number",
        ),
        (
            {"acme/__init__.py": "", "acme/rules.py": RULE.format(code="ACM", name="odd")},
            "plugin acme: rule odd (ACM): its code must be ACM and a number",
        ),
        (
            {"acme/__init__.py": "", "acme/rules.py": RULE.format(code="ACM001", name="odd") + "\nx = odd\ndel odd"},
            "plugin acme: rule odd (ACM001): acme.rules calls it x",
        ),
        (
            {"acme/__init__.py": "", "acme/rules.py": RULE.format(code="ACM001", name="missing_fail_under")},
            "plugin acme: another rule is called 'missing-fail-under' already",
        ),
        (
            {
                "acme/__init__.py": "",
                "acme/rules.py": RULE.format(code="ACM001", name="a") + RULE.format(code="ACM001", name="b"),
            },
            "plugin acme: another rule is called 'ACM001' already",
        ),
    ],
)
def test_broken_plugin_is_one_line(site: Path, files: Mapping[str, str], mistake: str) -> None:
    install(site, "acme", ENTRY_POINTS, files)
    with pytest.raises(UsageError) as caught:
        known_rules(BUILTIN, EVERYTHING)
    assert str(caught.value) == mistake


def test_nothing_is_imported_from_pythonpath(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = tmp_path / "audited"
    write(hostile, {"acme/__init__.py": "raise RuntimeError('imported')"})
    install(
        site, "acme", ENTRY_POINTS, {"acme/__init__.py": "", "acme/rules.py": RULE.format(code="ACM001", name="odd")}
    )
    monkeypatch.setenv("PYTHONPATH", str(hostile))
    monkeypatch.setattr(sys, "path", ["", str(hostile), *sys.path])
    monkeypatch.chdir(hostile)
    before = sys.path[:]
    assert [entry.code for entry in known_rules(BUILTIN, EVERYTHING).entries] == ["COV001", "ACM001"]
    assert sys.path == before


# The example is built and installed as users would, into a fresh virtual environment. Its build must not need a
# network, so hatchling runs here instead of in the isolated environment that pip would make, and the wheel is unpacked,
# which is all that pip does with a wheel of pure Python.


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with repoaudit and the example plugin."""
    folder = tmp_path_factory.mktemp("plugin")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=EXAMPLE, check=True, capture_output=True)
    venv.create(folder / "venv", symlinks=os.name != "nt")
    executable = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    site = Path(run_python(executable, ["-c", "import site; print(site.getsitepackages()[0])"], folder).stdout.strip())
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    paths = [str(ROOT / "src"), *(path for path in sys.path if path.endswith("-packages"))]
    (site / "parent.pth").write_text("\n".join(paths) + "\n", encoding="utf-8")
    return executable


def run_python(executable: Path, words: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
    command = [str(executable), *words]
    return subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8")


@pytest.fixture
def audited(tmp_path: Path) -> Path:
    """A repository that the example finds fault with, and that brings a plugin along."""
    write(
        tmp_path,
        {
            "pyproject.toml": "[project]\nname = 'demo'\n",
            "CHANGELOG.md": "# Changes\n",
            "repoaudit_example/__init__.py": "raise RuntimeError('imported from the audited repository')\n",
            "evil.py": "raise RuntimeError('imported from the audited repository')\n",
        },
    )
    install(tmp_path, "evil", "[repoaudit.rules]\nEVL = evil\n")
    return tmp_path


def test_example_runs_when_installed(python: Path, audited: Path) -> None:
    done = run_python(python, ["-m", "repoaudit", "check", "--output-format", "json", "--select", "EXA"], audited)
    assert done.stderr == ""
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["code"], finding["rule"], finding["line"]) == ("EXA001", "changelog-not-linked", 1)
    assert finding["url"] is None
    assert done.returncode == 1


def test_example_takes_settings(python: Path, audited: Path) -> None:
    settings = "[tool.repoaudit]\nfail-on = 'warning'\nseverity = { EXA001 = 'info' }\n"
    settings += "[tool.repoaudit.rules.changelog-not-linked]\nfiles = ['NEWS.md']\n"
    write(audited, {"pyproject.toml": f"[project]\nname = 'demo'\n{settings}", "NEWS.md": ""})
    done = run_python(python, ["-m", "repoaudit", "check", "--output-format", "json"], audited)
    found = [finding for finding in json.loads(done.stdout)["findings"] if finding["code"] == "EXA001"]
    assert [(finding["severity"], "NEWS.md" in finding["message"]) for finding in found] == [("info", True)]


def test_example_is_listed_and_explained(python: Path, audited: Path) -> None:
    listed = run_python(python, ["-m", "repoaudit", "rules"], audited)
    assert any(line.startswith("changelog-not-linked") and "EXA001" in line for line in listed.stdout.splitlines())
    page = run_python(python, ["-m", "repoaudit", "rule", "EXA001"], audited)
    assert page.stdout.startswith("# changelog-not-linked (EXA001)\n\nNo link on the package index")


@pytest.mark.parametrize(("select", "imported"), [("EXA", True), ("changelog-not-linked", True), ("COV", False)])
def test_example_is_imported_only_when_selected(python: Path, audited: Path, select: str, *, imported: bool) -> None:
    program = (
        "import sys; from repoaudit.__main__ import main; "
        f"sys.argv = ['repoaudit', 'check', '-q', '--select', '{select}']; main(); "
        "print('repoaudit_example' in sys.modules)"
    )
    done = run_python(python, ["-c", program], audited)
    assert done.stdout.splitlines()[-1] == str(imported), done.stderr


def test_cases_of_the_example(python: Path) -> None:
    done = run_python(python, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], EXAMPLE)
    assert done.returncode == 0, done.stdout
