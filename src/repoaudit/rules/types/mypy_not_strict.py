from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Mypy, Severity, rule


@rule(Mypy, code="TYP007", severity=Severity.INFO, fix=Applicability.UNSAFE, lesson="B", default=False)
def mypy_not_strict(mypy: Mypy) -> Iterator[Finding]:
    """mypy is not strict, so it lets functions without annotations pass.

    `strict` turns on what most checks of types need, above all `disallow_untyped_defs`: without it whatever comes from
    a function that nobody annotated is `Any`, and its body is not even looked at unless `check_untyped_defs` is on.
    Either of them counts, for all or some modules, in the configuration or on a command line.

    The fix sets `strict`. It is unsafe, because mypy then has more to say; exceptions go into overrides.
    """
    if mypy.is_lenient:
        message = "mypy lets functions without annotations pass: set `strict`, and take back single flags in overrides"
        yield Finding(mypy.strict.place, message, mypy.made_strict)
