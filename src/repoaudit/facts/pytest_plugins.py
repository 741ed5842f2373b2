"""Which distribution adds an option to pytest's command line.

Source: pytest 9.2.0 asked for its options with the plugins of ``VERIFIED`` installed on 2026-11-23 (CPython 3.13); the
others from the plugins' own documentation. An option that several distributions add names all of them.

Checked on 2026-11-23.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

VERIFIED: Final = (
    "pytest-asyncio 1.5.0, pytest-benchmark 5.3.1, pytest-codspeed 5.0.4, pytest-cov 7.1.0, pytest-django 4.14.0, "
    "pytest-html 4.2.0, pytest-json-report 1.5.0, pytest-memray 1.11.0, pytest-metadata 3.1.1, pytest-mpl 0.19.0, "
    "nbval 0.11.0, pytest-order 1.5.0, pytest-random-order 1.2.0, pytest-randomly 5.1.0, pytest-recording 0.14.1, "
    "pytest-regressions 2.11.0, pytest-repeat 0.9.4, pytest-rerunfailures 16.7, pytest-socket 0.8.1, "
    "pytest-split 0.11.0, pytest-timeout 2.4.0, pytest-xdist 3.8.0, hypothesis 6.170.15, anyio 4.16.0, "
    "pytest-deadfixtures 3.1.0, pytest-faulthandler 2.0.1, pytest-pystack 1.1.1"
)

XDIST_OPTIONS: Final = frozenset(
    "-n --numprocesses --maxprocesses --max-worker-restart --dist --loadscope-reorder --no-loadscope-reorder --tx --px "
    "--rsyncdir --rsyncignore --testrunuid --maxschedchunk --looponfail".split()
)
"""Options of pytest-xdist; ``-d`` and ``-f`` are too short to be sure of."""

DISTRIBUTING_PLUGINS: Final = frozenset({"pytest-enabler"})
"""Plugins that pass the options of others which are installed: ``-n auto``, ``--ruff``, ``--mypy``.

Source: ``default.toml`` of pytest-enabler 3.4.

Checked on 2026-11-27.
"""

CHECKING_PLUGINS: Final = frozenset({"pytest-ruff", "pytest-mypy", "pytest-black", "pytest-black-ng"})
"""Plugins that check every Python file; pytest-enabler passes the options that turn them on."""

PRIVATE_TO: Final = frozenset({"pytest-relaxed"})
"""Plugins that let pytest collect nothing from files and folders whose names begin with an underscore.

Source: ``plugin.py`` of pytest-relaxed 2.0.2, ``pytest_ignore_collect``.

Checked on 2026-11-27.
"""

COV_OPTIONS: Final = frozenset(
    "--cov --cov-reset --cov-report --cov-config --no-cov-on-fail --no-cov --cov-fail-under --cov-append --cov-branch "
    "--cov-precision --cov-context".split()
)
"""Options of pytest-cov."""

_BY_DISTRIBUTION: Final[Mapping[tuple[str, ...], str]] = {
    ("pytest-timeout",): "--timeout --timeout-method --timeout_method --session-timeout",
    ("pytest-benchmark", "pytest-codspeed"): "--benchmark-skip --benchmark-disable --benchmark-enable --benchmark-only",
    ("pytest-benchmark",): (
        "--benchmark-min-time --benchmark-max-time --benchmark-min-rounds --benchmark-timer "
        "--benchmark-calibration-precision --benchmark-warmup --benchmark-warmup-iterations --benchmark-disable-gc "
        "--benchmark-save --benchmark-autosave --benchmark-save-data --benchmark-json --benchmark-compare "
        "--benchmark-compare-fail --benchmark-cprofile --benchmark-storage --benchmark-netrc --benchmark-verbose "
        "--benchmark-quiet --benchmark-sort --benchmark-group-by --benchmark-columns --benchmark-name "
        "--benchmark-time-unit --benchmark-histogram"
    ),
    ("pytest-codspeed",): "--codspeed --codspeed-mode",
    ("pytest-rerunfailures", "pytest-retry"): "--reruns-delay",
    ("pytest-rerunfailures",): "--reruns --only-rerun --rerun-except --force-reruns --fail-on-flaky",
    ("pytest-retry",): "--retries --retry-delay",
    ("pytest-randomly",): "--randomly-seed --randomly-dont-reset-seed --randomly-dont-reorganize",
    ("pytest-random-order",): "--random-order --random-order-bucket --random-order-seed",
    ("pytest-asyncio",): "--asyncio-mode --asyncio-debug",
    ("anyio",): "--anyio-mode",
    ("pytest-split",): "--splits --store-durations --durations-path --splitting-algorithm --clean-durations",
    ("pytest-shard",): "--shard-id --num-shards",
    ("pytest-html",): "--html --self-contained-html",
    ("pytest-json-report",): "--json-report --json-report-file --json-report-indent --json-report-summary",
    ("pytest-reportlog",): "--report-log",
    ("pytest-mpl",): "--mpl --mpl-generate-path --mpl-generate-hash-library --mpl-baseline-path --mpl-hash-library "
    "--mpl-generate-summary --mpl-results-path --mpl-results-always",
    ("nbval",): "--nbval --nbval-lax --nbval-sanitize-with --nbval-current-env --nbval-kernel-name "
    "--nbval-cell-timeout",
    ("nbmake",): "--nbmake --nbmake-timeout --nbmake-kernel",
    ("pytest-django",): "--ds --dc --reuse-db --create-db --nomigrations --no-migrations --fail-on-template-vars",
    ("pytest-memray",): "--memray --memray-bin-path --most-allocations",
    ("pytest-recording",): "--record-mode --block-network --disable-recording",
    ("pytest-vcr",): "--vcr-record --disable-vcr",
    ("pytest-regressions",): "--force-regen --regen-all",
    ("syrupy", "pytest-snapshot", "snapshottest"): "--snapshot-update",
    ("inline-snapshot",): "--inline-snapshot",
    ("pytest-repeat",): "--count --repeat-scope",
    ("pytest-socket",): "--disable-socket --allow-hosts --allow-unix-socket --force-enable-socket",
    ("pytest-order",): "--order-scope --order-dependencies --indulgent-ordering --sparse-ordering --order-group-scope",
    ("pytest-forked",): "--forked",
    ("pytest-instafail",): "--instafail",
    ("pytest-testmon",): "--testmon --testmon-noselect --testmon-nocollect --testmon-forceselect",
    ("pytest-picked",): "--picked",
    ("pytest-mypy",): "--mypy --mypy-ini-file --mypy-ignore-missing-imports",
    ("pytest-pylint",): "--pylint --pylint-rcfile --pylint-error-types",
    ("pytest-flake8",): "--flake8",
    ("pytest-black", "pytest-black-ng", "pytest-black-multipy"): "--black",
    ("pytest-isort",): "--isort",
    ("pytest-ruff",): "--ruff --ruff-format",
    ("pytest-playwright", "pytest-playwright-asyncio"): "--headed --browser-channel --tracing --screenshot",
    ("allure-pytest",): "--alluredir --clean-alluredir --allure-severities --allure-features",
    ("pytest-doctestplus",): "--doctest-plus --doctest-rst --doctest-only --doctest-ufunc",
    ("pytest-remotedata",): "--remote-data",
    ("pytest-run-parallel",): "--parallel-threads --iterations",
    ("pytest-profiling",): "--profile-svg",
    ("pytest-deadfixtures",): "--dead-fixtures --dup-fixtures",
    ("pytest-pystack",): "--pystack-threshold --pystack-output-file --pystack-path --pystack-args",
    ("pytest-md-report",): "--md-report --md-report-output --md-report-verbose",
    ("hypothesis",): "--hypothesis-profile --hypothesis-seed --hypothesis-show-statistics --hypothesis-verbosity",
}

OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    option: distributions for distributions, options in _BY_DISTRIBUTION.items() for option in options.split()
}
"""Option → the distributions that add it, the usual one first; without pytest-cov's and pytest-xdist's."""

PLUGINS: Final = frozenset({name for names in OPTIONS.values() for name in names}) | {"pytest-cov", "pytest-xdist"}
"""The distributions whose options are in this table."""
