from collections.abc import Iterator

from repoaudit.api import Coverage, Finding, Related, Severity, rule


@rule(Coverage, code="COV003", severity=Severity.WARNING, lesson="+")
def fail_under_conflict(coverage: Coverage) -> Iterator[Finding]:
    """A `--cov-fail-under` flag overrides another minimum, or two commands hold the same tests to different ones.

    pytest-cov lets the flag win, up or down, and so does a report of coverage with `--fail-under`, so the configured
    value is not the one that is enforced (tried with pytest-cov 7.1.0 and coverage 7.17.3). `--cov-fail-under=0` in a
    command is no conflict: it says that this run measures a part only. Of two commands only such are compared as have
    the same words otherwise, and no two jobs of CI or environments of tox or nox, which may cover different code.
    Targets of Codecov are not compared: they judge a pull request, not a run. Silent where a comment says that the
    configured figure is for CI, or for local runs.
    """
    overrides = coverage.overrides
    if overrides:
        texts = dict.fromkeys(each.text for each in sorted(overrides, key=lambda each: (each.value, each.name)))
        flags = " and ".join(f"`{text}`" for text in texts)
        verb = "overrides" if len(texts) == 1 else "override"
        yield Finding(
            coverage.fail_under.place,
            f"{flags} {verb} the {coverage.fail_under.value:g} that is set here: keep one of them",
            related=tuple(Related(override.place, "this flag is what counts") for override in overrides),
        )
        return
    rivals = coverage.rivals
    if rivals:
        yield Finding(
            rivals.second_place,
            f"the same tests must reach {rivals.second:g} % here, but {rivals.first:g} % in "
            f"`{rivals.first_place.path}`: keep one of them",
            related=(Related(rivals.first_place, f"the other minimum, {rivals.first:g} %"),),
        )
