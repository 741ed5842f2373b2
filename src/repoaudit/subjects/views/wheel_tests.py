"""The commands by which cibuildwheel tests each wheel that it builds, which are not followed.

Source: the options ``test-command`` and ``CIBW_TEST_COMMAND`` of cibuildwheel 4.2.0, with those for single platforms.

Checked on 2026-11-27.
"""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.subjects.files.metadata import pyproject
from repoaudit.subjects.files.workflows import workflow_files
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

WHEEL_BUILDER: Final = "cibuildwheel"
_OPTION: Final = "test-command"
_VARIABLE: Final = lazy(r"\bCIBW_TEST_COMMAND\w*[\"']?\s*[:=]\s*(?:[|>][+-]?\s*)?([^\n]*)", re.MULTILINE)


def wheel_tests(root: "Scope") -> str:
    """Return the commands of all projects and workflows as one text, "" where there are none."""
    return root.once(_all_texts)


def _all_texts(root: "Scope") -> str:
    return "\n".join((*_settings(root), *_variables(root)))


def _settings(root: "Scope") -> Iterator[str]:
    for scope in (root, *root.members):
        document = pyproject(scope)
        yield from _stated(document.get(("tool", WHEEL_BUILDER)) if document else None)


def _stated(value: object) -> Iterator[str]:
    """Yield every such option of a table and of what is in it: platforms, and overrides."""
    if isinstance(value, list):
        for item in value:
            yield from _stated(item)
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key == _OPTION:
            yield " ".join(map(str, inner)) if isinstance(inner, list) else str(inner)
        else:
            yield from _stated(inner)


def _variables(root: "Scope") -> Iterator[str]:
    for path in workflow_files(root):
        try:
            yield from _VARIABLE.findall(root.repository.read(path))
        except UnknownError:
            continue
