from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, IdlePath, Related, Severity, rule


@rule(IdlePath, code="CIW017", severity=Severity.ERROR, fix=Applicability.UNSAFE, lesson="+")
def path_filter_matches_nothing(path: IdlePath) -> Iterator[Finding]:
    """A pattern under `paths` or `paths-ignore` matches no file, so a workflow misses changes, or runs for too many.

    GitHub compares a pattern with the whole path of each changed file. The name of a folder (`docs` or `docs/`) is the
    path of no file, and neither is anything that begins with `/` or `./`; nothing says so, the workflow is simply not
    started. A path that was renamed or removed is mentioned as well, but for plain names at the root, which may be
    foreseen.

    The fix writes the folder with `/**`, and takes away what stands before the path. It is unsafe, because the workflow
    then runs for changes for which it did not run so far, or no longer for others.
    """
    first, *others = path.places
    yield Finding(
        first,
        f"`{path.written}` matches no file, because {_reason(path)}{_effect(path)}: {_advice(path)}",
        path.fix,
        severity=_severity(path),
        related=tuple(Related(place, "here as well") for place in others),
    )


def _reason(path: IdlePath) -> str:
    reasons = {
        "root": "paths are compared without a `/` or `./` before them",
        "folder": "a pattern must match the whole path of a file, and this is a folder",
    }
    return reasons.get(path.idle.reason.value, "the repository has nothing there")


def _effect(path: IdlePath) -> str:
    if path.never:
        return f", so `{path.never}` never starts this workflow"
    if not path.idle.mended:
        return ""
    return f", so changes there {'start it all the same' if path.leaves_out else 'do not start the workflow'}"


def _advice(path: IdlePath) -> str:
    return f"write `{path.idle.mended}`" if path.idle.mended else "correct or remove it"


def _severity(path: IdlePath) -> Severity:
    if path.never:
        return Severity.ERROR
    if not path.idle.mended:
        return Severity.INFO
    return Severity.WARNING if path.leaves_out else Severity.ERROR
