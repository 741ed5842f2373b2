"""What shows that the tests of a project cannot run beside each other, or are spread by other means."""

import re

from repoaudit.facts.pytest_markers import SEQUENTIAL_MARKS, SEQUENTIAL_PLUGINS
from repoaudit.regex import lazy
from repoaudit.subjects.collections.commands import Command, read_options
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.subjects.tools.pytest import Pytest, PytestRun
from repoaudit.subjects.views.suite_marks import has_statement
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_SHARED: Final = lazy(
    r"docker|testcontainers|postgres|mysql|mariadb|redis|rabbitmq|kafka|mongo|selenium|webdriver|uvicorn"
    r"|serve_forever|socketserver|create_all|drop_all|session\((?:bind=)?engine|flush(?:db|all)|localhost:\d"
    r"|127\.0\.0\.1:\d|port\s*=\s*\d{4}|torch\.cuda(?!\.manual_seed)|init_process_group",
    re.IGNORECASE,
)
_SHARED_PATH: Final = lazy(r"\b(?:rmtree|os\.(?:remove|unlink))\(\s*[\"'](?![{~])[^\"'/\\{][^\"'{]*[\"']")
"""What removes a file or folder of a fixed name below the current folder, which all tests then share."""

_PORT: Final = lazy(r"^[ \t]*\w*port[ \t]*=[ \t]*\d{4,5}\b", re.MULTILINE | re.IGNORECASE)
_SERVERS: Final = ("Server(", "serve_forever", ".listen(", "Popen(")
"""What listens, perhaps at a port of a fixed number."""

_REMOVALS: Final = ("rmtree(", "os.remove(", "os.unlink(")

_STARTED: Final = lazy(r"\b(?:docker|podman)[ -](?:compose\b[^\n]* up\b|run (?:[^\n]* )?(?:-d|--detach)\b)")
_SPOKEN_OF: Final = lazy(r"^[ \t]*[#;].*(?:xdist|numprocesses)", re.MULTILINE)
_SHARDS: Final = lazy(r"shard|split|matrix[.\w-]{0,60}group|\bgroup\b", re.IGNORECASE)
_CONTAINERS: Final = frozenset({"docker", "docker-compose", "podman", "podman-compose"})


def are_sequential(scope: "Scope") -> bool:
    """Say whether something shows that."""
    pytest, suite = scope.all(Pytest)[0], scope.all(TestSuite)[0]
    names = {declared.name for declared in scope.all(Dependencies)[0].all}
    if names & SEQUENTIAL_PLUGINS or suite.marks.uses_any(SEQUENTIAL_MARKS) or _is_spoken_of(pytest, suite):
        return True
    if any(_SHARED.search(suite.text(path)) for path in suite.conftests):
        return True
    if _is_switched_off(pytest) or _uses_services(pytest):
        return True
    if any(_shares_state(suite.text(path)) for path in suite.files):
        return True
    return any(_is_shard(run) for run in pytest.runs) or _shares_container(pytest, suite)


def _is_spoken_of(pytest: Pytest, suite: TestSuite) -> bool:
    """Say whether a comment in pytest's configuration speaks of pytest-xdist, and so says why it is not used."""
    winner = pytest.configuration.winner
    return winner is not None and _SPOKEN_OF.search(suite.text(winner.place.path)) is not None


def _is_switched_off(pytest: Pytest) -> bool:
    """Say whether `addopts` keeps pytest-xdist from being loaded: ``-p no:xdist``."""
    return any(option.value == "no:xdist" for option in read_options(pytest.addopts, ("-p",)))


def _uses_services(pytest: Pytest) -> bool:
    """Say whether a job that runs the tests starts services beside them: a database, of which all tests use one."""
    groups = {run.command.where.group for run in pytest.runs if run.command.where.runner is Runner.STEP}
    jobs = (job for workflow in pytest.scope.root.all(Workflow) for job in workflow.jobs if job.group in groups)
    return any(job.node.get("services") is not None for job in jobs)


def _shares_container(pytest: Pytest, suite: TestSuite) -> bool:
    """Say whether a script or job starts one container, and then the tests that use it."""
    scope = pytest.scope
    started = (each for each in all_commands(scope) if each.tool in _CONTAINERS and _starts_container(each))
    groups = {each.where.group for each in started}
    if any(run.command.where.group in groups for run in pytest.runs if groups):
        return True
    scripts = (path for path in scope.repository.files().under(scope.folder) if path.endswith(".sh"))
    texts = (suite.text(path) for path in scripts)
    return any("pytest" in text and _STARTED.search(text) is not None for text in texts)


def _shares_state(text: str) -> bool:
    """Say whether tests change global state, or leave and remove what others may look for."""
    if has_statement("global", text):
        return True
    if any(word in text for word in _SERVERS) and _PORT.search(text):
        return True
    return any(word in text for word in _REMOVALS) and _SHARED_PATH.search(text) is not None


def _starts_container(command: Command) -> bool:
    """Say whether a container goes on running behind the command: ``docker run -d``, ``docker compose up``."""
    words = [argument.text for argument in command.arguments]
    if "up" in words[:4]:
        return True
    return words[:1] == ["run"] and any(word in {"-d", "--detach"} or word.startswith("-d") for word in words)


def _is_shard(run: PytestRun) -> bool:
    return any(
        (argument.text.startswith("--") or not argument.is_static) and _SHARDS.search(argument.text)
        for argument in run.arguments
    )
