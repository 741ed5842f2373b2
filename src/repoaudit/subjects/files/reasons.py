"""Comments that may give the reason for what stands beside them."""

from typing import TYPE_CHECKING

from repoaudit.subjects.files.suppressions import MARK
from repoaudit.text import line_end, line_start

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope


def is_explained(scope: "Scope", place: "Place") -> bool:
    """Say whether a comment stands behind a place on its line, or on the line above; a suppression is no reason."""
    if place.span is None:
        return False
    text = scope.repository.read(place.path)
    start = line_start(text, place.span.start)
    above = text[line_start(text, start - 1) : start].strip() if start else ""
    behind = text[place.span.end : line_end(text, place.span.end)]
    return (above.startswith(("#", ";")) and MARK not in above) or ("#" in behind and MARK not in behind)
