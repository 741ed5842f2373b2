from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, LegacyRuff, Related, Severity, rule

_HAVE = ("has", "have")


@rule(LegacyRuff, code="LNT006", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="M2")
def ruff_legacy_settings(ruff: LegacyRuff) -> Iterator[Finding]:
    """Linter settings stand at ruff's top level, where ruff reads them only for old files' sake.

    They belong under `lint` since ruff 0.0.292, and ruff warns of them on every run since 0.2. Where `lint` has the
    same key, the one at the top level is dead, as a whole: a table is not merged, nor is a list (tried with 0.17.6).

    The fix moves all of a file at once, comments included, and deletes what is dead. It is safe, because the settings
    in effect stay the same; where a ruff before 0.0.292 may run, which does not know `lint`, it is unsafe.
    """
    first, *others = ruff.settings
    moved = [f"`{each.key}`" for each in ruff.settings if not each.is_dead]
    dead = [f"`{each.key}`" for each in ruff.settings if each.is_dead]
    advice = [f"move {', '.join(moved)}"] * bool(moved)
    advice += [f"delete {', '.join(dead)}, which {_HAVE[len(dead) > 1]} no effect beside what stands there"] * bool(
        dead
    )
    yield Finding(
        first.place,
        f"ruff's linter settings belong in `{ruff.lint_table}`, and since 0.2 it warns of those outside: "
        f"{'; '.join(advice)}",
        ruff.moved,
        tuple(
            Related(each.place, f"`{each.key}` {'is dead' if each.is_dead else 'belongs there too'}") for each in others
        ),
    )
