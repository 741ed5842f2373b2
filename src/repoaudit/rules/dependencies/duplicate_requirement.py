from collections.abc import Iterator

from repoaudit.api import DuplicateRequirement, Finding, Related, Severity, rule


@rule(DuplicateRequirement, code="DEP007", severity=Severity.WARNING, lesson="+")
def duplicate_requirement(twice: DuplicateRequirement) -> Iterator[Finding]:
    """One list asks twice for one package, with other versions, where both requirements apply.

    Installers take both together, so that the one that is edited is not the one that decides; where no version
    satisfies both, nothing can be installed. Silent where markers keep the two apart.
    """
    first, second = (f"`{text}`" if text else "no range" for text in twice.ranges)
    end = "no version satisfies both" if twice.is_impossible else "both apply, whichever is edited"
    yield Finding(
        twice.place,
        f"`{twice.name}` stands twice in {twice.second.list.label}, with {first} and with {second}: {end}: "
        f"write one requirement",
        related=(Related(twice.first.place, "the other one"),),
    )
