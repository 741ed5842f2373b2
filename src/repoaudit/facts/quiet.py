"""What CI runs of which it is known that it runs nothing of the repository, or nothing that looks at Python.

Source: the READMEs (``action.yml``) of the actions and the manuals of the programs, read on 2026-11-26 and the day
after.

Checked on 2026-11-27.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

QUIET_ACTIONS: Final = frozenset(
    {
        "dorny/test-reporter",
        "enricomi/publish-unit-test-result-action",
        "mikepenz/action-junit-report",
        "pmeier/pytest-results-action",
        "samuelcolvin/check-python-version",
        "step-security/harden-runner",
        "browniebroke/pre-commit-autoupdate-action",
        "pypa/gh-action-pypi-publish",
        "re-actors/alls-green",
        "lewagon/wait-on-check-action",
        "py-cov-action/python-coverage-comment-action",
        "mishakav/pytest-coverage-comment",
        "hynek/build-and-inspect-python-package",
        "amannn/action-semantic-pull-request",
        "slashgear/action-check-pr-title",
        "deepakputhraya/action-pr-title",
        "mheap/github-action-required-labels",
        "gaurav-nelson/github-action-markdown-link-check",
        "tcort/github-action-markdown-link-check",
        "lycheeverse/lychee-action",
        "rojopolis/spellcheck-github-actions",
        "streetsidesoftware/cspell-action",
        "dorny/paths-filter",
        "tj-actions/changed-files",
        "astral-sh/setup-uv",
        "snok/install-poetry",
        "abatilo/actions-poetry",
        "pdm-project/setup-pdm",
        "prefix-dev/setup-pixi",
        "mamba-org/setup-micromamba",
        "conda-incubator/setup-miniconda",
        "eifinger/setup-rye",
        "astral-sh/attest-action",
        "extractions/setup-just",
        "arduino/setup-task",
        "go-task/setup-task",
        "useblacksmith/setup-docker-builder",
    }
)
"""Actions whose name speaks of tests, checks or the program behind a hook, and which run none."""

QUIET_WORKFLOWS: Final = frozenset(
    {
        "zizmorcore/workflow/.github/workflows/reusable-zizmor.yml",
        "slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml",
    }
)
"""Reusable workflows that look at workflows or built files alone, without the commit at which they are used."""

COMMITTING_ACTIONS: Final = frozenset(
    {
        "autofix-ci/action",
        "endbug/add-and-commit",
        "peter-evans/create-pull-request",
        "pre-commit-ci/lite-action",
        "stefanzweifel/git-auto-commit-action",
    }
)
"""Actions that commit what the steps before them changed, and run nothing else."""

QUIET_OWNERS: Final = frozenset(
    {"actions", "docker", "codecov", "github", "google-github-actions", "aws-actions", "useblacksmith"}
)
"""Owners of actions that run nothing of a repository."""

QUIET_PROGRAMS: Final = frozenset(
    "pip uv pipx poetry pdm hatch conda mamba micromamba pixi apt apt-get apk yum dnf brew choco snap git gh hub glab "
    "echo printf cat ls dir cp mv mkdir rm touch chmod chown find grep sed awk jq tr cut sort head tail tee xargs [ [[ "
    "test cd export set source . exit true false which type command sleep date env wait read if then else for do done "
    "curl wget tar unzip zip gzip twine codecov coveralls coverage sphinx-build mkdocs mike interrogate typos "
    "aws az gcloud kubectl helm "
    "terraform ssh scp rsync gpg tree df du free nproc uname sudo pushd popd umask diff cmp ln id whoami "
    "pre-commit prek pylint-exit pip-licenses lychee markdownlint markdownlint-cli2 validate-pyproject cookiecutter "
    "copier cruft zensical mdwrap mdformat gsutil check-jsonschema yamllint md5sum sha1sum sha256sum "
    "sha512sum shasum check-wheel-contents maturin auditwheel abi3audit check-manifest towncrier "
    "reno asv eslint".split()
)
"""Programs that run no test and no linter of Python, whatever their arguments say."""

SOURCED: Final = ("activate", ".local/bin/env", ".cargo/env", "etc/profile.d/conda.sh")
"""Files that set up a shell, as installers write them: venv and virtualenv, uv, rustup, conda."""

_PACKAGE_MANAGER: Final = frozenset(
    "ci i install add audit prune dedupe cache config view version pack publish login outdated update link store "
    "rebuild ls list".split()
)

_DOCKER: Final = frozenset(
    "commit context cp diff export history image images import info inspect kill load login logout logs "
    "manifest network pause port ps pull push rename restart rm rmi save search start stats stop system tag top "
    "unpause update version volume wait".split()
)
_COMPOSE: Final = frozenset(
    "config down events images kill logs ls pause port ps pull push restart rm stop top unpause version".split()
)

_CARGO: Final = frozenset(
    "add bench build check clean clippy doc fetch fix fmt generate-lockfile install login metadata nextest package "
    "publish remove rustc rustdoc search test tree uninstall update vendor version".split()
)

QUIET_SUBCOMMANDS: Final[Mapping[str, frozenset[str]]] = {
    "cargo": _CARGO,
    "npm": _PACKAGE_MANAGER,
    "pnpm": _PACKAGE_MANAGER,
    "yarn": _PACKAGE_MANAGER,
    "bun": _PACKAGE_MANAGER,
    "docker": _DOCKER,
    "podman": _DOCKER,
    "docker-compose": _COMPOSE,
}
"""Programs that run what a file tells them, and those of their sub-commands that run no such thing.

What npm runs after it has installed a package is JavaScript.
"""

SETUP_COMMANDS: Final = frozenset(
    "sdist bdist bdist_wheel bdist_egg build build_py build_ext build_clib build_scripts install install_lib develop "
    "egg_info dist_info editable_wheel clean check register upload alias rotate saveopts setopt".split()
)
"""What ``python setup.py`` makes and installs: the commands of setuptools 80, but for those that test or document."""
