"""Git hooks of pre-commit and prek: stages, how hooks are skipped and managed, and what was renamed.

Source: pre-commit 4.7.0 and prek 0.5.11, run on small repositories on 2026-11-22; the changelogs of pre-commit; the
manifests of every tag of the hook repositories named below, read on 2026-11-23.

Checked on 2026-11-22.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

CONFIGURATION: Final = ".pre-commit-config.yaml"
CONFIGURATIONS: Final = ("prek.toml", CONFIGURATION, ".pre-commit-config.yml")
"""In prek's order of precedence; pre-commit reads only ``.pre-commit-config.yaml``."""

STAGES: Final = (
    "commit-msg",
    "post-checkout",
    "post-commit",
    "post-merge",
    "post-rewrite",
    "pre-commit",
    "pre-merge-commit",
    "pre-push",
    "pre-rebase",
    "prepare-commit-msg",
    "manual",
)
"""What a hook without ``stages`` runs at, unless its manifest or ``default_stages`` says otherwise."""

COMMIT: Final = "pre-commit"
PUSH: Final = "pre-push"
MANUAL: Final = "manual"
"""The one stage that is no hook of git: only ``--hook-stage manual`` runs it."""

INSTALLED: Final = (COMMIT,)
"""The hook types that ``pre-commit install`` installs without ``default_install_hook_types`` and ``--hook-type``."""

OLD_STAGES: Final[Mapping[str, str]] = {"commit": COMMIT, "push": PUSH, "merge-commit": "pre-merge-commit"}
"""Names of stages before pre-commit 3.2, which later versions take with a warning.

In ``default_install_hook_types`` they are an error in every version, of prek too.
"""

STAGES_RENAMED: Final = "3.2.0"
"""The first pre-commit that knows the new names; before it they are an error."""

PATTERNS: Final = frozenset({"pygrep", "fail"})
"""Languages whose hooks run no program: pre-commit itself searches the files, or fails for each."""

NO_COMMAND: Final = PATTERNS | {"docker_image"}
"""Languages whose ``entry`` is a pattern, a message, or begins with the name of an image."""

NEEDS_FILES: Final = frozenset(
    {("pre-commit/pre-commit-hooks", each) for each in ("file-contents-sorter", "sort-simple-yaml")}
)
"""Hooks whose manifest says ``files: '^$'``: they get no file until the configuration names some.

Source: ``.pre-commit-hooks.yaml`` of pre-commit-hooks.

Checked on 2026-11-27.
"""

RENAMED_IDS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("astral-sh/ruff-pre-commit", "ruff"): ("ruff-check", "0.11.10"),
}
"""Repository and legacy id → the id that replaces it, and the first version that knows the new one.

Of the 419 tags of ruff-pre-commit v0.11.10 is the first whose manifest has ``ruff-check``; ``ruff`` is called "legacy
alias" there.
"""

TEST_IDS: Final[Mapping[str, str]] = {"pytest": "pytest", "pytest-check": "pytest", "unittest": "unittest"}
"""Ids that hooks for a test suite have by convention, whatever repository they come from, and what they run.

Seen in christophmeissner/pytest-pre-commit and in guides for pre-commit.
"""

BRANCHES: Final = frozenset("dev devel develop head latest main master next nightly stable trunk".split())
"""What moving revisions are called, in lower case.

pre-commit 4.7.0 and prek 0.5.11 warn of every ``rev`` without a dot that is no hash, as of some tags (``v1``); a hook
repository was given a new commit on 2026-11-26, and both went on with the one that they had fetched first.
"""

HYGIENE: Final = frozenset(
    {"pre-commit/pre-commit-hooks", "pre-commit/pygrep-hooks", "lucas-c/pre-commit-hooks", "meta"}
)
"""Repositories whose hooks keep files tidy, and which nobody runs in CI by another way than by the hooks."""

RUNNERS: Final = frozenset(
    "make tox nox just task invoke bash sh zsh env uv poetry pdm hatch pipenv pixi poe python python3 node npm npx "
    "yarn pnpm find docker cargo go git grep echo cd cp mv rm true false test exit set export source".split()
)
"""Programs that say nothing of what is run."""

LOCK_REPOSITORY: Final = "https://github.com/astral-sh/uv-pre-commit"
LOCK_REVISION: Final = "0.13.9"
"""The repository of uv's hooks and the tag of the uv that was the latest on 2026-11-22; tags are versions of uv."""

NO_TESTS: Final = frozenset({"name-tests-test"})
"""Ids that speak of tests, of hooks that run none."""

MANAGER_FILES: Final = (
    "lefthook.yml",
    "lefthook.yaml",
    "lefthook.toml",
    "lefthook.json",
    ".lefthook.yml",
    ".lefthook.yaml",
    ".lefthook.toml",
    ".lefthook.json",
    ".config/lefthook.yml",
    ".config/lefthook.yaml",
    ".config/lefthook.toml",
    ".husky",
    ".huskyrc",
    ".huskyrc.json",
    ".huskyrc.js",
    ".simple-git-hooks.json",
    ".simple-git-hooks.js",
    "simple-git-hooks.json",
    "simple-git-hooks.js",
    ".overcommit.yml",
    ".trunk/trunk.yaml",
    "hk.pkl",
    ".githooks",
    ".git-hooks",
    "githooks",
    ".hooks",
)
"""Files and folders by which other programs, or git's ``core.hooksPath``, manage the hooks of a repository.

Source: the documentation of lefthook, husky, simple-git-hooks, overcommit, trunk and hk.

Checked on 2026-11-22.
"""

MANAGER_KEYS: Final = ("husky", "simple-git-hooks", "pre-commit", "lint-staged", "lefthook")
"""Keys of ``package.json`` under which hooks of git are declared."""
