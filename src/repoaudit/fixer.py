"""Which fixes, in which order, until nothing changes any more; pure: nothing is written here."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice, takewhile

from repoaudit.diagnostic import Diagnostic, Report
from repoaudit.errors import RepoauditError
from repoaudit.finding import Change, DataPath, Fix
from repoaudit.fixes import HeldBackError, Realised, build, check
from repoaudit.record import NamedTuple
from repoaudit.text import Edit
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.repository import Repository

MAX_ROUNDS: Final = 100
MAX_BATCHES: Final = 8

Audit = Callable[["Repository"], Report]
Wanted = Callable[[Diagnostic], bool]


class UnsettledError(RepoauditError):
    """The fixes of two rules undo each other: a bug of ours, and no file is written."""


class HeldBack(NamedTuple):
    """A fix that was not made, and why."""

    diagnostic: Diagnostic
    reason: str


class Settled(NamedTuple):
    """What the fixer arrived at: changed files with their whole new texts, and the report of the tree after it."""

    texts: Mapping[str, str]
    report: Report
    fixed: tuple[Diagnostic, ...]
    held_back: tuple[HeldBack, ...]


def settle(repository: "Repository", audit: Audit, wanted: Wanted) -> Settled:
    """Apply whole fixes in report order, skipping those that overlap, and audit again until a round changes nothing.

    Raises:
        UnsettledError: a tree came back that was seen before, or the last round was reached.

    """
    fixed: list[Diagnostic] = []
    seen: set[tuple[tuple[str, str], ...]] = {()}
    texts: dict[str, str] = {}
    for _ in range(MAX_ROUNDS):
        report = audit(repository)
        turn = _Turn(repository)
        turn.take((each, each.fix) for each in report.diagnostics if each.fix and wanted(each))
        if not turn.fixed:
            return Settled(texts, report, tuple(fixed), tuple(turn.held_back))
        fixed += turn.fixed
        texts.update(turn.texts)
        repository = repository.with_texts(turn.texts)
        state = tuple(sorted(texts.items()))
        if state in seen:
            break
        seen.add(state)
    names = ", ".join(sorted({diagnostic.rule for diagnostic in fixed}))
    raise UnsettledError(f"the fixes of these rules undo each other: {names}")


def judge_all(repository: "Repository", fixes: Iterable[Fix]) -> list[Change | None]:
    """Build and judge fixes that are shown and not made; None for each that is held back.

    Those that do not disturb each other are judged at once: a file is read once, not once for each of its fixes.
    """
    changes = [_built(fix) for fix in fixes]
    waiting = [(number, change) for number, change in enumerate(changes) if change]
    for _ in range(MAX_BATCHES):
        chosen = _Chosen()
        taken = [chosen.add(change) for _, change in waiting]
        if not _holds(chosen.change, repository):
            break
        waiting = [each for each, was_taken in zip(waiting, taken, strict=True) if not was_taken]
    for number, change in waiting:
        if not _holds(change, repository):
            changes[number] = None
    return changes


def _built(fix: Fix) -> Change | None:
    try:
        return build(fix)
    except HeldBackError:
        return None


def _holds(change: Change, repository: "Repository") -> bool:
    try:
        check(change, repository)
    except HeldBackError:
        return False
    return True


class _Turn:
    """One round: the fixes that can be made together on one state of the tree."""

    def __init__(self, repository: "Repository") -> None:
        self._repository = repository
        self._made = Realised(Change((), {}), {})
        self.fixed: list[Diagnostic] = []
        self.held_back: list[HeldBack] = []

    def take(self, offers: Iterable[tuple[Diagnostic, Fix]]) -> None:
        """Take fixes whole; one that disturbs another waits for the next round, one that breaks its claim is held back.

        All of them are judged at once; only where that fails each is judged by itself, to find out which it was.
        """
        built = list(self._build(offers))
        chosen = _Chosen()
        for diagnostic, change in built:
            if change.edits and chosen.add(change):
                self.fixed.append(diagnostic)
        try:
            self._made = check(chosen.change, self._repository)
        except HeldBackError:
            self.fixed.clear()
            for diagnostic, change in built:
                self._offer(diagnostic, change)

    def _build(self, offers: Iterable[tuple[Diagnostic, Fix]]) -> Iterator[tuple[Diagnostic, Change]]:
        for diagnostic, fix in offers:
            try:
                yield diagnostic, build(fix)
            except HeldBackError as error:
                self.held_back.append(HeldBack(diagnostic, str(error)))

    def _offer(self, diagnostic: Diagnostic, change: Change) -> None:
        if _disturb(change, self._made.change):
            return  # not even judged: the last round, which changes nothing, judges all that is left
        try:
            alone = check(change, self._repository)
        except HeldBackError as error:
            self.held_back.append(HeldBack(diagnostic, str(error)))
            return
        together = self._together(change) if self._made.change.edits else alone
        if together and change.edits:
            self._made = together
            self.fixed.append(diagnostic)

    def _together(self, change: Change) -> Realised | None:
        """Return all changes so far and one more, judged as one; None when they disturb each other after all."""
        try:
            return check(self._made.change + change, self._repository)
        except HeldBackError:
            return None

    @property
    def texts(self) -> Mapping[str, str]:
        """The files of this round as they are afterwards."""
        return self._made.texts


class _Chosen:
    """Changes that do not disturb each other, collected; what was chosen is looked up rather than gone through."""

    def __init__(self) -> None:
        self._edits: list[Edit] = []
        self._claim: dict[str, dict[DataPath, object]] = {}
        self._places: dict[str, list[tuple[int, int]]] = {}

    def add(self, change: Change) -> bool:
        """Add a change; False for one that disturbs those that are there."""
        if any(self._claim.get(path, {}).keys() & values.keys() for path, values in change.claim.items()):
            return False
        if any(self._touches(edit) for edit in change.edits):
            return False
        for path, values in change.claim.items():
            self._claim.setdefault(path, {}).update(values)
        for edit in change.edits:
            insort(self._places.setdefault(edit.path, []), (edit.start, edit.end))
        self._edits += change.edits
        return True

    def _touches(self, edit: Edit) -> bool:
        """Say whether an edit cannot be made beside those that are there; of these only its neighbours matter."""
        places = self._places.get(edit.path, [])
        first = max(bisect_left(places, (edit.start, edit.end)) - 1, 0)
        near = takewhile(lambda place: place[0] <= edit.end, islice(places, first, None))
        return any(_touch(edit, Edit(edit.path, *place, "")) for place in near)

    @property
    def change(self) -> Change:
        """All of them as one."""
        return Change(tuple(self._edits), self._claim)


def _disturb(one: Change, other: Change) -> bool:
    """Say whether two changes speak of one value, or of the same text."""
    if any(other.claim.get(path, {}).keys() & values.keys() for path, values in one.claim.items()):
        return True
    return any(_touch(edit, another) for edit in one.edits for another in other.edits)


def _touch(one: Edit, other: Edit) -> bool:
    """Say whether two edits cannot be made together; insertions at one offset can."""
    if one.path != other.path or one.start == one.end == other.start == other.end:
        return False
    return one.start == other.start or (one.start < other.end and other.start < one.end)
