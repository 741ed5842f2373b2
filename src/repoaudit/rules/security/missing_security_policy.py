from collections.abc import Iterator

from repoaudit.api import Finding, Place, Prose, Severity, rule


@rule(Prose, code="SEC006", severity=Severity.INFO, default=False, lesson="R5")
def missing_security_policy(prose: Prose) -> Iterator[Finding]:
    """A public library does not tell where to report a security hole.

    Whoever finds one then opens an issue, where everybody reads it. GitHub shows `SECURITY.md` of the top folder,
    `.github` or `docs`; a part of the README on security counts, too. A policy that an organisation keeps in its
    repository `.github` cannot be seen from here.
    """
    if prose.is_public_library and not prose.has_policy:
        yield Finding(
            Place("SECURITY.md"),
            "nothing tells where to report a security hole in private: say it in `SECURITY.md`, with the versions that "
            "get fixes",
        )
