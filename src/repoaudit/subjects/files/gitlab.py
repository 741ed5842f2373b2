"""GitLab CI: the scripts of its jobs, as far as ``.gitlab-ci.yml`` itself tells; included files are not followed.

Source: GitLab, "CI/CD YAML syntax reference" and "Use YAML with GitLab CI/CD" (`extends`, `!reference`, nested lists).
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from repoaudit.documents.yaml import dotted, parse_yaml
from repoaudit.errors import EditRefusedError
from repoaudit.facts.ci import GITLAB_FILE as FILE
from repoaudit.finding import Change, DataPath, Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.rewriting import ValueRewrite
from repoaudit.subjects.files.scripts import Runner, Script, Where
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.scope import Scope

_NO_JOBS: Final = frozenset(
    "default include stages variables workflow image services cache before_script after_script spec".split()
)
Entries = Mapping[str, tuple["YamlNode", "YamlNode"]]
"""The top-level keys of the file, as they are written, with their values."""

_MAX_EXTENDS: Final = 11
"""Levels of inheritance; GitLab allows as many."""

_MAX_DEPTH: Final = 10
"""Lists in lists; GitLab flattens as many."""

_MAX_NODES: Final = 10_000
"""Values of one script; more are a bomb of aliases."""

_REFERENCE: Final = "!reference"


class Line(NamedTuple):
    """One line of a script: its text, and where it is written."""

    node: "YamlNode"
    path: DataPath
    is_shared: bool


class GitlabJob:
    """One job that can run: not one that begins with a dot."""

    __slots__ = ("_document", "_entries", "_layers", "name")

    def __init__(self, document: "YamlDocument", entries: Entries, name: str) -> None:
        self._document = document
        self._entries = entries
        self.name = name
        self._layers = tuple(_layers(entries, name))

    def __repr__(self) -> str:
        return f"<GitlabJob {self.name}>"

    @property
    def place(self) -> Place:
        """The whole job."""
        return self._place((self.name,))

    @property
    def variables(self) -> Mapping[str, str]:
        """The variables of the file and the job; those of the job win."""
        owners = [self._entries[name][1] for name in reversed(self._layers)]
        common = self._entries["variables"][1] if "variables" in self._entries else None
        tables = [common, *(owner.get("variables") for owner in owners)]
        return {
            key.text: value.text for table in tables if table for key, value in table.pairs() if value.kind == "scalar"
        }

    @property
    def image(self) -> "YamlNode | None":
        """The image that it runs in (a name, or a mapping), its own or the common one; None where that is not known."""
        found = self._find("image")
        if found is None and self._find("inherit") is None:
            found = _entry(self._entries, ("default", "image")) or _entry(self._entries, ("image",))
        return found[0] if found else None

    @property
    def matrix(self) -> "tuple[Mapping[str, tuple[YamlNode, ...]], ...]":
        """The rows of ``parallel:matrix``, each with the values of its variables; an empty one without any."""
        found = self._find("parallel")
        rows = found[0].get("matrix") if found and found[0].kind == "mapping" else None
        return tuple(
            {key.text: tuple(value.strings()) for key, value in row.pairs()} for row in (rows.items() if rows else ())
        ) or ({},)

    @property
    def tolerated(self) -> Place | None:
        """The ``allow_failure: true`` that lets the pipeline go on, None without one."""
        found = self._find("allow_failure")
        return self._place(found[1]) if found and found[0].as_bool() else None

    @property
    def only(self) -> tuple[str, ...] | None:
        """The refs for which it runs (``only``), None without such a limit, or where there are ``rules``."""
        found = self._find("only") if self.rules is None else None
        node = found[0] if found else None
        refs = node.get("refs") if node is not None and node.kind == "mapping" else node
        return None if refs is None else tuple(each.value for each in refs.strings())

    @property
    def rules(self) -> "tuple[YamlNode, ...] | None":
        """What decides whether it runs (``rules``), None where nothing does."""
        found = self._find("rules")
        return tuple(found[0].items()) if found else None

    @property
    def pipeline_rules(self) -> "tuple[YamlNode, ...] | None":
        """What decides whether there is a pipeline at all (``workflow: rules``), None where nothing does."""
        found = _entry(self._entries, ("workflow", "rules"))
        return tuple(found[0].items()) if found else None

    def lines(self, key: str) -> tuple[Line, ...]:
        """Return the lines of ``before_script``, ``script`` or ``after_script``, those of ``default`` included."""
        found = self._find(key)
        if found is None and key != "script":
            found = _entry(self._entries, ("default", key)) or _entry(self._entries, (key,))
        if found is None:
            return ()
        collector = _Collector(self._entries)
        collector.collect(*found)
        return tuple(collector.lines)

    def _find(self, key: str) -> "tuple[YamlNode, DataPath] | None":
        """Return the value of a key in the job, else in the nearest job that it extends."""
        return next((found for name in self._layers if (found := _entry(self._entries, (name, key)))), None)

    def _place(self, path: DataPath) -> Place:
        """Return where a key of the file, or of one of its jobs, stands."""
        key, node = self._entries[str(path[0])]
        inner = node.entry(str(path[1])) if len(path) > 1 else None
        first, last = inner or (key, node)
        return Place(self._document.path, Span(first.start, max(first.end, last.end)), dotted(path))


def gitlab_jobs(scope: "Scope") -> tuple[GitlabJob, ...]:
    """Return the jobs of the repository's file. Raises `UnknownError` where it cannot be read."""
    if not scope.is_root or not scope.repository.is_file(FILE):
        return ()
    document = scope.document(parse_yaml, FILE)
    root = next((node for node in reversed(document.roots) if node.kind == "mapping"), None)
    entries = {key.text: (key, value) for key, value in root.pairs()} if root else {}
    jobs = [name for name, (_, node) in entries.items() if node.kind == "mapping" and name not in _NO_JOBS]
    return tuple(GitlabJob(document, entries, name) for name in jobs if not name.startswith("."))


def gitlab_includes(scope: "Scope") -> tuple["YamlNode", ...]:
    """Return what is taken from other files, or started as another pipeline. Raises `UnknownError`."""
    if not scope.is_root or not scope.repository.is_file(FILE):
        return ()
    root = scope.document(parse_yaml, FILE).root
    found = root.get("include") if root else None
    triggers = (node.get("trigger") for _, node in root.pairs() if node.kind == "mapping") if root else ()
    return tuple(node for node in (found, *triggers) if node is not None and not node.is_null)


def job_scripts(scope: "Scope") -> Iterator[Script]:
    """Yield the scripts of every job: ``before_script`` and ``script`` share a shell, ``after_script`` has its own."""
    for job in gitlab_jobs(scope):
        document = scope.document(parse_yaml, FILE)
        for keys in (("before_script", "script"), ("after_script",)):
            lines = [line for key in keys for line in job.lines(key)]
            if lines:
                yield _script(document, job, lines, is_decisive="script" in keys)


def _script(document: "YamlDocument", job: GitlabJob, lines: list[Line], *, is_decisive: bool) -> Script:
    joined = _Joined(document, lines)
    return Script(
        joined.text,
        job.place,
        Where(Runner.GITLAB, job.name, f"{document.path}:{job.name}"),
        offset=joined.offset,
        environment=job.variables,
        errexit=True,
        pipefail=True,
        tolerated=job.tolerated if is_decisive else job.place,
        rewrite=joined.rewrite,
    )


class _Joined:
    """The lines of a script as one text, which knows where each of them is written."""

    __slots__ = ("_document", "_lines", "_starts", "text")

    def __init__(self, document: "YamlDocument", lines: list[Line]) -> None:
        self._document = document
        self._lines = lines
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line.node.text) + 1)
        self.text = "\n".join(line.node.text for line in lines)

    def offset(self, index: int) -> int | None:
        line, start = self._at(index)
        return self._document.scalar_offset(line.node, index - start)

    def rewrite(self, span: Span, new: str) -> Change:
        line, start = self._at(span.start)
        text = line.node.text
        if line.is_shared or span.end - start > len(text):
            raise EditRefusedError(f"{self._document.path}: the text cannot be changed in place")
        inner = Span(span.start - start, span.end - start)
        offset = self._document.scalar_offset
        return ValueRewrite(self._document.path, line.path, text, lambda index: offset(line.node, index))(inner, new)

    def _at(self, index: int) -> tuple[Line, int]:
        number = min(bisect_right(self._starts, index) - 1, len(self._lines) - 1)
        return self._lines[number], self._starts[number]


def _layers(entries: Entries, name: str) -> Iterator[str]:
    """Yield a job and those it extends, the nearest first: of several the last counts most."""
    waiting, seen = [(name, 0)], set[str]()
    while waiting:
        current, depth = waiting.pop(0)
        if current not in entries or current in seen or depth > _MAX_EXTENDS:
            continue
        seen.add(current)
        yield current
        parents = entries[current][1].get("extends")
        waiting = [*((node.value, depth + 1) for node in reversed(parents.strings() if parents else ())), *waiting]


def _entry(entries: Entries, path: tuple[str, ...]) -> "tuple[YamlNode, DataPath] | None":
    node: YamlNode | None = entries[path[0]][1] if path and path[0] in entries else None
    for key in path[1:]:
        node = node.get(key) if node else None
    return (node, path) if node is not None and not node.is_null else None


class _Collector:
    """Collects the lines of a script: a text, or a list that may hold lists, aliases and references."""

    __slots__ = ("_budget", "_entries", "lines")

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._budget = _MAX_NODES
        self.lines: list[Line] = []

    def collect(self, node: "YamlNode", path: DataPath, *, depth: int = 0, is_shared: bool = False) -> None:
        """Add what one value holds; what is nested too deeply, or refers to another file, is left out."""
        self._budget -= 1
        if self._budget < 0 or depth > _MAX_DEPTH:
            return
        target = node.resolved
        is_shared = is_shared or target is not node or target.anchor is not None
        if target.kind == "scalar" and target.value and not target.is_null:
            self.lines.append(Line(target, path, is_shared))
        elif target.kind == "sequence" and target.tag == _REFERENCE:
            found = _entry(self._entries, tuple(each.text for each in target.items()))
            if found is not None:
                self.collect(*found, depth=depth + 1, is_shared=True)
        elif target.kind == "sequence":
            for index, child in enumerate(target.children):
                self.collect(child, (*path, index), depth=depth + 1, is_shared=is_shared)
