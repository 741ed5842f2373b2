"""pre-commit and prek say which hooks run when, on which files, and what gets installed; the subjects say the same."""

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest
import tomlkit
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from identify import identify
from pre_commit import repository  # type: ignore[import-untyped]
from pre_commit.clientlib import InvalidConfigError, load_config  # type: ignore[import-untyped]
from pre_commit.commands.run import Classifier, filter_by_include_exclude  # type: ignore[import-untyped]
from pre_commit.hook import Hook as RealHook  # type: ignore[import-untyped]

from comparing import ask, examples, in_process, lay_out, scope_of, tally
from repoaudit.errors import UnknownError
from repoaudit.facts.file_types import EXTENSIONS, INTERPRETERS, KNOWN_TAGS, NAMES
from repoaudit.facts.hook_manifests import MANIFESTS, HookFact
from repoaudit.facts.hooks import CONFIGURATION, STAGES
from repoaudit.repository import DiskRepository
from repoaudit.subjects.files.file_types import Wanted, may_be, tags_of_name
from repoaudit.subjects.files.hooks import Hook, Hooks
from repoaudit.subjects.tools.hook_files import HookFiles

Data = dict[str, Any]

STAGE_NAMES: Final = st.sampled_from([*STAGES, "commit", "push", "merge-commit"])
STAGE_LISTS: Final = st.lists(STAGE_NAMES, max_size=3)
GIT_HOOKS: Final = [stage for stage in STAGES if stage != "manual"]
PATTERNS: Final = st.sampled_from(
    [
        *(
            "",
            r"\.py$",
            "^src/",
            "^src/pkg/.*\\.py$",
            "^(docs|tests)/",
            "(?x)^(\n  src/ |\n  docs/ # both\n)",
            "^nowhere/",
        ),
        *(
            "README",
            r"^\.github/",
            "tests/.*_test\\.py$",
            r"\.(md|rst)$",
            "^$",
            "(?i)readme",
            "^src/pkg/a[.]py$",
            "^lib",
        ),
        *(
            "^(?!src/)",
            r"^scripts/[^/]+$",
            r"^data",
            "^linked",
            r"^a b/",
            "^src/pkg/é",
            r"\.pyi?$",
            "^.*/pkg/",
            "COMMIT",
        ),
    ]
)
TAGS: Final = st.lists(
    st.sampled_from(
        [
            *(
                "python",
                "text",
                "file",
                "executable",
                "non-executable",
                "symlink",
                "directory",
                "binary",
                "shell",
                "yaml",
            ),
            *(
                "toml",
                "markdown",
                "pyi",
                "jupyter",
                "json",
                "bash",
                "dockerfile",
                "makefile",
                "image",
                "sh",
                "plain-text",
            ),
        ]
    ),
    max_size=2,
)
REMOTE: Final = [
    ("https://github.com/pre-commit/pre-commit-hooks", "v4.6.0"),
    ("https://github.com/pre-commit/pre-commit-hooks.git", "v1.2.3"),
    ("git@github.com:astral-sh/ruff-pre-commit", "v0.12.0"),
    ("https://github.com/PyCQA/isort", "5.13.2"),
    ("https://github.com/pycqa/isort", "5.12.0"),
    ("https://github.com/psf/black-pre-commit-mirror", "24.1.0"),
    ("https://github.com/commitizen-tools/commitizen", "v3.0.0"),
    ("https://github.com/jorisroovers/gitlint", "v0.19.1"),
]


def optional(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries({}, optional=keys)


@st.composite
def local_hooks(draw: st.DrawFn, number: int) -> Data:
    settings: Data = draw(
        optional(
            stages=STAGE_LISTS,
            files=PATTERNS,
            exclude=PATTERNS,
            types=TAGS,
            types_or=TAGS,
            exclude_types=TAGS,
            alias=st.sampled_from(["other", "x y"]),
            pass_filenames=st.booleans(),
            always_run=st.booleans(),
            verbose=st.booleans(),
            args=st.lists(st.sampled_from(["--fix", "a b", "-x=1", "3.10", "~"]), max_size=2),
        )
    )
    program = draw(st.sampled_from(["pytest -q", "make test", "ruff check", "echo 'a b'", "python -m mypy"]))
    language = draw(st.sampled_from(["system", "unsupported", "script", "python", "fail", "pygrep"]))
    return {"id": f"local-{number}", "name": "n", "entry": program, "language": language, **settings}


@st.composite
def repositories(draw: st.DrawFn, number: int, kinds: list[str]) -> Data:
    kind = draw(st.sampled_from(kinds))
    if kind == "local":
        count = draw(st.integers(1, 3))
        return {"repo": "local", "hooks": [draw(local_hooks(10 * number + each)) for each in range(count)]}
    settings = optional(stages=STAGE_LISTS, files=PATTERNS, args=st.just(["--x"]), verbose=st.booleans())
    if kind == "meta":
        ids = ["identity", "check-hooks-apply"]
        return {"repo": "meta", "hooks": [{"id": draw(st.sampled_from(ids)), **draw(settings)}]}
    if kind == "builtin":
        ids = ["trailing-whitespace", "check-json", "end-of-file-fixer", "check-added-large-files", "check-yaml"]
        return {"repo": "builtin", "hooks": [{"id": draw(st.sampled_from(ids)), **draw(settings)}]}
    url, rev = draw(st.sampled_from(REMOTE))
    found = next(manifest for slug, manifest in MANIFESTS.items() if slug in url.lower())
    ids = draw(st.lists(st.sampled_from(sorted(found)), min_size=1, max_size=3))
    return {"repo": url, "rev": rev, "hooks": [{"id": each, **draw(settings)} for each in ids]}


def configurations(*kinds: str) -> st.SearchStrategy[Data]:
    @st.composite
    def made(draw: st.DrawFn) -> Data:
        top = draw(
            optional(
                default_stages=STAGE_LISTS,
                default_install_hook_types=st.lists(st.sampled_from(GIT_HOOKS), max_size=3),
                fail_fast=st.booleans(),
                files=PATTERNS,
                exclude=PATTERNS,
                minimum_pre_commit_version=st.sampled_from(["3.2.0", "1.0"]),
            )
        )
        count = draw(st.integers(1, 3))
        repos = [draw(repositories(each, list(kinds))) for each in range(count)]
        return {**top, "repos": repos} if draw(st.booleans()) else {"repos": repos, **top}

    return made()


@st.composite
def spelled(draw: st.DrawFn, data: Data) -> str:
    """Write a configuration in one of the styles of YAML."""
    flow = draw(st.sampled_from([None, True, False]))
    text: str = yaml.safe_dump(
        data,
        default_flow_style=flow,
        width=draw(st.sampled_from([20, 80])),
        indent=draw(st.sampled_from([2, 4])),
        sort_keys=draw(st.booleans()),
        explicit_start=draw(st.booleans()),
        allow_unicode=draw(st.booleans()),
        line_break=draw(st.sampled_from(["\n", "\r\n"])),
    )
    return draw(st.sampled_from(["", "# hooks\n\n"])) + text


def manifest_hook(fact: HookFact, id_: str, rev: str) -> Data:
    """Return a hook as pre-commit reads it from a manifest."""
    hook: Data = {"id": id_, "name": id_, "entry": fact.entry, "language": "unsupported", "stages": []}
    version = tuple(int(part) for part in rev.lstrip("v").split("."))
    since = tuple(int(part) for part in fact.since.split(".")) if fact.since else ()
    hook["stages"] = list(fact.stages) if version >= since else []
    defaults = {"alias": "", "files": "", "exclude": "^$", "types": ["file"], "types_or": [], "exclude_types": []}
    flags = {"always_run": False, "fail_fast": False, "pass_filenames": True, "verbose": False, "require_serial": False}
    others = {"additional_dependencies": [], "args": list(fact.args), "description": "", "log_file": ""}
    return {**defaults, **flags, **others, "language_version": "default", "minimum_pre_commit_version": "0", **hook}


def hooks_of_pre_commit(config: Data) -> Iterator[RealHook]:
    """Yield the hooks with which pre-commit runs; what a clone would say comes from our table of manifests."""
    store = SimpleNamespace(make_local=lambda _: "/nowhere")
    for repo in config["repos"]:
        if repo["repo"] in {"local", "meta"}:
            yield from repository._non_cloned_repository_hooks(repo, store, config)  # noqa: SLF001
            continue
        manifest = next(found for slug, found in MANIFESTS.items() if slug in repo["repo"].lower())
        for hook in repo["hooks"]:
            base = manifest_hook(manifest[hook["id"]], hook["id"], repo["rev"])
            yield RealHook.create(repo["repo"], None, repository._hook(base, hook, root_config=config))  # noqa: SLF001


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hooks")


CORNERS: Final = [
    """\
repos: [{repo: local, hooks: [{id: a, name: a, entry: 'true', language: system, stages: []}]}]
default_stages: [push]
""",
    "repos: []\ndefault_install_hook_types: []\n",
    "default_stages: [commit, pre-commit]\nrepos:\n- repo: meta\n  hooks:\n  - id: identity\n    stages: []\n",
    """\
default_stages: &all
- push
- manual
repos:
- &r
  repo: local
  hooks:
  - &h {id: a, name: a, entry: "true", language: system, stages: *all}
  - <<: *h
    id: b
""",
    """\
%YAML 1.1
---
repos:
- repo: local
  hooks:
  - {id: a, name: a, entry: 'true', language: system, always_run: yes, verbose: ON, pass_filenames: off}
""",
    """\
repos:
- repo: local
  hooks:
  - id: &i 'a'
    name: *i
    entry: >-
      echo
      test
    language: system
    alias: |-
      other
""",
]


@given(configurations("local", "meta", "remote").flatmap(spelled))
@example(CORNERS[0])
@example(CORNERS[1])
@example(CORNERS[2])
@example(CORNERS[3])
@example(CORNERS[4])
@example(CORNERS[5])
@examples(short=150, long=4000)
def test_hooks_are_those_of_pre_commit(folder: Path, text: str) -> None:
    same_hooks(lay_out(folder, {CONFIGURATION: text}), text)
    tally("pre-commit")


def same_hooks(folder: Path, text: str) -> None:
    try:
        config = load_config(str(folder / CONFIGURATION))
    except InvalidConfigError:
        assume(False)  # noqa: FBT003
    (ours,) = scope_of({CONFIGURATION: text}).all(Hooks)
    theirs = list(hooks_of_pre_commit(config))
    assert set(ours.default_names) == set(config["default_stages"])
    assert list(ours.installed_types) == config["default_install_hook_types"]
    assert ours.fail_fast == config["fail_fast"]
    assert len(ours.hooks) == len(theirs)
    for hook, real in zip(ours.hooks, theirs, strict=True):
        same_hook(hook, real)


def same_hook(ours: Hook, theirs: RealHook) -> None:
    assert ours.id == theirs.id
    assert ours.names == tuple(name for name in (theirs.id, theirs.alias) if name)
    assert ours.effective_stages == set(theirs.stages)
    if theirs.src != "meta":
        assert (ours.files, ours.exclude if ours.table.has("exclude") else "^$") == (theirs.files, theirs.exclude)
        assert ours.passes_filenames == theirs.pass_filenames
        assert ours.always_runs == theirs.always_run
        assert ours.is_verbose == theirs.verbose
    if theirs.src == "local":
        assert ours.entry == theirs.entry
        assert list(ours.args or ()) == list(theirs.args)
        assert list(ours.types or ["file"]) == list(theirs.types) or not theirs.types
        assert list(ours.types_or) == list(theirs.types_or)


@pytest.mark.parametrize("text", CORNERS)
def test_the_command_runs_the_same_hooks(tmp_path: Path, text: str) -> None:
    lay_out(tmp_path, {CONFIGURATION: text, "x.py": ""})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    (ours,) = scope_of(tmp_path).all(Hooks)
    for stage in ("pre-commit", "pre-push", "manual", "post-commit"):
        done = ask("pre-commit", "run", "--all-files", "-v", "--hook-stage", stage, cwd=tmp_path)
        ran = [line.removeprefix("- hook id: ") for line in done.stdout.splitlines() if line.startswith("- hook id")]
        assert ran == [hook.id for hook in ours.hooks if stage in hook.effective_stages], done.stdout + done.stderr
    tally("pre-commit")


@pytest.mark.parametrize(
    ("program", "name"), [("pre-commit", CONFIGURATION), ("prek", CONFIGURATION), ("prek", "prek.toml")]
)
@pytest.mark.parametrize("types", [None, [], ["pre-commit"], ["pre-push"], ["commit-msg", "pre-commit", "post-merge"]])
def test_what_install_installs(tmp_path: Path, program: str, name: str, types: list[str] | None) -> None:
    if (program, name, types) == ("prek", CONFIGURATION, []):
        return  # prek takes it for no list, and the file is pre-commit's
    data: Data = {"repos": []} | ({} if types is None else {"default_install_hook_types": types})
    lay_out(tmp_path, {name: tomlkit.dumps(data) if name == "prek.toml" else yaml.safe_dump(data)})
    git(tmp_path, "init", "-q", "--template=")
    done = ask(program, "install", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (ours,) = scope_of(tmp_path).all(Hooks)
    assert {path.name for path in tmp_path.glob(".git/hooks/*")} == set(ours.installed_types)
    tally(program)


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


@given(configurations("local", "meta", "builtin"), st.data())
@examples(short=120, long=3000)
def test_hooks_are_those_of_prek(folder: Path, config: Data, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([CONFIGURATION, ".pre-commit-config.yml", "prek.toml"]))
    text = tomlkit.dumps(config) if name == "prek.toml" else data.draw(spelled(config))
    home = folder / "prek"
    here = folder / "repository"
    if not here.exists():
        here.mkdir()
        git(here, "init", "-q")
    for old in (CONFIGURATION, ".pre-commit-config.yml", "prek.toml"):
        (here / old).unlink(missing_ok=True)
    lay_out(here, {name: text})
    done = ask("prek", "list", "--output-format", "json", cwd=here, env={"PREK_HOME": str(home)})
    assume(done.returncode == 0)
    (ours,) = scope_of({name: text}).all(Hooks)
    theirs = json.loads(done.stdout)
    assert [hook.id for hook in ours.hooks] == [each["id"] for each in theirs]
    for hook, real in zip(ours.hooks, theirs, strict=True):
        assert hook.effective_stages == set(real["stages"]), hook.id
        assert hook.names == tuple(each for each in (real["id"], real["alias"]) if each)
    tally("prek")


MESSAGE: Final = ".git/COMMIT_EDITMSG"
KINDS: Final[Mapping[str, str | bytes]] = {
    "README.md": "# read\n",
    "pyproject.toml": "",
    "Makefile": "all:\n",
    "Dockerfile.dev": "FROM x\n",
    "src/pkg/__init__.py": "",
    "src/pkg/a.py": "x = 1\n",
    "src/pkg/é.py": "x = 1\n",
    "src/pkg/py.typed": "",
    "src/pkg/stub.pyi": "",
    "docs/index.rst": "x\n",
    "docs/logo.PNG": b"\x89PNG\x00\xff",
    "tests/a_test.py": "",
    "a b/c d.txt": "x",
    ".github/workflows/ci.yml": "on: push\n",
    "scripts/run": "#!/usr/bin/env bash\n",
    "scripts/tool": "#!/usr/bin/env -S python3 -u\n",
    "scripts/plain": "#!/usr/bin/env bash\n",
    "scripts/odd": "no program\n",
    "data/x.bin": b"\x00\x01",
    "data/unknown.zzz": "text\n",
    "data/other.zzz2": b"\x00\xff",
    ".hidden": "x\n",
    "notebook.ipynb": "{}",
}
EXECUTABLE: Final = ("scripts/run", "scripts/tool", "scripts/odd", "src/pkg/a.py")


@pytest.fixture(scope="module")
def tracked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with files of many kinds in git's index."""
    root = lay_out(tmp_path_factory.mktemp("tracked"), KINDS)
    for name in EXECUTABLE:
        (root / name).chmod(0o755)
    (root / "linked.py").symlink_to("src/pkg/a.py")
    git(root, "init", "-q")
    git(root, "add", "-A")
    return root


def limits(config: Data, hook: RealHook, names: list[str]) -> list[str]:
    return list(Classifier.from_config(names, config["files"], config["exclude"]).filenames_for_hook(hook))


def told_by_content(hook: RealHook) -> bool:
    """Say whether only contents tell which files the hook gets, which we do not read."""
    return bool({"text", "binary"} & {*hook.types, *hook.types_or, *hook.exclude_types})


@given(configurations("local"), st.data())
@example({"repos": [{"repo": "local", "hooks": [
    {"id": "a", "name": "a", "entry": "a", "language": "system", "files": "py$", "exclude": ""}
]}]}, None)  # fmt: skip
@examples(short=200, long=5000)
def test_files_of_hooks_are_those_of_pre_commit(tracked: Path, config: Data, data: st.DataObject | None) -> None:
    text = data.draw(spelled(config)) if data else yaml.safe_dump(config)
    (tracked / CONFIGURATION).write_text(text, encoding="utf-8")
    done = subprocess.run(["git", "-C", str(tracked), "ls-files", "-z"], check=True, capture_output=True, text=True)
    names = [name for name in done.stdout.split("\0") if name]
    with in_process(tracked):
        loaded = load_config(CONFIGURATION)
        theirs = {hook.id: hook for hook in hooks_of_pre_commit(loaded)}
        idle = {id_: not limits(loaded, hook, names) for id_, hook in theirs.items()}
        for each in scope_of(DiskRepository(str(tracked))).all(HookFiles):
            if each.hook is None:
                assert_same_exclude(each, loaded["exclude"], names)
                continue
            hook = theirs[each.hook.id]
            assert_same_exclude(each, hook.exclude, names)
            on_purpose = hook.files in {"", "^$"} or hook.always_run or hook.language == "fail"
            if on_purpose or re.search(hook.files, MESSAGE):
                continue
            if each.is_idle:
                assert idle[hook.id], "we say that it never runs"
            else:
                assert not idle[hook.id] or told_by_content(hook), "it never runs"
    tally("pre-commit")


def assert_same_exclude(ours: HookFiles, pattern: str, names: list[str]) -> None:
    if pattern not in {"", "^$"}:
        assert ours.has_idle_exclude == (not list(filter_by_include_exclude(names, pattern, "^$")))


STEMS: Final = st.sampled_from(["a", "x.y", ".z", "Makefile", "README", "Dockerfile", "setup", "", "..a", "é", "a b"])


@given(
    st.tuples(STEMS, st.sampled_from([*EXTENSIONS, "zzz", "", "PY", "Md"])).map(".".join)
    | st.tuples(st.sampled_from([*NAMES]), st.sampled_from(["", ".x", ".md", ".PY"])).map("".join)
    | st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1)
)
@example(".py")
@example("a.")
@example("Makefile.py")
@example(".gitignore.txt")
@examples(short=500, long=20000)
def test_tags_of_names_are_those_of_identify(name: str) -> None:
    assert tags_of_name(f"folder/{name}") == identify.tags_from_filename(f"folder/{name}")
    tally("identify")


def test_every_tag_of_identify_is_known() -> None:
    assert identify.ALL_TAGS == KNOWN_TAGS
    for name in INTERPRETERS:
        assert identify.tags_from_interpreter(name) == INTERPRETERS[name]
    tally("identify", len(INTERPRETERS))


HEADS: Final = st.sampled_from(
    [
        *("#!/bin/sh", "#!/usr/bin/env python", "#! /usr/bin/env python3.12", "#!/usr/bin/env -S bash -e", "#!python2"),
        *(
            "#!/usr/bin/env -S FOO=1 python3",
            "#!/usr/bin/env FOO=1 bash",
            "#!",
            "#!/bin/zsh -f",
            "text",
            "\0binary",
            "",
        ),
        *("#!/usr/bin/env", "#!/usr/bin/env -S uv run --script", "#!'/usr/bin/python'", "#!/opt/a b/bash", "#!/bin/é"),
        *(
            "#!/usr/bin/env -i perl",
            "#!/usr/bin/env --split-string=bash -e",
            "#!/usr/bin/env -vS node",
            "\ufeff#!/bin/sh",
        ),
    ]
)


FILES: Final = st.tuples(
    st.sampled_from(["a.py", "run", "a.zzz", "Makefile", "b.ipynb", "c.plist", "x.sh", "logo.svg"]),
    HEADS,
    st.sampled_from([0o644, 0o755]),
)


@given(FILES, TAGS, TAGS, TAGS)
@example(("run", "#!'/usr/bin/python'", 0o755), [], ["python"], [])
@examples(short=300, long=10000)
def test_a_file_that_is_wanted_may_be(
    folder: Path, file: tuple[str, str, int], types: list[str], types_or: list[str], others: list[str]
) -> None:
    name, head, mode = file
    here = folder / "file"
    lay_out(here, {name: f"{head}\n"})
    (here / name).chmod(mode)
    with in_process(here):
        is_wanted = list(Classifier([name]).by_types([name], types, types_or, others)) == [name]
    ours = may_be(name, Wanted(types, types_or, others), scope_of(here))
    assert ours or not is_wanted
    tally("identify")


@pytest.mark.parametrize("text", CORNERS)
def test_names_of_the_corner_cases_are_known(text: str) -> None:
    """Nothing that is written plainly counts as unknown."""
    assert all(hook.effective_stages for hook in scope_of({CONFIGURATION: text}).all(Hook))


@pytest.mark.skipif("REPOAUDIT_CORPUS" not in os.environ, reason="REPOAUDIT_CORPUS names no folder of repositories")
def test_hooks_of_real_repositories() -> None:
    compared, unknown = 0, 0
    for path in sorted(Path(os.environ["REPOAUDIT_CORPUS"]).glob(f"*/{CONFIGURATION}")):
        with in_process(path.parent):
            config = load_config(CONFIGURATION)
        (ours,) = scope_of({CONFIGURATION: path.read_bytes()}).all(Hooks)
        written = [(repo, hook) for repo in config["repos"] for hook in repo["hooks"]]
        for hook, (repo, data) in zip(ours.hooks, written, strict=True):
            assert (hook.id, hook.repo.url) == (data["id"], repo["repo"])
            stages = known_stages(hook)
            unknown += stages is None
            compared += 1
            if hook.stages.is_set or hook.repo.is_local:
                assert stages == frozenset(data["stages"] or config["default_stages"])
        tally("pre-commit")
    assert compared > 300
    assert unknown < compared / 10


def known_stages(hook: Hook) -> frozenset[str] | None:
    try:
        return hook.effective_stages
    except UnknownError:
        return None


@pytest.mark.skipif("REPOAUDIT_CORPUS" not in os.environ, reason="REPOAUDIT_CORPUS names no folder of repositories")
def test_idle_hooks_of_real_repositories() -> None:
    for path in sorted(Path(os.environ["REPOAUDIT_CORPUS"]).glob(f"*/{CONFIGURATION}")):
        repository = DiskRepository(str(path.parent))
        names = list(repository.files())
        with in_process(path.parent):
            config = load_config(CONFIGURATION)
            config["repos"] = [repo for repo in config["repos"] if repo["repo"] == "local"]
            theirs = {hook.id: hook for hook in hooks_of_pre_commit(config)}
            idle = {id_: not limits(config, hook, names) for id_, hook in theirs.items()}
            for each in scope_of(repository).all(HookFiles):
                if each.hook and each.hook.id in theirs and each.is_idle:
                    assert idle[each.hook.id], path
        tally("pre-commit")
