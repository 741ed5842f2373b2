"""What `repoaudit check` was told."""

from collections.abc import Mapping

from repoaudit.record import NamedTuple


class CheckArguments(NamedTuple):
    """The values of the command line, by the names of their parameters; repeated ones in the order given."""

    path: str = "."
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    show_fixes: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    output_format: tuple[str, ...] = ()
    output_file: str | None = None
    fail_on: str | None = None
    exit_zero: bool = False
    statistics: bool = False
    config: tuple[str, ...] = ()
    isolated: bool = False
    color: str | None = None
    quiet: bool = False
    verbose: bool = False
    baseline: str | None = None
    baseline_commit: str | None = None
    add_ignore: str | None = None

    def settings(self) -> Mapping[str, object]:
        """Return what overrides the configuration, as `config.read_sources` takes it."""
        return {
            "select": self.select,
            "ignore": self.ignore,
            "extend_select": self.extend_select,
            "fixable": self.fixable,
            "unfixable": self.unfixable,
            "fail_on": self.fail_on,
            "config": self.config,
            "isolated": self.isolated,
        }
