"""See through the programs that run other programs: ``uv run``, ``python -m``, ``coverage run -m``, ``env A=b``."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from repoaudit.facts.programs import MODULES, NAMES, PURPOSES, WRAPPERS, Wrapper
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.typing import Final, Generic, Protocol, TypeVar


class Text(Protocol):
    """A word of a command."""

    @property
    def text(self) -> str:
        """What the program gets."""

    @property
    def is_static(self) -> bool:
        """Whether no expansion is in it."""


W = TypeVar("W", bound=Text)

_VARIABLE: Final = lazy(r"^\$[({]?(?P<name>\w+)[)}]?$")
_PREFIXED: Final = lazy(r"^\$[({](?P<folder>\w*(?i:prefix|bin|venv))?\w*[)}](?P<name>[a-z][\w.-]*)$")
"""``${PREFIX}pytest``: the folder of a program, or nothing, in a variable."""

_OF_TOX: Final = lazy(r"^\{env:\w+:([\w./-]+)\}$")
"""A program that a variable may replace, in tox: ``{env:RUNNER:pytest}`` is pytest."""

_REQUIREMENT: Final = lazy(r"^([A-Za-z][\w.-]*)(?:\[[\w, -]*\])?(?:[=<>!~][^\s]*)?$")
_ASSIGNMENT: Final = lazy(r"^\w+=(?!=)")
_PYTHON_VALUED: Final = frozenset({"-W", "-X", "--check-hash-based-pycs"})
_SHELL_TOOLS: Final = frozenset(
    {"python", "uv", "uvx", "poetry", "pdm", "pip", "coverage", "make", "tox", "nox", "hatch"}
)
_KNOWN: Final = _SHELL_TOOLS | {key.partition(" ")[0] for key in PURPOSES}
_TOOLS_THEMSELVES: Final = frozenset({"coverage", "uv", "hatch"})
_MODULE_FLAGS: Final = frozenset({"-m", "--module"})
_MAX_WRAPPERS: Final = 8
_WRAPPERS: Final = {
    tool: tuple(wrapper for wrapper in WRAPPERS if wrapper.words[0] == tool)
    for tool in {wrapper.words[0] for wrapper in WRAPPERS}
}


class Unwrapped(NamedTuple, Generic[W]):
    """A program without its wrappers: its name, the words behind it, the wrappers, and what they install."""

    tool: str
    arguments: tuple[W, ...]
    via: tuple[str, ...]
    provided: tuple[str, ...]


def unwrap(words: Sequence[W], via: tuple[str, ...] = (), provided: tuple[str, ...] = ()) -> Iterator[Unwrapped[W]]:
    """Yield the programs of one simple command: each wrapper that is a tool itself, then the program inside.

    ``coverage run -m pytest`` is both a run of coverage and one of pytest.
    """
    rest = _skip_prefix(tuple(words))
    if not rest:
        return
    tool = program(rest[0].text)
    if tool == "python":
        yield from _python(rest[1:], via, provided)
    else:
        yield from _named(tool, rest[1:], via, provided)


def _python(words: tuple[W, ...], via: tuple[str, ...], provided: tuple[str, ...]) -> Iterator[Unwrapped[W]]:
    inner = _module(words)
    if inner is not None:
        yield from _named(*inner, via, provided)
    elif via[-1:] != ("coverage run",):
        yield Unwrapped("python", words, via, provided)


def _named(tool: str, words: tuple[W, ...], via: tuple[str, ...], provided: tuple[str, ...]) -> Iterator[Unwrapped[W]]:
    wrapper = _wrapper(tool, words)
    if wrapper is None or len(via) == _MAX_WRAPPERS:
        yield Unwrapped(tool, words, via, provided)
        return
    if wrapper.words[0] in _TOOLS_THEMSELVES:
        yield Unwrapped(tool, words, via, provided)
    rest, packages = _inside(wrapper, words[len(wrapper.words) - 1 :])
    if wrapper.is_tool_runner and rest:
        packages = (*packages, rest[0].text)
    name = " ".join(wrapper.words)
    inner = _python if name == "coverage run" or (rest and rest[0].text in _MODULE_FLAGS) else unwrap
    if name != "hatch run" or (rest and program(rest[0].text) in _KNOWN):
        yield from inner(rest, (*via, name), (*provided, *packages))


@lru_cache(maxsize=512)
def program(text: str) -> str:
    """Return the name of the program that a first word calls: no folder, no ``.exe``, ``$(PYTEST)`` is pytest."""
    variable = _VARIABLE.match(text) if text.startswith("$") else None
    if variable:
        return _of_variable(variable["name"])
    prefixed = _PREFIXED.match(text) if text.startswith("$") else None
    if prefixed and (prefixed["folder"] or _is_python(prefixed["name"]) or prefixed["name"] in _KNOWN):
        text = prefixed["name"]
    if text == "{envpython}":  # tox's name for the Python of the environment
        return "python"
    chosen = _OF_TOX.match(text) if text.startswith("{env:") else None
    if chosen:
        text = chosen[1]
    name = text.rpartition("/")[2].rpartition("\\")[2].removesuffix(".exe")
    name = name.partition("@")[0]
    if "[" in name or "=" in name:
        name = _requirement_name(name)
    if _is_python(name):
        return "python"
    return NAMES.get(name, name)


def _requirement_name(text: str) -> str:
    """Return the program of a requirement, as ``pipx run`` takes one: ``validate-pyproject[all]``, ``ruff==0.5.0``."""
    found = _REQUIREMENT.match(text)
    return found[1] if found else text


def _is_python(name: str) -> bool:
    rest = name.removeprefix("python") if name.startswith("python") else name.removeprefix("pypy")
    return name == "py" or (rest != name and not rest.removesuffix(".exe").strip("0123456789."))


def is_known_tool(name: str) -> bool:
    """Say whether a name is that of a program in the tables."""
    return name in _KNOWN


def _of_variable(name: str) -> str:
    """Read a variable by its name: by convention ``$(PYTHON)`` is a Python, ``$(UV)`` is uv."""
    lowered = name.lower().replace("_", "-")
    if lowered in {"py", "python", "python3", "python-bin", "py3", "venv-python"}:
        return "python"
    return lowered if lowered in _KNOWN else ""


def _skip_prefix(words: tuple[W, ...]) -> tuple[W, ...]:
    """Leave out assignments, and variables of unknown meaning in front of a known program: ``$(RUN) pytest``."""
    while words and "=" in words[0].text and _ASSIGNMENT.match(words[0].text):
        words = words[1:]
    if len(words) > 1 and not program(words[0].text) and program(words[1].text) in _KNOWN:
        return words[1:]
    return words


def _wrapper(tool: str, words: "Sequence[Text]") -> Wrapper | None:
    """Return the wrapper that a program and the words behind it begin."""
    for wrapper in _WRAPPERS.get(tool, ()):
        inner = wrapper.words[1:]
        if inner == tuple(word.text for word in words[: len(inner)]) and not (words and words[0].text in wrapper.asks):
            return wrapper
    return None


def _inside(wrapper: Wrapper, words: tuple[W, ...]) -> tuple[tuple[W, ...], tuple[str, ...]]:
    """Return the words behind a wrapper's own options, and the packages that those options install."""
    skip = wrapper.skip
    packages: list[str] = []
    index = 0
    while index < len(words):
        text = words[index].text
        if text == "--":
            index += 1
            break
        if text in _MODULE_FLAGS or not (text.startswith("-") or skip or _are_options(words[index : index + 2])):
            break
        name, equals, value = text.partition("=")
        if not text.startswith("-"):
            skip -= 1
        elif name in wrapper.valued and not equals:
            index += 1
            value = words[index].text if index < len(words) else ""
        if name in wrapper.packages:
            packages += [part for part in value.split(",") if part]
        index += 1
    return words[index:], tuple(packages)


def _are_options(words: "Sequence[Text]") -> bool:
    """Say whether a variable holds options, if anything: ``$branch -m pytest``."""
    return len(words) > 1 and words[0].text.startswith("$") and words[1].text in _MODULE_FLAGS


def _module(words: tuple[W, ...]) -> tuple[str, tuple[W, ...]] | None:
    """Return the module that ``python -m`` runs and its arguments, None where Python runs something else."""
    index = 0
    while index < len(words):
        text = words[index].text
        if text in _MODULE_FLAGS and index + 1 < len(words):
            module = words[index + 1].text
            return MODULES.get(module, module), words[index + 2 :]
        if text.startswith("-m") and not text.startswith("--"):
            return MODULES.get(text[2:], text[2:]), words[index + 1 :]
        if not text.startswith("-"):
            is_tool = program(text) in _KNOWN and "/" in text
            return (program(text), words[index + 1 :]) if is_tool else None
        index += 2 if text in _PYTHON_VALUED else 1
    return None
