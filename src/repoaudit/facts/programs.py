"""What programs do on a command line: which run other programs, and what the others are run for.

Source: the ``--help`` of uv 0.13.9, poetry 2.5.1, pdm 2.29.3, hatch 1.18.2, coverage 7.17.3, tox 4.67.15, GNU coreutils
9.1 and conda's reference, read on 2026-11-23.

Checked on 2026-11-23.
"""

from collections.abc import Mapping

from repoaudit.choice import Choice
from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class Purpose(Choice):
    """What a command is for."""

    TEST = "test"
    LINT = "lint"
    FORMAT = "format"
    TYPES = "types"
    SECURITY = "security"
    REPORT = "report"
    CLEAN = "clean"
    INSTALL = "install"

    @property
    def is_check(self) -> bool:
        """Whether it exists to fail."""
        return self in {Purpose.TEST, Purpose.LINT, Purpose.TYPES, Purpose.SECURITY}


class Wrapper(NamedTuple):
    """A program that runs the command behind its own options.

    ``words`` are the program and its sub-command, ``valued`` the options that take the next word, ``skip`` the number
    of own positional arguments, ``packages`` the options whose value is a package that is installed for this run. With
    an option of ``asks`` it only says where the program is.
    """

    words: tuple[str, ...]
    valued: frozenset[str] = frozenset()
    skip: int = 0
    packages: frozenset[str] = frozenset()
    is_tool_runner: bool = False
    asks: frozenset[str] = frozenset()


_UV: Final = frozenset(
    "--extra --no-extra --group --no-group --only-group --env-file --with --with-editable --with-requirements --index "
    "--default-index -i --index-url --extra-index-url -f --find-links -P --upgrade-package --reinstall-package "
    "--index-strategy --keyring-provider --resolution --prerelease --fork-strategy --exclude-newer -C --config-setting "
    "--no-build-isolation-package --link-mode --no-build-package --no-binary-package --cache-dir --refresh-package "
    "-p --python --package --directory --project --config-file --color --allow-insecure-host --python-platform "
    "-w --from -c --constraints -b --build-constraints --overrides".split()
)
_UV_PACKAGES: Final = frozenset({"--with", "-w", "--from"})
_CONDA: Final = frozenset({"-n", "--name", "-p", "--prefix", "--cwd"})

WRAPPERS: Final = (
    Wrapper(("uv", "run"), _UV, packages=_UV_PACKAGES),
    Wrapper(("uvx",), _UV, packages=_UV_PACKAGES, is_tool_runner=True),
    Wrapper(("uv", "tool", "run"), _UV, packages=_UV_PACKAGES, is_tool_runner=True),
    Wrapper(
        ("pipx", "run"),
        frozenset({"--spec", "--python", "--with"}),
        packages=frozenset({"--spec", "--with"}),
        is_tool_runner=True,
    ),
    Wrapper(("poetry", "run"), frozenset({"-C", "--directory", "-P", "--project"})),
    Wrapper(("pdm", "run"), frozenset({"-p", "--project", "--venv"})),
    Wrapper(("pipenv", "run")),
    Wrapper(("hatch", "run")),
    Wrapper(("rye", "run"), frozenset({"-p", "--pyproject"})),
    Wrapper(("pixi", "run"), frozenset({"-e", "--environment", "--manifest-path"})),
    Wrapper(("conda", "run"), _CONDA),
    Wrapper(("mamba", "run"), _CONDA),
    Wrapper(("micromamba", "run"), _CONDA),
    Wrapper(
        ("coverage", "run"),
        frozenset(
            (
                "--source --source-dirs --omit --include --rcfile --data-file --context --concurrency --save-signal "
                "--debug"
            ).split()
        ),
    ),
    Wrapper(("devbox", "run", "--")),
    Wrapper(("dotenv", "run"), frozenset({"-f", "--file"})),
    Wrapper(("doppler", "run")),
    Wrapper(("env",), frozenset({"-u", "--unset", "-C", "--chdir", "-S"})),
    Wrapper(("time",), frozenset({"-f", "-o"})),
    Wrapper(("nice",), frozenset({"-n"})),
    Wrapper(("ionice",), frozenset({"-c", "-n"})),
    Wrapper(("nohup",)),
    Wrapper(("exec",)),
    Wrapper(("command",), asks=frozenset({"-v", "-V"})),
    Wrapper(("sudo",), frozenset({"-u", "-g", "-D"})),
    Wrapper(("xvfb-run",), frozenset({"-s", "--server-args", "-n", "--server-num", "-e", "-f"})),
    Wrapper(("timeout",), frozenset({"-k", "--kill-after", "-s", "--signal"}), skip=1),
    Wrapper(("stdbuf",), frozenset({"-i", "-o", "-e"})),
    Wrapper(("unbuffer",)),
    Wrapper(("catchsegv",)),
    Wrapper(("xargs",), frozenset({"-n", "-P", "-I", "-L", "-d", "-a"})),
)

MODULES: Final[Mapping[str, str]] = {
    "pre_commit": "pre-commit",
    "pip_audit": "pip-audit",
    "py.test": "pytest",
    "coverage.__main__": "coverage",
}
"""Modules behind ``python -m`` whose command has another name."""

NAMES: Final[Mapping[str, str]] = {"py.test": "pytest", "pytest-3": "pytest", "coverage3": "coverage", "pip3": "pip"}
"""Other names of one program."""

PURPOSES: Final[Mapping[str, Purpose]] = {
    "pytest": Purpose.TEST,
    "unittest": Purpose.TEST,
    "nose2": Purpose.TEST,
    "hatch test": Purpose.TEST,
    "setup.py test": Purpose.TEST,
    "trial": Purpose.TEST,
    "ward": Purpose.TEST,
    "behave": Purpose.TEST,
    "ruff": Purpose.LINT,
    "ruff check": Purpose.LINT,
    "ruff format": Purpose.FORMAT,
    "hatch fmt": Purpose.FORMAT,
    "flake8": Purpose.LINT,
    "pylint": Purpose.LINT,
    "pydocstyle": Purpose.LINT,
    "pyflakes": Purpose.LINT,
    "pycodestyle": Purpose.LINT,
    "isort": Purpose.FORMAT,
    "black": Purpose.FORMAT,
    "yapf": Purpose.FORMAT,
    "autopep8": Purpose.FORMAT,
    "blue": Purpose.FORMAT,
    "docformatter": Purpose.FORMAT,
    "autoflake": Purpose.FORMAT,
    "pyupgrade": Purpose.FORMAT,
    "mypy": Purpose.TYPES,
    "dmypy": Purpose.TYPES,
    "pyright": Purpose.TYPES,
    "basedpyright": Purpose.TYPES,
    "pyre": Purpose.TYPES,
    "pytype": Purpose.TYPES,
    "ty check": Purpose.TYPES,
    "pyrefly check": Purpose.TYPES,
    "bandit": Purpose.SECURITY,
    "safety": Purpose.SECURITY,
    "pip-audit": Purpose.SECURITY,
    "uv audit": Purpose.SECURITY,
    "semgrep": Purpose.SECURITY,
    "coverage report": Purpose.REPORT,
    "coverage html": Purpose.REPORT,
    "coverage xml": Purpose.REPORT,
    "coverage json": Purpose.REPORT,
    "coverage lcov": Purpose.REPORT,
    "coverage combine": Purpose.REPORT,
    "coverage erase": Purpose.CLEAN,
    "codecov": Purpose.REPORT,
    "coveralls": Purpose.REPORT,
    "ruff clean": Purpose.CLEAN,
    "rm": Purpose.CLEAN,
    "pip install": Purpose.INSTALL,
    "uv pip": Purpose.INSTALL,
    "uv sync": Purpose.INSTALL,
    "poetry install": Purpose.INSTALL,
    "pdm install": Purpose.INSTALL,
    "pipenv install": Purpose.INSTALL,
    "conda install": Purpose.INSTALL,
}
"""Program, or program and sub-command, and what it is run for; the longer key decides."""

CHECK_FLAGS: Final[Mapping[str, tuple[str, ...]]] = {
    "black": ("--check", "--diff"),
    "isort": ("--check", "--check-only", "-c", "--diff"),
    "ruff format": ("--check", "--diff"),
    "yapf": ("--diff", "-d"),
    "docformatter": ("--check", "-c"),
    "autoflake": ("--check", "-c"),
}
"""Flags that make a formatter fail instead of format: with one of them its purpose is `Purpose.LINT`."""

FIX_FLAGS: Final[Mapping[str, tuple[str, ...]]] = {
    "ruff": ("--fix", "--fix-only", "--add-noqa", "--show-settings", "--show-files"),
    "ruff check": ("--fix", "--fix-only", "--add-noqa", "--show-settings", "--show-files"),
    "codespell": ("-w", "--write-changes"),
    "pip-audit": ("--fix",),
}
"""Flags that make a check change files, or show something else than what is wrong."""

FORGIVING_FLAGS: Final[Mapping[str, tuple[str, ...]]] = {
    "ruff": ("--exit-zero", "-e"),
    "ruff check": ("--exit-zero", "-e"),
    "flake8": ("--exit-zero",),
    "pylint": ("--exit-zero",),
    "bandit": ("--exit-zero",),
    "ty check": ("--exit-zero",),
    "safety": ("--continue-on-error",),
}
"""Flags with which a check ends well whatever it finds.

Source: ruff 0.17.6, flake8 7.5.0, pylint 4.1.4, bandit 1.9.4 and ty 0.0.107, run on a file with mistakes on 2026-11-26;
the options of safety 3.8.1. mypy, pyright and pyrefly have no such flag.

Checked on 2026-11-26.
"""

REPORT_OPTIONS: Final = ("-o", "--output", "--output-file", "--out-file", "--out", "--save-json", "--junit-xml")
"""Options of linters, type and security checkers that write what they find to a file."""

SPHINX_BUILDERS: Final = frozenset(
    "help clean html dirhtml singlehtml pickle json htmlhelp qthelp devhelp applehelp epub latex latexpdf latexpdfja "
    "text man texinfo info gettext changes xml pseudoxml linkcheck doctest coverage livehtml spelling".split()
)
"""What the Makefile of ``sphinx-quickstart`` hands on with a rule for everything: ``sphinx-build -M help``, Sphinx 8.2,
and two targets that extensions bring."""
