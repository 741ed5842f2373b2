"""Which rules there are, and which of them the user selected."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.finding import Applicability, Severity
from repoaudit.typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from repoaudit.finding import Finding
    from repoaudit.policy import Policy
    from repoaudit.rule import AnyRule, Runnable
    from repoaudit.scope import Scope, Subject

ALL: Final = "ALL"


def builtin_entries() -> tuple[Entry, ...]:
    """Return the rules that ship with repoaudit, in the order of their codes."""
    from repoaudit._index import ENTRIES  # generated; kept out of modules that only need the types

    return ENTRIES


def answers_to(entry: Entry, selector: str) -> int:
    """Return how specifically a selector names a rule: 0 for not at all, more characters for more."""
    if selector == ALL:
        return 1
    if selector in (entry.name, entry.code):
        return 100
    is_prefix = selector.isalnum() and selector.isupper() and entry.code.startswith(selector)
    return 1 + len(selector) if is_prefix else 0


def matches_any(entry: Entry, selectors: Iterable[str]) -> bool:
    """Say whether one of the selectors names a rule."""
    return any(answers_to(entry, selector) for selector in selectors)


def check_selectors(entries: Sequence[Entry], selectors: Iterable[str], *, where: str) -> None:
    """Raise UsageError, with a suggestion, for a selector that names no rule."""
    for selector in selectors:
        if selector != ALL and not any(answers_to(entry, selector) for entry in entries):
            raise UsageError(f"{where}: no rule is called {selector!r}{suggestion(entries, selector)}")


def suggestion(entries: Sequence[Entry], wrong: str) -> str:
    """Return " (did you mean 'x'?)" for a name near to a rule's, or nothing."""
    names = [*(entry.name for entry in entries), *(entry.code for entry in entries)]
    return did_you_mean(wrong, names)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return " (did you mean 'x'?)" for a word near to a known one, or nothing."""
    from difflib import get_close_matches

    lowered = {name.lower(): name for name in known}
    close = get_close_matches(wrong.lower().replace("_", "-"), lowered, n=1, cutoff=0.6)
    return f" (did you mean {lowered[close[0]]!r}?)" if close else ""


def select(entries: Sequence[Entry], policy: "Policy") -> tuple[Entry, ...]:
    """Return the rules that the policy selects; of two selectors the more specific wins, ``ignore`` on a tie."""
    if policy.select is None and policy.preset != "strict" and not (policy.ignore or policy.extend_select):
        return tuple([entry for entry in entries if entry.default])  # as nearly everybody does
    return tuple(entry for entry in entries if _selected(entry, policy))


def _selected(entry: Entry, policy: "Policy") -> bool:
    ignored = _strongest(entry, policy.ignore)
    wanted = _strongest(entry, policy.extend_select)
    if policy.select is not None:
        wanted = max(wanted, _strongest(entry, policy.select))
    elif entry.default or policy.preset == "strict":
        wanted = max(wanted, 1)
    return wanted > ignored or (wanted > 0 and ignored == 0)


def _strongest(entry: Entry, selectors: Collection[str]) -> int:
    return max([answers_to(entry, selector) for selector in selectors]) if selectors else 0


def load(entry: Entry) -> "AnyRule":
    """Import the rule of an entry. Raises UsageError when the module of a plugin cannot be imported."""
    if entry.module.startswith("repoaudit."):
        return cast("AnyRule", _imported(entry.module, entry.function))
    from importlib import import_module

    try:
        rule: AnyRule = getattr(import_module(entry.module), entry.function)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"plugin rule {entry.name}: {error}") from error
    return rule


@lru_cache(maxsize=1024)
def _imported(module: str, name: str) -> object:
    """Return a rule or subject of ours: to import again what is there takes twenty times as long."""
    from importlib import import_module

    return cast("object", getattr(import_module(module), name))


class Deferred:
    """A rule that is imported when its subject has an instance: of most subjects a sound repository has none."""

    __slots__ = ("_entry", "_rule", "_subject", "name")

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self.name = entry.name
        self._rule: AnyRule | None = None
        self._subject: type[Subject] | None = None

    def __repr__(self) -> str:
        return f"<Deferred {self.name}>"

    @property
    def code(self) -> str:
        """Its code."""
        return self._entry.code

    @property
    def severity(self) -> Severity:
        """The severity of its findings where they state none."""
        return Severity(self._entry.severity)

    @property
    def fix(self) -> Applicability | None:
        """The strongest fix that it may offer."""
        return Applicability(self._entry.fix) if self._entry.fix else None

    @property
    def subject(self) -> "type[Subject]":
        """What it runs on."""
        if self._subject is None:
            self._subject = cast("type[Subject]", _imported(self._entry.home, self._entry.subject))
        return self._subject

    @property
    def options(self) -> type | None:
        """The record of its options, None without any."""
        return self._loaded.options if self._entry.options else None

    def run(self, subject: "Subject", options: object = None) -> "Iterable[Finding]":
        """Run the rule on one instance of its subject."""
        return self._loaded.run(subject, options)

    @property
    def _loaded(self) -> "AnyRule":
        if self._rule is None:
            self._rule = load(self._entry)
        return self._rule


def needed(entries: Iterable[Entry], scopes: Sequence["Scope"]) -> tuple["Runnable", ...]:
    """Return the rules that have something to look at in one of the scopes.

    Raises:
        UsageError: one of a plugin cannot be imported; those of plugins are imported at once.

    """
    found: dict[tuple[str, ...], bool] = {(): True}
    exists = [_Existing(scope) for scope in scopes]
    rules: list[Runnable] = []
    for entry in entries:
        if entry.reads not in found:
            found[entry.reads] = any(each[pattern] for each in exists for pattern in entry.reads)
        if found[entry.reads]:
            rules.append(Deferred(entry) if entry.home else load(entry))
    return tuple(rules)


class _Existing(dict[str, bool]):
    """Whether a project has a file by a pattern: many rules ask for the same."""

    def __init__(self, scope: "Scope") -> None:
        super().__init__()
        self._scope = scope
        self._names = frozenset(scope.repository.list_dir(scope.folder))

    def __missing__(self, pattern: str) -> bool:
        self[pattern] = found = self._exists(pattern)
        return found

    def _exists(self, pattern: str) -> bool:
        folder, _, name = pattern.rpartition("/")
        if "*" not in pattern:
            is_listed = self._names and not folder  # a folder that cannot be listed may hold anything
            return pattern in self._names if is_listed else self._scope.repository.exists(self._scope.path(pattern))
        from repoaudit.globs import matches_part

        return any(
            matches_part(name, entry) for entry in self._scope.repository.list_dir(self._scope.path(folder).rstrip("/"))
        )
