"""Help without the names of types: newer typers write `<bool>` behind every flag, as if it took a value."""

from typing import Any

from typer.core import TyperCommand, TyperGroup


class Command(TyperCommand):
    """A command whose help names values as the documentation does."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401  # of click, which typer brings along or not
        """Return the parameters."""
        return _without_types(super().get_params(ctx))


class Group(TyperGroup):
    """The same for the program itself."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401  # likewise
        """Return the parameters."""
        return _without_types(super().get_params(ctx))


def _without_types(parameters: list[Any]) -> list[Any]:
    for each in parameters:
        if each.param_type_name == "argument" or each.is_flag:
            each.display_type_rich = _nothing
    return parameters


def _nothing(ctx: object) -> str:
    del ctx
    return ""
