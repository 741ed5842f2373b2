"""`repoaudit config`: the effective settings, where each comes from, and the projects that were found."""

import os
import sys
from collections.abc import Iterator, Mapping

from repoaudit.cli.exits import Exit
from repoaudit.cli.session import Session, open_session
from repoaudit.cli.terminal import say, wants_color
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
    """One line: a key, its value as one would write it, and where that comes from; "" for what nobody sets."""

    key: str
    value: str
    origin: str = ""


def show_settings(path: str, settings: Mapping[str, object]) -> int:
    """Show the settings of a repository. Raises UsageError."""
    session = open_session(path, settings)
    rows = [*_about(session), _profile(session), *_settings(session.policy), *_projects(session)]
    color = wants_color("auto", sys.stdout, os.environ)
    width = min(_WIDEST, max(len(row.key) + len(row.value) for row in rows if row.origin))
    say("".join(f"{paint(_line(row, width), color=color)}\n" for row in rows))
    return Exit.CLEAN


def _line(row: Setting, width: int) -> Line:
    origin = f"  # {escape(row.origin)}" if row.origin else ""
    value = row.value.ljust(width - len(row.key)) if origin else row.value
    return [(row.key, BOLD), (f" = {value}", PLAIN), (origin, FAINT)]


def _about(session: Session) -> Iterator[Setting]:
    yield Setting("root", escape(session.repository.root))
    yield Setting("rules", f"{len(select(session.known, session.policy))} of {len(session.known)}")


def _profile(session: Session) -> Setting:
    """Return the profiles in effect, each with where it was stated or what it was inferred from."""
    from repoaudit.subjects.files.projects import find_scopes
    from repoaudit.subjects.views.project import Project

    root = find_scopes(session.repository, session.policy)[0]
    profiles = root.all(Project)[0].profiles
    why = "; ".join(f"{each.answer}: {each.why}{_at(root, each.place)}" for each in profiles)
    return Setting("profile", as_toml([each.answer for each in profiles]), escape(why))


def _at(root: "Scope", place: "Place | None") -> str:
    """Return where a sign stands, as an editor takes it."""
    if place is None:
        return ""
    start = locate(root, place).start
    return f", {place.path}{f':{start.line}' if start else ''}"


def _settings(policy: "Policy") -> Iterator[Setting]:
    if policy.extends:
        yield Setting("extends", as_toml(policy.extends), policy.origin("extends"))
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
        yield Setting(key, "(not set)" if value is None else as_toml(value), policy.origin(key))
    for table, key, value in _tables(policy):
        yield Setting(f"{table}.{as_key(key)}", as_toml(value), policy.origin(f"{table}.{key}"))


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


def _projects(session: Session) -> Iterator[Setting]:
    for scope in find_scopes(session.repository, session.policy):
        yield Setting("project", as_toml(scope.folder or "."))


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
