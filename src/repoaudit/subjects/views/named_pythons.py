"""The places besides ``requires-python`` that name one Python."""

import re
from collections.abc import Iterator

from repoaudit.choice import Choice
from repoaudit.documents.versions import Version
from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.classifiers import classifiers
from repoaudit.subjects.views.tested_pythons import read_version, tested_pythons
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_FROM: Final = lazy(r"^FROM[ \t]+(?:--platform=\S+[ \t]+)?(?:\S*/)?(python:(?=[\d$])\S+)", re.MULTILINE | re.IGNORECASE)
_IMAGE: Final = lazy(r"python:(\d\.\d{1,2})(?!\d)\S*", re.IGNORECASE)
_ARGUMENT: Final = lazy(r"^ARG[ \t]+(\w+)=[\"']?([^\s\"']+)", re.MULTILINE | re.IGNORECASE)
_VARIABLE: Final = lazy(r"\$(?:\{(\w+)\}|(\w+))")
_LINE: Final = lazy(r"[^\s#]\S*")


class Namer(Choice):
    """What names a Python."""

    CLASSIFIER = "classifier"
    VERSION_FILE = ".python-version"
    DOCKER = "Docker image"
    ENVIRONMENT = "environment"
    TESTED = "tests"


class NamedPython(NamedTuple):
    """One place that names a Python: its minor version, the text, and who names it."""

    version: Version
    text: str
    place: Place
    namer: Namer
    source: str


def named_pythons(scope: "Scope") -> Iterator[NamedPython]:
    """Yield every place, those that decide what runs first."""
    yield from version_file(scope)
    yield from docker_images(scope)
    for tested in tested_pythons(scope).found:
        yield NamedPython(tested.version, tested.text, tested.place, Namer.TESTED, tested.source)
    found = classifiers(scope)
    for item in found.pythons if found else ():
        if item.python:
            yield NamedPython(item.python, item.text, item.place, Namer.CLASSIFIER, "a classifier")


def version_file(scope: "Scope") -> Iterator[NamedPython]:
    """Yield the versions of ``.python-version``, one a line."""
    path = scope.path(".python-version")
    text = _text(scope, ".python-version")
    for match in _LINE.finditer(text) if text else ():
        version = read_version(match[0])
        if version:
            place = Place(path, Span(*match.span()), ".python-version")
            yield NamedPython(version, match[0], place, Namer.VERSION_FILE, "`.python-version`")


def docker_images(scope: "Scope") -> Iterator[NamedPython]:
    """Yield the official images that the project's ``Dockerfile`` is built from, where no argument says otherwise."""
    text = _text(scope, "Dockerfile")
    defaults = {match[1]: match[2] for match in _ARGUMENT.finditer(text)} if "$" in text else {}
    for match in _FROM.finditer(text) if text else ():
        image = _VARIABLE.sub(lambda found: defaults.get(found[1] or found[2], found[0]), match[1])
        named = _IMAGE.fullmatch(image)
        version = Version.parse(named[1]) if named else None
        if version:
            place = Place(scope.path("Dockerfile"), Span(*match.span(1)), f"FROM {match[1]}")
            yield NamedPython(version, image, place, Namer.DOCKER, "the Docker image")


def _text(scope: "Scope", name: str) -> str:
    """Return the text of a file, "" where there is none that can be read."""
    try:
        return scope.repository.read(scope.path(name)) if scope.exists(name) else ""
    except UnknownError:
        return ""
