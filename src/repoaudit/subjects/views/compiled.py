"""Whether a package holds compiled modules."""

import re

from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT
from repoaudit.regex import lazy
from repoaudit.subjects.files.project_table import toml_of
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_COMPILING: Final = (
    "ext_modules",
    "cythonize",
    "Extension(",
    "RustExtension",
    "CMakeExtension",
    "cffi_modules",
    "bdist_wheel",
)
_COMPILERS: Final = lazy(r'"(?:cython|cffi|pybind11|nanobind|numpy|mypy|setuptools-rust|hatch-mypyc)\b', re.IGNORECASE)
"""What a build of compiled modules asks for."""
_BACKENDS: Final = frozenset({"mesonpy", "scikit_build_core.build", "maturin", "sipbuild.api", "skbuild.setuptools"})


def is_compiled(scope: "Scope") -> bool:
    """Say whether a build of one project compiles something, by its backend, its requirements or ``setup.py``."""
    document = toml_of(scope)
    if document is not None:
        requires = document.get(("build-system", "requires"))
        names = " ".join(f'"{each}"' for each in requires) if isinstance(requires, list) else ""
        if str(document.get(("build-system", "build-backend"))) in _BACKENDS or _COMPILERS.search(names):
            return True
        if document.get(("tool", "poetry", "build")) is not ABSENT:
            return True
    try:
        text = scope.repository.read(scope.path("setup.py")) if scope.exists("setup.py") else ""
    except UnknownError:
        return True
    return any(word in text for word in _COMPILING)
