"""Repositories in which everything leads out: links, paths with `..`, git's own files, modules for Python to import.

Beside the root lies `outside`, with files that would be read with profit. Whatever runs leaves a mark.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from comparing import lay_out
from hostile import BESIDE, NAMES, TREES, dump

GIT: Final = shutil.which("git") or "git"

SHADOWS: Final = (
    *("repoaudit", "sitecustomize", "usercustomize", "typing", "tomllib", "tomli", "yaml", "json", "re", "enum"),
    *("git", "gitdb", "smmap", "typer", "click", "rich", "tomlkit", "packaging", "difflib", "datetime", "subprocess"),
)
"""Modules of which the repository holds its own."""

UP: Final = "../outside"
SAID: Final[Mapping[str, str]] = {
    "pyproject.toml": f"""\
[build-system]
requires = ["hatchling"]
build-backend = "backend"
backend-path = ["{UP}"]

[project]
name = "demo"
readme = "{UP}/README.md"
license = "MIT"
license-files = ["{UP}/*", "/etc/pass*", "**/../../*", "[]{{}}"]
requires-python = ">=3.9"
dynamic = ["version", "dependencies"]
dependencies = ["outside @ file://{UP}"]

[tool.setuptools.dynamic]
dependencies = {{file = ["{UP}/requirements.txt", "/etc/passwd"]}}
version = {{attr = "outside.__version__"}}
[tool.setuptools.packages.find]
where = ["{UP}"]
[tool.hatch.version]
path = "{UP}/version.py"
[tool.hatch.build.hooks.custom]
path = "{UP}/hook.py"
[tool.uv.workspace]
members = ["packages/*", "{UP}/*", "linked/*", "/*"]
[tool.uv.sources]
outside = {{path = "{UP}"}}
[tool.poetry.dependencies]
outside = {{path = "{UP}"}}
[tool.pytest.ini_options]
testpaths = ["{UP}", "tests", "linked", "**/../.."]
pythonpath = ["{UP}"]
confcutdir = "{UP}"
addopts = "--cov-config={UP}/.coveragerc --rootdir={UP} -c {UP}/pytest.ini -p plugin --cov=demo"
[tool.coverage.run]
source = ["{UP}"]
plugins = ["plugin"]
[tool.mypy]
files = ["{UP}", "linked"]
mypy_path = "{UP}"
plugins = ["{UP}/plugin.py"]
[tool.ruff]
extend = "{UP}/ruff.toml"
src = ["{UP}"]
[tool.pylint.main]
init-hook = "import os; os.system('touch mark')"
load-plugins = ["plugin"]
[tool.tox]
env_list = ["a"]
env_run_base = {{deps = ["-r {UP}/requirements.txt"], commands = [["python", "{UP}/x.py"]]}}
""",
    "setup.cfg": f"[metadata]\nname = demo\nlong_description = file: {UP}/README.md\nversion = attr: outside.version\n"
    f"[options]\ninstall_requires = file: {UP}/requirements.txt\n[tool:pytest]\ntestpaths = {UP}\n"
    f"[mypy]\nplugins = {UP}/plugin.py\n",
    "tox.ini": f"[tox]\nenvlist = a\ntoxworkdir = {UP}\nsetupdir = {UP}\n[testenv]\n"
    f"deps =\n    -r{UP}/requirements.txt\n    -c {{toxinidir}}/{UP}/constraints.txt\nchangedir = {UP}\n"
    f"commands =\n    bash {UP}/x.sh\n    python {UP}/x.py\n    pytest -c {UP}/pytest.ini\n    make -f {UP}/Makefile\n",
    "requirements.txt": f"-r {UP}/requirements.txt\n-c /etc/passwd\n-e {UP}\n-r file:///etc/passwd\n-r linked/r.txt\n"
    "-r ~/requirements.txt\n-r $HOME/requirements.txt\n-r https://example.org/requirements.txt\n-r packages/../../x\n",
    "Makefile": f"include {UP}/Makefile\n-include /etc/passwd linked/*.mk {UP}/*.mk\nX := $(shell touch mark)\n"
    f"Y != touch mark\ntest:\n\tbash {UP}/x.sh; make -C {UP}; make -f {UP}/Makefile; cd {UP} && pytest\n"
    f"\t$(shell touch mark)\n\tsh linked/x.sh\n\tpytest --cov --cov-config={UP}/.coveragerc {UP}\n",
    ".pre-commit-config.yaml": f"repos:\n- repo: {UP}\n  rev: v1\n  hooks:\n  - id: ruff\n- repo: local\n  hooks:\n"
    f"  - {{id: a, name: a, entry: {UP}/x.sh, language: script, files: '^\\.\\./', exclude: '(?x)('}}\n"
    f"  - {{id: b, name: b, entry: 'bash {UP}/x.sh', language: system, pass_filenames: false}}\n"
    f"  - {{id: c, name: c, entry: 'mypy --config-file {UP}/mypy.ini {UP}', language: system}}\n",
    ".github/workflows/plain.yml": "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n    - run: ls\n",
    ".github/workflows/ci.yml": f"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    defaults:\n      run:\n"
    f"        working-directory: {UP}\n    steps:\n    - uses: ./{UP}\n    - uses: ./linked/action\n"
    f"    - uses: actions/setup-python@v5\n      with:\n        python-version-file: {UP}/.python-version\n"
    f"        cache-dependency-path: {UP}/requirements.txt\n"
    f"    - run: |\n        source {UP}/x.sh\n        pip install -r {UP}/requirements.txt\n        pytest {UP}\n"
    f"      working-directory: ../{UP}\n    - run: ./linked/x.sh\n"
    f"  b:\n    uses: ./{UP}/.github/workflows/a.yml\n  c:\n    uses: ./.github/workflows/linked.yml\n",
    ".gitlab-ci.yml": f"include:\n- local: {UP}/.gitlab-ci.yml\n- local: /etc/passwd\n- linked/*.yml\n"
    f"a:\n  script:\n  - cd {UP} && pytest\n  - bash {UP}/x.sh\n",
    "noxfile.py": "open('mark', 'w').close()\nimport nox\n@nox.session\ndef a(session):\n"
    f"    session.run('bash', '{UP}/x.sh')\n    session.install('-r', '{UP}/requirements.txt')\n",
    "setup.py": f"open('mark', 'w').close()\nfrom setuptools import setup\nsetup(name=open('{UP}/name').read())\n",
    "conftest.py": "open('mark', 'w').close()\n",
    "tests/test_a.py": "open('mark', 'w').close()\n\n\ndef test_a():\n    assert 1\n",
    "src/demo/__init__.py": "open('mark', 'w').close()\n",
    "README.md": f"[a]({UP}/README.md) [b](/etc/passwd) ![c](file:///etc/passwd) <!-- include {UP}/x -->\n",
    "MANIFEST.in": f"include {UP}/*\ngraft /etc\n",
    ".gitignore": "mark\n",
    ".python-version": f"{UP}\n",
    "packages/a/pyproject.toml": f'[project]\nname = "a"\nreadme = "../{UP}/a.md"\n[tool.ruff]\nextend = "../{UP}/r"\n',
    "packages/a/requirements.txt": f"-r ../{UP}/requirements.txt\n-r ../../requirements.txt\n",
}
"""Files that name what lies outside, in every way in which their tools are told to look there."""

LINKS: Final[Mapping[str, str]] = {
    "linked": UP,
    "loop": ".",
    "here": "../root",
    "up": "..",
    "top": "/",
    "passwd": "/etc/passwd",
    "broken": "nowhere",
    "device": "/dev/zero",
    "self": "self",
    "one": "two",
    "two": "one",
    "docs": f"{UP}/docs",
    "tests/linked": f"../{UP}",
    "src/outside": f"../{UP}",
    "requirements": UP,
    "packages/linked": f"../{UP}",
    ".github/workflows/linked.yml": f"../../{UP}/ci.yml",
    ".coveragerc": "/etc/passwd",
    "mypy.ini": f"{UP}/mypy.ini",
    "requirements-dev.txt": "/proc/self/environ",
    "ruff.toml": "linked/ruff.toml",
    "codecov.yml": "up/outside/codecov.yml",
    "LICENSE": f"{UP}/LICENSE",
}
BAIT: Final[Mapping[str, str]] = {
    **{name: dump(name, tree) for name, tree in TREES.items()},
    **BESIDE,
    **dict.fromkeys(("x.sh", "ruff.toml", "name", "README.md", "LICENSE", "ci.yml", "mypy.ini", "r.txt"), "outside\n"),
    "objects/info/packs": "",
    "config": "[core]\n\tfsmonitor = touch mark\n[include]\n\tpath = config\n",
}
MARK: Final = "mark"


class Trap(NamedTuple):
    """A repository that leads out, the folder beside it, one for reports, and the environment of the command."""

    root: Path
    outside: Path
    reports: Path
    variables: Mapping[str, str]

    @property
    def marks(self) -> list[Path]:
        """What was left behind by code that must not run."""
        return sorted(self.root.parent.rglob(MARK))


def make_trap(folder: Path, *, everything_links: bool = False) -> Trap:
    """Make a trap of files that name what lies outside, or of links to it and variables that send git there."""
    outside = folder / "outside"
    trap = Trap(folder / "root", outside, folder / "reports", _variables(outside) if everything_links else {})
    trap.reports.mkdir(parents=True)
    lay_out(trap.outside, BAIT)
    trap.root.mkdir()
    if everything_links:
        _link_everything(trap)
    else:
        _say_everything(trap)
    for name in SHADOWS:
        (trap.root / f"{name}.py").write_text(f"open({str(trap.root / MARK)!r}, 'w').close()\n", encoding="utf-8")
    info = trap.root / "evil.dist-info"
    lay_out(info, {"METADATA": "Name: evil\nVersion: 1\n", "entry_points.txt": "[repoaudit.rules]\nEVL = evil\n"})
    (trap.root / "evil.py").write_text(f"open({str(trap.root / MARK)!r}, 'w').close()\n", encoding="utf-8")
    _commit(trap)
    _booby_trap(trap)
    return trap


def _say_everything(trap: Trap) -> None:
    lay_out(trap.root, SAID)
    for name, target in LINKS.items():
        (trap.root / name).symlink_to(target)
    os.mkfifo(trap.root / "tox.toml")


def _link_everything(trap: Trap) -> None:
    """Let each file at the root, and each folder but one, be a link; our own settings would be a mistake."""
    lay_out(trap.outside, {name: BAIT.get(name, "outside = 1\n") for name in NAMES if name != "repoaudit.toml"})
    (trap.root / "tests").mkdir()
    for name in sorted(path.name for path in trap.outside.iterdir() if path.name not in {"tests", "pyproject.toml"}):
        (trap.root / name).symlink_to(trap.outside / name)
    (trap.root / "tests" / "test_a.py").symlink_to(f"../{UP}/tests/test_a.py")
    lay_out(trap.root, {"pyproject.toml": '[project]\nname = "demo"\nreadme = "README.md"\n'})


def _commit(trap: Trap) -> None:
    """Put all of it into git's index and a commit, with git itself, before its configuration is spoilt."""
    _git(trap.root, "init", "-q", "-b", "main")
    _git(trap.root, "add", "-A")
    _git(trap.root, "commit", "-q", "-m", "first")


def _git(folder: Path, *words: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    stated = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run([GIT, *who, *words], cwd=folder, env=kept | stated, check=True, capture_output=True)


def _booby_trap(trap: Trap) -> None:
    """Let git's own files name programs, and files of other places."""
    own, script = trap.root / ".git", trap.outside / "program"
    script.write_text(f"#!/bin/sh\ntouch {trap.root / MARK}\n", encoding="utf-8")
    script.chmod(0o755)
    lines = [f"[{section}]\n\t{key} = {value.format(script)}\n" for section, key, value in _SETTINGS]
    lines += [f"[include]\n\tpath = {trap.outside / 'config'}\n", "[include]\n\tpath = ../../outside/config\n"]
    lines += [f'[includeIf "gitdir:**"]\n\tpath = {trap.outside / "config"}\n']
    with (own / "config").open("a", encoding="utf-8") as config:
        config.writelines(lines)
    lay_out(
        own,
        {
            "objects/info/alternates": f"{trap.outside / 'objects'}\n../../outside/objects\n",
            "info/attributes": "* diff=x filter=x\n",
        },
    )
    for hook in ("pre-commit", "post-checkout", "post-index-change", "fsmonitor-watchman", "reference-transaction"):
        shutil.copy(script, own / "hooks" / hook)


_SETTINGS: Final = (
    ("core", "fsmonitor", "{}"),
    ("core", "hooksPath", "../outside"),
    ("core", "sshCommand", "{}"),
    ("core", "pager", "{}"),
    ("core", "editor", "{}"),
    ("core", "attributesFile", "../outside/gitattributes"),
    ("core", "excludesFile", "../outside/gitignore"),
    ("core", "worktree", "../../outside"),
    ("diff", "external", "{}"),
    ('diff "x"', "textconv", "{}"),
    ('filter "x"', "clean", "{}"),
    ('filter "x"', "smudge", "{}"),
    ('filter "x"', "process", "{}"),
    ("alias", "rev-parse", "!{}"),
    ("credential", "helper", "!{}"),
    ("gpg", "program", "{}"),
    ("extensions", "partialClone", "origin"),
    ('remote "origin"', "url", "ext::{}"),
    ('remote "origin"', "promisor", "true"),
    ("protocol", "allow", "always"),
    ("safe", "directory", "*"),
)
"""Every place from which git would start a program, or look at files elsewhere."""


def _variables(outside: Path) -> dict[str, str]:
    """Return variables that send git elsewhere."""
    script = str(outside / "program")
    places = dict.fromkeys(("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE"), str(outside))
    objects = dict.fromkeys(("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"), f"{outside}/objects")
    configs = dict.fromkeys(("GIT_CONFIG", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"), f"{outside}/config")
    programs = dict.fromkeys(
        ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_EDITOR", "GIT_SSH_COMMAND", "GIT_ASKPASS", "PAGER", "EDITOR"), script
    )
    counted = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": script}
    return {**places, **objects, **configs, **programs, **counted}


def is_write(event: tuple[str, ...]) -> bool:
    """Say whether an event changes the file system."""
    name, *arguments = event
    if name == "open":
        mode, flags = arguments[1], arguments[2]
        writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        return any(letter in mode for letter in "wax+") or bool(int(flags) & writing)
    return name in _WRITES


_WRITES: Final = frozenset(
    f"os.{name}"
    for name in (
        *("rename", "remove", "rmdir", "mkdir", "link", "symlink", "chmod", "chown", "truncate", "utime", "mknod"),
        *("setxattr", "removexattr", "chflags", "mkfifo"),
    )
)
