"""Programs that judge or rewrite Python source, and the traces by which one knows that a repository uses them.

Source: the manuals of the tools, the marketplace of GitHub for the actions, and the manifests of hook repositories,
read on 2026-11-26.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.choice import Choice
from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class Role(Choice):
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
        plugins="pytest-black pytest-black-ng pytest-black-multipy",
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

RECOMMENDED: Final = ("E4", "E7", "E9", "F", "B", "I", "UP")
"""The rules of ruff to begin with: its defaults before 0.16, likely bugs, sorted imports, present syntax."""

REPLACED_BY: Final[Mapping[str, str]] = {
    "flake8": "`E`, `W`, `F`",
    "pylint": "`PL` (a part of its rules)",
    "isort": "`I`",
    "pyupgrade": "`UP`",
    "pydocstyle": "`D`",
    "autoflake": "`F401`, `F841`",
}
"""Linter → the rules of ruff that replace it (``ruff linter`` of 0.17.6); flake8's mccabe is off without a limit."""

COMPLEXITY: Final = "`C90`"
"""The rule of ruff that replaces flake8's mccabe; ruff has a limit of its own, 10."""

REPLACING_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "flake8": ("F401", "F821", "E711"),
    "isort": ("I001",),
    "pyupgrade": ("UP006", "UP032"),
    "autoflake": ("F401", "F841"),
}
"""Linter → rules of ruff that are on where ruff replaces it; pydocstyle, of which most choose a part, is separate."""

LINES_CONTINUED: Final = ("E12", "E13")
"""The rules of flake8 about lines that go on, which ruff has not; whoever excepts a file from one uses it elsewhere."""

DOCSTRING_CODES: Final = ("D100", "D101", "D103", "D200", "D205", "D300", "D400", "D403")
"""Rules of ruff of which one is on where ruff replaces pydocstyle."""

FLAKE8_PLUGINS: Final[Mapping[str, str]] = {
    "flake8-2020": "YTT101",
    "flake8-annotations": "ANN001",
    "flake8-async": "ASYNC100",
    "flake8-bandit": "S110",
    "flake8-blind-except": "BLE001",
    "flake8-boolean-trap": "FBT001",
    "flake8-bugbear": "B006",
    "flake8-builtins": "A001",
    "flake8-commas": "COM818",
    "flake8-comprehensions": "C400",
    "flake8-copyright": "CPY001",
    "flake8-datetimez": "DTZ002",
    "flake8-debugger": "T100",
    "flake8-deprecated": "UP005",
    "flake8-django": "DJ001",
    "flake8-docstrings": "D300",
    "flake8-eradicate": "ERA001",
    "flake8-errmsg": "EM101",
    "flake8-executable": "EXE001",
    "flake8-fixme": "FIX001",
    "flake8-future-annotations": "FA100",
    "flake8-gettext": "INT001",
    "flake8-implicit-str-concat": "ISC002",
    "flake8-import-conventions": "ICN001",
    "flake8-isort": "I001",
    "flake8-logging": "LOG001",
    "flake8-logging-format": "G001",
    "flake8-mutable": "B006",
    "flake8-no-implicit-concat": "ISC001",
    "flake8-no-pep420": "INP001",
    "flake8-pie": "PIE790",
    "flake8-print": "T201",
    "flake8-pyi": "PYI001",
    "flake8-pytest-style": "PT010",
    "flake8-quotes": "Q000",
    "flake8-raise": "RSE102",
    "flake8-return": "RET501",
    "flake8-self": "SLF001",
    "flake8-simplify": "SIM101",
    "flake8-slots": "SLOT000",
    "flake8-tidy-imports": "TID252",
    "flake8-todos": "TD001",
    "flake8-tuple": "COM818",
    "flake8-type-checking": "TC004",
    "flake8-unused-arguments": "ARG001",
    "flake8-use-pathlib": "PTH100",
    "mccabe": "C901",
    "pandas-vet": "PD002",
    "pep8-naming": "N801",
    "tryceratops": "TRY002",
}
"""Plugin of flake8 → a rule of ruff that is on where ruff replaces it (``ruff linter`` of 0.17.6).

flake8-mutable and flake8-no-implicit-concat are not on that list; they check what these rules do, by their READMEs.
Nor are flake8-tuple 0.4.1 and flake8-deprecated 2.4.0 (but for its names of Zope): both reported with ruff 0.1.14 what
they report by themselves, tried on 2026-11-27.
"""

SINGLE_RULES: Final = frozenset({"flake8-deprecated", "flake8-tuple"})
"""Plugins that one rule of ruff replaces, of a family that does much more."""

SPLIT_FAMILIES: Final[Mapping[str, str]] = {"C400": "C4", "C901": "C90", "T100": "T10", "T201": "T20"}
"""Rule of ruff → its family, where letters alone stand for several."""

SAME_LETTERS: Final = frozenset(
    {
        "flake8-2020",
        "flake8-annotations",
        "flake8-bandit",
        "flake8-boolean-trap",
        "flake8-bugbear",
        "flake8-builtins",
        "flake8-comprehensions",
        "flake8-datetimez",
        "flake8-docstrings",
        "flake8-errmsg",
        "flake8-implicit-str-concat",
        "flake8-pie",
        "flake8-print",
        "flake8-pytest-style",
        "flake8-quotes",
        "flake8-simplify",
        "pandas-vet",
        "pep8-naming",
    },
)
"""Plugins of flake8 whose codes begin as ruff's family does, so that flake8's own settings tell whether they report.

Source: the entry points `flake8.extension` of their newest releases.
Checked on 2026-11-27.
"""

FLAKE8_READERS: Final = frozenset({"flake8-pyproject", "flake8-files"})
"""Plugins of flake8 that only read configuration or choose files."""

MORE_PLUGINS: Final = frozenset(
    {"wemake-python-styleguide", "hacking", "dlint", "darglint", "pydoclint", "flake9", "pyproject-flake8"}
)
"""Plugins of flake8 without ``flake8-`` in their names, of which ruff has no or few rules."""

SETTINGS_READERS: Final = ("autopep8", "pylama", "prospector", "ufmt", "shed")
"""Tools that read the settings of others: autopep8 those of flake8 and pycodestyle, the others those they run."""

SOURCE_SCANNERS: Final = ("bandit", "semgrep")
"""Programs that look for holes in source, as ruff's ``S`` does; the others look at dependencies, or are services."""

CODE_SCANNERS: Final = (*SOURCE_SCANNERS, "codeql", "snyk", "super-linter", "megalinter", "trunk", "service")
"""Everything that looks for holes in source, services and collections of linters included."""

SECURITY_CODES: Final = tuple("S103 S105 S108 S301 S307 S501 S506 S602 S605 S608".split())
"""Rules of ruff of which one shows that ``S`` is selected: none of them is on by default in any release."""

SECURITY_PLUGINS: Final = ("flake8-bandit", "dlint", "wemake-python-styleguide", "pylint-secure-coding-standard")
"""Plugins of linters that look for holes in source; wemake-python-styleguide brings flake8-bandit."""
