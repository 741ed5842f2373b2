"""The files that a rule of ruff is silenced for: ``per-file-ignores``."""

from collections.abc import Iterable, Iterator
from fnmatch import translate
from functools import lru_cache
from itertools import islice

from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.projects import is_foreign
from repoaudit.subjects.tools.ruff.selection import rank
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re

    from repoaudit.scope import Scope

_TYPICAL: Final = ("src/package/model.py", "package/model.py", "model.py", "src/model.py")
_MAX_FILES: Final = 2_000
_MAX_VARIANTS: Final = 16


class FileIgnore(NamedTuple):
    """One entry of ``per-file-ignores``; the pattern is relative to the folder of its file, ``!`` negates it."""

    pattern: str
    selectors: tuple[str, ...]
    folder: str

    def matches(self, path: str) -> bool:
        """Say whether the pattern matches a path, relative to the root, or its last part."""
        negated = self.pattern.startswith("!")
        inner = path.removeprefix(f"{self.folder}/") if self.folder else path
        patterns = tuple(_variants(self.pattern.removeprefix("!").removeprefix("./")))
        name = path.rpartition("/")[2]
        return any(_compiled(each).match(text) for each in patterns for text in (inner, name)) is not negated


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> "re.Pattern[str]":
    import re

    return re.compile(translate(pattern))


def _variants(pattern: str) -> Iterator[str]:
    """Yield patterns of fnmatch that together match what one of globset does: ``*`` crosses ``/`` in both."""
    for each in islice(_expanded(pattern), _MAX_VARIANTS):
        yield each
        if "**/" in each:
            yield each.replace("**/", "")


def _expanded(pattern: str) -> Iterator[str]:
    """Expand the first ``{a,b}``, which fnmatch does not know; there is hardly ever a second one."""
    before, _, rest = pattern.partition("{")
    inside, end, after = rest.partition("}")
    if not end:
        yield pattern
        return
    for each in inside.split(","):
        yield before + each + after


def covers_source(entries: Iterable[FileIgnore], code: str, scope: "Scope") -> bool:
    """Say whether a rule is silenced for the project's own source, tests left out.

    An entry that names the rule or its family (``N803``, ``N``) and covers a part of the source is a decision about
    where it applies; ``ALL`` has to cover everything.
    """
    relevant = [entry for entry in entries if any(rank(each, code) >= 0 for each in entry.selectors)]
    if not relevant:
        return False
    paths = tuple(islice(_own_source(scope), _MAX_FILES)) or _TYPICAL
    close = [entry for entry in relevant if any(rank(each, code) > 0 for each in entry.selectors)]
    if any(entry.matches(path) for entry in close for path in paths):
        return True
    return all(any(entry.matches(path) for entry in relevant) for path in paths)


def _own_source(scope: "Scope") -> Iterator[str]:
    for path in own_modules(scope):
        name = path.rpartition("/")[2]
        if name not in {"__init__.py", "conftest.py", "setup.py", "noxfile.py"} and not name.startswith("test_"):
            yield path


def own_modules(scope: "Scope") -> Iterator[str]:
    """Yield the paths of Python files of a project outside folders of tests, examples and docs."""
    prefix = f"{scope.folder}/" if scope.folder else ""
    for path in scope.repository.files():
        if path.endswith(".py") and path.startswith(prefix) and not is_foreign(path[len(prefix) :]):
            yield path


def leaves_out_most(patterns: Iterable[str], scope: "Scope") -> bool:
    """Say whether patterns of files match less than half of the modules of a project."""
    entries = [FileIgnore(each, (), scope.folder) for each in patterns]
    paths = tuple(islice(own_modules(scope), _MAX_FILES))
    return sum(any(entry.matches(path) for entry in entries) for path in paths) * 2 < len(paths)


def mentions_in_noqa(scope: "Scope", codes: Iterable[str]) -> bool:
    """Say whether some Python file of a project suppresses one of the rules in a comment."""
    prefix = f"{scope.folder}/" if scope.folder else ""
    wanted = tuple(codes)
    for path in scope.repository.files():
        if path.endswith((".py", ".pyi", ".ipynb")) and path.startswith(prefix):
            try:
                text = scope.repository.read(path)
            except UnknownError:
                return True
            if any(code in text for code in wanted) and ("noqa" in text or "ruff:" in text):
                return True
    return False
