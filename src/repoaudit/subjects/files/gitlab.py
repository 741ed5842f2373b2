"""GitLab CI: the script lines of its jobs. Included files are not followed."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from repoaudit.documents.yaml import parse_yaml
from repoaudit.subjects.files.scripts import Runner, Script, Where

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml_nodes import YamlNode
    from repoaudit.scope import Scope

FILE: Final = ".gitlab-ci.yml"
_KEYWORDS: Final = frozenset(
    "default include stages variables workflow image services cache before_script after_script pages".split()
)
_SCRIPTS: Final = ("before_script", "script", "after_script")


def job_scripts(scope: "Scope") -> Iterator[Script]:
    """Yield the script lines of every job; GitLab joins them into one shell with ``errexit`` and ``pipefail``."""
    document = scope.document(parse_yaml, scope.path(FILE))
    root = document.root
    for key, job in root.pairs() if root else ():
        if key.text in _KEYWORDS - {"default", "pages"}:
            continue
        for name in _SCRIPTS:
            lines = job.get(name)
            yield from _lines(scope, document, key.text, lines) if lines else ()


def _lines(scope: "Scope", document: "YamlDocument", job: str, lines: "YamlNode") -> Iterator[Script]:
    for node in lines.strings():
        yield Script(
            node.text,
            document.place_of(node, f"{job}.script"),
            Where(Runner.GITLAB, job, f"{document.path}:{job}"),
            offset=partial(document.scalar_offset, node),
            folder=scope.folder,
            errexit=True,
            pipefail=True,
        )
