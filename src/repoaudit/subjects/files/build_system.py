"""``[build-system]`` of ``pyproject.toml``: what builds a project."""

from repoaudit.documents.pep508 import Requirement, parse_requirement
from repoaudit.facts.backends import BACKENDS, DEFAULT, Backend
from repoaudit.finding import ABSENT
from repoaudit.subjects.files.project_table import toml_of
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.scope import Scope


class BuildSystem:
    """The table of one project; ``module`` is its ``build-backend``, setuptools' old one where it names none."""

    __slots__ = ("document", "module")

    def __init__(self, document: "TomlDocument") -> None:
        self.document = document
        module = document.get(("build-system", "build-backend"))
        self.module = module if isinstance(module, str) else DEFAULT

    @property
    def backend(self) -> Backend | None:
        """What is known of the backend; None for one that is not known, and for one in the repository itself."""
        return None if self.is_in_tree else BACKENDS.get(self.module)

    @property
    def is_in_tree(self) -> bool:
        """Whether the repository brings its backend, which may wrap another one."""
        return self.document.get(("build-system", "backend-path")) is not ABSENT

    @property
    def requires(self) -> tuple[tuple[int, str], ...]:
        """What is installed for a build, each with its position."""
        value = self.document.get(("build-system", "requires"))
        items = enumerate(value) if isinstance(value, list) else ()
        return tuple((index, item) for index, item in items if isinstance(item, str))

    def requirement(self, name: str) -> tuple[int, Requirement] | None:
        """Return the requirement for a package, with its position."""
        for index, text in self.requires:
            found = parse_requirement(text)
            if found is not None and found.canonical == name:
                return index, found
        return None


def build_system(scope: "Scope") -> BuildSystem | None:
    """Return the table of one project, made once; None without one.

    Raises:
        UnknownError: ``pyproject.toml`` cannot be read or parsed.

    """
    return scope.once(_build_system)


def _build_system(scope: "Scope") -> BuildSystem | None:
    document = toml_of(scope)
    is_there = document is not None and isinstance(document.get(("build-system",)), dict)
    return BuildSystem(document) if document is not None and is_there else None
