"""Programs that judge or rewrite Python source, and the traces by which one knows that a repository uses them.

Source: the manuals of the tools, the marketplace of GitHub for the actions, and the manifests of hook repositories,
read on 2026-11-26.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from repoaudit.record import NamedTuple


class Role(Enum):
    """What a tool is for."""

    LINTER = "linter"
    SORTER = "sorter of imports"
    FORMATTER = "formatter"
    TYPES = "type checker"
    SECURITY = "security scanner"


class CodeTool(NamedTuple):
    """One tool and its traces.

    ``runs`` are programs, with the sub-command where one program is several tools; ``packages`` distributions that are
    declared to have it, ``plugins`` those by which pytest runs it; ``hooks`` ids; ``actions`` of GitHub without their
    version; ``files`` its own files; ``sections`` names of tables in ``pyproject.toml`` (``tool.x``) and of sections in
    ``setup.cfg`` and ``tox.ini``.
    """

    name: str
    roles: frozenset[Role]
    runs: tuple[str, ...]
    packages: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    hooks: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


def _tool(name: str, *roles: Role, **traces: str) -> CodeTool:
    """Return a tool whose package and hook are called like it, unless something else is said."""
    given = {"runs": (name,), "packages": (name,), "hooks": (name,), **{k: tuple(v.split()) for k, v in traces.items()}}
    return CodeTool(name, frozenset(roles), **given)


_ANY_CODE: Final = frozenset({Role.LINTER, Role.FORMATTER, Role.SORTER})
_EVERYTHING: Final = _ANY_CODE | {Role.TYPES, Role.SECURITY}
_LINT: Final = Role.LINTER
_FORMAT: Final = Role.FORMATTER
_SORT: Final = Role.SORTER

_RUFF_ACTIONS: Final = ("astral-sh/ruff-action", "chartboost/ruff-action")

_TOOLS: Final = (
    CodeTool(
        "ruff",
        frozenset({_LINT}),
        ("ruff check", "rye lint", "hatch fmt"),
        ("ruff",),
        ("pytest-ruff",),
        ("ruff", "ruff-check", "ruff-lint"),
        _RUFF_ACTIONS,
    ),
    CodeTool(
        "ruff format",
        frozenset({_FORMAT}),
        ("ruff format", "uv format", "rye fmt", "hatch fmt"),
        hooks=("ruff-format",),
        actions=_RUFF_ACTIONS,
    ),
    _tool(
        "flake8",
        _LINT,
        runs="flake8 flakeheaven flakehell pflake8 flake9",
        packages="flake8 flakeheaven flakehell pyproject-flake8 flake9 flake8-pyproject wemake-python-styleguide",
        plugins="pytest-flake8",
        hooks="flake8 pyproject-flake8 flakeheaven flakehell autoflake8 flake8-cached",
        actions="py-actions/flake8 suo/flake8-github-action truebrain/actions-flake8 reviewdog/action-flake8 "
        "grantmcconnaughey/lintly-flake8-github-action julianwachholz/flake8-action",
    ),
    _tool(
        "pylint",
        _LINT,
        plugins="pytest-pylint",
        actions="dciborow/action-pylint gabriel-milan/action-pylint cclauss/github-actions-pylint",
    ),
    _tool("pyflakes", _LINT, plugins="pytest-flakes"),
    _tool(
        "pycodestyle",
        _LINT,
        runs="pycodestyle pep8",
        packages="pycodestyle pep8",
        plugins="pytest-pycodestyle pytest-pep8",
        sections="pycodestyle pep8",
    ),
    _tool("pydocstyle", _LINT, plugins="pytest-pydocstyle", files=".pydocstyle .pydocstylerc", sections="pydocstyle"),
    _tool("pylama", _LINT, files="pylama.ini", sections="pylama tool.pylama"),
    _tool(
        "prospector",
        _LINT,
        files=".prospector.yaml .prospector.yml prospector.yaml prospector.yml",
        sections="tool.prospector",
    ),
    _tool("fixit", _LINT, files=".fixit.config.yaml fixit.toml .fixit.toml", sections="tool.fixit"),
    _tool("isort", _SORT, plugins="pytest-isort", actions="isort/isort-action jamescurtin/isort-action"),
    _tool("usort", _SORT, sections="tool.usort"),
    _tool("reorder-python-imports", _SORT, runs="reorder-python-imports reorder_python_imports"),
    _tool("zimports", _SORT, sections="zimports tool.zimports"),
    _tool("importanize", _SORT),
    _tool("autoflake", _LINT, sections="autoflake tool.autoflake"),
    _tool("pyupgrade", _LINT),
    _tool("pycln", _LINT, sections="pycln tool.pycln"),
    _tool("unimport", _LINT, sections="unimport tool.unimport"),
    _tool("refurb", _LINT, sections="tool.refurb"),
    _tool(
        "black",
        _FORMAT,
        runs="black darker black-macchiato",
        packages="black darker",
        plugins="pytest-black",
        hooks="black black-jupyter darker",
        actions="psf/black rickstaa/action-black lgeiger/black-action akaihola/darker jpetrucciani/black-check "
        "cclauss/github-actions-black reviewdog/action-black",
    ),
    _tool("yapf", _FORMAT, files=".style.yapf", sections="yapf tool.yapf", actions="diegovalenzuelaiturra/yapf-action"),
    _tool("blue", _FORMAT, sections="blue tool.blue"),
    _tool("autopep8", _FORMAT, sections="autopep8 tool.autopep8", actions="peter-evans/autopep8"),
    _tool("pyink", _FORMAT, sections="tool.pyink"),
    _tool("oitnb", _FORMAT, sections="tool.oitnb"),
    _tool("brunette", _FORMAT, sections="tool.brunette"),
    _tool("ufmt", _FORMAT, _SORT, sections="tool.ufmt"),
    _tool("shed", _FORMAT, _SORT),
    _tool("ssort", _FORMAT),
    _tool("mypy", Role.TYPES, runs="mypy dmypy", plugins="pytest-mypy"),
    _tool(
        "pyright",
        Role.TYPES,
        runs="pyright basedpyright",
        packages="pyright basedpyright",
        hooks="pyright basedpyright",
        actions="jakebailey/pyright-action",
        files="pyrightconfig.json",
        sections="tool.pyright tool.basedpyright",
    ),
    _tool("pyre", Role.TYPES, packages="pyre-check", files=".pyre_configuration"),
    _tool("pytype", Role.TYPES, files="pytype.toml pytype.cfg", sections="pytype tool.pytype"),
    _tool("ty", Role.TYPES, files="ty.toml", sections="tool.ty", hooks="ty ty-check"),
    _tool(
        "pyrefly",
        Role.TYPES,
        hooks="pyrefly pyrefly-check pyrefly-typecheck-system pyrefly-typecheck-specific-version",
        files="pyrefly.toml",
        sections="tool.pyrefly",
    ),
    _tool("zuban", Role.TYPES, runs="zuban zmypy", sections="tool.zuban"),
    _tool("bandit", Role.SECURITY, files=".bandit bandit.yaml bandit.yml bandit.toml", sections="tool.bandit bandit"),
    _tool("pip-audit", Role.SECURITY, actions="pypa/gh-action-pip-audit"),
    _tool(
        "safety",
        Role.SECURITY,
        hooks="safety python-safety-dependencies-check",
        actions="pyupio/safety-action pyupio/safety",
        files=".safety-policy.yml",
    ),
    _tool(
        "semgrep",
        Role.SECURITY,
        hooks="semgrep semgrep-ci",
        actions="returntocorp/semgrep-action semgrep/semgrep-action",
        files=".semgrep.yml .semgrep.yaml",
    ),
    _tool("uv audit", Role.SECURITY, packages="", hooks="uv-audit")._replace(runs=("uv audit",)),
    _tool(
        "osv-scanner",
        Role.SECURITY,
        packages="",
        actions="google/osv-scanner-action google/osv-scanner-action/osv-scanner-action",
    ),
    _tool("snyk", Role.SECURITY, packages="", hooks="", actions="snyk/actions snyk/actions/python", files=".snyk"),
    _tool("trivy", Role.SECURITY, packages="", hooks="", actions="aquasecurity/trivy-action"),
    _tool(
        "codeql",
        Role.SECURITY,
        packages="",
        hooks="",
        actions="github/codeql-action/init github/codeql-action/analyze",
    ),
    CodeTool(
        "super-linter",
        _EVERYTHING,
        (),
        actions=("super-linter/super-linter", "github/super-linter", "super-linter/super-linter/slim"),
    ),
    CodeTool(
        "megalinter",
        _EVERYTHING,
        ("mega-linter-runner",),
        actions=("oxsecurity/megalinter", "megalinter/megalinter", "oxsecurity/megalinter/flavors/python"),
        files=(".mega-linter.yml", ".megalinter.yml"),
    ),
    CodeTool(
        "trunk",
        _EVERYTHING,
        ("trunk check", "trunk fmt"),
        actions=("trunk-io/trunk-action",),
        files=(".trunk/trunk.yaml",),
    ),
    CodeTool(
        "lint-action", _ANY_CODE, (), actions=("wearerequired/lint-action", "ricardochaves/python-lint", "qltysh/qlty")
    ),
    CodeTool(
        "service",
        frozenset({Role.LINTER}),
        (),
        files=(
            ".codeclimate.yml",
            ".codacy.yml",
            ".codacy.yaml",
            ".deepsource.toml",
            ".landscape.yml",
            ".landscape.yaml",
            "sonar-project.properties",
            ".sourcery.yaml",
            ".qlty/qlty.toml",
        ),
    ),
)

TOOLS_OF_CODE: Final[Mapping[str, CodeTool]] = {tool.name: tool for tool in _TOOLS}

SUBCOMMANDS: Final[Mapping[str, str]] = {
    "ruff": "check",
    "uv": "",
    "hatch": "",
    "rye": "",
    "trunk": "",
}
"""Programs of which the sub-command decides what they are, and the one that counts where none is named."""

NO_RUN: Final = ("--version", "-V", "--help", "-h")
"""Options with which a program only tells about itself."""
