"""`repoaudit config`: the effective settings, where each comes from, and the projects that were found."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence

from repoaudit.cli.catalogue import wants_json
from repoaudit.cli.exits import Exit
from repoaudit.cli.session import Session, open_session
from repoaudit.cli.terminal import say, say_json, wants_color
from repoaudit.engine import locate
from repoaudit.finding import Severity
from repoaudit.record import NamedTuple
from repoaudit.registry import select
from repoaudit.report.escape import escape
from repoaudit.report.style import BOLD, FAINT, PLAIN, Line, paint
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.policy import Policy
    from repoaudit.scope import Scope

_WIDEST: Final = 60
"""Columns of a setting behind which its origin is no longer aligned."""


class Setting(NamedTuple):
    """A key, its value, and where that comes from; "" for what nobody sets."""

    key: str
    value: object
    origin: str = ""

    @property
    def line(self) -> "Shown":
        """The same as one would write it."""
        return Shown(self.key, "(not set)" if self.value is None else as_toml(self.value), self.origin)


class Shown(NamedTuple):
    """One line, each part of it safe to show."""

    key: str
    value: str
    origin: str = ""


def show_settings(path: str, settings: Mapping[str, object], output_format: str) -> int:
    """Show the settings of a repository. Raises UsageError."""
    as_json = wants_json(output_format)
    session = open_session(path, settings)
    scopes = find_scopes(session.repository, session.policy)
    found = [_profile(scopes[0]), *_settings(session.policy)]
    if as_json:
        say_json(_as_json(session, found, scopes))
        return Exit.CLEAN
    projects = (Setting("project", scope.folder or ".") for scope in scopes)
    rows = [*_about(session), *(each.line for each in (*found, *projects))]
    color = wants_color("auto", sys.stdout, os.environ)
    width = min(_WIDEST, max(len(row.key) + len(row.value) for row in rows if row.origin))
    say("".join(f"{paint(_line(row, width), color=color)}\n" for row in rows))
    return Exit.CLEAN


def _as_json(session: Session, settings: Sequence[Setting], scopes: "Sequence[Scope]") -> dict[str, object]:
    return {
        "version": 1,
        "root": session.repository.root,
        "rules": [entry.name for entry in select(session.known, session.policy)],
        "settings": {each.key: {"value": _plain(each.value), "origin": each.origin} for each in settings},
        "projects": [scope.folder or "." for scope in scopes],
    }


def _plain(value: object) -> object:
    return value.label if isinstance(value, Severity) else value


def _line(row: Shown, width: int) -> Line:
    origin = f"  # {escape(row.origin)}" if row.origin else ""
    value = row.value.ljust(width - len(row.key)) if origin else row.value
    return [(row.key, BOLD), (f" = {value}", PLAIN), (origin, FAINT)]


def _about(session: Session) -> Iterator[Shown]:
    yield Shown("root", escape(session.repository.root))
    yield Shown("rules", f"{len(select(session.known, session.policy))} of {len(session.known)}")


def _profile(root: "Scope") -> Setting:
    """Return the profiles in effect, each with where it was stated or what it was inferred from."""
    from repoaudit.subjects.views.project import Project

    profiles = root.all(Project)[0].profiles
    why = "; ".join(f"{each.answer}: {each.why}{_at(root, each.place)}" for each in profiles)
    return Setting("profile", [each.answer for each in profiles], why)


def _at(root: "Scope", place: "Place | None") -> str:
    """Return where a sign stands, as an editor takes it."""
    if place is None:
        return ""
    start = locate(root, place).start
    return f", {place.path}{f':{start.line}' if start else ''}"


def _settings(policy: "Policy") -> Iterator[Setting]:
    if policy.extends:
        yield Setting("extends", policy.extends, policy.origin("extends"))
    plain: list[tuple[str, object]] = [
        ("preset", policy.preset),
        ("select", policy.select),
        ("extend-select", policy.extend_select),
        ("exclude", policy.exclude),
        ("projects", None if policy.projects is None else [folder or "." for folder in policy.projects]),
        ("minimum-coverage", policy.minimum_coverage),
        ("baseline", policy.baseline),
        ("fixable", policy.fixable),
        ("unfixable", policy.unfixable),
        ("fail-on", policy.fail_on or "never"),
    ]
    for key, value in plain:
        yield Setting(key, value, policy.origin(key))
    for table, key, value in _tables(policy):
        yield Setting(f"{table}.{as_key(key)}", value, policy.origin(f"{table}.{key}"))


def _tables(policy: "Policy") -> Iterator[tuple[str, str, object]]:
    for selector, reason in policy.ignore.items():
        yield "ignore", selector, reason
    for each in policy.per_file_ignores:
        yield "per-file-ignores", each.pattern, each.selectors
    for rule, severity in policy.severity.items():
        yield "severity", rule, severity
    for rule, options in policy.options.items():
        for key, value in options.items():
            yield f"rules.{rule}", key, value


def as_toml(value: object) -> str:
    """Return a setting as one would write it."""
    match value:
        case bool():
            return "true" if value else "false"
        case Severity():
            return as_toml(value.label)
        case float():
            return f"{value:g}"
        case list() | tuple():
            return f"[{', '.join(map(as_toml, value))}]"
        case str():
            return '"' + escape(value.replace("\\", "\\\\").replace('"', '\\"')) + '"'
        case _:
            return str(value)


def as_key(key: str) -> str:
    """Return a key as one would write it: in quotes only where it needs them."""
    bare = key.replace("-", "").replace("_", "")
    return key if bare.isalnum() and bare.isascii() else as_toml(key)
