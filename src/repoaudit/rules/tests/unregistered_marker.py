from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Related, Severity, TestSuite, rule

SHOWN = 5


@rule(TestSuite, code="TST006", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="C")
def unregistered_marker(suite: TestSuite) -> Iterator[Finding]:
    """Tests use a marker that nothing registers, so a typo in it would go unnoticed.

    pytest warns of it (PytestUnknownMarkWarning), and stops under `--strict-markers`. Registered are the built-in
    markers, those in `markers` of the configuration, those that a conftest or plugin of the project adds, and those of
    known plugins that are installed. Tests and conftests below a folder with a configuration of pytest of its own are
    that configuration's matter. The rule is silent where another plugin may register it, and where `markers`
    stands in a section that pytest does not read (misnamed-section).

    The fix registers the marker in the configuration that pytest reads. There is none for a name that is near to
    another marker, which is probably a typo, or that belongs to a plugin.
    """
    for each in suite.marks.unregistered:
        name = each.uses.name
        if each.owner:
            message = f"`{name}` is a marker of {each.owner}, which nothing declares, so it does nothing: declare it"
        elif each.near:
            message = f"the marker `{name}` is not registered: did you mean `{each.near}`?"
        else:
            message = f"the marker `{name}` is not registered, so a typo in it goes unnoticed: add it to `markers`"
        yield Finding(
            each.uses.places[0],
            message,
            each.fix,
            tuple(Related(place, "used here too") for place in each.uses.places[1:SHOWN]),
        )
