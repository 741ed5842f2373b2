"""Lists of stages and hook types, under their old and present names."""

from repoaudit.facts.hooks import OLD_STAGES
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.subjects.files.hooks.tables import HookTable


class StageList:
    """A setting that lists stages; ``value`` is as written."""

    __slots__ = ("_around", "_table", "key", "value")

    def __init__(self, table: "HookTable", key: str, around: str) -> None:
        self._table = table
        self._around = around
        self.key = key
        self.value: tuple[str, ...] = table.texts(key) or ()

    @property
    def is_set(self) -> bool:
        """Whether it is given as a list, perhaps an empty one."""
        return self._table.texts(self.key) is not None

    @property
    def names(self) -> tuple[str, ...]:
        """The stages by their present names, each once."""
        return tuple(dict.fromkeys(OLD_STAGES.get(name, name) for name in self.value))

    @property
    def anchor(self) -> str:
        """Its symbolic place: ``repos[local].hooks[pytest].stages``."""
        return f"{self._around}.{self.key}".lstrip(".")

    @property
    def place(self) -> "Place":
        """Where it stands, or the mapping to which it belongs."""
        return self._table.place(self.key)._replace(anchor=self.anchor)

    @property
    def old(self) -> tuple[int, ...]:
        """The indexes of the items that have an old name."""
        return tuple(index for index, name in enumerate(self.value) if name in OLD_STAGES)

    @property
    def old_names(self) -> str:
        """The old names that it gives, as a sentence that goes on: "... is a name", "... and ... are names"."""
        names = [f"`{name}`" for name in dict.fromkeys(self.value[index] for index in self.old)]
        *others, last = names or [""]
        return f"{', '.join(others)} and {last} are names" if others else f"{last} is a name"

    @property
    def old_place(self) -> "Place":
        """Where the one old name stands, or the list of several."""
        return self.place_of(self.old[0]) if len(self.old) == 1 else self.place

    def place_of(self, index: int) -> "Place":
        """Return where one item stands."""
        return self._table.place(self.key, index)._replace(anchor=f"{self.anchor}[{index}]")

    def set(self, stages: list[str]) -> "Fix":
        """Phrase the fix that writes other stages."""
        return self._table.set(self.key, stages)

    @property
    def renamed(self) -> "Fix":
        """The fix that writes the present names in place of the old ones, and each name once."""
        title = f"write `{self.key}: [{', '.join(self.names)}]`"
        if len(self.names) < len(self.value) or not self.old:
            return self.set(list(self.names)).titled(title)
        return self._table.replace(self.key, {index: OLD_STAGES[self.value[index]] for index in self.old}).titled(title)
