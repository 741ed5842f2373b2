from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, UnknownExtras, rule


@rule(UnknownExtras, code="DEP018", severity=Severity.WARNING, lesson="+")
def unknown_extra(extras: UnknownExtras) -> Iterator[Finding]:
    """Something installs the project with an extra that it does not offer, of which pip and uv only warn.

    The command goes on without what was meant to be installed, and what needs it fails later or is skipped. Most often
    the extra was renamed, or became a group of dependencies, and the guide, the job or the requirements file was not
    changed. Looked at are `pip install` and `uv pip install` in commands, READMEs and CONTRIBUTING guides, requirements
    files, groups, environments of tox, sessions of nox, `extra_requirements` of Read the Docs and `test-extras` of
    cibuildwheel.

    Silent where a program may define extras: a `setup.py` that speaks of them, or `dynamic` optional dependencies.
    """
    places = list(extras.places)
    yield Finding(
        places[0],
        f"`{extras.spelled}` asks for {_named(extras)}, which `{extras.path}` does not define, so installers only warn "
        f"and go on: {'; '.join(_advice(extras))}",
        related=tuple(Related(place, "asks for it too") for place in places[1:]),
    )


def _named(extras: UnknownExtras) -> str:
    names = " and ".join(f"`{name}`" for name in extras.names)
    return f"the extra{'s' if len(extras.names) > 1 else ''} {names}"


def _advice(extras: UnknownExtras) -> Iterator[str]:
    if extras.groups:
        names = " and ".join(f"`{name}`" for name in extras.groups)
        are = "are groups" if len(extras.groups) > 1 else "is a group"
        yield f"{names} {are} of dependencies, installed with `--group {' --group '.join(extras.groups)}`"
    for name in extras.names:
        if name in extras.near:
            yield f"write `{extras.near[name]}` for `{name}`"
        elif name not in extras.groups:
            yield f"define `{name}`, or leave it out"
