from collections.abc import Iterator

from repoaudit.api import Finding, HookFiles, NamedTuple, Severity, rule


class Options(NamedTuple):
    """Whether an ``exclude`` that matches nothing is reported, too; always under the preset ``strict``."""

    excludes: bool = False


@rule(HookFiles, code="HKS023", severity=Severity.WARNING, options=Options, lesson="+")
def hook_matches_nothing(patterns: HookFiles, options: Options) -> Iterator[Finding]:
    """The `files` of a hook, with its types, match no file of the repository, so it never runs.

    A folder that was renamed, or a glob where a regular expression belongs, switches a hook off without a word:
    pre-commit shows "(no files to check)" among dozens of lines. Types are told by name, executable bit and first
    line, as identify does; a manifest or type that is not known keeps the rule silent. So do `always_run`, hooks of
    commit messages, hooks that forbid files (`language: fail`), and `files: ^$`, which is meant to match nothing. Two
    hooks say so in their manifest, `sort-simple-yaml` and `file-contents-sorter`, and wait for a `files` of yours.

    The option `excludes` reports every `exclude` that matches no file, as info.
    """
    if patterns.is_idle:
        limits = f"`files: {patterns.text('files')}`{patterns.other_limits}"
        yield Finding(
            patterns.place("files"),
            f"no file of the repository matches {limits}, so {patterns.label} never runs: correct the pattern, or "
            "remove the hook",
        )
    if patterns.lacks_files:
        yield Finding(
            patterns.place("files"),
            f"{patterns.label} gets only what `files` names, which is not given, so it never runs: add `files`, or "
            "remove the hook",
        )
    if options.excludes and patterns.has_idle_exclude:
        yield Finding(
            patterns.place("exclude"),
            f"`exclude: {patterns.text('exclude')}` matches no file of the repository: remove it",
            severity=Severity.INFO,
        )
