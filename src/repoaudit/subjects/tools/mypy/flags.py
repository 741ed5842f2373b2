"""Read the flags of mypy in all spellings that its configuration takes."""

from repoaudit.facts.mypy import STRICT
from repoaudit.subjects.files.tables import Table
from repoaudit.subjects.tools.readers import read_bool


def spelling_of(table: Table, name: str) -> str | None:
    """Return how a flag is written in a table, None where it is not: ``no_incremental`` says ``incremental``, too.

    Of several spellings the last counts.
    """
    written = [each for each in (name, *_opposites(name)) if read_bool(table.get(each)) is not None]
    if len(written) < 2:  # noqa: PLR2004  # nearly always
        return next(iter(written), None)
    order = [key.lower() for key in table.keys()]  # noqa: SIM118  # a method of a table
    return max(written, key=order.index)


def read_flag(table: Table, name: str) -> bool | None:
    """Return what a table says of a flag, None for nothing that mypy understands."""
    written = spelling_of(table, name)
    value = read_bool(table.get(written)) if written else None
    return value if written == name or value is None else not value


def relaxed(table: Table) -> tuple[str, ...]:
    """Return the flags of ``strict`` that a table turns off, as they are written."""
    return tuple(
        spelling_of(table, name) or name for name, value in STRICT.items() if read_flag(table, name) is (not value)
    )


def _opposites(name: str) -> tuple[str, ...]:
    if name.startswith("disallow_"):
        return (name.removeprefix("dis"), f"no_{name}")
    return (f"no_{name}",)
