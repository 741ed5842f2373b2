"""Commands that install packages, and what in a job or a repository may install some that no text here names.

Source: the commands as the tools document them (pip, uv, pipx, poetry, pdm, pipenv, conda, apt, dnf, apk, brew), stated
on 2026-11-23 and not run: a name that is missing here costs silence, not a false finding.

Checked on 2026-11-23.
"""

from repoaudit.typing import Final

INSTALLERS: Final = (
    ("pip", "install"),
    ("uv", "pip", "install"),
    ("uv", "pip", "sync"),
    ("uv", "tool", "install"),
    ("uv", "add"),
    ("pipx", "install"),
    ("pipx", "inject"),
    ("poetry", "add"),
    ("poetry", "self", "add"),
    ("pdm", "add"),
    ("pipenv", "install"),
    ("rye", "add"),
    ("pip-sync",),
    ("easy_install",),
    ("conda", "install"),
    ("conda", "create"),
    ("conda", "env", "create"),
    ("conda", "env", "update"),
    ("mamba", "install"),
    ("mamba", "create"),
    ("mamba", "env", "create"),
    ("mamba", "env", "update"),
    ("micromamba", "install"),
    ("micromamba", "create"),
    ("micromamba", "env", "create"),
    ("micromamba", "env", "update"),
    ("apt-get", "install"),
    ("apt", "install"),
    ("dnf", "install"),
    ("yum", "install"),
    ("apk", "add"),
    ("brew", "install"),
)
"""Program and sub-commands; the other words are packages, files and options."""

FILE_OPTIONS: Final = frozenset({"-r", "--requirement", "--requirements", "--file", "-f", "--with-requirements"})
"""Options whose value is a file of requirements or of an environment; ``-f`` is one of conda's only."""

PACKAGE_OPTIONS: Final = frozenset({"-e", "--editable", "--with", "-w", "--with-editable", "--preinstall"})
"""Options whose value is a package."""

VALUED: Final = frozenset(
    "-c --constraint --constraints -b --build-constraints --overrides --override -i --index-url --extra-index-url "
    "--index --default-index --find-links -t --target --python -p --prefix --root --src --group -G --extra "
    "--platform --python-version --implementation --abi --cache-dir --trusted-host --upgrade-strategy "
    "--upgrade-package -P --progress-bar --timeout --retries --proxy --report --log --no-binary --only-binary "
    "--config-settings -C --config-setting --index-strategy --resolution --prerelease --exclude-newer --link-mode "
    "-n --name --channel --repository --source --suffix --pip-args --optional -s --global-option --install-option "
    "--use-feature --use-deprecated --torch-backend --keyring-provider --directory --project -t --virtual".split()
)
"""Options of installers whose value is the next word and names no package; a conda channel is one, by ``-c``."""

NO_PACKAGES: Final = frozenset(
    "actions/checkout actions/setup-python actions/cache actions/cache/restore actions/cache/save "
    "actions/upload-artifact actions/download-artifact actions/setup-node actions/setup-java actions/setup-go "
    "actions/github-script actions/labeler actions/stale astral-sh/setup-uv hynek/setup-cached-uv "
    "yezz123/setup-uv snok/install-poetry abatilo/actions-poetry pdm-project/setup-pdm eifinger/setup-rye "
    "codecov/codecov-action coverallsapp/github-action codecov/test-results-action pypa/hatch deadsnakes/action "
    "extractions/setup-just step-security/harden-runner docker/setup-buildx-action docker/login-action "
    "dorny/test-reporter dorny/paths-filter mikepenz/action-junit-report sonarsource/sonarcloud-github-action "
    "sonarsource/sonarqube-scan-action r-lib/actions/setup-r google-github-actions/auth hashicorp/setup-terraform "
    "aws-actions/configure-aws-credentials jlumbroso/free-disk-space awalsh128/cache-apt-pkgs-action "
    "codspeedhq/action pre-commit/action gautamkrishnar/keepalive-workflow geekyeggo/delete-artifact "
    "supercharge/redis-github-action supercharge/mongodb-github-action pymicro/wheels dtolnay/rust-toolchain "
    "actions-rs/toolchain actions-rust-lang/setup-rust-toolchain swatinem/rust-cache tox-dev/action-pre-commit-uv "
    "wntrblm/nox re-actors/alls-green scientific-python/upload-nightly-action "
    "py-cov-action/python-coverage-comment-action irongut/codecoveragesummary "
    "marocchino/sticky-pull-request-comment peaceiris/actions-gh-pages pypa/gh-action-pypi-publish "
    "softprops/action-gh-release".split()
)
"""GitHub actions (lower case) that install no Python package besides a tool of their own."""

UNREAD_FILES: Final = (
    "flake.nix",
    "default.nix",
    "shell.nix",
    "devenv.nix",
    "guix.scm",
    "pants.toml",
    "WORKSPACE",
    "MODULE.bazel",
    "BUILD.bazel",
    "conda-lock.yml",
    "meson.build",
    "meta.yaml",
    "recipe/meta.yaml",
    "conda/meta.yaml",
    "conda.recipe/meta.yaml",
    "Earthfile",
    "justfile",
    "Justfile",
    "Taskfile.yml",
    "Taskfile.yaml",
    "tasks.py",
    "dodo.py",
    "Dockerfile",
    "Dockerfile.dev",
    "Dockerfile.test",
    "docker/Dockerfile",
    ".devcontainer/Dockerfile",
    ".devcontainer/devcontainer.json",
    "docker-compose.yml",
    "compose.yaml",
    ".travis.yml",
    ".circleci/config.yml",
    "azure-pipelines.yml",
    "appveyor.yml",
    ".appveyor.yml",
    ".cirrus.yml",
    "bitbucket-pipelines.yml",
    "Jenkinsfile",
    "buildspec.yml",
)
"""Files that may install a package or run tests by means that are not read here: only searched for its name."""

EMPTY_FILES: Final = ("Makefile", "makefile", "GNUmakefile", "setup.py", "noxfile.py", "install.sh", "setup.sh")
"""Files that are read, but of which nothing is known while they are empty."""

BUNDLING_EXTRAS: Final = frozenset("all complete dev develop development full test tests testing ci qa".split())
"""Extras by which packages ask for what their tests need, pytest and its plugins among it."""

BUNDLING_NAMES: Final = (
    "-test", "-tests", "-testing", "-testutils", "-test-utils", "-dev", "-devtools", "-dev-tools", "-devkit",
    "-dev-deps", "-dev-dependencies",
)  # fmt: skip
"""Ends of the names of packages that exist to bring others along."""

HATCH_TEST: Final = frozenset(
    {"coverage", "coverage-enable-subprocess", "pytest", "pytest-mock", "pytest-randomly", "pytest-rerunfailures",
     "pytest-xdist"}
)  # fmt: skip
"""What hatch installs into its environment ``hatch-test`` unless told otherwise (hatch 1.12 and later)."""

MANIFESTS: Final = (
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "requirements.txt",
    "Pipfile",
    "environment.yml",
    "environment.yaml",
    "pixi.toml",
)
"""Files that say what is installed where they stand."""

POETRY_ACTIONS: Final = {"snok/install-poetry": "version", "abatilo/actions-poetry": "poetry-version"}
"""Action that installs poetry → its input for the version (by their READMEs, 2026-11-27)."""
