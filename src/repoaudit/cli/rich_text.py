"""Rich, for the commands that nobody waits for; `check` does without its half of a start-up."""

import os
import sys
from io import StringIO

from rich.console import Console, RenderableType

from repoaudit.cli.terminal import wants_color, width_of


def laid_out(content: RenderableType) -> str:
    """Return something as it looks on the terminal at standard output."""
    color = wants_color("auto", sys.stdout, os.environ)
    console = Console(
        file=StringIO(),
        width=width_of(sys.stdout, os.environ) or None,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
    )
    with console.capture() as capture:
        console.print(content)
    return capture.get()
