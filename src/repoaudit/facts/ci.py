"""CI systems and the files that configure them; what runs on them that no command shows.

Source: the documentation of each system on where it looks for its configuration, the YAML schema reference of Azure
Pipelines (`pool`, `steps.task`), and the READMEs (`action.yml`) of the actions, read on 2026-11-26 and the day after.

Checked on 2026-11-27.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

GITHUB: Final = "GitHub Actions"
GITLAB: Final = "GitLab CI"
GITLAB_FILE: Final = ".gitlab-ci.yml"

SYSTEMS: Final[Mapping[str, str]] = {
    GITLAB_FILE: GITLAB,
    ".gitea/workflows": "Gitea Actions",
    ".forgejo/workflows": "Forgejo Actions",
    ".travis.yml": "Travis CI",
    ".circleci": "CircleCI",
    "azure-pipelines.yml": "Azure Pipelines",
    "azure-pipelines.yaml": "Azure Pipelines",
    ".azure-pipelines.yml": "Azure Pipelines",
    "azure-pipelines": "Azure Pipelines",
    ".azure-pipelines": "Azure Pipelines",
    ".azure": "Azure Pipelines",
    ".azuredevops": "Azure Pipelines",
    ".vsts-ci.yml": "Azure Pipelines",
    "appveyor.yml": "AppVeyor",
    ".appveyor.yml": "AppVeyor",
    "Jenkinsfile": "Jenkins",
    "jenkins": "Jenkins",
    ".jenkins": "Jenkins",
    "bitbucket-pipelines.yml": "Bitbucket Pipelines",
    ".drone.yml": "Drone",
    ".drone.jsonnet": "Drone",
    ".drone.star": "Drone",
    ".woodpecker.yml": "Woodpecker",
    ".woodpecker.yaml": "Woodpecker",
    ".woodpecker": "Woodpecker",
    ".cirrus.yml": "Cirrus CI",
    ".cirrus.star": "Cirrus CI",
    ".buildkite": "Buildkite",
    ".semaphore": "Semaphore",
    ".build.yml": "builds.sr.ht",
    ".builds": "builds.sr.ht",
    "codefresh.yml": "Codefresh",
    ".codefresh": "Codefresh",
    "buildspec.yml": "AWS CodeBuild",
    "buildspec.yaml": "AWS CodeBuild",
    "cloudbuild.yaml": "Google Cloud Build",
    "cloudbuild.yml": "Google Cloud Build",
    ".kokoro": "Kokoro",
    ".evergreen": "Evergreen",
    "evergreen.yml": "Evergreen",
    ".evergreen.yml": "Evergreen",
    ".zuul.yaml": "Zuul",
    "zuul.yaml": "Zuul",
    ".zuul.d": "Zuul",
    "zuul.d": "Zuul",
    ".tekton": "Tekton",
    ".teamcity": "TeamCity",
    ".harness": "Harness",
    ".bazelci": "Bazel CI",
    ".packit.yaml": "Packit",
    ".packit.yml": "Packit",
    "packit.yaml": "Packit",
    "bitrise.yml": "Bitrise",
    "codemagic.yaml": "Codemagic",
    ".scrutinizer.yml": "Scrutinizer",
    "wercker.yml": "Wercker",
    "shippable.yml": "Shippable",
    ".onedev-buildspec.yml": "OneDev",
    ".buddy": "Buddy",
    "buddy.yml": "Buddy",
    ".ci-operator.yaml": "OpenShift CI",
    ".prow.yaml": "Prow",
    ".testing-farm": "Testing Farm",
    ".copr": "Copr",
    ".fmf": "Testing Farm",
}
"""Files, and folders with anything in them, and the system that reads them. GitHub's workflows are found by name."""

AZURE: Final = "Azure Pipelines"
AZURE_FOLDERS: Final = ("pipelines", ".pipelines", "ci", ".ci", "devops", "build")
AZURE_WORDS: Final = r"^[ \t-]*(?:vmImage[ \t]*:|task[ \t]*:[ \t]*[\w.]+@\d)"
"""Azure Pipelines reads a file of any name, which is set on its website: where it often is, and how it is known."""

ELSEWHERE: Final = (".gitreview", ".testr.conf", "WORKSPACE.copybara", "copy.bara.sky")
"""Files of repositories whose jobs are often configured in another one: Gerrit with Zuul, exports of a monorepo."""

HOOK_ACTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "pre-commit/action": ("extra_args",),
    "j178/prek-action": ("extra-args", "extra_args"),
    "tox-dev/action-pre-commit-uv": ("extra_args",),
    "cloudposse/github-action-pre-commit": ("extra_args",),
}
"""Actions that run the hooks of a repository, and the inputs that hold arguments of ``run``."""

TOOL_ACTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "astral-sh/ruff-action": ("ruff",),
    "chartboost/ruff-action": ("ruff",),
    "jpetrucciani/ruff-check": ("ruff",),
    "psf/black": ("black",),
    "rickstaa/action-black": ("black",),
    "lgeiger/black-action": ("black",),
    "jpetrucciani/black-check": ("black",),
    "isort/isort-action": ("isort",),
    "py-actions/flake8": ("flake8",),
    "reviewdog/action-flake8": ("flake8",),
    "suo/flake8-github-action": ("flake8",),
    "tonybajan/flake8-check-action": ("flake8",),
    "wemake-services/wemake-python-styleguide": ("flake8",),
    "dciborow/action-pylint": ("pylint",),
    "reviewdog/action-pylint": ("pylint",),
    "tsuyoshicho/action-mypy": ("mypy",),
    "jpetrucciani/mypy-check": ("mypy",),
    "jakebailey/pyright-action": ("pyright",),
    "jordemort/action-pyright": ("pyright",),
    "mdeweerd/mypy-check": ("mypy",),
    "super-linter/super-linter": (
        "actionlint",
        "zizmor",
        "flake8",
        "pylint",
        "ruff",
        "black",
        "isort",
        "mypy",
        "bandit",
    ),
    "super-linter/super-linter/slim": (
        "actionlint",
        "zizmor",
        "flake8",
        "pylint",
        "ruff",
        "black",
        "isort",
        "mypy",
        "bandit",
    ),
    "github/super-linter": ("actionlint", "flake8", "pylint", "black", "isort", "mypy"),
    "oxsecurity/megalinter": ("actionlint", "flake8", "pylint", "ruff", "black", "isort", "mypy", "bandit"),
    "oxsecurity/megalinter/flavors/python": (
        "actionlint",
        "flake8",
        "pylint",
        "ruff",
        "black",
        "isort",
        "mypy",
        "bandit",
    ),
    "trunk-io/trunk-action": ("actionlint", "zizmor", "ruff", "flake8", "pylint", "black", "isort", "mypy", "bandit"),
    "pycqa/bandit-action": ("bandit",),
    "gaurav-nelson/bandit-action": ("bandit",),
    "mdegis/bandit-action": ("bandit",),
    "shundor/python-bandit-scan": ("bandit",),
    "pypa/gh-action-pip-audit": ("pip-audit",),
    "trailofbits/gh-action-pip-audit": ("pip-audit",),
    "github/codeql-action/analyze": ("codeql",),
    "semgrep/semgrep-action": ("semgrep",),
    "returntocorp/semgrep-action": ("semgrep",),
    "snyk/actions/python": ("snyk",),
    "codespell-project/actions-codespell": ("codespell",),
    "crate-ci/typos": ("typos",),
    "zizmorcore/zizmor-action": ("zizmor",),
    "woodruffw/zizmor-action": ("zizmor",),
    "rhysd/actionlint": ("actionlint",),
    "raven-actions/actionlint": ("actionlint",),
    "reviewdog/action-actionlint": ("actionlint",),
    "devops-actions/actionlint": ("actionlint",),
    "ymyzk/run-tox-gh-actions": ("tox",),
    "pavelzw/pytest-action": ("pytest",),
    "py-actions/pytest": ("pytest",),
}
"""Actions, in lower case, and the tools that they run."""

COMMAND_INPUTS: Final[Mapping[str, tuple[str, ...]]] = {
    "nick-fields/retry": ("command",),
    "nick-invision/retry": ("command",),
    "wandalen/wretry.action": ("command",),
    "gabrielbb/xvfb-action": ("run",),
    "coactions/setup-xvfb": ("run",),
    "aganders3/headless-gui": ("run",),
    "uraimo/run-on-arch-action": ("run",),
    "addnab/docker-run-action": ("run",),
    "vmactions/freebsd-vm": ("run",),
    "vmactions/openbsd-vm": ("run",),
    "vmactions/netbsd-vm": ("run",),
    "cross-platform-actions/action": ("run",),
    "pguyot/arm-runner-action": ("commands",),
    "devcontainers/ci": ("runCmd",),
    "codspeedhq/action": ("run",),
    "liskin/gh-problem-matcher-wrap": ("run",),
}
"""Actions, in lower case, and their inputs whose text a shell runs."""

STRICT_PROFILES: Final[Mapping[str, str]] = {
    "conda-incubator/setup-miniconda": "run-init",
    "goanpeca/setup-miniconda": "",
    "mamba-org/provision-with-micromamba": "",
}
"""Actions, in lower case, that write ``set -eo pipefail`` into the profile of bash, which a login shell reads first.

The value is the input whose ``false`` keeps the profile as it is, "" for none. Source: ``src/conda.ts`` of
setup-miniconda at v1 to v4.0.1 and ``index.js`` of provision-with-micromamba; setup-micromamba writes no such line.

Checked on 2026-11-27.
"""

FILES_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "just": ("justfile", "Justfile", ".justfile"),
    "task": ("Taskfile.yml", "Taskfile.yaml", "taskfile.yml", "taskfile.yaml"),
    "go-task": ("Taskfile.yml", "Taskfile.yaml"),
    "invoke": ("tasks.py", "tasks/__init__.py"),
    "inv": ("tasks.py", "tasks/__init__.py"),
    "doit": ("dodo.py",),
    "duty": ("duties.py",),
    "npm": ("package.json",),
    "npx": ("package.json",),
    "pnpm": ("package.json",),
    "yarn": ("package.json",),
    "bun": ("package.json",),
    "mage": ("magefile.go",),
    "rake": ("Rakefile",),
    "mise": ("mise.toml", ".mise.toml"),
    "pipenv": ("Pipfile",),
    "rye": ("pyproject.toml",),
    "poe": ("pyproject.toml", "poe_tasks.toml"),
    "taskipy": ("pyproject.toml",),
    "docker": ("Dockerfile", "docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml"),
    "docker-compose": ("Dockerfile", "docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml"),
    "podman": ("Dockerfile", "Containerfile"),
    "nix": ("flake.nix", "default.nix"),
    "nix-build": ("default.nix",),
    "nix-shell": ("shell.nix", "default.nix"),
    "devenv": ("devenv.nix",),
    "earthly": ("Earthfile",),
    "snakemake": ("Snakefile", "workflow/Snakefile"),
    "conda": ("meta.yaml", "recipe/meta.yaml", "conda/meta.yaml", "conda-recipe/meta.yaml", "conda.recipe/meta.yaml"),
    "rattler-build": ("recipe.yaml", "recipe/recipe.yaml"),
}
"""Programs that run what a file tells them which is not followed, and those files."""

UNFOLLOWED: Final = frozenset("bazel bazelisk buck2 pants dagger brioche waf scons meson ninja spin sage".split())
"""Programs that may run anything, by files that are spread over the repository."""

TEST_WORDS: Final = r"(?<!la)(?<!at)test|tox|\bnox|check|\bspec\b"
LINT_WORDS: Final = (
    r"lint|ruff|flake8|flakes|pycodestyle|pydocstyle|pylama|prospector|style|check|quality|\bqa\b|static|analy[sz]|"
    r"pre-?commit|prek|\btox|\bnox|codeclimate|codacy|sonar|trunk|qodana"
)
HOOK_WORDS: Final = r"pre-?commit|prek\b|hooks?\b"
"""By such words the name of a command or an action shows that it may run tests, a linter, or the hooks."""

TEST_CONTENT: Final = r"(?<!la)(?<!at)test|\btox\b|\bnox\b|\bmake\s+\w*(?:check|all|ci)\b"
LINT_CONTENT: Final = (
    r"lint|ruff|flake8|flakes|pycodestyle|pydocstyle|pylama|prospector|pre-?commit|prek|\btox\b|\bnox\b|"
    r"\bmake\s+\w*(?:check|style|quality|qa|all|ci)\b|codeclimate|codacy|sonar|trunk|qodana"
)
"""By such words the text of a file shows the same; the words of prose are left out."""
