"""The marks that the tests of a project use, and which of them are registered."""

import re
from collections.abc import Iterable, Iterator

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.views.suite_marks import MarkUse, marks_of, marks_registered_in, mentioned_marks
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.subjects.views.test_suite import TestSuite
    from repoaudit.subjects.views.unregistered_marks import Unregistered


class MarkPlaces(NamedTuple):
    """Every use of one mark: in the order of the files."""

    name: str
    places: tuple[Place, ...]


class MarkUses:
    """The marks of one suite; files are scanned for them once."""

    __slots__ = ("_marks", "_suite")

    def __init__(self, suite: "TestSuite") -> None:
        self._suite = suite
        self._marks: dict[str, MarkPlaces] | None = None

    @property
    def places(self) -> dict[str, MarkPlaces]:
        """The marks that tests and conftests use, by name."""
        if self._marks is None:
            self._marks = self._marks_in(self._marked_files)
        return self._marks

    def _marks_in(self, paths: Iterable[str]) -> dict[str, MarkPlaces]:
        found: dict[str, list[Place]] = {}
        for path in paths:
            for use in self.uses_in(path):
                found.setdefault(use.name, []).append(_place(path, use))
        return {name: MarkPlaces(name, tuple(places)) for name, places in found.items()}

    def beside(self, known: frozenset[str]) -> tuple[MarkPlaces, ...]:
        """Return the marks that tests and conftests use, but for the known; files that mention no other are passed."""
        if self._marks is not None:
            return tuple(uses for name, uses in self._marks.items() if name not in known)
        found = self._marks_in(path for path in self._marked_files if self.mentioned_in(path) - known)
        return tuple(uses for name, uses in found.items() if name not in known)

    def uses_beside(self, known: frozenset[str]) -> bool:
        """Say whether tests or conftests use other marks than the known; the first file that does is the answer."""
        paths = (path for path in self._marked_files if self.mentioned_in(path) - known)
        return any(use.name not in known for path in paths for use in self.uses_in(path))

    def uses_any(self, names: frozenset[str]) -> bool:
        """Say whether tests or conftests use one of some marks."""
        mentioned = any(self.mentioned_in(path) & names for path in self._marked_files)
        return mentioned and not names.isdisjoint(self.places)

    def uses_in(self, path: str) -> tuple[MarkUse, ...]:
        """Return the marks that a file uses, () where it cannot be read; each file is scanned once for all projects."""
        try:
            return self._suite.scope.document(marks_of, path)
        except UnknownError:
            return ()

    def mentioned_in(self, path: str) -> frozenset[str]:
        """Return every name behind ``mark.`` in a file, in strings and comments too."""
        try:
            return self._suite.scope.document(mentioned_marks, path)
        except UnknownError:
            return frozenset()

    @property
    def _marked_files(self) -> Iterator[str]:
        yield from dict.fromkeys((*self._suite.files, *self._suite.conftests))

    def uses_of(self, name: str) -> MarkPlaces:
        """Return the uses of one mark; only files that mention it are scanned."""
        if self._marks is not None:
            return self._marks.get(name, MarkPlaces(name, ()))
        paths = (
            path for path in self._suite.files if name in self._suite.text(path) and name in self.mentioned_in(path)
        )
        places = (_place(path, use) for path in paths for use in self.uses_in(path) if use.name == name)
        return MarkPlaces(name, tuple(places))

    @property
    def configured(self) -> frozenset[str]:
        """The marks that ``markers`` of the configuration registers."""
        return frozenset(re.split(r"[:(]", line, maxsplit=1)[0].strip() for line in self._suite.pytest.markers.value)

    @property
    def registered(self) -> frozenset[str]:
        """The marks that configuration and the project's own plugins register.

        Raises:
            UnknownError: a plugin registers a mark whose name is computed.

        """
        found = set(self.configured)
        for path in self._suite.plugins:
            names, is_complete = marks_registered_in(self._suite.text(path))
            if not is_complete:
                raise UnknownError("registers marks whose names are computed", path)
            found |= names
        return frozenset(found)

    @property
    def unregistered(self) -> "tuple[Unregistered, ...]":
        """The marks that nothing registers. Raises `UnknownError` where something unseen may."""
        from repoaudit.subjects.views.unregistered_marks import unregistered_marks

        return tuple(unregistered_marks(self._suite))


def _place(path: str, use: MarkUse) -> Place:
    return Place(path, use.span, f"pytest.mark.{use.name}")
