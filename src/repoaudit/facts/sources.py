"""Where each tool looks for its configuration, in its own order.

Source: the tools named in ``VERIFIED_WITH``, run on small repositories on 2026-11-22.

Checked on 2026-11-22.
"""

from collections.abc import Mapping

from repoaudit.record import NamedTuple
from repoaudit.typing import Final

VERIFIED_WITH: Final = (
    "pytest 7.4.4, 8.4.2, 9.0.3 and 9.2.0, coverage 7.17.3, mypy 1.14.1 and 2.4.1, ruff 0.17.6, black 26.10.1, "
    "isort 9.0.2, flake8 7.5.0, pylint 4.1.4, tox 4.67.15, uv 0.13.9"
)


class SourceFact(NamedTuple):
    """One place that a tool reads.

    ``section`` is the dotted path of a TOML table ("" for the whole file) or the name of an INI section; one that ends
    in ``:`` or ``.``, or is "", is the common prefix of several INI sections (``coverage:run``, ``coverage:report``).
    ``wins_empty`` says that the place hides the later ones even when it holds no setting. ``since`` and ``until`` limit
    it to versions of the tool (``until`` is excluded). ``by_iniconfig`` says that an INI file is read with iniconfig,
    where others are read with configparser. ``shared`` is the prefix of tables or sections in files for several tools,
    which a file of the tool's own may use as well.
    """

    file: str
    section: str
    is_toml: bool
    wins_empty: bool = False
    since: str = ""
    until: str = ""
    by_iniconfig: bool = False
    shared: str = ""


class ToolFact(NamedTuple):
    """How one tool finds its configuration: candidates in order of precedence, and whether it looks in parents.

    ``inherits`` is False where only the current folder counts; ``flags`` name the options of a command that replace the
    search, ``variable`` the environment variable that does. ``private`` are keys that only ``pyproject.toml`` may hold,
    so that they are read whatever else wins. ``extends`` is the key by which a file names another that is read first.
    """

    sources: tuple[SourceFact, ...]
    inherits: bool
    flags: tuple[str, ...] = ()
    variable: str = ""
    private: frozenset[str] = frozenset()
    extends: str = ""


def _toml(file: str, section: str, *, empty: bool = False, since: str = "", until: str = "") -> SourceFact:
    return SourceFact(file, section, is_toml=True, wins_empty=empty, since=since, until=until)


def _iniconfig(file: str, section: str, *, empty: bool = False, since: str = "", until: str = "") -> SourceFact:
    return _ini(file, section, empty=empty, since=since, until=until)._replace(by_iniconfig=True)


def _ini(file: str, section: str, *, empty: bool = False, since: str = "", until: str = "") -> SourceFact:
    return SourceFact(file, section, is_toml=False, wins_empty=empty, since=since, until=until)


TOOLS: Final[Mapping[str, ToolFact]] = {
    "pytest": ToolFact(
        (
            _toml("pytest.toml", "pytest", empty=True, since="9.0"),
            _toml(".pytest.toml", "pytest", empty=True, since="9.0"),
            _iniconfig("pytest.ini", "pytest", empty=True),
            _iniconfig(".pytest.ini", "pytest", empty=True, since="9.0"),
            _iniconfig(".pytest.ini", "pytest", empty=True, until="9.0"),  # only with the section
            _toml("pyproject.toml", "tool.pytest", since="9.0"),
            _toml("pyproject.toml", "tool.pytest.ini_options", empty=True),
            _iniconfig("tox.ini", "pytest", empty=True),
            _iniconfig("setup.cfg", "tool:pytest", empty=True),
        ),
        inherits=True,
        flags=("-c", "--config-file"),
    ),
    "coverage": ToolFact(
        (
            _ini(".coveragerc", "", empty=True)._replace(shared="coverage:"),
            _toml(".coveragerc.toml", "", empty=True, since="7.13")._replace(shared="tool.coverage"),
            _ini("setup.cfg", "coverage:"),
            _ini("tox.ini", "coverage:"),
            _toml("pyproject.toml", "tool.coverage"),
        ),
        inherits=False,
        flags=("--rcfile", "--cov-config"),
        variable="COVERAGE_RCFILE",
    ),
    "mypy": ToolFact(
        (
            _ini("mypy.ini", "mypy", empty=True),
            _ini(".mypy.ini", "mypy", empty=True),
            _toml("pyproject.toml", "tool.mypy", empty=True),
            _ini("setup.cfg", "mypy", empty=True),
        ),
        inherits=True,  # since 1.15; older versions read the current folder only
        flags=("--config-file",),
    ),
    "ruff": ToolFact(
        (
            _toml(".ruff.toml", "", empty=True),
            _toml("ruff.toml", "", empty=True),
            _toml("pyproject.toml", "tool.ruff", empty=True),
        ),
        inherits=True,
        flags=("--config",),
        extends="extend",
    ),
    "black": ToolFact((_toml("pyproject.toml", "tool.black", empty=True),), inherits=True, flags=("--config",)),
    "isort": ToolFact(
        (
            _ini(".isort.cfg", "settings"),
            _ini(".isort.cfg", "isort"),
            _toml("pyproject.toml", "tool.isort"),
            _ini("setup.cfg", "isort"),
            _ini("setup.cfg", "tool:isort"),
            _ini("tox.ini", "isort"),
            _ini("tox.ini", "tool:isort"),
        ),
        inherits=True,
        flags=("--settings-path", "--settings-file", "--sp"),
    ),
    "flake8": ToolFact(
        (
            _ini("setup.cfg", "flake8", empty=True),
            _ini("tox.ini", "flake8", empty=True),
            _ini(".flake8", "flake8", empty=True),
        ),
        inherits=True,
        flags=("--config",),
    ),
    "pylint": ToolFact(
        (
            _ini("pylintrc", "", empty=True),
            _toml("pylintrc.toml", "tool.pylint", empty=True),
            _ini(".pylintrc", "", empty=True),
            _toml(".pylintrc.toml", "tool.pylint", empty=True),
            _toml("pyproject.toml", "tool.pylint"),
            _ini("setup.cfg", "pylint."),
            _ini("tox.ini", "pylint."),
        ),
        inherits=True,
        flags=("--rcfile",),
    ),
    "tox": ToolFact(
        (
            _ini("tox.ini", "tox", empty=True),
            _ini("setup.cfg", "tox:tox"),
            _toml("pyproject.toml", "tool.tox"),
            _toml("tox.toml", ""),
        ),
        inherits=True,
        flags=("-c", "--conf"),
    ),
    "uv": ToolFact(
        (_toml("uv.toml", "", empty=True), _toml("pyproject.toml", "tool.uv")),
        inherits=True,
        private=frozenset(
            "sources workspace package managed default-groups dependency-groups dev-dependencies conflicts "
            "build-backend".split()
        ),
    ),
}
