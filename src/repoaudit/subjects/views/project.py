"""A project as a whole: its name, what it is, the Pythons it supports, and those it is tested with."""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import Version
from repoaudit.errors import UnknownError
from repoaudit.subjects.files.metadata import RequiresPython, requires_python
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.classifiers import Classifiers
    from repoaudit.subjects.views.classifier_comparison import ClassifierComparison
    from repoaudit.subjects.views.named_pythons import NamedPython
    from repoaudit.subjects.views.project_kind import Judgement
    from repoaudit.subjects.views.python_floor import EndedFloor
    from repoaudit.subjects.views.tested_pythons import TestedPythons

_NAMES = (("project", "name"), ("tool", "poetry", "name"))


class Project:
    """One project of the repository. Everything is found, and its reader imported, when it is asked for."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the one project of a scope."""
        yield cls(scope)

    @property
    def name(self) -> str:
        """The name in its metadata, "" where none can be read."""
        return self.scope.once(_name)

    @property
    def kind(self) -> "Judgement":
        """``library`` where it is published, else ``application``, and why."""
        from repoaudit.subjects.views.project_kind import kind_of

        return kind_of(self.scope)

    @property
    def is_library(self) -> bool:
        """Whether it is published for others to build on."""
        return self.kind.answer == "library"

    @property
    def profiles(self) -> tuple["Judgement", ...]:
        """The profiles in effect, each with why: those of the policy, what it leaves open inferred."""
        ml = self.ml
        return (ml, self.kind) if ml else (self.kind,)

    @property
    def ml(self) -> "Judgement | None":
        """Why ``ml`` is in effect, None where it is not."""
        from repoaudit.subjects.collections.profile import ml_sign
        from repoaudit.subjects.views.project_kind import Judgement

        stated = self.scope.policy.profiles
        if stated is not None:
            return Judgement("ml", self.scope.policy.origin("profile")) if "ml" in stated else None
        sign = ml_sign(self.scope)
        return Judgement("ml", *sign) if sign else None

    def has_profile(self, name: str) -> bool:
        """Say whether ``ml``, ``library`` or ``application`` is in effect."""
        if name != "ml":
            return self.kind.answer == name
        stated = self.scope.policy.profiles
        if stated is not None:
            return "ml" in stated
        from repoaudit.subjects.collections.profile import ml_sign

        return bool(ml_sign(self.scope))

    @property
    def today(self) -> str:
        """The day that counts as today, an ISO date."""
        from repoaudit.subjects.views.python_life import today

        return today(self.scope)

    @property
    def requires_python(self) -> RequiresPython | None:
        """The range of Pythons that it asks for; None where it states none, or one that cannot be read."""
        return requires_python(self.scope)

    @property
    def supported_pythons(self) -> tuple[Version, ...]:
        """The released minor versions of Python 3 that its range admits, oldest first; () where it states none."""
        from repoaudit.subjects.views.python_life import admitted

        stated = self.requires_python
        return admitted(stated.specifiers) if stated else ()

    @property
    def classifiers(self) -> "Classifiers | None":
        """Its classifiers, None where none can be read."""
        from repoaudit.subjects.files.classifiers import classifiers

        return classifiers(self.scope)

    @property
    def classifier_comparison(self) -> "ClassifierComparison | None":
        """The Pythons of its classifiers beside those it admits, None where no file states both."""
        from repoaudit.subjects.views.classifier_comparison import ClassifierComparison

        stated, found = self.requires_python, self.classifiers
        if stated is None or found is None or stated.place.path != found.place.path:
            return None
        return ClassifierComparison(self.scope, found, stated.specifiers)

    @property
    def ended_floor(self) -> "EndedFloor | None":
        """The oldest Python that it asks for, when that one gets no security fixes any more."""
        from repoaudit.subjects.views.python_floor import ended_floor

        return ended_floor(self.scope, self.requires_python)

    @property
    def tested_pythons(self) -> "TestedPythons":
        """The Pythons it is tested with: in CI, by tox and by nox."""
        from repoaudit.subjects.views.tested_pythons import tested_pythons

        return tested_pythons(self.scope)

    @property
    def named_pythons(self) -> tuple["NamedPython", ...]:
        """Every other place that names one Python: classifiers, ``.python-version``, Docker, CI, tox and nox."""
        from repoaudit.subjects.views.named_pythons import named_pythons

        return tuple(named_pythons(self.scope))


def _name(scope: "Scope") -> str:
    try:
        if scope.exists("pyproject.toml"):
            document = scope.document(parse_toml, scope.path("pyproject.toml"))
            for path in _NAMES:
                value = document.get(path)
                if isinstance(value, str):
                    return value
        if scope.exists("setup.cfg"):
            from repoaudit.documents.ini import parse_ini

            option = scope.document(parse_ini, scope.path("setup.cfg")).get("metadata", "name")
            return option.value.strip() if option else ""
    except UnknownError:
        return ""
    return ""
