from collections.abc import Iterator

from repoaudit.api import BrokenLink, Finding, Severity, rule


@rule(BrokenLink, code="DOC006", severity=Severity.ERROR, lesson="O2")
def broken_relative_link(link: BrokenLink) -> Iterator[Finding]:
    """A link in the README, or in another document beside it, leads to a file that does not exist.

    Who clicks it sees an error page. Outside of the README it is a warning. Whatever git tracks or ignores counts as
    existing, since it may be generated, and so does what lies in a submodule; links that leave the repository, such as
    `../../issues`, are GitHub's. Outside of the README, `usage.html` may be the page that is built from `usage.rst`.

    Documents below `docs` are built into a site in which links may resolve otherwise. There, only links into somebody's
    own folder (`/home/ann/notes.md`) are reported, which resolve nowhere else.
    """
    if link.is_local:
        message = f"`{link.destination}` leads into a folder of one machine: write a path within the repository"
    else:
        hint = f"`{link.hint}` has that name" if link.hint else "correct the path or take the link out"
        message = f"the link leads to `{link.destination}`, which does not exist: {hint}"
    yield Finding(link.place, message, severity=None if link.is_readme else Severity.WARNING)
