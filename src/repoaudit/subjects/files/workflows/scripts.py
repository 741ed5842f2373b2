"""The command text of steps: which shell reads it, in which folder, with which variables.

Source: GitHub, "Workflow syntax", `jobs.<job_id>.steps[*].shell`: without `shell` it is `bash -e {0}`, `bash` is
`bash --noprofile --norc -eo pipefail {0}`, `sh` is `sh -e {0}`, another text is the command line itself; on Windows
the default is PowerShell. A single command of plain words is the same to PowerShell and to cmd, and is read.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial

from repoaudit.errors import UnknownError
from repoaudit.facts.ci import COMMAND_INPUTS, STRICT_PROFILES
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.rewriting import ValueRewrite
from repoaudit.subjects.files.scripts import Runner, Script, Where, nowhere
from repoaudit.subjects.files.workflows.jobs import Job, Step, entry_place, read_steps, text_at, variables
from repoaudit.subjects.files.workflows.matrix import EXPRESSION
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.finding import DataPath

FROM_MATRIX: Final = lazy(r"^\s*\$\{\{\s*matrix\.([\w.-]+)\s*\}\}\s*$")
"""A line or another text that is a value of the matrix."""

_WORKSPACE: Final = lazy(r"^(?:\$\{\{\s*github\.workspace\s*\}\}|\$\{?GITHUB_WORKSPACE\}?)/?")
_OWN_REPOSITORY: Final = frozenset({"", "${{github.repository}}", "${{github.event.pull_request.head.repo.full_name}}"})


class _Start(NamedTuple):
    """The working directory of a step, or the path that leads out of the repository to it."""

    folder: str | None = ""
    beyond: str = ""


class Shell(NamedTuple):
    """A POSIX shell and the options that it is started with; ``is_login`` if it reads the profile of the user."""

    errexit: bool
    pipefail: bool
    is_login: bool = False


_PLAIN: Final = lazy(r"[ \t]*[\w./:=+-]+(?:[ \t]+[\w./:=+-]+)*\s*")
_OF_WINDOWS: Final = frozenset({"pwsh", "powershell", "cmd"})
_DEFAULT: Final = Shell(errexit=True, pipefail=False)
_NAMED: Final = {"bash": Shell(errexit=True, pipefail=True), "sh": _DEFAULT}


def scripts_of_job(job: Job) -> Iterator[Script]:
    """Yield the command text of every step of a job that a POSIX shell reads in some row of its matrix."""
    root = job.document.root
    common = {**(variables(root) if root else {}), **job.environment}
    checkout = _checkout(job)
    for step in job.steps:
        if step.is_dead:
            continue
        where = Where(Runner.STEP, job.id, job.group)
        if step.uses:
            yield from _inputs(step, where, _joined(common, step.environment))
        elif (shell := _shell_of(step, job)) is not None:
            start = _start(checkout, text_at(step.node, "working-directory") or job.default("working-directory"))
            for script in _script(step, where, shell, start, _joined(common, step.environment)):
                yield script
                yield from _of_matrix(script, job)


def _of_matrix(script: Script, job: Job) -> Iterator[Script]:
    """Yield the texts of the matrix that a script runs as they are: its lines ``${{ matrix.NAME }}``."""
    matrix = job.matrix if EXPRESSION in script.text else None
    lines = script.text.splitlines() if matrix else ()
    for name in dict.fromkeys(match[1] for line in lines if (match := FROM_MATRIX.match(line))):
        try:
            nodes = matrix.values(name) if matrix else ()
        except UnknownError:
            continue
        for node in (each for each in nodes if each.kind == "scalar"):
            yield Script(
                node.text,
                job.document.place_of(node, f"matrix.{name}"),
                script.where,
                offset=partial(job.document.scalar_offset, node),
                folder=script.folder,
                beyond=script.beyond,
                environment=script.environment,
                errexit=script.errexit,
                pipefail=script.pipefail,
                tolerated=script.tolerated,
            )


def _joined(common: Mapping[str, str], own: Mapping[str, str]) -> Mapping[str, str]:
    return {**common, **own} if own else common


def scripts_of_action(document: "YamlDocument") -> Iterator[Script]:
    """Yield the command text of a composite action, whose steps must all name their shell."""
    runs = document.root.get("runs") if document.root else None
    name = document.path.rpartition("/")[0].rpartition("/")[2] or "action"
    where = Where(Runner.STEP, name, document.path)
    for step in read_steps(document, runs, ("runs",), None):
        if step.is_dead:
            continue
        shell = _of_action(step)
        if step.uses:
            yield from _inputs(step, where, step.environment)
        elif shell is not None:
            start = _start("", text_at(step.node, "working-directory"))
            yield from _script(step, where, shell, start, step.environment)


def read_shell(text: str) -> Shell | None:
    """Return how a ``shell`` starts a POSIX shell, None for another program or one that is not known."""
    words = text.split()
    if words[:2] == ["pixi", "run"]:
        words = words[next((at for at, word in enumerate(words) if word in _NAMED), len(words)) :]
    if len(words) <= 1:
        return _NAMED.get(text.strip())
    program = words[0].rpartition("/")[2]
    if program not in _NAMED or "{0}" not in words:
        return None
    options = words[1 : words.index("{0}")]
    clusters = [word[1:] for word in options if re.fullmatch(r"-[a-zA-Z]+", word)]
    return Shell(
        errexit="errexit" in options or any("e" in cluster for cluster in clusters),
        pipefail="pipefail" in options,
        is_login="--login" in options or any("l" in cluster for cluster in clusters),
    )


def _of_action(step: Step) -> Shell | None:
    """Return the shell of a step of an action."""
    written = text_at(step.node, "shell")
    return read_shell(written) or (_DEFAULT if written in _OF_WINDOWS and _is_plain(step) else None)


def _shell_of(step: Step, job: Job) -> Shell | None:
    """Return the shell of a step: where a matrix names several, the first that is a POSIX shell."""
    written = text_at(step.node, "shell") or job.default("shell")
    if written not in job.shells:
        job.shells[written] = _first_shell(written, job) if written else None if _is_windows_only(job) else _DEFAULT
    shell = job.shells[written]
    may_be_plain = shell is None and (not written or written in _OF_WINDOWS)
    return _DEFAULT if may_be_plain and _is_plain(step) else shell


def _is_plain(step: Step) -> bool:
    """Say whether a step runs one command whose words mean the same to every shell."""
    return step.run is not None and _PLAIN.fullmatch(step.run.text) is not None


def _first_shell(written: str, job: Job) -> Shell | None:
    shell = next((shell for text in _choices(written, job) if (shell := read_shell(text))), None)
    is_strict = shell is not None and shell.is_login and any(map(_writes_strict_profile, job.steps))
    return Shell(errexit=True, pipefail=True, is_login=True) if is_strict else shell


def _writes_strict_profile(step: Step) -> bool:
    """Say whether a step makes every later login shell stop at the first failure."""
    off = STRICT_PROFILES.get(step.action)
    if off is None or step.is_dead:
        return False
    value = step.input(off) if off else None
    return value is None or value.text.lower() != "false"


def _is_windows_only(job: Job) -> bool:
    """Say whether every runner is known to be Windows; a runner that is not known is more often another."""
    labels = [choice.lower() for label in job.runners for choice in _choices(label, job)]
    systems = [label for label in labels if label not in {"self-hosted", "x64", "x86", "arm64"}]
    return bool(systems) and all("windows" in label for label in systems)


def _choices(text: str, job: Job) -> tuple[str, ...]:
    """Return the texts that ``${{ matrix.NAME }}`` stands for, and any other text itself."""
    match = FROM_MATRIX.match(text) if EXPRESSION in text else None
    matrix = job.matrix if match else None
    if match is None or matrix is None:
        return (text,)
    try:
        return tuple(label.text for node in matrix.values(match[1]) for label in node.strings())
    except UnknownError:
        return (text,)


def _checkout(job: Job) -> str | None:
    """Return the folder that the repository itself is checked out into, None where another one takes its place."""
    folder: str | None = ""
    for step in job.steps:
        if step.action != "actions/checkout":
            continue
        path, repository = step.input("path"), step.input("repository")
        target = path.text.strip("./") if path else ""
        if _is_own(repository.text if repository else ""):
            return None if EXPRESSION in target else target
        folder = None if not target else folder
    return folder


def other_checkouts(job: Job) -> Iterator[str]:
    """Yield the folders that a job checks other repositories out into."""
    for step in job.steps:
        path, repository = step.input("path"), step.input("repository")
        if step.action == "actions/checkout" and path and repository and not _is_own(repository.text):
            yield path.text.strip("./")


def _is_own(repository: str) -> bool:
    """Say whether a checkout is of the repository itself, or of its fork that a proposal comes from."""
    written = repository.replace(" ", "")
    return written in _OWN_REPOSITORY or written.endswith("||github.repository}}")


def _start(checkout: str | None, working: str) -> _Start:
    """Return where a step begins: relative to the root of the repository, else beside it in the workspace."""
    from posixpath import normpath

    path = _WORKSPACE.sub("", working, count=1) if "$" in working else working
    if checkout is None or EXPRESSION in path or "$" in path or path.startswith(("/", "~")) or "\\" in path:
        return _Start(None)
    path = normpath(path) if path else "."
    path = "" if path == "." else path
    if checkout and path != checkout and not path.startswith(f"{checkout}/"):
        return _Start(None, "" if path.startswith("..") else path)
    path = path[len(checkout) :].strip("/")
    return _Start(None) if path.startswith("..") else _Start(path)


def is_read(step: Step) -> bool:
    """Say whether the commands of a step are read: a POSIX shell runs them, or would do the same."""
    if step.job is None:
        return _of_action(step) is not None
    return _shell_of(step, step.job) is not None


def _inputs(step: Step, where: Where, environment: Mapping[str, str]) -> Iterator[Script]:
    """Yield the commands that an action is given to run; some actions run them on another machine."""
    for name in COMMAND_INPUTS.get(step.action, ()):
        inputs = step.node.get("with")
        value = step.input(name)
        if inputs is not None and value is not None and value.kind == "scalar" and value.value:
            yield _read(step, inputs, (*step.path, "with", name), where, _DEFAULT, _Start(), environment)


def _script(step: Step, where: Where, shell: Shell, start: _Start, environment: Mapping[str, str]) -> Iterator[Script]:
    if step.run is not None:
        yield _read(step, step.node, (*step.path, "run"), where, shell, start, environment)


def _read(  # noqa: PLR0913, PLR0917  # what decides how a text runs
    step: Step,
    owner: "YamlNode",
    path: "DataPath",
    where: Where,
    shell: Shell,
    start: _Start,
    environment: Mapping[str, str],
) -> Script:
    document, key = step.document, str(path[-1])
    entry = owner.entry(key)
    node = owner.get(key)
    text = node.text if node else ""
    offset = partial(document.scalar_offset, node) if node else nowhere
    is_shared = entry is None or entry[1].kind == "alias" or entry[1].anchor is not None
    return Script(
        text,
        partial(entry_place, document, owner, key, path[:-1]),
        where,
        offset=offset,
        folder=start.folder,
        beyond=start.beyond,
        environment=environment,
        errexit=shell.errexit,
        pipefail=shell.pipefail,
        tolerated=step.tolerated or (step.job.tolerated if step.job else None),
        rewrite=None if is_shared else ValueRewrite(document.path, path, text, offset),
    )
