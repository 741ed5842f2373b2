"""Pieces of text that several files share."""

from collections.abc import Iterable

from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.starter.traits import Traits


IGNORED = """/.venv/
/build/
/dist/
/htmlcov/
__pycache__/
*.egg-info/
.coverage
.coverage.*
"""
"""What the commands of the Makefile leave behind, but for caches: these ignore themselves."""


def quoted(text: str) -> str:
    """Spell a TOML string."""
    from repoaudit.documents.toml.spelling import spell

    return spell(text, '"')


def items(texts: Iterable[str]) -> tuple[str, ...]:
    """Spell the items of a TOML array, one a line."""
    return tuple(f"    {quoted(text)}," for text in texts)


def first_test(traits: "Traits") -> str:
    """Return a first test, for a repository without any: pytest fails where it collects nothing."""
    return f'''"""The first test."""

from importlib import import_module


def test_it_can_be_imported() -> None:
    """Everything else begins with this."""
    assert import_module("{traits.name}")
'''
