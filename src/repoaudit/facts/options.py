"""The options of command lines: which a tool knows, and which came or went with which release.

Source: the tools' own parsers on 2026-11-26: 14 releases of mypy from 0.991 to 2.4.1 and 13 of pytest from 6.2.5 to
9.2.0 asked for their argparse actions (hidden ones included), 15 of coverage from 5.5 to 7.17.5 for optparse's; 18 of
ruff from 0.0.292 to 0.17.6 given every name of any ``--help``, with ``no-`` too, to see whether they refuse it.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class OptionTable(NamedTuple):
    """The options of one command, seen in releases from ``oldest`` to ``newest``.

    ``names`` are those of any release. ``missing_until`` maps the last release seen without some options to them,
    ``gone_since`` the first one seen without options that were there before. ``abbreviates`` says that a beginning
    that is unambiguous will do.
    """

    oldest: str
    newest: str
    names: str
    missing_until: Mapping[str, str]
    gone_since: Mapping[str, str]
    abbreviates: bool


OPTIONS: Final[Mapping[str, OptionTable]] = {
    "mypy": OptionTable(
        "0.991",
        "2.4.1",
        (
            "--allow-any-generics --allow-any-unimported --allow-empty-bodies --allow-incomplete-defs "
            "--allow-redefinition --allow-redefinition-new --allow-redefinition-old --allow-subclassing-any "
            "--allow-untyped-calls --allow-untyped-decorators --allow-untyped-defs --allow-untyped-globals "
            "--always-false --always-true --any-exprs-report --bazel --cache-dir --cache-fine-grained --cache-map "
            "--check-unreachable --check-untyped-defs --cobertura-xml-report --color-output --command --config-file "
            "--custom-typeshed-dir --custom-typing-module --debug-cache --debug-serialize "
            "--deprecated-calls-exclude --disable-bytearray-promotion --disable-error-code "
            "--disable-expression-cache --disable-memoryview-promotion --disable-recursive-aliases "
            "--disallow-any-decorated --disallow-any-explicit --disallow-any-expr --disallow-any-generics "
            "--disallow-any-unimported --disallow-empty-bodies --disallow-incomplete-defs --disallow-redefinition "
            "--disallow-redefinition-new --disallow-redefinition-old --disallow-subclassing-any "
            "--disallow-untyped-calls --disallow-untyped-decorators --disallow-untyped-defs "
            "--disallow-untyped-globals --dump-build-stats --dump-deps --dump-graph --enable-error-code "
            "--enable-incomplete-feature --enable-incomplete-features --enable-recursive-aliases --error-summary "
            "--exclude --exclude-gitignore --explicit-package-bases --export-ref-info --extra-checks --fast-exit "
            "--fast-module-lookup --find-occurrences --fixed-format-cache --follow-imports --follow-untyped-imports "
            "--force-union-syntax --force-uppercase-builtins --help --hide-absolute-path --hide-column-numbers "
            "--hide-error-code-links --hide-error-codes --hide-error-context --hide-error-end --html-report "
            "--ignore-missing-imports --implicit-optional --implicit-reexport --incremental --inferstats "
            "--install-types --interactive --junit-format --junit-xml --line-checking-stats --linecount-report "
            "--linecoverage-report --lineprecision-report --local-partial-types --logical-deps --module "
            "--namespace-packages --native-parser --new-type-inference --no-check-unreachable "
            "--no-check-untyped-defs --no-color-output --no-error-summary --no-exclude-gitignore "
            "--no-explicit-package-bases --no-extra-checks --no-fast-exit --no-fast-module-lookup "
            "--no-fixed-format-cache --no-force-union-syntax --no-force-uppercase-builtins --no-implicit-optional "
            "--no-implicit-reexport --no-incremental --no-install-types --no-local-partial-types "
            "--no-namespace-packages --no-native-parser --no-pretty --no-report-deprecated-as-note "
            "--no-silence-site-packages --no-site-packages --no-sqlite-cache --no-strict-bytes "
            "--no-strict-concatenate --no-strict-equality --no-strict-equality-for-none --no-strict-optional "
            "--no-warn-incomplete-stub --no-warn-no-return --no-warn-redundant-casts --no-warn-return-any "
            "--no-warn-unreachable --no-warn-unused-configs --no-warn-unused-ignores --non-interactive "
            "--num-workers --old-type-inference --output --package --package-root --pdb --platform --pretty --py2 "
            "--python-executable --python-version --quickstart-file --raise-exceptions --report-deprecated-as-note "
            "--scripts-are-modules --semantic-analysis-only --shadow-file --show-absolute-path "
            "--show-column-numbers --show-error-code-links --show-error-codes --show-error-context --show-error-end "
            "--show-traceback --skip-c-gen --skip-cache-mtime-checks --skip-version-check --soft-error-limit "
            "--sqlite-cache --sqlite-num-shards --stats --strict --strict-bytes --strict-concatenate "
            "--strict-equality --strict-equality-for-none --strict-optional --tb --test-env --timing-stats "
            "--txt-report --untyped-calls-exclude --verbose --version --warn-incomplete-stub --warn-no-return "
            "--warn-redundant-casts --warn-return-any --warn-unreachable --warn-unused-configs "
            "--warn-unused-ignores --xml-report --xslt-html-report --xslt-txt-report -2 -O -V -a -c -h -i -m -n -p "
            "-v"
        ),
        {
            "0.991": (
                "--debug-serialize --export-ref-info --force-union-syntax --force-uppercase-builtins "
                "--line-checking-stats --no-force-union-syntax --no-force-uppercase-builtins"
            ),
            "1.4.1": (
                "--extra-checks --hide-error-code-links --junit-format --new-type-inference --no-extra-checks "
                "--old-type-inference --show-error-code-links --untyped-calls-exclude"
            ),
            "1.8.0": "--output --test-env -O",
            "1.11.2": (
                "--allow-any-unimported --follow-untyped-imports --no-local-partial-types "
                "--no-report-deprecated-as-note --no-strict-bytes --report-deprecated-as-note --strict-bytes"
            ),
            "1.15.0": (
                "--allow-redefinition-new --deprecated-calls-exclude --disallow-redefinition-new "
                "--exclude-gitignore --no-exclude-gitignore --skip-c-gen -a"
            ),
            "1.17.1": (
                "--disable-expression-cache --fixed-format-cache --no-strict-equality-for-none "
                "--strict-equality-for-none"
            ),
            "1.19.1": (
                "--allow-redefinition-old --disallow-redefinition-old --native-parser --no-fixed-format-cache "
                "--no-native-parser --num-workers -n"
            ),
            "1.20.2": "--sqlite-num-shards",
            "2.3.1": "--check-unreachable --no-check-unreachable",
        },
        {
            "1.8.0": (
                "--disable-recursive-aliases --enable-incomplete-features --enable-recursive-aliases "
                "--no-strict-concatenate --py2 -2"
            ),
            "1.18.2": "--new-type-inference",
            "1.20.2": (
                "--force-union-syntax --force-uppercase-builtins --no-force-union-syntax --no-force-uppercase-builtins"
            ),
        },
        abbreviates=True,
    ),
    "pytest": OptionTable(
        "6.2.5",
        "9.2.0",
        (
            "--assert --basetemp --cache-clear --cache-show --capture --co --code-highlight --collect-in-virtualenv "
            "--collect-only --collectonly --color --confcutdir --config-file --continue-on-collection-errors "
            "--debug --deselect --disable-plugin-autoload --disable-pytest-warnings --disable-warnings "
            "--doctest-continue-on-failure --doctest-glob --doctest-ignore-import-errors --doctest-modules "
            "--doctest-report --durations --durations-min --exitfirst --failed-first --ff --fixtures "
            "--fixtures-per-test --force-short-summary --full-trace --fulltrace --funcargs --help --ignore "
            "--ignore-glob --import-mode --junit-prefix --junit-xml --junitprefix --junitxml --keep-duplicates "
            "--keepduplicates --last-failed --last-failed-no-failures --lf --lfnf --log-auto-indent "
            "--log-cli-date-format --log-cli-format --log-cli-level --log-date-format --log-disable --log-file "
            "--log-file-date-format --log-file-format --log-file-level --log-file-mode --log-format --log-level "
            "--markers --max-warnings --maxfail --new-first --nf --no-fold-skipped --no-header --no-showlocals "
            "--no-summary --noconftest --override-ini --pastebin --pdb --pdbcls --pyargs --pythonwarnings --quiet "
            "--report-chars --rootdir --runxfail --setup-only --setup-plan --setup-show --setuponly --setupplan "
            "--setupshow --show-capture --showlocals --stepwise --stepwise-reset --stepwise-skip --strict "
            "--strict-config --strict-markers --sw --sw-reset --sw-skip --tb --trace --trace-config --traceconfig "
            "--verbose --verbosity --version --xfail-tb"
        ),
        {
            "7.1.3": "--no-showlocals",
            "7.2.2": "--config-file --log-disable",
            "8.0.2": "--log-file-mode",
            "8.2.2": "--no-fold-skipped --xfail-tb",
            "8.3.5": "--disable-plugin-autoload --force-short-summary --stepwise-reset --sw-reset",
            "9.0.3": "--max-warnings --report-chars",
        },
        {},
        abbreviates=False,
    ),
    "ruff check": OptionTable(
        "0.0.292",
        "0.17.6",
        (
            "--add-ignore --add-noqa --cache-dir --color --config --diff --dummy-variable-rgx --ecosystem-ci "
            "--exclude --exit-non-zero-on-fix --exit-zero --extend-exclude --extend-fixable --extend-ignore "
            "--extend-per-file-ignores --extend-select --extend-unfixable --extension --fix --fix-only --fixable "
            "--force-exclude --format --help --ignore --ignore-noqa --isolated --line-length --no-cache --no-fix "
            "--no-fix-only --no-force-exclude --no-preview --no-respect-gitignore --no-show-fixes --no-show-source "
            "--no-unsafe-fixes --output-file --output-format --per-file-ignores --preview --quiet "
            "--respect-gitignore --select --show-files --show-fixes --show-settings --show-source --silent "
            "--statistics --stdin-filename --target-version --unfixable --unsafe-fixes --verbose --watch"
        ),
        {
            "0.0.292": "--extension --no-unsafe-fixes --unsafe-fixes",
            "0.14.14": "--add-ignore --color",
        },
        {
            "0.1.15": "--format",
            "0.5.7": "--ecosystem-ci --no-show-source --show-source",
        },
        abbreviates=False,
    ),
    "ruff format": OptionTable(
        "0.0.292",
        "0.17.6",
        (
            "--cache-dir --check --color --config --diff --exclude --exit-non-zero-on-fix --exit-non-zero-on-format "
            "--extend-exclude --extension --force-exclude --help --isolated --line-length --no-cache "
            "--no-force-exclude --no-preview --no-respect-gitignore --output-format --preview --quiet --range "
            "--respect-gitignore --silent --stdin-filename --target-version --verbose"
        ),
        {
            "0.0.292": "--cache-dir --diff --exclude --extension --no-cache --target-version",
            "0.1.15": "--range",
            "0.10.0": "--exit-non-zero-on-fix --exit-non-zero-on-format",
            "0.12.12": "--output-format",
            "0.14.14": "--color --extend-exclude",
        },
        {},
        abbreviates=False,
    ),
    "coverage run": OptionTable(
        "5.5",
        "7.17.5",
        (
            "--append --branch --concurrency --context --data-file --debug --help --include --module --omit "
            "--parallel-mode --pylib --rcfile --save-signal --source --timid"
        ),
        {
            "6.0.2": "--data-file",
            "7.8.2": "--save-signal",
        },
        {},
        abbreviates=True,
    ),
    "coverage report": OptionTable(
        "5.5",
        "7.17.5",
        (
            "--contexts --data-file --debug --fail-under --format --help --ignore-errors --include --keep-combined "
            "--no-skip-covered --omit --precision --rcfile --show-missing --skip-covered --skip-empty --sort"
        ),
        {
            "6.0.2": "--data-file",
            "6.5.0": "--format",
            "7.14.3": "--keep-combined",
        },
        {},
        abbreviates=True,
    ),
    "coverage html": OptionTable(
        "5.5",
        "7.17.5",
        (
            "--contexts --data-file --debug --directory --fail-under --help --ignore-errors --include "
            "--keep-combined --no-skip-covered --omit --precision --quiet --rcfile --show-contexts --skip-covered "
            "--skip-empty --title"
        ),
        {
            "6.0.2": "--data-file --quiet",
            "7.14.3": "--keep-combined",
        },
        {},
        abbreviates=True,
    ),
    "coverage xml": OptionTable(
        "5.5",
        "7.17.5",
        (
            "--data-file --debug --fail-under --help --ignore-errors --include --keep-combined --omit --quiet "
            "--rcfile --skip-empty"
        ),
        {
            "6.0.2": "--data-file --quiet",
            "7.14.3": "--keep-combined",
        },
        {},
        abbreviates=True,
    ),
    "coverage json": OptionTable(
        "5.5",
        "7.17.5",
        (
            "--contexts --data-file --debug --fail-under --help --ignore-errors --include --keep-combined --omit "
            "--pretty-print --quiet --rcfile --show-contexts"
        ),
        {
            "6.0.2": "--data-file --quiet",
            "7.14.3": "--keep-combined",
        },
        {},
        abbreviates=True,
    ),
    "coverage lcov": OptionTable(
        "6.3.3",
        "7.17.5",
        ("--data-file --debug --fail-under --help --ignore-errors --include --keep-combined --omit --quiet --rcfile"),
        {
            "7.14.3": "--keep-combined",
        },
        {},
        abbreviates=True,
    ),
    "coverage combine": OptionTable(
        "5.5",
        "7.17.5",
        "--append --data-file --debug --help --keep --quiet --rcfile",
        {
            "6.0.2": "--data-file --quiet",
        },
        {},
        abbreviates=True,
    ),
    "coverage erase": OptionTable(
        "5.5",
        "7.17.5",
        "--data-file --debug --help --rcfile",
        {
            "6.0.2": "--data-file",
        },
        {},
        abbreviates=True,
    ),
    "coverage annotate": OptionTable(
        "5.5",
        "7.17.5",
        "--data-file --debug --directory --help --ignore-errors --include --keep-combined --omit --rcfile",
        {
            "6.0.2": "--data-file",
            "7.14.3": "--keep-combined",
        },
        {},
        abbreviates=True,
    ),
    "coverage debug": OptionTable(
        "5.5",
        "7.17.5",
        "--debug --help --rcfile",
        {},
        {},
        abbreviates=True,
    ),
}
"""Program, or program and sub-command, and its options. For mypy the short ones as well, for the others long ones."""

COVERAGE_VALUED: Final = frozenset(
    "--concurrency --context --contexts --data-file --debug --directory --fail-under --format --include --omit "
    "--precision --rcfile --save-signal --sort --source --title -d -o".split()
)
"""Options of coverage that take a value; what follows the first other word belongs to the measured program."""

HINTS: Final[Mapping[tuple[str, str], str]] = {
    ("mypy", "-j"): "mypy 2 has `--num-workers`",
    ("mypy", "--jobs"): "mypy 2 has `--num-workers`",
    ("mypy", "--parallel"): "mypy 2 has `--num-workers`",
    ("mypy", "--workers"): "mypy 2 has `--num-workers`",
}
"""What to write instead, where no known option has a similar name."""
