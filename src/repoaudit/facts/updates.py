"""Services that propose updates of dependencies: their files, branches and other signs, and what Dependabot updates.

Source: the options reference of Dependabot and the file fetchers of dependabot-core, the manual of Renovate on where
it looks for its configuration, and the READMEs of the actions, read on 2026-11-26.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

DEPENDABOT: Final = (".github/dependabot.yml", ".github/dependabot.yaml")

RENOVATE: Final = (
    "renovate.json",
    "renovate.json5",
    ".github/renovate.json",
    ".github/renovate.json5",
    ".gitlab/renovate.json",
    ".gitlab/renovate.json5",
    ".renovaterc",
    ".renovaterc.json",
    ".renovaterc.json5",
)

ALERTS: Final = "vulnerabilityalerts"
"""What a configuration of Renovate says, in lower case, where it asks for the known holes."""

OTHER_BOTS: Final = (
    ".pyup.yml",
    ".dependabot/config.yml",
    ".gitlab/dependabot.yml",
    "dependabot.yml",
    "dependabot.yaml",
    ".scala-steward.conf",
    ".mend.yaml",
    ".whitesource",
    ".snyk",
    ".deps.yml",
    "updatecli.d",
    "updatecli.yaml",
)
"""Files of other services, and Dependabot's under a wrong name, which another rule reports."""

BRANCHES: Final = ("dependabot/", "renovate/", "pyup-", "snyk-")
"""What the branches of updates begin with."""

SIGNS: Final = (
    "renovate", "dependabot", "pyup.io", "snyk", "updatecli", "requirements-updater", "poetry update", "pdm update",
    "pixi update", "uv lock --upgrade", "uv lock -u", "uv sync --upgrade", "uv sync -u", "pip-compile --upgrade",
    "pip-compile -u", "pip compile --upgrade", "pip compile -u", "update-dependencies", "upgrade-dependencies",
    "update_dependencies", "upgrade_dependencies", "bump-dependencies",
)  # fmt: skip
"""What a workflow or README says, in lower case, where something else updates dependencies."""

UPDATING_WORDS: Final = (
    r"(?:updat|upgrad|bump|refresh)\w{0,20}[-_ ](?:\w{1,40}[-_ ]){0,2}(?:requirements|dependenc|deps\b|pins\b|lock)"
)
PUSHING_WORDS: Final = r"create-pull-request|\bgh pr create\b|\bgit push\b"
"""What a workflow that runs by schedule says, in lower case, if it updates dependencies and commits the result."""

HOOK_UPDATES: Final = ("autoupdate", "auto-update", "pre-commit-update", "prek update", "update-pre-commit")
"""What a workflow says, in lower case, that updates the versions of hooks."""

_PYTHON: Final = ("*.txt", "*.in", "pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "*/*.txt", "*/*.in")

MANIFESTS: Final[Mapping[str, tuple[str, ...]]] = {
    "pip": _PYTHON,
    "uv": (*_PYTHON, "uv.lock"),
    "conda": ("environment*.yml", "environment*.yaml"),
    "pre-commit": (".pre-commit-config.yaml", ".pre-commit-config.yml", ".pre-commit.yaml", ".pre-commit.yml"),
    "docker": ("*ockerfile*", "*ontainerfile*", "*.yml", "*.yaml"),
    "docker-compose": ("*compose*.yml", "*compose*.yaml"),
    "npm": ("package.json",),
    "bun": ("package.json",),
    "cargo": ("Cargo.toml",),
    "gomod": ("go.mod",),
    "bundler": ("Gemfile", "gems.rb", "*.gemspec"),
    "composer": ("composer.json",),
    "maven": ("pom.xml",),
    "gitsubmodule": (".gitmodules",),
    "terraform": ("*.tf", "*.hcl"),
    "devcontainers": (".devcontainer.json", ".devcontainer/*", "devcontainer.json"),
}
"""Ecosystem of Dependabot → patterns of files of which the directory must hold one; `*/` is a folder in it."""

WORKFLOWS: Final = (".github/workflows/*.yml", ".github/workflows/*.yaml", "action.yml", "action.yaml")
ACTIONS: Final = ("*.yml", "*.yaml")
"""What `github-actions` reads for the directory `/`, and for any other."""
