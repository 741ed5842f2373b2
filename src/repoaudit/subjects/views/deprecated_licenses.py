"""A licence in a form that PEP 639 replaced, where the build backend takes the new one."""

import re
from collections.abc import Iterator
from functools import partial

from repoaudit.documents.versions import Specifiers, Version
from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT, Fix, Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.build_system import BuildSystem, build_system
from repoaudit.subjects.files.metadata import requires_python
from repoaudit.subjects.files.project_table import ProjectTable
from repoaudit.subjects.views.project_problems import is_expression
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.pep508 import Requirement
    from repoaudit.facts.backends import Backend
    from repoaudit.scope import Scope

_LICENSE: Final = "License ::"
_UNKNOWN: Final = "?"
_POSTPONED: Final = lazy(r"639|SPDX|setuptools|hatchling|flit|pdm|poetry|backend|until", re.IGNORECASE)
"""What a comment on a licence says when its owner knows of the new form."""
_RAISED: Final = frozenset({">=", "~=", ">"})


_FILES: Final = ("LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE")


class DeprecatedLicense:
    """A table of ``license``, or classifiers of licences, in one ``[project]``."""

    __slots__ = ("_system", "_table", "backend", "classifiers", "scope")
    reads: ClassVar[tuple[str, ...]] = ProjectTable.reads

    def __init__(self, table: ProjectTable, system: BuildSystem, backend: "Backend") -> None:
        self.scope = table.scope
        self._table = table
        self._system = system
        self.backend = backend
        self.classifiers = tuple(each for each in table.strings("classifiers") if each[1].startswith(_LICENSE))

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it where the backend takes the new form on every Python that the project asks for."""
        for table in scope.all(ProjectTable):
            system = build_system(scope)
            backend = system.backend if system else None
            if system is None or backend is None:
                return
            found = cls(table, system, backend)
            if not found.is_table and not found.classifiers:
                return
            if not found._is_refused and found._can_change and not found._is_postponed:
                yield found

    @property
    def is_table(self) -> bool:
        """Whether ``license`` is a table."""
        return isinstance(self._table.get("license"), dict)

    @property
    def _is_refused(self) -> bool:
        """Whether the backend stops at both forms together, which PKG009 reports."""
        return bool(self._table.text("license")) and "both-licenses" in self.backend.refuses

    @property
    def _is_postponed(self) -> bool:
        """Whether a comment on the licence says why it is still so."""
        document, path = self._table.document, ("project", "license")
        if self._table.get("license") is ABSENT:
            return False
        notes = (*document.comments_above(path), document.comment_on(path) or "")
        return any(map(_POSTPONED.search, notes))

    @property
    def _can_change(self) -> bool:
        """Whether the versions of the backend that are asked for include one that takes the new form."""
        found = self._requirement
        newer = Specifiers.parse(f">={self.backend.spdx_since}")
        admits = found is None or found[1].specifiers is None or (newer and found[1].specifiers.intersects(newer))
        requires, oldest = requires_python(self.scope), Version.parse(self.backend.spdx_python)
        runs = requires is None or requires.oldest is None or oldest is None or requires.oldest >= oldest
        return bool(admits) and runs

    @property
    def _requirement(self) -> "tuple[int, Requirement] | None":
        return self._system.requirement(self.backend.package)

    @property
    def place(self) -> Place:
        """The table, else the first classifier."""
        return self._table.place("license") if self.is_table else self._place_of(self.classifiers[0][0])

    @property
    def others(self) -> tuple[Place, ...]:
        """The classifiers that would have to go as well."""
        return tuple(self._place_of(index) for index, _ in self.classifiers[0 if self.is_table else 1 :])

    def _place_of(self, index: int) -> Place:
        return self._table.place("classifiers", index)

    @property
    def stated(self) -> str:
        """The SPDX expression that stands beside classifiers, "" for none."""
        return self._table.text("license")

    @property
    def expression(self) -> str:
        """The expression that says the same, "" where the old form does not tell, or tells two things."""
        from repoaudit.facts.licenses import BY_NAME

        found = set(self._classified)
        text = self._table.text("license", "text").strip()
        if text:
            found.add(BY_NAME.get(text.lower(), text if is_expression(text, unknown=False) else _UNKNOWN))
        if not found:
            return self._read()
        return found.pop() if len(found) == 1 and _UNKNOWN not in found and not self.contradiction else ""

    @property
    def contradiction(self) -> tuple[str, str, str] | None:
        """The file of the licence, what it holds, and what else the classifiers say; None where they agree.

        A text in the table says what is meant, whatever the file holds.
        """
        said, read = self._classified, self._read()
        if len(said) != 1 or not read or read in said or self._table.text("license", "text"):
            return None
        return self._file, read, next(iter(said))

    @property
    def _classified(self) -> frozenset[str]:
        """What the classifiers say, as expressions; those that may mean several licences left out."""
        from repoaudit.facts.licenses import BY_CLASSIFIER

        return frozenset(BY_CLASSIFIER[text] for _, text in self.classifiers if text in BY_CLASSIFIER)

    @property
    def _file(self) -> str:
        """The file that the table names, or the one of the usual name; "" for none."""
        names = (self._table.text("license", "file"), *_FILES)
        return next((name for name in names if name and self.scope.exists(name)), "")

    def _read(self) -> str:
        """Return the licence that the file holds, that of the repository where the project has none.

        "" for none, and for a file of several licences.
        """
        from repoaudit.facts.licenses import BY_PHRASES, OTHER_TITLES

        root = self.scope.root
        path = self.scope.path(self._file) if self._file else next(filter(root.exists, _FILES), "")
        try:
            text = " ".join(root.repository.read(path).split()) if path else ""
        except UnknownError:
            return ""
        found = {each for each, phrases in BY_PHRASES if all(part in text for part in phrases)}
        return found.pop() if len(found) == 1 and not any(title in text for title in OTHER_TITLES) else ""

    @property
    def correction(self) -> Fix | None:
        """The fix that writes the expression, takes the classifiers out and asks for a backend that knows it."""
        from repoaudit.documents.toml.edits import remove_items, set_value
        from repoaudit.facts.licenses import DEFAULT_FILES

        expression = self.stated or self.expression
        if not expression or "license" in self._table.dynamic:
            return None
        if not self.stated and self._table.get("license-files") is not ABSENT:
            return None
        document, drafts = self._table.document, []
        if not self.stated:
            drafts.append(partial(set_value, document, ("project", "license"), expression))
            file = self._table.text("license", "file")
            if file and not file.upper().startswith(DEFAULT_FILES):
                drafts.append(partial(set_value, document, ("project", "license-files"), [file]))
        if self.classifiers:
            indexes = [index for index, _ in self.classifiers]
            drafts.append(partial(remove_items, document, ("project", "classifiers"), indexes))
        floor = None if self.stated else self._raised()
        if floor:
            drafts.append(partial(set_value, document, ("build-system", "requires", floor[0]), floor[1]))
        title = "remove the classifiers of licences" if self.stated else f'write `license = "{expression}"`'
        return Fix(title, tuple(drafts))

    def _raised(self) -> tuple[int, str] | None:
        """Return the requirement for the backend with a floor that knows the new form, None where it has one."""
        since, found = self.backend.spdx_since, self._requirement
        if found is None or found[1].specifiers is None:
            return None
        index, requirement = found
        bound, needed = found[1].specifiers.lower_bound, Version.parse(since)
        if bound and needed and bound.version >= needed:
            return None
        text = requirement.text
        for clause in found[1].specifiers.clauses:
            if clause.operator in _RAISED:
                start, end = clause.span.start, clause.version_span.start
                operator = text[start:end].replace(">", ">=") if clause.operator == ">" else text[start:end]
                return index, f"{text[:start]}{operator}{since}{text[clause.version_span.end :]}"
        comma = "," if found[1].specifiers.clauses else ""
        end = requirement.head_span.end
        return index, f"{text[:end]}>={since}{comma}{text[end:].lstrip()}"
