from collections.abc import Iterator

from repoaudit.api import Finding, Severity, TestModule, rule


@rule(TestModule, code="TST013", severity=Severity.INFO, lesson="S3")
def unseeded_test_data(module: TestModule) -> Iterator[Finding]:
    """A test compares random data with a number, and nothing seeds the data.

    Such a test fails now and then, and the failing data are lost. Looked at are `numpy.random`, `default_rng()` without
    a seed, and what of scikit-learn draws random numbers without `random_state`. The rule is silent where the test
    compares shapes or values with each other only, where what `numpy.random` draws had to come out equal to the last
    digit, as it never would, where a helper draws only if it is given no generator, where anything in the file or in a
    conftest sets a seed, and with pytest-randomly. There is one finding for each file.
    """
    call = module.unseeded
    if call:
        yield Finding(
            call.place,
            f"`{call.name}` draws other values on each run, and `{call.test}` compares what comes of it with a number:"
            f" {call.advice}",
        )
