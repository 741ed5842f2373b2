"""The tables of `pyproject.toml` that are missing."""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.documents.toml.edits import set_value
from repoaudit.errors import UnknownError
from repoaudit.facts.starter import TOOLS
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.record import NamedTuple
from repoaudit.starter.texts import items, quoted
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.text import Edit, line_ending
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.starter.traits import Traits

PATH = "pyproject.toml"
_RIVALS = {"ruff": ("ruff", "flake8", "pylint"), "mypy": ("mypy",), "pytest": ("pytest",), "coverage": ("coverage",)}
_CHECKERS = {"mypy": ("pyright", "basedpyright", "pyrefly", "ty")}


class Additions(NamedTuple):
    """The change of ``pyproject.toml``, and what is left alone."""

    change: Change
    kept: tuple[str, ...]


class Block(NamedTuple):
    """One table: its header, its lines, and what else says the same, "" for nothing."""

    header: str
    lines: tuple[str, ...]
    rival: str = ""

    @property
    def text(self) -> str:
        """The table as it is written."""
        return "\n".join((f"[{self.header}]", *self.lines, ""))


def additions(scope: "Scope", traits: "Traits") -> Additions:
    """Return what is added behind the text of ``pyproject.toml``, which may not exist yet."""
    old = scope.repository.read(PATH) if scope.repository.is_file(PATH) else ""
    blocks = list(_blocks(scope, traits))
    wanted = [block for block in blocks if not block.rival]
    kept = tuple(f"[{block.header}]: {block.rival}" for block in blocks if block.rival)
    return Additions(_group(scope, traits, wanted) + _appended(old, wanted), kept)


def _appended(old: str, blocks: list[Block]) -> Change:
    text = "\n".join(block.text for block in blocks)
    if not text:
        return Change((), {})
    ending = line_ending(old) if old else "\n"
    gap = "" if not old else ending if old.endswith("\n") else 2 * ending
    edit = Edit(PATH, len(old), len(old), gap + text.replace("\n", ending))
    return Change((edit,), {PATH: _claim(text)})


def _claim(text: str) -> dict[DataPath, object]:
    """Claim every table of the new text, key by key: the rest of the file stays what it is."""
    document = parse_toml(PATH, text)
    return dict(_leaves((), document.get(())))


def _leaves(path: DataPath, value: object) -> Iterator[tuple[DataPath, object]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves((*path, key), each)
    else:
        yield path, value


def _blocks(scope: "Scope", traits: "Traits") -> Iterator[Block]:
    if not scope.exists("setup.py") and not scope.exists("setup.cfg"):
        yield from _metadata(scope, traits)
    yield Block("tool.ruff", ("line-length = 100",), _configured(scope, "ruff"))
    yield Block("tool.ruff.lint", _ruff(traits), _configured(scope, "ruff"))
    yield Block("tool.mypy", _mypy(traits), _configured(scope, "mypy"))
    yield Block("tool.pytest.ini_options", _pytest(traits), _configured(scope, "pytest"))
    yield Block("tool.coverage.run", _coverage_run(traits), _configured(scope, "coverage"))
    yield Block("tool.coverage.report", _coverage_report(scope), _configured(scope, "coverage"))
    yield Block("tool.bandit", _bandit(traits), _bandit_rival(scope))


def _metadata(scope: "Scope", traits: "Traits") -> Iterator[Block]:
    if _has(scope, "project") or _has(scope, "tool", "poetry"):
        return
    if not _has(scope, "build-system") and traits.source.is_package:
        yield Block("build-system", ('requires = ["hatchling"]', 'build-backend = "hatchling.build"'))
    lines = (
        f"name = {quoted(traits.distribution)}",
        'version = "0.1.0"',
        f"requires-python = {quoted(traits.requires or f'>={traits.pythons[0]}')}",
    )
    yield Block("project", lines)
    if traits.source.is_package and traits.source.name != traits.distribution.replace("-", "_"):
        yield Block("tool.hatch.build.targets.wheel", (f"packages = [{quoted(traits.source.path)}]",))


def _group(scope: "Scope", traits: "Traits", blocks: list[Block]) -> Change:
    """Add the group of the tools that nothing declares yet: a block more, or a line of the table that there is."""
    declared = scope.all(Dependencies)[0]
    missing = [text for name, text in TOOLS.items() if not declared.provides(name)]
    if missing and _has(scope, "dependency-groups"):
        return set_value(scope.document(parse_toml, PATH), ("dependency-groups", traits.group), missing)
    if missing:
        first_tool = next((at for at, block in enumerate(blocks) if block.header.startswith("tool.")), len(blocks))
        blocks.insert(first_tool, Block("dependency-groups", (f"{traits.group} = [", *items(missing), "]")))
    return Change((), {})


def _ruff(traits: "Traits") -> tuple[str, ...]:
    select = ("select = [", *items(["E", "F", "W", "I", "N", "B", "C90", "UP"]), "]")
    if not traits.is_ml:
        return select
    reason = "Machine learning calls its data X and y"
    ignore = ("ignore = [", f'    "N803", # {reason}', f'    "N806", # {reason}', "]")
    return (*select, *ignore)


def _mypy(traits: "Traits") -> tuple[str, ...]:
    lines = [f"files = [{', '.join(quoted(folder) for folder in traits.folders)}]"]
    if traits.source.root:
        lines.append(f"mypy_path = {quoted(traits.source.root)}")
    lowest = traits.pythons[0]
    if int(lowest.partition(".")[2]) >= _MYPY_FLOOR:
        lines.append(f"python_version = {quoted(lowest)}")
    return (*lines, "check_untyped_defs = true", "warn_redundant_casts = true", "warn_unused_ignores = true")


_MYPY_FLOOR = 10
"""The oldest Python 3 minor that mypy 2 checks for (FACTS, mypy)."""


def _pytest(traits: "Traits") -> tuple[str, ...]:
    path = () if traits.is_installed else (f"pythonpath = [{quoted(traits.source.root or '.')}]",)
    addopts = 'addopts = ["-ra", "--strict-markers", "--strict-config"]'
    return ('testpaths = ["tests"]', *path, addopts, "xfail_strict = true")


def _coverage_run(traits: "Traits") -> tuple[str, ...]:
    source = traits.source.name if traits.source.is_package else traits.source.root or "."
    omit = () if traits.source.root or traits.source.is_package else ('omit = ["tests/*"]',)
    return ("branch = true", f"source = [{quoted(source)}]", *omit)


def _coverage_report(scope: "Scope") -> tuple[str, ...]:
    minimum = scope.policy.minimum_coverage
    return (f"fail_under = {minimum:g}", "show_missing = true", "skip_covered = true")


def _bandit(traits: "Traits") -> tuple[str, ...]:
    """Exclude the tests, and the environments that lie beside loose modules: bandit looks into them."""
    excluded = ["tests", *([".venv", "venv"] if traits.folders == (".",) else [])]
    return (f"exclude_dirs = [{', '.join(map(quoted, excluded))}]",)


def _bandit_rival(scope: "Scope") -> str:
    if _has(scope, "tool", "bandit"):
        return "it is there already"
    return next((f"there is `{path}` already" for path in (".bandit", "bandit.yaml") if scope.exists(path)), "")


def _configured(scope: "Scope", tool: str) -> str:
    """Say where a tool, or one that does the same, is configured; "" for nowhere."""
    for name in _RIVALS[tool]:
        found = scope.once_for(Configuration, name).sources
        if found:
            return f"{name} is configured in {found[0].label}"
    for name in _CHECKERS.get(tool, ()):
        if _has(scope, "tool", name) or scope.exists(f"{name}config.json") or scope.exists(f"{name}.toml"):
            return f"{name} is configured"
    return ""


def _has(scope: "Scope", *path: str) -> bool:
    if not scope.exists(PATH):
        return False
    try:
        return scope.document(parse_toml, PATH).get(path) is not ABSENT
    except UnknownError:
        return True
