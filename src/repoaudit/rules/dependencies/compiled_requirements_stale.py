from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, StaleRequirement, rule


@rule(StaleRequirement, code="DEP016", severity=Severity.WARNING, lesson="T2")
def compiled_requirements_stale(stale: StaleRequirement) -> Iterator[Finding]:
    """A compiled requirements file lacks a requirement of its source, or pins a version that the source excludes.

    What is installed is the compiled file, so that the edit of the source had no effect yet. Only files that say
    that pip-compile or uv wrote them are compared; requirements with a marker may be left out rightly, and so are pip
    and setuptools.
    """
    source, path = stale.source, stale.compiled.path
    name = source.requirement.name if source.requirement else source.name
    if stale.pinned is None:
        message = f"`{name}` is not in `{path}`, which is compiled from this file: compile it again"
        yield Finding(stale.place, message, related=(Related(stale.compiled.place, "compiled before"),))
        return
    yield Finding(
        stale.place,
        f"`{name}{stale.pinned.version_text}` is compiled from `{source.list.path}`, which asks for "
        f"`{name}{source.version_text}`: compile it again",
        related=(Related(source.place, "the source"),),
    )
