"""What subjects are built from: one project of the repository, the policy, and the memo of the run."""

from collections.abc import Callable, Iterable

from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from types import TracebackType

    from repoaudit.policy import Policy
    from repoaudit.repository import Repository

T = TypeVar("T")
K = TypeVar("K")


class Subject(Protocol):
    """A typed view that rules ask for; it can find all of itself in a scope.

    ``reads`` names the paths (relative to the project; ``*`` within one part) of which one must exist for the
    subject to have an instance; empty when it may exist without any.
    """

    reads: ClassVar[tuple[str, ...]]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterable[Self]:
        """Yield every instance in one project."""
        ...


S = TypeVar("S", bound=Subject)  # a bound in quotes would have to be compiled: 0.8 ms
_NOTHING: Final = object()


class Memo:
    """Values that are made once; one that could not be made raises the same error each time it is asked for."""

    __slots__ = ("_errors", "_values")

    def __init__(self) -> None:
        self._values: dict[object, object] = {}
        self._errors: dict[object, tuple[Exception, TracebackType | None]] = {}

    def once(self, key: object, make: Callable[..., T], *arguments: object) -> T:
        """Return the value of a key, made of some arguments on first demand."""
        known = self._values.get(key, _NOTHING)  # one look-up: a run asks a thousand times
        if known is not _NOTHING:
            return known  # type: ignore[return-value]  # the key holds `make`, hence the type
        if key in self._errors:
            raised, trace = self._errors[key]
            raise raised.with_traceback(trace)  # without the frames that each raise before has added
        try:
            value = make(*arguments)
        except Exception as error:
            self._errors[key] = error, error.__traceback__
            raise
        self._values[key] = value
        return value


class Scope:
    """One project folder of a repository; ``folder`` is "" for the root.

    Documents are shared by all scopes of a run, subjects are made once per scope.
    """

    __slots__ = ("_documents", "_memo", "folder", "members", "policy", "repository", "root")

    def __init__(
        self, repository: "Repository", policy: "Policy", folder: str = "", root: "Scope | None" = None
    ) -> None:
        self.repository = repository
        self.policy = policy
        self.folder = folder
        self.root = root or self
        self.members: tuple[Scope, ...] = ()
        self._memo = Memo()
        self._documents: Memo = root._documents if root else Memo()  # noqa: SLF001  # one memo for a run

    @property
    def is_root(self) -> bool:
        """Whether this is the project at the root of the repository."""
        return self.root is self

    def path(self, relative: str) -> str:
        """Return the repository path of a path inside this project."""
        return f"{self.folder}/{relative}" if self.folder else relative

    def exists(self, relative: str) -> bool:
        """Say whether a regular file of this project exists."""
        return self.repository.is_file(f"{self.folder}/{relative}" if self.folder else relative)

    def document(self, parse: Callable[[str, str], T], path: str) -> T:
        """Return the document at a repository path, parsed once for the whole run.

        Raises:
            UnreadableError: the file cannot be read.
            DocumentSyntaxError: the text is not valid.

        """
        document: T = self._documents.once((parse, path), self._parsed, parse, path)
        return document

    def _parsed(self, parse: Callable[[str, str], T], path: str) -> T:
        return parse(path, self.repository.read(path))

    def once(self, make: "Callable[[Scope], T]") -> T:
        """Return ``make(scope)``, made once for this scope."""
        return self._memo.once(make, make, self)

    def once_for(self, make: "Callable[[Scope, K], T]", name: K) -> T:
        """Return ``make(scope, name)``, made once for this scope and name, which may be any value that hashes."""
        return self._memo.once((make, name), make, self, name)

    def all(self, subject: type[S]) -> tuple[S, ...]:
        """Return all instances of a subject, found once for this scope."""
        return self._memo.once(subject, self._found, subject)

    def _found(self, subject: type[S]) -> tuple[S, ...]:
        return tuple(subject.all_in(self))
