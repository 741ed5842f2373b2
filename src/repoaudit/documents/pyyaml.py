"""PyYAML, as far as its C parser needs it.

Importing all of it takes a twentieth of a run: fourteen modules, of which the events, the nodes and the errors serve
the C parser. So the package is begun with these, and completes itself, in place, when anybody asks it for more.
Whatever does not fit this picture (no libyaml, another PyYAML) is imported whole. Its regular expressions wait for
their first use in both cases.
"""

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType, SimpleNamespace

from repoaudit.regex import Uncompiled
from repoaudit.typing import TYPE_CHECKING, Final

_NAME: Final = "yaml"
_ERRORS: Final = {
    "scanner": "ScannerError",
    "parser": "ParserError",
    "composer": "ComposerError",
    "constructor": "ConstructorError",
    "emitter": "EmitterError",
    "serializer": "SerializerError",
    "representer": "RepresenterError",
}
"""The modules that the C parser takes nothing but an error from, when it is imported."""


class _Begun(ModuleType):
    """The package before it is complete."""

    def __getattr__(self, name: str) -> object:
        """Complete the package and return what was asked for."""
        _complete(self)
        return getattr(self, name)


def _begin(spec: ModuleSpec) -> None:
    """Import the C parser and what it needs. Raises ImportError or AttributeError where PyYAML is another than ours."""
    package: ModuleType = _Begun(_NAME)
    vars(package).update(__spec__=spec, __file__=spec.origin, __loader__=spec.loader)
    package.__package__ = _NAME
    package.__path__ = spec.submodule_search_locations or []
    sys.modules[_NAME] = package
    for part in ("error", "tokens", "events", "nodes", "reader"):
        import_module(f"{_NAME}.{part}")
    # Of their errors a stand-in does, the base, until the package is complete.
    for part, error in _ERRORS.items():
        setattr(package, part, SimpleNamespace(**{error: package.error.MarkedYAMLError}))
    import_module(f"{_NAME}._yaml")
    for part in _ERRORS:
        delattr(package, part)
    for part in ("error", "events", "nodes"):
        vars(package).update(item for item in vars(getattr(package, part)).items() if item[0][0] != "_")


def _complete(package: ModuleType) -> None:
    package.__class__ = ModuleType
    with Uncompiled():
        package.__loader__.exec_module(package)  # type: ignore[union-attr]  # set by `_begin`
    for part, error in _ERRORS.items():
        setattr(package._yaml, error, getattr(getattr(package, part), error))  # noqa: SLF001  # its public errors


def _forget() -> None:
    for name, module in tuple(sys.modules.items()):
        if (name == _NAME or name.startswith(f"{_NAME}.")) and module is not None:  # None forbids an import
            del sys.modules[name]


def _import() -> None:
    spec = PathFinder.find_spec(_NAME)
    if spec is None or spec.loader is None:
        return
    try:
        _begin(spec)
    except (ImportError, AttributeError):
        _forget()


if TYPE_CHECKING:
    import yaml as yaml  # noqa: PLC0414  # this is how a type checker is told of a re-export
else:
    with Uncompiled():
        if _NAME not in sys.modules:
            _import()
        yaml = import_module(_NAME)
