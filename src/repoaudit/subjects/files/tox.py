"""tox: which of its files it reads, its environments, and the commands that they run."""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.finding import ABSENT
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.files.scripts import Runner, Script, Where, nowhere
from repoaudit.subjects.files.tox_sections import (
    ToxEnvironment,
    ToxList,
    legacy_text,
    read_ini,
    read_toml,
    toml_files,
)
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_ROOT = lazy(r"^\{(?:toxinidir|tox_root)\}/?")


class Tox:
    """tox in one project: the file that it reads, and the environments in it."""

    __slots__ = ("environments", "listed", "path", "scope")
    reads: ClassVar[tuple[str, ...]] = ("tox.ini", "setup.cfg", "pyproject.toml", "tox.toml")

    def __init__(
        self, scope: "Scope", path: str, environments: tuple[ToxEnvironment, ...], listed: ToxList | None
    ) -> None:
        self.scope = scope
        self.path = path
        self.environments = environments
        self.listed = listed

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield tox where it is configured: ``tox.ini`` hides the other files, even without a section of tox."""
        if scope.exists("tox.ini"):
            document = scope.document(parse_ini, scope.path("tox.ini"))
            yield cls(scope, document.path, *read_ini(document, "tox"))
            return
        if scope.exists("setup.cfg"):
            document = scope.document(parse_ini, scope.path("setup.cfg"))
            if document.section("tox:tox"):
                yield cls(scope, document.path, *read_ini(document, "tox:tox"))
                return
        for toml, prefix in toml_files(scope):
            yield cls(scope, toml.path, *read_toml(toml, prefix))

    @property
    def is_mapped(self) -> bool:
        """Whether a section of tox-gh says which environments a job with one Python runs."""
        if not self.path.endswith(".toml"):
            return self.scope.document(parse_ini, self.path).section("gh") is not None
        prefix = () if self.path.endswith("tox.toml") else ("tool", "tox")
        toml = self.scope.document(parse_toml, self.path)
        legacy = legacy_text(toml, prefix)
        if legacy is None:
            return toml.get((*prefix, "gh")) is not ABSENT
        return parse_ini(self.path, legacy).section("gh") is not None


def _folder_of(tox: Tox, environment: ToxEnvironment) -> str | None:
    """Return where the commands of an environment run, None where that cannot be known."""
    common = next((each.change_dir for each in tox.environments if not each.name), "")
    written = environment.change_dir or common
    relative = _ROOT.sub("", written.replace("{/}", "/"), count=1) if written.startswith("{") else written
    return join(tox.scope.folder, relative) if "{" not in relative and relative == relative.strip() else None


def values_of_tox(scope: "Scope") -> Iterator[str]:
    """Yield what tox puts into variables, from which commands may take words."""
    yield from (value for tox in scope.all(Tox) for each in tox.environments for value in each.variables)


def tox_scripts(scope: "Scope") -> Iterator[Script]:
    """Yield every command of every environment; tox splits it as shlex does, ``-`` in front ignores its failure."""
    for tox in scope.all(Tox):
        for environment in tox.environments:
            folder = _folder_of(tox, environment)
            for command in environment.commands:
                group = f"{tox.path}:{environment.name}"
                where = Where(Runner.TOX, environment.name, group, factors=command.factors, setting=command.setting)
                offset = nowhere if command.start is None else partial(int.__add__, command.start)
                ignored = command.place if command.text.startswith("-") else environment.tolerated
                yield Script(
                    command.text,
                    command.place,
                    where,
                    offset=offset,
                    folder=folder,
                    dialect="tox",
                    tolerated=ignored,
                    rewrite=command.rewrite,
                )
