from collections.abc import Iterator

from repoaudit.api import Finding, Related, RuntimeTools, Severity, rule


@rule(RuntimeTools, code="DEP006", severity=Severity.WARNING, lesson="X2")
def dev_tool_in_runtime(found: RuntimeTools) -> Iterator[Finding]:
    """A tool of developers stands among what every user installs, and the project neither imports nor runs it.

    Users then install a test runner or a linter with all that it needs, and a conflict with their own version of it
    keeps them from installing the project. Silent for plugins of the tool and for packages that bring tools along; in
    requirements files only where an application has another list for developers.
    """
    verb, them = ("is", "it") if len(found.tools) == 1 else ("are", "them")
    yield Finding(
        found.place,
        f"{found.names} {verb} installed by everybody who installs this project, and its source does not use "
        f"{them}: move {them} to {found.home}",
        related=tuple(Related(each.place, "another tool of developers") for each in found.tools[1:]),
    )
