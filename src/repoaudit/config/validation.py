"""Understand each setting: what was written becomes a policy, or a mistake with its line."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from repoaudit.config.sources import Source, shown, words_of
from repoaudit.config.values import Reader, Value
from repoaudit.finding import Severity
from repoaudit.plugins import Known
from repoaudit.policy import PRESETS, PROFILES, PerFileIgnore, Policy
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from repoaudit.entry import Entry
    from repoaudit.repository import Repository

_SEVERITIES: Final = tuple(severity.label for severity in reversed(Severity))
_FAIL_ON: Final = (*_SEVERITIES, "never")


class Origins(Mapping[str, str]):
    """Where each setting that was set comes from; a line is looked up only when somebody asks.

    The settings of tables are there by themselves, too: ``severity`` and ``severity.mypy-strict-missing``.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Sequence[Value]]) -> None:
        self._values = values

    def __getitem__(self, setting: str) -> str:
        return ", ".join(dict.fromkeys(value.where for value in self._values[setting]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class PolicyBuilder:
    """A policy that grows source by source; what a later source sets replaces or extends what is there."""

    def __init__(self, repository: "Repository", known: Known) -> None:
        self._repository = repository
        self.reader = Reader(known)
        self.policy = Policy()
        self._origins: dict[str, list[Value]] = {}

    @classmethod
    def known_keys(cls) -> tuple[str, ...]:
        """Return every key of the settings, in the order of the manual."""
        return tuple(cls._KEYS)

    def apply(self, source: Source) -> None:
        """Take over all settings of one source."""
        self._unignore(source)
        for key, each in source.data.items():
            value = Value(each, source, (key,))
            if key in self._KEYS:
                self.policy = self._KEYS[key](self, value, self.policy)
            else:
                self.reader.unknown_key(value, self._KEYS)

    def _unignore(self, source: Source) -> None:
        """Drop what a weaker source ignores when this one selects the very same."""
        selected = {self._target(word) for key in ("select", "extend-select") for word in words_of(source, key)}
        kept = {word: why for word, why in self.policy.ignore.items() if self._target(word) not in selected}
        self.policy = self.policy._replace(ignore=kept)

    def _target(self, selector: str) -> str:
        return next((entry.code for entry in self.reader.entries if entry.name == selector), selector)

    def _set(self, value: Value, name: str | None = None) -> None:
        self._origins[name or str(value.path[0])] = [value]

    def _add(self, value: Value) -> None:
        self._origins.setdefault(str(value.path[0]), []).append(value)

    def finish(self) -> Policy:
        """Return the policy with the origins of its settings."""
        return self.policy._replace(origins=Origins(self._origins))

    def _extends(self, value: Value, policy: Policy) -> Policy:
        """Check the shape; what the words name was read before."""
        self._add(value)
        return policy._replace(extends=policy.extends + tuple(word for word, _ in self.reader.strings(value)))

    def _profile(self, value: Value, policy: Policy) -> Policy:
        self._set(value)
        items = [(value.value, value)] if isinstance(value.value, str) else self.reader.strings(value)
        names = {name for name, item in items if self.reader.choice(item, PROFILES, name)}
        if {"library", "application"} <= names:
            self.reader.mistake(value, "profile cannot be library and application at once")
        return policy._replace(profiles=frozenset(names))

    def _preset(self, value: Value, policy: Policy) -> Policy:
        self._set(value)
        return policy._replace(preset=self.reader.choice(value, PRESETS) or policy.preset)

    def _select(self, value: Value, policy: Policy) -> Policy:
        self._set(value)
        return policy._replace(select=self.reader.selectors(value))

    def _extend_select(self, value: Value, policy: Policy) -> Policy:
        self._add(value)
        return policy._replace(extend_select=policy.extend_select + self.reader.selectors(value))

    def _ignore(self, value: Value, policy: Policy) -> Policy:
        self._add(value)
        ignore = dict(policy.ignore)
        for selector, item, reason in self._reasons(value):
            self._set(item, f"ignore.{selector}")
            ignore[selector] = reason
        return policy._replace(ignore=ignore)

    def _reasons(self, value: Value) -> Iterator[tuple[str, Value, str]]:
        """Yield selector, place and reason of a list, or of a table that gives the reasons."""
        if not isinstance(value.value, dict):
            items = self.reader.strings(value, "a list of rules, or a table of rule = reason")
        else:
            items = self.reader.table(value)
        for selector, item in items:
            reason = self.reader.string(item) if isinstance(value.value, dict) else ""
            if self.reader.names_a_rule(selector, item):
                yield selector, item, reason or ""

    def _per_file_ignores(self, value: Value, policy: Policy) -> Policy:
        self._add(value)
        ignores = {each.pattern: each for each in policy.per_file_ignores}
        for pattern, item in self.reader.table(value, "a table of pattern = rules"):
            if self.reader.glob(pattern, item):
                self._set(item, f"per-file-ignores.{pattern}")
                ignores[pattern] = PerFileIgnore(pattern, tuple(selector for selector, *_ in self._reasons(item)))
        return policy._replace(per_file_ignores=tuple(ignores.values()))

    def _severity(self, value: Value, policy: Policy) -> Policy:
        self._add(value)
        severities = dict(policy.severity)
        for name, item in self.reader.table(value, "a table of rule = severity"):
            entry = self.reader.rule(name, item)
            word = self.reader.choice(item, _SEVERITIES)
            if entry and word:
                self._set(item, f"severity.{entry.name}")
                severities[entry.name] = Severity[word.upper()]
        return policy._replace(severity=severities)

    def _exclude(self, value: Value, policy: Policy) -> Policy:
        self._set(value)
        patterns = [pattern for pattern, item in self.reader.strings(value) if self.reader.glob(pattern, item)]
        return policy._replace(exclude=tuple(patterns))

    def _projects(self, value: Value, policy: Policy) -> Policy:
        self._set(value)
        folders = [self._folder(folder, item) for folder, item in self.reader.strings(value)]
        return policy._replace(projects=tuple(dict.fromkeys(each for each in folders if each is not None)))

    def _folder(self, folder: str, value: Value) -> str | None:
        plain = "/".join(part for part in folder.split("/") if part not in {"", "."})
        if folder.startswith("/") or "\\" in folder or ".." in plain.split("/") or not folder:
            self.reader.mistake(value, f"the project {shown(folder)} must be a folder below the root")
        elif plain and not self._repository.is_dir(plain):
            self.reader.mistake(value, f"the project {shown(folder)} is not a folder of the repository")
        else:
            return plain
        return None

    def _minimum_coverage(self, value: Value, policy: Policy) -> Policy:
        self._set(value)
        minimum = self.reader.number(value, 0, 100)
        return policy if minimum is None else policy._replace(minimum_coverage=minimum)

    def _baseline(self, value: Value, policy: Policy) -> Policy:
        self._set(value)
        path = self.reader.string(value)
        if path is not None and (not path or path.startswith("/") or "\\" in path or ".." in path.split("/")):
            self.reader.mistake(value, f"baseline must be a file below the root, not {shown(path)}")
        return policy._replace(baseline=path)

    def _fixable(self, value: Value, policy: Policy) -> Policy:
        self._set(value)
        return policy._replace(fixable=self.reader.selectors(value))

    def _unfixable(self, value: Value, policy: Policy) -> Policy:
        self._set(value)
        return policy._replace(unfixable=self.reader.selectors(value))

    def _fail_on(self, value: Value, policy: Policy) -> Policy:
        self._set(value)
        word = self.reader.choice(value, _FAIL_ON)
        if word is None:
            return policy
        return policy._replace(fail_on=None if word == "never" else Severity[word.upper()])

    def _rules(self, value: Value, policy: Policy) -> Policy:
        self._add(value)
        options = dict(policy.options)
        for name, table in self.reader.table(value, "a table of the options of each rule"):
            entry = self.reader.rule(name, table)
            given = self.reader.table(table)
            if entry:
                options[entry.name] = {**options.get(entry.name, {}), **self._options(entry, given)}
        return policy._replace(options=options)

    def _options(self, entry: "Entry", given: list[tuple[str, Value]]) -> dict[str, object]:
        options: dict[str, object] = {}
        for key, value in given:
            if key in entry.options:
                options[key] = self.reader.option(value, entry.options[key])
                self._set(value, f"rules.{entry.name}.{key}")
            elif entry.options:
                self.reader.unknown_key(value, entry.options)
            else:
                self.reader.mistake(value, f"the rule {entry.name} has no options")
        return options

    _KEYS: ClassVar[Mapping[str, Callable[["PolicyBuilder", Value, Policy], Policy]]] = {
        "extends": _extends,
        "profile": _profile,
        "preset": _preset,
        "select": _select,
        "extend-select": _extend_select,
        "ignore": _ignore,
        "per-file-ignores": _per_file_ignores,
        "severity": _severity,
        "exclude": _exclude,
        "projects": _projects,
        "minimum-coverage": _minimum_coverage,
        "baseline": _baseline,
        "fixable": _fixable,
        "unfixable": _unfixable,
        "fail-on": _fail_on,
        "rules": _rules,
    }
