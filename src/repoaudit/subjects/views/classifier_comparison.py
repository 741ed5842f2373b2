"""The Pythons of a project's classifiers beside those that its range admits."""

from repoaudit.errors import UnknownError
from repoaudit.finding import Applicability, Fix, Place
from repoaudit.subjects.files.classifiers import PYTHON, Classifier, Classifiers
from repoaudit.subjects.views.python_life import MINORS, has_ended, today
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.versions import Specifiers, Version
    from repoaudit.scope import Scope


class ClassifierComparison:
    """What is too much and what is missing.

    ``excluded`` are classifiers of Pythons that the range excludes, ``missing`` maintained Pythons that it admits below
    the newest classifier that it admits, too. A Python whose life is over is not missing: the range should change.
    """

    __slots__ = ("_classifiers", "_scope", "excluded", "missing")

    def __init__(self, scope: "Scope", found: Classifiers, specifiers: "Specifiers") -> None:
        self._scope = scope
        self._classifiers = found
        named = {item.python: item for item in found.pythons if item.python}
        self.excluded: tuple[Classifier, ...] = tuple(
            item for version, item in named.items() if not specifiers.admits_python(version)
        )
        newest = max((version for version in named if specifiers.admits_python(version)), default=None)
        day = today(scope)
        self.missing: tuple[Version, ...] = tuple(
            minor
            for minor in MINORS
            if newest is not None
            and minor < newest
            and minor not in named
            and specifiers.admits_python(minor)
            and not has_ended(minor, day)
            and not found.completed_by
        )

    @property
    def place(self) -> Place:
        """The list."""
        return self._classifiers.place

    @property
    def removal(self) -> Fix | None:
        """The fix that removes what is excluded, None where the file is not edited."""
        return self._judged(self._classifiers.remove(self.excluded))

    @property
    def addition(self) -> Fix | None:
        """The fix that adds what is missing, each before the next newer one; None where the file is not edited."""
        pythons = [(item.python, item) for item in self._classifiers.pythons if item.python]
        newer = [(minor, [pair for pair in pythons if pair[0] > minor]) for minor in self.missing]
        pairs = [(f"{PYTHON}{minor}", min(items, key=lambda pair: pair[0])[1]) for minor, items in newer if items]
        return self._judged(self._classifiers.insert(pairs))

    def _judged(self, fix: Fix | None) -> Fix | None:
        return fix.but(Applicability.UNSAFE) if fix and _are_read(self._scope) else fix


def _are_read(scope: "Scope") -> bool:
    """Say whether something runs on the Pythons that the classifiers name: nox, or a matrix made of them."""
    try:
        if scope.exists("noxfile.py") and "python_versions" in scope.repository.read(scope.path("noxfile.py")):
            return True
    except UnknownError:
        return True
    from repoaudit.subjects.files.workflows import Workflow

    return any("classifier" in workflow.document.text.lower() for workflow in scope.root.all(Workflow))
