from collections.abc import Iterator

from repoaudit.api import Addopts, Applicability, Finding, Severity, rule


@rule(Addopts, code="TST019", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="+")
def debug_flag_in_addopts(addopts: Addopts) -> Iterator[Finding]:
    """`addopts` holds an option that is meant for a single debugging session.

    It acts on every run, in CI too: tests are left out, failures or warnings stay hidden, or a debugger waits for a
    person. Pass such an option on the command line when it is needed. `--maxfail` with ten or more is no debugging,
    nor is `-p no:warnings` where a helper of the tests filters warnings by itself.

    The fix removes the option. It is safe for `-x`, `--exitfirst`, `--maxfail` and `--pdb`, which matter only once a
    test has failed, and unsafe for the others: tests run, or warnings count, that did not before.
    """
    for option in addopts.debug_options:
        yield Finding(
            option.words[0].place,
            f"`{option.text}` does not belong in `addopts`: {option.effect}; pass it on the command line instead",
            addopts.without(option),
        )
