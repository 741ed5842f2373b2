from collections.abc import Iterator

from repoaudit.api import DuplicateHook, Finding, Related, Severity, rule


@rule(DuplicateHook, code="HKS024", severity=Severity.WARNING, lesson="+")
def duplicate_hook(duplicate: DuplicateHook) -> Iterator[Finding]:
    """One hook is configured twice, in two versions or with arguments that undo each other.

    Both run on the same files, and neither pre-commit nor prek says so. What one version formats the other may
    format back, so that no commit passes; of two linters the older one decides what is allowed. The rule is silent
    where the two never get the same file at the same stage, and for a hook that is used twice in one version with
    arguments that agree, unless one takes the very files that the other excludes. Mirrors count as the repository they
    mirror.
    """
    yield Finding(
        duplicate.later.place,
        f"`{duplicate.later.id}` runs twice on the same files, {duplicate.difference}: keep one of the two",
        related=(Related(duplicate.first.place, "the first one is here"),),
    )
