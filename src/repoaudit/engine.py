"""Scopes and rules in, a report out; pure, and the one place where an unexpected error is contained."""

from collections.abc import Iterable, Sequence

from repoaudit.diagnostic import Crash, Diagnostic, Location, Note, RelatedLocation, Report
from repoaudit.errors import UnknownError
from repoaudit.finding import Finding, Place
from repoaudit.text import LineIndex
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.rule import Runnable
    from repoaudit.scope import Scope, Subject


def audit(scopes: Sequence["Scope"], rules: Sequence["Runnable"], options: "Options | None" = None) -> Report:
    """Run every rule on every instance of its subject, subject by subject, and sign what they find.

    ``scopes`` begins with the root. An unknown value becomes a note, an error of ours a crash that names the rules
    it silenced; neither stops the others.
    """
    run = _Run(scopes[0], options or {})
    for subject, group in _by_subject(rules):
        for scope in scopes:
            run.subject(scope, subject, group)
    return run.report(len(rules))


def audit_instances(scope: "Scope", instances: Iterable["Subject"], rules: Sequence["Runnable"]) -> Report:
    """Run rules on instances that exist already: what is known only after all other rules have run."""
    run = _Run(scope, {})
    for instance in instances:
        run.instance(scope, instance, rules)
    return run.report(len(rules))


Options = dict[str, object]
"""Rule name → its options, an instance of the NamedTuple the rule declared."""


def line_index(path: str, text: str) -> LineIndex:
    """Index the lines of a file; memoised like any other document."""
    del path
    return LineIndex(text)


def locate(scope: "Scope", place: Place) -> Location:
    """Give a place its lines and columns."""
    if place.span is None:
        return Location(place.path, None, place.anchor, None, None)
    lines = scope.document(line_index, place.path)
    return Location(place.path, place.span, place.anchor, lines.at(place.span.start), lines.at(place.span.end))


def _by_subject(rules: Sequence["Runnable"]) -> Iterable[tuple[type["Subject"], list["Runnable"]]]:
    groups: dict[type[Subject], list[Runnable]] = {}
    for rule in rules:
        groups.setdefault(rule.subject, []).append(rule)
    return groups.items()


class _Run:
    """What one run has learned so far."""

    __slots__ = ("_crashes", "_diagnostics", "_notes", "_options", "_root")

    def __init__(self, root: "Scope", options: Options) -> None:
        self._root = root
        self._options = options
        self._diagnostics: dict[tuple[str, int, str, str, str], Diagnostic] = {}
        self._notes: dict[UnknownError, list[str]] = {}
        self._crashes: dict[int, tuple[Exception, str, list[str]]] = {}

    def subject(self, scope: "Scope", subject: type["Subject"], rules: list["Runnable"]) -> None:
        """Run a group of rules on each instance of their subject in one scope."""
        try:
            for instance in _instances(scope, subject):
                self.instance(scope, instance, rules)
        except UnknownError as error:
            self._note(error, [rule.name for rule in rules])
        except Exception as error:  # noqa: BLE001  # our own error must not take the other subjects with it
            self._crash(error, subject.__name__, [rule.name for rule in rules])

    def instance(self, scope: "Scope", instance: "Subject", rules: Sequence["Runnable"]) -> None:
        """Run a group of rules on one instance of their subject."""
        for rule in rules:
            self._rule(scope, rule, instance)

    def _rule(self, scope: "Scope", rule: "Runnable", instance: "Subject") -> None:
        try:
            for finding in rule.run(instance, self._options.get(rule.name)):
                diagnostic = self._sign(scope, rule, finding)
                self._diagnostics.setdefault(_identity(diagnostic), diagnostic)
        except UnknownError as error:
            self._note(error, [rule.name])
        except Exception as error:  # noqa: BLE001  # our own error must not take the other rules with it
            self._crash(error, type(instance).__name__, [rule.name])

    def _sign(self, scope: "Scope", rule: "Runnable", finding: Finding) -> Diagnostic:
        related = tuple(RelatedLocation(locate(scope, each.place), each.message) for each in finding.related)
        severity = finding.severity or rule.severity
        applicability = None
        if finding.fix and rule.fix:
            applicability = min(finding.fix.applicability or rule.fix, rule.fix)
        return Diagnostic(
            locate(scope, finding.place),
            rule.code,
            rule.name,
            scope.policy.severity.get(rule.name, severity),
            finding.message,
            related,
            finding.fix if applicability else None,
            applicability,
        )

    def _note(self, error: UnknownError, rules: list[str]) -> None:
        known = self._notes.setdefault(error, [])
        known += [name for name in rules if name not in known]

    def _crash(self, error: Exception, subject: str, rules: list[str]) -> None:
        _, _, known = self._crashes.setdefault(id(error), (error, subject, []))
        known += [name for name in rules if name not in known]

    def report(self, rules: int) -> Report:
        """Return everything, sorted."""
        diagnostics = tuple(sorted(self._diagnostics.values(), key=_order))
        notes: dict[tuple[str, int | None, str], set[str]] = {}
        for error, names in self._notes.items():
            notes.setdefault(self._note_key(error), set()).update(names)
        crashes = [_as_crash(*crash) for crash in self._crashes.values()]
        return Report(
            diagnostics,
            notes=tuple(Note(*key, tuple(sorted(notes[key]))) for key in sorted(notes, key=_note_order)),
            crashes=tuple(sorted(crashes)),
            rules=rules,
        )

    def _note_key(self, error: UnknownError) -> tuple[str, int | None, str]:
        return error.path, self._line_of(error), error.reason

    def _line_of(self, error: UnknownError) -> int | None:
        if error.span is None:
            return None
        try:
            return self._root.document(line_index, error.path).at(error.span.start).line
        except UnknownError:  # the place belongs to a text that is no file of the repository
            return None


def _order(diagnostic: Diagnostic) -> tuple[str, int, str, str, str]:
    return diagnostic.sort_key


def _identity(diagnostic: Diagnostic) -> tuple[str, int, str, str, str]:
    """Return what no other diagnostic has: an alias of YAML leads to the same text."""
    path, start, code, anchor, message = diagnostic.sort_key
    return path, start, code, anchor if start < 0 else "", message


def _note_order(key: tuple[str, int | None, str]) -> tuple[str, int, str]:
    path, line, reason = key
    return path, line or 0, reason


def _instances(scope: "Scope", subject: type["Subject"]) -> Iterable["Subject"]:
    """Return what a rule runs on; a streamed subject is dropped as soon as its rules have seen it."""
    return subject.all_in(scope) if getattr(subject, "streamed", False) else scope.all(subject)


def _as_crash(error: Exception, subject: str, rules: list[str]) -> Crash:
    from traceback import format_exception

    text = f"{type(error).__name__}: {error}".splitlines()[0]
    return Crash(tuple(sorted(rules)), subject, text, "".join(format_exception(error)))
