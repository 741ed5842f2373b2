from collections.abc import Iterator

from repoaudit.api import BrokenScript, Finding, Severity, rule


@rule(BrokenScript, code="PKG012", severity=Severity.ERROR, lesson="M1")
def script_target_missing(script: BrokenScript) -> Iterator[Finding]:
    """A console script is not written as `module:attribute`, or its module is not there.

    Most backends pack it unread. The command is installed, and ends with a traceback when somebody starts it.

    Silent for modules that a build makes, that git ignores, or that a dependency may hold. There is no fix: only the
    author knows what was to start.
    """
    if script.module:
        message = f"the script `{script.name}` starts `{script.text}`, and there is no module `{script.module}`"
        yield Finding(script.place, f"{message}: name one that exists")
        return
    yield Finding(
        script.place,
        f"the script `{script.name}` cannot start: `{script.text}` is not `module:attribute`, such as `demo.cli:main`",
    )
