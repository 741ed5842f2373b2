"""Configurations of hooks, whatever their syntax: repositories, stages, commands and edits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.errors import UnknownError
from repoaudit.facts.hook_manifests import MANIFESTS
from repoaudit.facts.hooks import OLD_STAGES, RENAMED_IDS, STAGES
from repoaudit.facts.moved_hooks import MOVED
from repoaudit.finding import Fix, Place
from repoaudit.fixes import HeldBackError, realise
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope
from repoaudit.subjects.collections.commands import commands_in
from repoaudit.subjects.files.hooks import Hook, Hooks, hook_scripts
from repoaudit.subjects.files.hooks.repositories import slug_of
from repoaudit.text import Span

YAML = ".pre-commit-config.yaml"
LOCAL = "repos:\n- repo: local\n  hooks:\n"


def scope_of(files: dict[str, str]) -> Scope:
    return Scope(MemoryRepository(files), Policy())


def hooks_of(text: str, path: str = YAML) -> Hooks:
    (hooks,) = scope_of({path: text}).all(Hooks)
    return hooks


def hook_of(text: str, path: str = YAML) -> Hook:
    (hook,) = hooks_of(text, path).hooks
    return hook


def written_at(text: str, place: Place) -> str:
    assert place.span is not None
    return text[slice(*place.span)]


def fixed(hooks: Hooks, fix: Fix) -> str:
    return realise(fix, hooks.scope.repository).texts[hooks.path]


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://github.com/PyCQA/isort", "pycqa/isort"),
        ("https://github.com/PyCQA/isort.git", "pycqa/isort"),
        ("https://github.com/PyCQA/isort/", "pycqa/isort"),
        ("https://user:secret@github.com:443/PyCQA/isort.git/", "pycqa/isort"),
        ("git://www.github.com/PyCQA/isort", "pycqa/isort"),
        ("https://github.com//PyCQA/isort/", "pycqa/isort"),
        ("https://github.com/", "https://github.com/"),
        ("git@github.com:PyCQA/isort.git", "pycqa/isort"),
        ("ssh://git@github.com/PyCQA/isort", "pycqa/isort"),
        ("https://gitlab.com/pycqa/flake8", "gitlab.com/pycqa/flake8"),
        ("local", "local"),
        ("../hooks", "../hooks"),
        ("", ""),
    ],
)
def test_one_repository_has_one_slug(url: str, slug: str) -> None:
    assert slug_of(url) == slug


@pytest.mark.parametrize(
    ("rev", "version"),
    [
        ("rev: v1.2.3", "1.2.3"),
        ("rev: 24.1.0", "24.1.0"),
        ('rev: "1.10"', "1.10"),
        ("rev: 5ba58aca0bd5bc7c0e1c0fc45af2e88d6a2bde83  # frozen: v0.11.10", "0.11.10"),
        ("rev: 5ba58aca0bd5bc7c0e1c0fc45af2e88d6a2bde83  # v0.11.10", "0.11.10"),
        ("rev: v1.2.3  # 9.9.9 is broken", "1.2.3"),
        ("rev: 5ba58aca0bd5bc7c0e1c0fc45af2e88d6a2bde83", None),
        ("rev: main", None),
        ("rev: v1", None),
        ("hooks: []", None),
    ],
)
def test_version_of_a_revision(rev: str, version: str | None) -> None:
    repo = hooks_of(f"repos:\n- repo: https://github.com/a/b\n  {rev}\n").repos[0]
    assert (str(repo.version) if repo.version else None) == version


def test_prek_reads_its_own_file_first_and_pre_commit_never_does() -> None:
    files = {"prek.toml": "repos = []\n", YAML: "repos: []\n", ".pre-commit-config.yml": "repos: []\n"}
    assert [hooks.path for hooks in scope_of(files).all(Hooks)] == ["prek.toml", YAML]
    del files["prek.toml"]
    assert [hooks.path for hooks in scope_of(files).all(Hooks)] == [YAML]
    del files[YAML]
    (only,) = scope_of(files).all(Hooks)
    assert (only.path, only.is_for_prek) == (".pre-commit-config.yml", True)


def test_a_member_of_a_workspace_has_no_hooks_of_its_own() -> None:
    repository = MemoryRepository({f"member/{YAML}": "repos: []\n"})
    assert Scope(repository, Policy(), "member", Scope(repository, Policy())).all(Hooks) == ()


STAGED = "https://github.com/pre-commit/pre-commit-hooks"
END_OF_FILE = "hooks: [{id: end-of-file-fixer}]"


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        (f"{LOCAL}  - id: a\n", set(STAGES)),
        (f"{LOCAL}  - id: a\n    stages: [push, manual]\n", {"pre-push", "manual"}),
        (f"default_stages: [commit]\n{LOCAL}  - id: a\n", {"pre-commit"}),
        (f"default_stages: [commit]\n{LOCAL}  - id: a\n    stages: []\n", {"pre-commit"}),
        (f"default_stages: []\n{LOCAL}  - id: a\n", set()),
        (
            f"default_stages: [commit-msg]\nrepos:\n- repo: {STAGED}\n  rev: v5.0.0\n  {END_OF_FILE}\n",
            {"pre-commit", "pre-push", "manual"},
        ),
        (
            f"default_stages: [commit-msg]\nrepos:\n- repo: {STAGED}\n  rev: v1.4.0\n  {END_OF_FILE}\n",
            {"commit-msg"},
        ),
        (
            f"default_stages: [commit-msg]\nrepos:\n- repo: {STAGED}\n  rev: main\n  hooks: [{{id: check-yaml}}]\n",
            {"commit-msg"},
        ),
        ("repos:\n- repo: builtin\n  hooks: [{id: end-of-file-fixer}]\n", {"pre-commit", "pre-push", "manual"}),
        ("repos:\n- repo: meta\n  hooks: [{id: identity}]\n", set(STAGES)),
    ],
)
def test_stages_in_order_of_precedence(text: str, stages: set[str]) -> None:
    assert hook_of(text).effective_stages == stages


@pytest.mark.parametrize(
    "repo",
    [
        "repo: https://example.org/hooks\n  rev: v1.0",
        f"repo: {STAGED}\n  rev: main",
        f"repo: {STAGED}\n  rev: 5ba58aca0bd5bc7c0e1c0fc45af2e88d6a2bde83",
    ],
)
def test_stages_that_cannot_be_known(repo: str) -> None:
    hook = hook_of(f"repos:\n- {repo}\n  {END_OF_FILE}\n")
    with pytest.raises(UnknownError):
        _ = hook.effective_stages
    with pytest.raises(UnknownError):
        _ = hook.stages_place.path if hook.hooks.default_stages.is_set else hook.effective_stages
    assert hook.stages.value == ()


def test_a_repository_that_moved_keeps_its_manifest() -> None:
    hook = hook_of(
        "repos:\n- repo: https://github.com/charliermarsh/ruff-pre-commit\n  rev: v0.1\n  hooks: [{id: ruff}]\n"
    )
    assert hook.fact is not None
    assert hook.fact.entry.startswith("ruff check")


def test_settings_of_the_file() -> None:
    hooks = hooks_of(
        "default_install_hook_types: [pre-push]\nminimum_pre_commit_version: 3.2\nfail_fast: true\n"
        "ci:\n  skip: [a, b]\nrepos: []\n"
    )
    assert hooks.installed_types == ("pre-push",)
    assert hooks.minimum_pre_commit_version == "3.2"
    assert hooks.fail_fast
    assert hooks.ci is not None
    assert hooks.ci.texts("skip") == ("a", "b")


def test_settings_of_a_hook() -> None:
    hook = hook_of(
        f"{LOCAL}  - id: a\n    alias: b\n    entry: x\n    args: [--y]\n    language: system\n    files: ^src/\n"
        "    exclude: gen\n    types: [python]\n    types_or: [toml]\n    pass_filenames: no\n    always_run: yes\n"
        "    verbose: true\n    additional_dependencies: ['mypy>=1', '-e .', types-x]\n"
    )
    assert hook.names == ("a", "b")
    assert (hook.entry, hook.args, hook.language) == ("x", ("--y",), "system")
    assert hook.command == "x --y"
    assert (hook.files, hook.exclude, hook.types, hook.types_or) == ("^src/", "gen", ("python",), ("toml",))
    assert (hook.passes_filenames, hook.always_runs, hook.is_verbose) == (False, True, True)
    assert [requirement.canonical for requirement, _ in hook.additional_dependencies] == ["mypy", "types-x"]
    assert list(hook.hooks.additional_dependencies)[1][1].anchor == "repos[local].hooks[a].additional_dependencies[2]"


@pytest.mark.parametrize("path", [YAML, "prek.toml"])
@pytest.mark.parametrize("value", ["3", "true", '"x"', "[]", "[3]", "[[]]", "1979-05-27", "[true]"])
@pytest.mark.parametrize("key", ["repos", "default_stages", "default_install_hook_types", "ci", "fail_fast"])
def test_wrong_shapes_of_the_file_count_as_absent(path: str, key: str, value: str) -> None:
    text = f"{key} = {value}\n" if path.endswith("toml") else f"{key}: {value}\n"
    hooks = hooks_of(text, path)
    assert hooks.hooks == ()
    assert set(hooks.installed_types) <= {"pre-commit", "3", "true"}
    assert hooks.ci is None
    assert list(hooks.moved) == []


@pytest.mark.parametrize("value", ["3", "true", "{a: b}", "[[]]", "[{a: b}]", "~", "", "*anchor"])
@pytest.mark.parametrize("key", ["id", "entry", "args", "stages", "files", "types", "additional_dependencies", "alias"])
def test_wrong_shapes_of_a_hook_count_as_absent(key: str, value: str) -> None:
    hook = hook_of(f"x: &anchor {{c: d}}\n{LOCAL}  - {key}: {value}\n    name: n\n")
    assert hook.effective_stages == set(STAGES)
    assert list(hook.additional_dependencies) == []
    assert hook.place.span is not None
    assert len(list(hook_scripts(hook.hooks.scope))) <= 1


@pytest.mark.parametrize("text", ["", "- repo: local\n", "3\n", "# nothing\n"])
def test_a_file_without_a_mapping_has_no_hooks(text: str) -> None:
    assert scope_of({YAML: text}).all(Hooks) == ()


def test_merged_keys_count_and_are_overridden_by_an_edit() -> None:
    hooks = hooks_of(f"x: &x\n  stages: [commit]\n  entry: a\n{LOCAL}  - <<: *x\n    id: h\n")
    (hook,) = hooks.hooks
    assert hook.effective_stages == {"pre-commit"}
    assert fixed(hooks, hook.stages.set(["pre-push"])).endswith("    id: h\n    stages: [pre-push]\n")


TWO = (
    (YAML, f"{LOCAL}  - id: a\n    stages: [commit, push]\n", "stages: [commit, push]", "push"),
    (
        "prek.toml",
        '[[repos]]\nrepo = "local"\n[[repos.hooks]]\nid = "a"\nstages = ["commit", "push"]\n',
        'stages = ["commit", "push"]',
        '"push"',
    ),
)


@pytest.mark.parametrize(("path", "text", "written", "item"), TWO)
def test_places(path: str, text: str, written: str, item: str) -> None:
    hook = hook_of(text, path)
    whole, second = hook.stages.place, hook.stages.place_of(1)
    assert written_at(text, whole) == written
    assert written_at(text, second) == item
    assert whole.anchor == "repos[local].hooks[a].stages"
    assert written_at(text, hook.place) in {"id: a", 'id = "a"'}
    assert hook.place_of("args").span == hook.place.span


@pytest.mark.parametrize(("path", "text", "written", "item"), TWO)
def test_edits(path: str, text: str, written: str, item: str) -> None:
    hooks = hooks_of(text, path)
    (hook,) = hooks.hooks
    assert fixed(hooks, hook.stages.renamed) == text.replace("commit", "pre-commit").replace("push", "pre-push")
    assert fixed(hooks, hook.table.set("id", "b")) == text.replace("id: a", "id: b").replace('"a"', '"b"')
    assert item.strip('"') in written
    after = hooks_of(fixed(hooks, hooks.installing("pre-push")), path)
    assert after.installed_types == ("pre-commit", "pre-push")


def test_a_new_setting_stands_below_the_head_of_the_file_and_above_a_comment_elsewhere() -> None:
    head = hooks_of("# See https://pre-commit.com\n# for more.\nrepos: []\n")
    assert fixed(head, head.installing("pre-push")) == (
        "# See https://pre-commit.com\n# for more.\ndefault_install_hook_types: [pre-commit, pre-push]\nrepos: []\n"
    )
    marked = hooks_of("---\n# for more.\nrepos: []\n")
    assert fixed(marked, marked.installing("pre-push")) == (
        "---\n# for more.\ndefault_install_hook_types: [pre-commit, pre-push]\nrepos: []\n"
    )
    flow = hooks_of('{"repos": []}\n')
    assert hooks_of(fixed(flow, flow.installing("pre-push"))).installed_types == ("pre-commit", "pre-push")
    inside = hooks_of("fail_fast: true\n# the hooks\nrepos: []\n")
    assert fixed(inside, inside.installing("pre-push")) == (
        "fail_fast: true\ndefault_install_hook_types: [pre-commit, pre-push]\n# the hooks\nrepos: []\n"
    )


def test_two_fixes_that_add_one_setting_exclude_each_other() -> None:
    hooks = hooks_of("repos: []\n")
    both = hooks.installing("pre-push").and_also(hooks.installing("commit-msg"))
    with pytest.raises(HeldBackError):
        realise(both, hooks.scope.repository)


def scripts(text: str, path: str = YAML) -> list[str]:
    return [script.text for script in hook_scripts(scope_of({path: text}))]


@pytest.mark.parametrize(
    ("hook", "command"),
    [
        ("entry: ruff check", "ruff check"),
        ("entry: ruff\n    args: [check, --fix]", "ruff check --fix"),
        ("args: [--fix]\n    entry: ruff check", "ruff check --fix"),
        ("entry: bash -c 'a && b'\n    args: ['x y']", "bash -c 'a && b' 'x y'"),
        ('entry: a\n    args: ["b\\0c"]', "a 'b\ufffdc'"),
    ],
)
def test_command_of_a_local_hook(hook: str, command: str) -> None:
    assert scripts(f"{LOCAL}  - id: a\n    {hook}\n") == [command]


@pytest.mark.parametrize(
    ("hook", "command"),
    [
        ("id: mypy", "mypy --ignore-missing-imports --scripts-are-modules"),
        ("{id: mypy, args: []}", "mypy"),
        ("{id: mypy, args: [--strict]}", "mypy --strict"),
        ("{id: mypy, entry: dmypy, args: [run]}", "dmypy run"),
    ],
)
def test_command_of_a_known_repository(hook: str, command: str) -> None:
    text = f"repos:\n- repo: https://github.com/pre-commit/mirrors-mypy\n  rev: v1.15.0\n  hooks:\n  - {hook}\n"
    assert scripts(text) == [command]


@pytest.mark.parametrize("language", ["pygrep", "fail", "docker_image"])
def test_languages_without_a_command(language: str) -> None:
    assert scripts(f"{LOCAL}  - id: a\n    entry: pytest\n    language: {language}\n") == []


def test_an_unknown_repository_has_no_command_but_its_own() -> None:
    text = "repos:\n- repo: https://example.org/a\n  rev: v1.0\n  hooks: [{id: mypy}, {id: b, entry: pytest}]\n"
    assert scripts(text) == ["pytest"]


def word_places(text: str, path: str) -> list[str | None]:
    (script,) = hook_scripts(scope_of({path: text}))
    (command,) = commands_in(script)
    places = [argument.place for argument in command.arguments]
    return [text[slice(*place.span)] if place.span else None for place in places]


def test_words_of_a_command_have_their_own_places() -> None:
    assert word_places(f"{LOCAL}  - id: a\n    entry: 'ruff check'\n    args: [--fix, src]\n", YAML) == [
        "check",
        "--fix",
        "src",
    ]
    toml = '[[repos]]\nrepo = "local"\nhooks = [{ id = "a", entry = "ruff check", args = ["--fix"] }]\n'
    assert word_places(toml, "prek.toml") == ["check", "--fix"]


def test_a_word_in_front_of_the_entry_is_placed_on_the_whole() -> None:
    assert word_places(f"{LOCAL}  - id: a\n    args: [--fix]\n    entry: ruff check\n", YAML) == [
        "check",
        "entry: ruff check",
    ]


@pytest.mark.parametrize(
    ("hook", "word", "new", "expected"),
    [
        ("entry: pytest -n 4", "4", "auto", "entry: pytest -n auto"),
        ("entry: pytest\n    args: [-n, '4']", "4", "auto", "entry: pytest\n    args: [-n, 'auto']"),
        ('entry: "pytest -n 4"  # all', "4", "auto", 'entry: "pytest -n auto"  # all'),
    ],
)
def test_a_word_of_a_command_can_be_replaced(hook: str, word: str, new: str, expected: str) -> None:
    hooks = hooks_of(f"{LOCAL}  - id: a\n    {hook}\n")
    (script,) = hook_scripts(hooks.scope)
    start = script.text.index(word)
    fix = script.replace(Span(start, start + len(word)), new)
    assert fix is not None
    assert fixed(hooks, fix) == f"{LOCAL}  - id: a\n    {expected}\n"


@pytest.mark.parametrize(
    ("hook", "word", "new", "expected"),
    [
        ('entry = "pytest -n 4"', "4", "auto", 'entry = "pytest -n auto"'),
        ('entry = "pytest"\nargs = ["-n", "4"]', "4", "auto", 'entry = "pytest"\nargs = ["-n", "auto"]'),
    ],
)
def test_a_word_of_a_command_in_toml_can_be_replaced(hook: str, word: str, new: str, expected: str) -> None:
    before = '[[repos]]\nrepo = "local"\n[[repos.hooks]]\nid = "a"\n'
    hooks = hooks_of(f"{before}{hook}\n", "prek.toml")
    (script,) = hook_scripts(hooks.scope)
    start = script.text.index(word)
    fix = script.replace(Span(start, start + len(word)), new)
    assert fix is not None
    assert fixed(hooks, fix) == f"{before}{expected}\n"


@pytest.mark.parametrize(
    ("hook", "words", "new"),
    [
        ("entry: pytest\n    args: [-n, '4']", "-n 4", "-n auto"),
        ("entry: pytest -n 4", "4", "'a b'"),
        ("entry: pytest -n 4", "4", "$N"),
    ],
)
def test_words_that_cannot_be_replaced_in_place(hook: str, words: str, new: str) -> None:
    hooks = hooks_of(f"{LOCAL}  - id: a\n    {hook}\n")
    (script,) = hook_scripts(hooks.scope)
    start = script.text.index(words)
    fix = script.replace(Span(start, start + len(words)), new)
    assert fix is not None
    with pytest.raises(HeldBackError, match="the command cannot be changed in place"):
        fixed(hooks, fix)


def test_words_of_a_manifest_have_no_place_and_cannot_be_replaced() -> None:
    text = "repos:\n- repo: https://github.com/pre-commit/mirrors-mypy\n  rev: v1.15.0\n  hooks:\n  - id: mypy\n"
    (script,) = hook_scripts(scope_of({YAML: text}))
    start = script.text.index("--ignore")
    assert script.replace(Span(start, start + 5), "--strict") is None


def test_facts_agree_with_each_other() -> None:
    assert all(slug == slug.lower() for slug in (*MANIFESTS, *MOVED))
    assert all(stage in STAGES for hooks in MANIFESTS.values() for fact in hooks.values() for stage in fact.stages)
    assert all(fact.stages for hooks in MANIFESTS.values() for fact in hooks.values() if fact.since)
    assert not set(OLD_STAGES) & set(STAGES)
    assert set(OLD_STAGES.values()) <= set(STAGES)
    for slug, old in RENAMED_IDS:
        assert {old, RENAMED_IDS[slug, old][0]} <= MANIFESTS[slug].keys()
    assert not any(slug_of(moved.url) in MOVED for moved in MOVED.values())
    assert all(moved.url or moved.advice for moved in MOVED.values())
    assert "psf/black" not in MOVED


names = st.sampled_from([*STAGES, *OLD_STAGES])


@settings(max_examples=60)
@given(st.lists(names, max_size=4), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_renaming_stages_changes_nothing_else(stages: list[str], block: bool, ending: str) -> None:  # noqa: FBT001
    written = "".join(f"\n    - {name}" for name in stages) if block and stages else f" [{', '.join(stages)}]"
    text = f"# ä\n{LOCAL}  - id: a\n    stages:{written}\n    entry: x # y\n".replace("\n", ending)
    hooks = hooks_of(text)
    (hook,) = hooks.hooks
    if not hook.stages.old:
        return
    after = hooks_of(fixed(hooks, hook.stages.renamed))
    assert after.hooks[0].stages.value == hook.stages.names
    assert after.hooks[0].effective_stages == hook.effective_stages
    assert after.hooks[0].stages.old == ()
    assert fixed(hooks, hook.stages.renamed).count(ending) >= text.count(ending) - len(stages)
