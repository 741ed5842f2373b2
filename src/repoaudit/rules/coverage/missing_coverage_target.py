from collections.abc import Iterator

from repoaudit.api import CoverageTargets, Finding, NamedTuple, Severity, rule


class Options(NamedTuple):
    """Whether an ``omit`` that matches nothing is reported, too; always under the preset ``strict``."""

    omit: bool = False


@rule(CoverageTargets, code="COV013", severity=Severity.ERROR, lesson="+", options=Options)
def missing_coverage_target(targets: CoverageTargets, options: Options) -> Iterator[Finding]:
    """Coverage is told to measure a folder or package that does not exist.

    It then measures nothing of it, with a warning among many ("was never imported"), and the tests pass; `source_dirs`
    alone stops the run. A folder counts from where the command runs, a package wherever the repository has it. The rule
    is silent for what git ignores, what packages install or compile, and values with variables.

    The option `omit` reports every pattern of `omit` that matches no file, as info.
    """
    for target, what in targets.missing:
        effect = "coverage stops" if target.option == "source_dirs" else f"`{target.option}` measures nothing of it"
        yield Finding(target.place, f"`{target.text}` {what}, so {effect}: {targets.advice_for(target)}")
    for target in targets.idle_omissions if options.omit else ():
        yield Finding(
            target.place,
            f"`omit` names no file of the repository by `{target.text}`: correct it, or take it out",
            severity=Severity.INFO,
        )
