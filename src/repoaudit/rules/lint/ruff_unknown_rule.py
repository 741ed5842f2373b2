from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Severity, UnknownSelector, rule


@rule(UnknownSelector, code="LNT014", severity=Severity.ERROR, fix=Applicability.SAFE, lesson="M2")
def ruff_unknown_rule(selector: UnknownSelector) -> Iterator[Finding]:
    """A selector names a rule that ruff does not know, has removed or renamed, or has in preview only.

    ruff stops at a selector that it does not know, wherever it stands (`W503` from flake8's configuration), and at a
    removed one that is selected. With `preview`, 0.15.20 and later ones only warn of one that they do not know. A
    removed one that is ignored, and a preview that is selected without `preview`, have no effect. The releases that the
    hook, the lock file or a pin name count; without one the newest that may be installed. What each of them knows is a
    table, made by asking 34 releases.

    The fix writes the new name, which is safe, because ruff takes the old one for it (where both are there, the old
    one goes); or it removes the selector, which is not, because ruff then reports what it did not before.
    """
    yield Finding(selector.place, selector.message, selector.mended, severity=selector.severity)
