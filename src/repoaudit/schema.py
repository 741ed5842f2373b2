"""The JSON Schema of `[tool.repoaudit]`, for editors and for validate-pyproject."""

from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import Any

FILE: Final = "repoaudit.schema.json"


def get_schema(tool_name: str = "repoaudit") -> "dict[str, Any]":
    """Return the schema of the settings; validate-pyproject asks for it by the name of the tool."""
    if tool_name != "repoaudit":
        raise ValueError(f"there is no schema for {tool_name!r} here")
    import json
    from pathlib import Path

    schema: dict[str, Any] = json.loads((Path(__file__).parent / FILE).read_text(encoding="utf-8"))
    return schema
