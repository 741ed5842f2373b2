"""The Pythons of the images that jobs of GitLab CI run in.

Source: GitLab, "CI/CD YAML syntax reference" (`image`, `default`, `inherit`, `parallel:matrix`) and "Where variables
can be used": variables of the file and the job, and those of a matrix, are put into the name of an image.
"""

from collections.abc import Iterator
from itertools import islice, product

from repoaudit.documents.yaml import parse_yaml
from repoaudit.facts.ci import GITLAB_FILE
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.gitlab import gitlab_jobs
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.gitlab import GitlabJob

_VARIABLE: Final = lazy(r"\$(?:\{(\w+)\}|(\w+))")
_MAX_IMAGES: Final = 100
"""Combinations of a matrix that are looked at; GitLab makes 200 jobs of one at most."""


class JobImages(NamedTuple):
    """One job, and the names of the images that it runs in, each with its place; none where it names none."""

    job: "GitlabJob"
    images: tuple[tuple[str, Place], ...]


def gitlab_images(scope: "Scope") -> Iterator[JobImages]:
    """Yield every job. Raises `UnknownError` where the file cannot be read."""
    for job in gitlab_jobs(scope):
        yield JobImages(job, tuple(islice(_images(scope, job), _MAX_IMAGES)))


def _images(scope: "Scope", job: "GitlabJob") -> Iterator[tuple[str, Place]]:
    node = job.image
    named = node.get("name") if node is not None and node.kind == "mapping" else node
    if named is None or named.resolved.kind != "scalar":
        return
    document = scope.document(parse_yaml, GITLAB_FILE)
    text, anchor = named.resolved.text, f"{job.name}.image"
    names = list(dict.fromkeys(first or second for first, second in _VARIABLE.findall(text)))
    fixed = job.variables
    for row in job.matrix:
        nodes = {name: row[name] for name in names if name in row}
        for chosen in product(*nodes.values()):
            values = {**fixed, **{name: value.text for name, value in zip(nodes, chosen, strict=True)}}
            yield _filled(text, values), document.place_of(chosen[0] if len(chosen) == 1 else named, anchor)


def _filled(text: str, values: dict[str, str]) -> str:
    """Put the values of variables into a text; others stay."""
    return _VARIABLE.sub(lambda match: values.get(match[1] or match[2], match[0]), text)
