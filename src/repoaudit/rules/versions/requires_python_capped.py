from collections.abc import Iterator

from repoaudit.api import CappedPythons, Finding, Severity, rule


@rule(CappedPythons, code="VER003", severity=Severity.WARNING, lesson="+")
def requires_python_capped(pythons: CappedPythons) -> Iterator[Finding]:
    """A library refuses Pythons that it was never tried with.

    The end of a range cannot be lifted from a release that is out: users of a newer Python get an old release without
    the end, or none, and poetry and pdm ask each project that depends on the library for the same end. A Python that
    turns out to break it can be excluded when it does, with `!=` or in the next release.

    Silent for applications, for metadata without anything that an index shows, for compiled modules, where a comment
    says why, and where a locked package has an end itself, since poetry and pdm then refuse a range without one. There
    is no fix: it would make every lock stale.
    """
    newer = ", ".join(map(str, pythons.excluded))
    yield Finding(
        pythons.requires.place,
        f"`{pythons.requires.text}` refuses Python {newer or pythons.end} {'already' if newer else 'untried'}: "
        f"installers then look for an older release, and dependents need the same end; {pythons.advice}",
    )
