"""Which marks pytest and its plugins register, and which plugins register none.

Source: ``pytest --markers`` of pytest 9.2.0 with the plugins named in `facts.pytest_plugins.VERIFIED`, on 2026-11-23;
the others from the plugins' own documentation; pytest-click 1.1.0, pytest-emoji 0.2.0, pytest-mypy-testing and
pytest-pyodide 0.59.2, ci-watson 0.10 and 0.13.1, pytest-skip-slow 1.1.0, pytest-csv 3.0.0 and pytest-asdf-plugin 0.2.0
from their sources on 2026-11-27.

Checked on 2026-11-23.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

BUILT_IN: Final = frozenset("parametrize skip skipif xfail usefixtures filterwarnings tryfirst trylast".split())
"""Marks of pytest itself."""

_BY_DISTRIBUTION: Final[Mapping[str, str]] = {
    "allure-pytest": "allure_label allure_link allure_description allure_description_html allure_display_name",
    "anyio": "anyio",
    "aiohttp": "",
    "celery": "celery",
    "flaky": "flaky",
    "hypothesis": "hypothesis",
    "nbmake": "",
    "nbval": "",
    "pytest-aiohttp": "asyncio",
    "pytest-alembic": "alembic",
    "pytest-arraydiff": "array_compare",
    "pytest-asyncio": "asyncio",
    "pytest-benchmark": "benchmark",
    "pytest-black": "black",
    "pytest-black-ng": "black",
    "pytest-celery": "celery",
    "pytest-codspeed": "benchmark codspeed_benchmark",
    "pytest-click": "runner_setup",
    "pytest-console-scripts": "script_launch_mode script",
    "pytest-cov": "no_cover",
    "pytest-dependency": "dependency",
    "pytest-django": "django_db urls ignore_template_errors django_isolate_apps",
    "pytest-flake8": "flake8",
    "pytest-flask": "options",
    "pytest-forked": "forked",
    "pytest-freezegun": "freeze_time",
    "pytest-freezer": "freeze_time",
    "pytest-httpserver": "",
    "pytest-httpx": "httpx_mock",
    "pytest-incremental": "",
    "pytest-isort": "isort",
    "pytest-memray": "limit_memory limit_leaks limit_leaked_objects",
    "pytest-mpl": "mpl_image_compare",
    "pytest-mypy": "mypy mypy_status",
    "pytest-mypy-testing": "mypy mypy_testing",
    "pytest-order": "order",
    "pytest-ordering": "run first second last second_to_last",
    "pytest-playwright": "skip_browser only_browser browser_context_args",
    "pytest-pylint": "pylint",
    "pytest-pyodide": "skip_refcount_check skip_pyproxy_check driver_timeout xfail_browsers",
    "pytest-qt": "no_qt_log qt_log_level_fail qt_log_ignore qt_no_exception_capture",
    "pytest-random-order": "random_order",
    "pytest-recording": "vcr block_network allowed_hosts default_cassette",
    "pytest-remotedata": "remote_data internet_off",
    "pytest-repeat": "repeat",
    "pytest-rerunfailures": "flaky",
    "pytest-responses": "withoutresponses",
    "pytest-retry": "flaky",
    "pytest-ruff": "ruff",
    "pytest-run-parallel": "parallel_threads iterations thread_unsafe",
    "pytest-socket": "disable_socket enable_socket allow_hosts",
    "pytest-timeout": "timeout",
    "pytest-trio": "trio",
    "pytest-vcr": "vcr",
    "pytest-xdist": "xdist_group",
    "respx": "respx",
    "tavern": "",
    "time-machine": "time_machine",
}


def _owners() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for owner, marks in _BY_DISTRIBUTION.items():
        found.update((mark, (*found.get(mark, ()), owner)) for mark in marks.split())
    return {mark: tuple(sorted(owners, key=f"pytest-{mark}".__ne__)) for mark, owners in found.items()}


OWNERS: Final = _owners()
"""Mark → the distributions that register it, the one of its name first."""

REGISTERED_TOO: Final[Mapping[str, frozenset[str]]] = {
    "bigdata": frozenset({"ci-watson"}),
    "hugemem": frozenset({"pytest-skip-slow"}),
    "slow": frozenset({"ci-watson", "pytest-skip-slow"}),
}
"""Mark → the distributions that register it; without them a project has chosen the name itself."""

COMMON_WORDS: Final = frozenset("run first second last options script urls repeat iterations order black mypy".split())
"""Marks of plugins that are too common as words for a name near to them to be a typo."""

KNOWN: Final = frozenset(_BY_DISTRIBUTION) | frozenset(
    "pytest pytest-assume pytest-check pytest-clarity pytest-custom-exit-code pytest-datadir pytest-deadfixtures "
    "pytest-docker pytest-dotenv pytest-env pytest-examples pytest-factoryboy pytest-github-actions-annotate-failures "
    "pytest-html pytest-icdiff pytest-instafail pytest-json-report pytest-lazy-fixture pytest-lazy-fixtures "
    "pytest-localserver pytest-metadata pytest-mock pytest-picked pytest-postgresql pytest-pretty pytest-profiling "
    "pytest-pythonpath pytest-randomly pytest-regressions pytest-reportlog pytest-runner pytest-snapshot pytest-split "
    "pytest-sugar pytest-subtests pytest-testmon pytest-watch pytest-watcher pytest-xprocess pytest-base-url "
    "pytest-cases pytest-parallel pytest-shard pytest-sphinx pytest-notebook pytest-unordered pytest-md pytest-cover "
    "pytest-coverage pytest-httpbin pytest-icecream pytest-md-report pytest-doctestplus pytest-astropy-header "
    "pytest-filter-subpackage pytest-mypy-plugins pytest-emoji pytest-faulthandler pytest-pystack pytest-astropy "
    "pytest-csv pytest-asdf-plugin pytest-skip-slow".split()
)
"""Plugins whose marks are all in this table, most of them without any."""

SERIAL_PLUGINS: Final = frozenset({"pytest-serial", "pytest-xdist-serial"})
"""Plugins that make ``serial`` mean something."""

SEQUENTIAL_PLUGINS: Final = frozenset(
    "pytest-order pytest-ordering pytest-dependency pytest-incremental pytest-parallel pytest-mp pytest-mpi "
    "pytest-run-parallel pytest-serial pytest-steps pytest-split pytest-shard pytest-test-groups "
    "pytest-parallelize-tests pytest-notebook pytest-embedded pytest-bdd pytest-stepwise pytest-docker "
    "pytest-docker-compose pytest-playwright pytest-selenium".split()
)
"""Plugins that order or distribute tests themselves, or share one resource among them."""

SEQUENTIAL_MARKS: Final = frozenset(
    "serial sequential order run first last dependency incremental isolated no_parallel not_parallel noparallel "
    "nonparallel singlethreaded single_threaded xdist_group mpi".split()
)
"""Marks that say that some tests must not run beside others."""
