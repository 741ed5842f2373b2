"""Which syntax a file has, told from its path alone."""

from repoaudit.choice import Choice
from repoaudit.typing import Final


class Format(Choice):
    """The syntaxes that repoaudit reads."""

    TOML = "toml"
    YAML = "yaml"
    INI = "ini"
    MAKE = "make"
    REQUIREMENTS = "requirements"
    LOCK = "lock"
    PYTHON = "python"
    SHELL = "shell"
    MARKDOWN = "markdown"
    TEXT = "text"


BARE_REQUIREMENTS: Final = tuple(
    f"requirements.{purpose}" for purpose in "base ci dev docs lint prod test tests".split()
)
"""Names of requirements files that end in what they are for."""

_NAMES: Final = {
    "Makefile": Format.MAKE,
    "makefile": Format.MAKE,
    "GNUmakefile": Format.MAKE,
    ".coveragerc": Format.INI,
    ".flake8": Format.INI,
    ".isort.cfg": Format.INI,
    ".pydocstyle": Format.INI,
    ".pylintrc": Format.INI,
    "pylintrc": Format.INI,
    ".bandit": Format.INI,
    ".editorconfig": Format.INI,
    "uv.lock": Format.LOCK,
    "poetry.lock": Format.LOCK,
    "pdm.lock": Format.LOCK,
    "pixi.lock": Format.LOCK,
    "conda-lock.yml": Format.LOCK,
    "Pipfile.lock": Format.LOCK,
    "pylock.toml": Format.LOCK,
    "Pipfile": Format.TOML,
    **dict.fromkeys(BARE_REQUIREMENTS, Format.REQUIREMENTS),
}

_SUFFIXES: Final = {
    ".toml": Format.TOML,
    ".yml": Format.YAML,
    ".yaml": Format.YAML,
    ".ini": Format.INI,
    ".cfg": Format.INI,
    ".mk": Format.MAKE,
    ".py": Format.PYTHON,
    ".pyi": Format.PYTHON,
    ".sh": Format.SHELL,
    ".bash": Format.SHELL,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
}


def format_of(path: str) -> Format:
    """Return the syntax of a file; `Format.TEXT` for one that is only read by lines."""
    folder, _, name = path.rpartition("/")
    if name in _NAMES:
        return _NAMES[name]
    dot = name.rfind(".")
    suffix = name[dot:] if dot >= 0 else ""
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    in_requirements = "requirements" in name or folder.rpartition("/")[2] in {"requirements", "reqs"}
    return Format.REQUIREMENTS if suffix in {".txt", ".in"} and in_requirements else Format.TEXT
