from collections.abc import Iterator

from repoaudit.api import ExcludedPythons, Finding, Related, Severity, rule


@rule(ExcludedPythons, code="VER008", severity=Severity.WARNING, lesson="P2")
def python_version_file_mismatch(pythons: ExcludedPythons) -> Iterator[Finding]:
    """A version file, an image, hooks, an environment or Read the Docs name a Python that `requires-python` excludes.

    Installers refuse the project there: the environment is not made, or what runs in it is not the project. An error
    for `.python-version` where uv is used, because uv then stops. Of several lines of `.python-version` the first
    counts; what CI tests is reported by VER005.

    There is no fix: the range or the place may be wrong.
    """
    requires = pythons.requires
    for each in pythons.found:
        effect = f"{each.stops} stops" if each.stops else each.effect
        names = " and ".join(map(str, each.versions))
        yield Finding(
            each.place,
            f"{each.source} names Python {names} (`{each.text}`), which `{requires.text}` excludes: {effect}; "
            f"name what it admits, or admit {'these' if each.versions[1:] else 'this one'}",
            related=(Related(requires.place, f"admits `{requires.text}`"),),
            severity=Severity.ERROR if each.stops else None,
        )
