"""Run everything there is on a repository: all rules, all fixes, every property of every subject."""

import pkgutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from types import FrameType

import repoaudit.subjects
from repoaudit._index import ENTRIES
from repoaudit.config import load_policy
from repoaudit.diagnostic import Diagnostic, Report
from repoaudit.documents.reading import parse
from repoaudit.errors import DocumentSyntaxError, UnknownError
from repoaudit.finding import Applicability, Fix
from repoaudit.fixer import Settled, settle
from repoaudit.fixes import HeldBackError, realise
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository, Repository
from repoaudit.run import run
from repoaudit.scope import Scope, Subject
from repoaudit.subjects.files.projects import find_scopes

EVERYTHING = {"select": ("ALL",), "isolated": True}
DEPTH = 4
BUDGET = 5_000
RAISED = (UnknownError, LookupError, TypeError, ValueError, AttributeError, RecursionError, AssertionError)


def audit_all(repository: Repository | Mapping[str, str | bytes]) -> Report:
    """Run all rules; the repository's own settings do not count."""
    if not isinstance(repository, Repository):
        repository = MemoryRepository(repository)
    return run(repository, load_policy(repository, EVERYTHING, ENTRIES), ENTRIES)


def settle_all(repository: Repository, least: Applicability) -> Settled:
    """Make all fixes that are at least as applicable."""

    def wanted(diagnostic: Diagnostic) -> bool:
        return diagnostic.applicability is not None and diagnostic.applicability >= least

    return settle(repository, audit_all, wanted)


def shown(report: Report) -> tuple[Diagnostic, ...]:
    """Return what a report says; the fixes of two reports are never the same objects."""
    return tuple(each._replace(fix=each.fix._replace(drafts=()) if each.fix else None) for each in report.diagnostics)


def is_valid(path: str, text: str) -> bool:
    """Say whether our own reader takes a text."""
    try:
        parse(path, text)
    except DocumentSyntaxError:
        return False
    return True


@cache
def subject_types() -> tuple[type[Subject], ...]:
    """Return every subject that any module of ours defines; a class that subjects derive from is none itself."""
    modules = pkgutil.walk_packages(repoaudit.subjects.__path__, "repoaudit.subjects.")
    found = {
        each
        for module in modules
        for each in vars(import_module(module.name)).values()
        if isinstance(each, type) and hasattr(each, "all_in") and hasattr(each, "reads")
        if not each.__subclasses__()
    }
    return tuple(sorted((each for each in found if each.__module__.startswith("repoaudit.")), key=str))


def probe(repository: Repository) -> list[str]:
    """Ask every subject of every project everything it can tell; return what went wrong."""
    return [
        wrong
        for scope in find_scopes(repository, Policy())
        for subject in subject_types()
        for wrong in _Probe(subject).of(scope)
    ]


class _Probe:
    """One walk over the instances of a subject, through everything that their attributes lead to."""

    def __init__(self, subject: type[Subject]) -> None:
        self._subject = subject
        self._left = BUDGET
        self._seen: list[object] = []
        self._known: set[int] = set()
        self._repository: Repository | None = None

    def of(self, scope: Scope) -> Iterator[str]:
        self._repository = scope.repository
        try:
            instances = tuple(self._subject.all_in(scope))
        except UnknownError:
            return
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what we look for
            yield f"{self._subject.__name__}.all_in: {error!r} at {_where(error)}"
            return
        for instance in instances:
            yield from self._walk(instance, self._subject.__name__, DEPTH)

    def _walk(self, value: object, name: str, depth: int) -> Iterator[str]:
        if id(value) in self._known or self._left <= 0:
            return
        self._known.add(id(value))
        self._seen.append(value)  # keeps the identity taken
        if isinstance(value, Fix):
            yield from self._realise(value, name)
        elif isinstance(value, (tuple, list, set, frozenset)) and not hasattr(value, "_fields"):
            for item in value:
                yield from self._walk(item, f"{name}[]", depth)
        elif isinstance(value, Mapping):
            for item in value.values():
                yield from self._walk(item, f"{name}{{}}", depth)
        elif type(value).__module__.startswith("repoaudit.subjects") and depth:
            yield from self._attributes(value, name, depth)

    def _attributes(self, value: object, name: str, depth: int) -> Iterator[str]:
        for attribute in dir(type(value)):
            if attribute.startswith("_") or callable(getattr(type(value), attribute, None)):
                continue
            self._left -= 1
            try:
                found = getattr(value, attribute)
            except UnknownError:
                continue
            except Exception as error:  # noqa: BLE001  # whatever it is, it is what we look for
                yield f"{name}.{attribute}: {error!r} at {_where(error)}"
                continue
            yield from self._walk(found, f"{name}.{attribute}", depth - 1)

    def _realise(self, fix: Fix, name: str) -> Iterator[str]:
        assert self._repository
        try:
            realise(fix, self._repository)
        except (HeldBackError, UnknownError):
            return
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what we look for
            yield f"{name}: {error!r} at {_where(error)}"


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"


class TookTooLongError(BaseException):
    """Not an Exception: nothing of ours may contain it."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Stop what does not end; where the system has no such clock, wait."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    old = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise TookTooLongError
