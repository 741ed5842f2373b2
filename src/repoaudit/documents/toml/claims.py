"""What an edit of a TOML document claims to change, on plain data.

Claims follow from the data and the request alone, never from the edited text, so that a wrong edit cannot agree with
itself. A claim is applied to the data before: a value is set (tables on the way are made), `ABSENT` removes a key.
"""

from collections.abc import Mapping
from copy import deepcopy

from repoaudit.documents.toml import TomlDocument
from repoaudit.finding import ABSENT, Claim, DataPath


def claim(document: TomlDocument, changes: Mapping[DataPath, object]) -> Claim:
    """Return the claim of changes, each a path with the value that it will have.

    A list is one value and claimed as a whole; one of tables is seen through while the number of tables is the same.
    No change may be `ABSENT` for an item of a list.
    """
    if not any(isinstance(step, int) for path in changes for step in path):
        return {document.path: dict(changes)}
    after = deepcopy(document.data)
    for path, value in changes.items():
        _apply(after, path, value)
    claimed: dict[DataPath, object] = {}
    for path, value in changes.items():
        whole = _claimed_path(document.data, after, path)
        claimed[whole] = value if whole == path else _value_at(after, whole)
    return {document.path: claimed}


def _apply(data: object, path: DataPath, value: object) -> None:
    for step in path[:-1]:
        data = _descend(data, step)
    last = path[-1]
    if isinstance(data, list) and isinstance(last, int):
        data[last] = value
    elif isinstance(data, dict) and value is ABSENT:
        data.pop(last, None)
    elif isinstance(data, dict):
        data[last] = value


def _descend(data: object, step: str | int) -> object:
    if isinstance(data, list) and isinstance(step, int):
        return data[step]
    return data.setdefault(step, {}) if isinstance(data, dict) else None


def _value_at(data: object, path: DataPath) -> object:
    for step in path:
        data = _descend(data, step)
    return data


def _claimed_path(before: object, after: object, path: DataPath) -> DataPath:
    """Return the path, cut before the first index into a list that is claimed as a whole."""
    for length, step in enumerate(path):
        if isinstance(step, int) and not _same_tables(before, after):
            return path[:length]
        if not isinstance(before, (dict, list)) or (isinstance(before, dict) and step not in before):
            return path
        if length < len(path) - 1:
            before, after = _descend(before, step), _descend(after, step)
    return path


def _same_tables(before: object, after: object) -> bool:
    if not isinstance(before, list) or not isinstance(after, list) or len(before) != len(after):
        return False
    return all(isinstance(item, dict) for item in (*before, *after))
