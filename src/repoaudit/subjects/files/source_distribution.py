"""Unpacked source distributions: trees without the files that are no part of a release, such as hooks and workflows.

Source: the specification "Source distribution format": the top folder holds ``PKG-INFO``, with core metadata.
Checked on 2026-11-27.
"""

from repoaudit.errors import UnknownError
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_PKG_INFO: Final = "PKG-INFO"


def lacks_files(root: "Scope") -> UnknownError | None:
    """Return why what is not in the tree may be in the repository, None for a repository."""
    if root.repository.git is not None or not root.exists(_PKG_INFO):
        return None
    return UnknownError("a source distribution may lack files of the repository", _PKG_INFO)


def must_be_whole(root: "Scope") -> None:
    """Raise `UnknownError` for a source distribution."""
    error = root.once(lacks_files)
    if error is not None:
        raise error
