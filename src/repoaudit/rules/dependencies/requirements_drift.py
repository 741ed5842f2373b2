from collections.abc import Iterator

from repoaudit.api import Finding, Related, RequirementDrift, Severity, rule


@rule(RequirementDrift, code="DEP009", severity=Severity.WARNING, lesson="A1")
def requirements_drift(drift: RequirementDrift) -> Iterator[Finding]:
    """A requirements file and the dependencies of the package want versions that exclude each other.

    Whoever installs from the one runs other code than whoever installs the other, and nobody can install both. Only
    files of what runs are compared (`requirements.txt`, `requirements/base.txt`), and only ranges without a common
    version count.
    """
    name = drift.listed.requirement.name if drift.listed.requirement else drift.listed.name
    yield Finding(
        drift.place,
        f"`{drift.listed.list.path}` asks for `{name}{drift.listed.version_text}` and `{drift.declared.list.path}` for "
        f"`{name}{drift.declared.version_text}`, which have no version in common: keep the range in one place",
        related=(Related(drift.declared.place, "the dependency of the package"),),
    )
