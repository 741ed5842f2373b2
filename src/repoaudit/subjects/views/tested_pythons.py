"""The Pythons that a project is tested with: those that CI sets up, and those of tox, nox and hatch."""

import re
from collections.abc import Iterator

from repoaudit.documents.versions import Version
from repoaudit.errors import UnknownError
from repoaudit.facts.ci import GITLAB_FILE
from repoaudit.facts.programs import Purpose
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.workflows import Workflow, unreadable_workflows
from repoaudit.subjects.files.workflows.matrix import EXPRESSION
from repoaudit.subjects.views.hatch_pythons import hatch_pythons
from repoaudit.subjects.views.tox_pythons import tox_pythons
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.workflows.jobs import Job, Step
    from repoaudit.subjects.views.gitlab_pythons import JobImages

_VERSION: Final = lazy(
    r"(?:c?python|pypy|graalpy)?-?v?(\d\.\d{1,2})(?!\d)(?:\.[\d*x]+)?(?:[-.abrct].*)?", re.IGNORECASE
)
_IMAGE: Final = lazy(r"(?:.*/)?python:(\d\.\d{1,2})(?!\d).*")
_LOOK_UP: Final = lazy(r"\s*\$\{\{\s*(matrix|env)\.([\w.-]+)\s*\}\}\s*")
_TASK_RUNNERS: Final = frozenset({"tox", "nox", "make", "just", "hatch", "invoke", "poe", "pdm", "task", "pixi"})
_OTHER_CI: Final = (".travis.yml", "azure-pipelines.yml", ".circleci/config.yml", ".cirrus.yml")


class TestedPython(NamedTuple):
    """One Python that something runs: its minor version, the text that names it, and whose it is.

    ``runs_tests`` is False for a job that certainly runs none (it only lints, builds or publishes). ``may_fail`` is
    True for a job that may tolerate its own failure, ``is_ci`` for a job of CI.
    """

    version: Version
    text: str
    place: Place
    source: str
    runs_tests: bool
    may_fail: bool = False
    is_ci: bool = False


class TestedPythons(NamedTuple):
    """All that could be found; ``complete`` is False where some job's versions cannot be known, or none is found.

    ``unread`` are the places of values that stand for a Python that is not known, each with whose it is.
    """

    found: tuple[TestedPython, ...]
    complete: bool
    unread: tuple[tuple[Place, str], ...] = ()

    @property
    def versions(self) -> tuple[Version, ...]:
        """The minor versions that tests run with, oldest first, each once."""
        return tuple(sorted({each.version for each in self.found if each.runs_tests}))


def read_version(text: str) -> Version | None:
    """Return the minor version that a text names: ``3.12.1``, ``3.14-dev``, ``pypy3.10``; None for a range."""
    match = _VERSION.fullmatch(text.strip())
    return Version.parse(match[1]) if match else None


def tested_pythons(scope: "Scope") -> TestedPythons:
    """Return the Pythons that one project is tested with, made once."""
    return scope.once(_tested_pythons)


def _tested_pythons(scope: "Scope") -> TestedPythons:
    reader = _Reader(scope)
    found = (*reader.workflows(), *reader.gitlab(), *reader.nox(), *_from_tox(scope), *_from_hatch(scope))
    others = any(scope.root.repository.is_file(path) for path in _OTHER_CI)
    complete = (
        reader.complete and any(each.runs_tests for each in found) and not others and not unreadable_workflows(scope)
    )
    return TestedPythons(found, complete, tuple(dict.fromkeys(reader.unread)))


def _from_tox(scope: "Scope") -> Iterator[TestedPython]:
    """Yield the Pythons that the names of tox environments ask for."""
    for version, text, place in tox_pythons(scope):
        yield TestedPython(version, text, place, f"tox environment `{text}`", runs_tests=True)


def _from_hatch(scope: "Scope") -> Iterator[TestedPython]:
    """Yield the Pythons of hatch's environments, which is any of a matrix."""
    for version, text, place, environment in hatch_pythons(scope):
        yield TestedPython(version, text, place, f"hatch environment `{environment}`", runs_tests=True)


class _Reader:
    """Collects versions, and remembers whether any could not be read."""

    def __init__(self, scope: "Scope") -> None:
        self._scope = scope
        self._testing, self._busy = scope.root.once(_groups)
        self.complete = True
        self.unread: list[tuple[Place, str]] = []

    def nox(self) -> Iterator[TestedPython]:
        if not self._scope.exists("noxfile.py"):
            return
        from repoaudit.subjects.files.nox import Nox

        for nox in self._scope.all(Nox):
            for session in nox.sessions:
                tests = any("test" in word for call in session.runs for word in call.words if word)
                try:
                    pythons = session.pythons
                except UnknownError:
                    self.complete = False
                    continue
                for text in pythons:
                    version = read_version(text)
                    if version:
                        source = f"nox session `{session.name}`"
                        yield TestedPython(version, text, session.python_place, source, runs_tests=tests)

    def workflows(self) -> Iterator[TestedPython]:
        for workflow in self._scope.root.all(Workflow):
            for job in workflow.jobs:
                if not job.is_dead:
                    yield from self._job(workflow, job)

    def gitlab(self) -> Iterator[TestedPython]:
        """Yield the Pythons of images; what a script installs or a file elsewhere adds is not known."""
        if not self._scope.root.repository.is_file(GITLAB_FILE):
            return
        from repoaudit.subjects.files.gitlab import gitlab_includes
        from repoaudit.subjects.views.gitlab_pythons import gitlab_images

        try:
            jobs = tuple(gitlab_images(self._scope.root))
            self.complete = self.complete and not gitlab_includes(self._scope.root)
        except UnknownError:
            self.complete = False
            return
        for job in jobs:
            yield from self._gitlab_job(job)

    def _gitlab_job(self, found: "JobImages") -> Iterator[TestedPython]:
        job, group = found.job, f"{GITLAB_FILE}:{found.job.name}"
        runs_tests = group in self._testing or group in self._busy
        versions = [(_of_image(text), text, place) for text, place in found.images]
        if runs_tests and not (versions and all(version for version, _, _ in versions)):
            self.complete = False
        for version, text, place in versions:
            if version:
                may_fail = job.tolerated is not None
                yield TestedPython(version, text, place, f"job `{job.name}`", runs_tests, may_fail, is_ci=True)

    def _job(self, workflow: Workflow, job: "Job") -> Iterator[TestedPython]:
        may_test = self._may_test(job)
        may_fail = job.node.get("continue-on-error") is not None
        nodes = list(_distinct(_version_nodes(job)))
        if may_test and not nodes:
            self.complete = False
        for node, step in nodes:
            texts = list(self._texts(workflow, job, step, node))
            runs_tests = may_test or len(texts) > 1  # who goes to the trouble of several Pythons tests with them
            for text, place in texts:
                version = read_version(text) or _of_image(text)
                if version:
                    yield TestedPython(version, text, place, f"job `{job.id}`", runs_tests, may_fail, is_ci=True)
                elif runs_tests:
                    self.complete = False
                    self.unread.append((place, f"job `{job.id}`"))

    def _may_test(self, job: "Job") -> bool:
        """Say whether a job runs tests, or something that may: a task runner, an action of this repository."""
        return (
            job.group in self._testing
            or job.group in self._busy
            or job.uses.startswith("./")
            or any(step.uses.startswith("./") for step in job.steps)
        )

    def _texts(
        self, workflow: Workflow, job: "Job", step: "Step | None", node: "YamlNode"
    ) -> Iterator[tuple[str, Place]]:
        """Yield the texts that a value stands for, each with its place; "" where it cannot be known."""
        document = workflow.document
        anchor = f"jobs.{job.id}.python-version"
        for written in _lines(node):
            match = _LOOK_UP.fullmatch(written) if EXPRESSION in written else None
            if match is None:
                yield ("" if EXPRESSION in written else written), document.place_of(node, anchor)
            elif match[1] == "env":
                own = step.environment if step else {}
                variables = {**workflow.environment, **job.environment, **own}
                yield variables.get(match[2], ""), document.place_of(node, anchor)
            else:
                yield from self._from_matrix(job, match[2], anchor)

    def _from_matrix(self, job: "Job", name: str, anchor: str) -> Iterator[tuple[str, Place]]:
        matrix = job.matrix
        try:
            nodes = matrix.values(name) if matrix else ()
        except UnknownError:
            nodes = ()
        if not nodes:
            self.complete = False
            self.unread.append((job.document.place_of(matrix.node if matrix else job.node, anchor), f"job `{job.id}`"))
        for node in nodes:
            yield from ((text, job.document.place_of(node, anchor)) for text in _lines(node))


def _version_nodes(job: "Job") -> Iterator[tuple["YamlNode", "Step | None"]]:
    """Yield the values that name a Python: inputs called ``python-version``, and the image of a container."""
    inputs = job.node.get("with")
    own = inputs.get("python-version") if inputs else None
    if own is not None:
        yield own, None
    if job.container is not None and _IMAGE.fullmatch(job.container.text):
        yield job.container, None
    for step in job.steps:
        node = step.input("python-version") if not step.is_dead else None
        if node is not None and not node.is_null:
            yield node, step


def _distinct(
    nodes: Iterator[tuple["YamlNode", "Step | None"]],
) -> Iterator[tuple["YamlNode", "Step | None"]]:
    """Leave out what asks the matrix for the same again: several actions of a job take one Python."""
    asked: set[str] = set()
    for node, step in nodes:
        match = _LOOK_UP.fullmatch(node.text) if EXPRESSION in node.text else None
        if match is None or match[1] != "matrix" or match[2] not in asked:
            yield node, step
        if match is not None and match[1] == "matrix":
            asked.add(match[2])


def _lines(node: "YamlNode") -> tuple[str, ...]:
    """Return the versions of a value: an item each of a list, or a line each of a block."""
    return tuple(line.strip() for each in node.strings() for line in each.value.splitlines() if line.strip())


def _of_image(text: str) -> Version | None:
    match = _IMAGE.fullmatch(text) if "python:" in text else None
    return Version.parse(match[1]) if match else None


def _groups(root: "Scope") -> tuple[frozenset[str], frozenset[str]]:
    """Return the groups of commands that run tests, and those that run something that may."""
    commands = [command for command in all_commands(root) if command.where.runner.is_ci]
    testing = (command.where.group for command in commands if command.purpose is Purpose.TEST)
    busy = (command.where.group for command in commands if command.tool in _TASK_RUNNERS)
    return frozenset(testing), frozenset(busy)
