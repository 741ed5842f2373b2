"""Command text wherever it stands, with what decides how it runs; the commands in it are found one floor up."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from repoaudit.choice import Choice
from repoaudit.finding import Change, Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.shell.tree import Dialect


class Runner(Choice):
    """What runs a script."""

    MAKE = "make"
    HOOK = "hook"
    STEP = "step"
    GITLAB = "gitlab"
    TOX = "tox"
    NOX = "nox"
    HATCH = "hatch"
    PDM = "pdm"
    POE = "poe"
    PIXI = "pixi"
    TASKIPY = "taskipy"
    SHELL = "shell"

    @property
    def is_ci(self) -> bool:
        """Whether it is a CI system rather than something a developer calls."""
        return self is Runner.STEP or self is Runner.GITLAB  # asked often, and members hash slowly


class Where(NamedTuple):
    """Where a script runs: the runner, the target, hook, session or environment, and the job or stages around it.

    ``group`` is the job (path of the workflow and job id), the environment or the file, so that commands of one group
    share what is installed there; ``stages`` are the effective stages of a hook; ``factors`` the condition of tox under
    which alone it runs, and ``setting`` the one that holds it there (``commands_pre``).
    """

    runner: Runner
    name: str
    group: str
    stages: frozenset[str] = frozenset()
    factors: str = ""
    setting: str = ""


_NO_VARIABLES: Final[Mapping[str, str]] = MappingProxyType({})


def nowhere(index: int) -> None:
    """Be the ``offset`` of a script whose text cannot be mapped to its file."""
    del index


def unexpanded(word: str) -> None:
    """Be the ``expand`` of a script whose variables cannot be known."""
    del word


class Script:
    """One piece of command text.

    ``offset`` maps an index of ``text`` to the offset in the file, or None where that is inexact (then the place of a
    word is the whole ``place``, and no edit is possible). ``folder`` is the working directory relative to the root of
    the repository, None when it cannot be known or lies outside; ``beyond`` is then the end of its path, where that is
    known. ``errexit`` and ``pipefail`` are the shell's options at the start. ``tolerated`` is the place of what lets
    the runner go on after a failure (a leading ``-``, ``continue-on-error``). ``expand`` replaces the variables of a
    word, None where their values cannot be known. ``rewrite`` phrases the change of a span of the text in the file's
    own syntax.
    """

    __slots__ = (
        "_place",
        "_rewrite",
        "beyond",
        "dialect",
        "environment",
        "errexit",
        "expand",
        "folder",
        "offset",
        "pipefail",
        "text",
        "tolerated",
        "where",
    )

    def __init__(  # noqa: PLR0913  # a record
        self,
        text: str,
        place: Place | Callable[[], Place],
        where: Where,
        *,
        offset: Callable[[int], int | None],
        folder: str | None = "",
        beyond: str = "",
        dialect: "Dialect" = "sh",
        environment: Mapping[str, str] = _NO_VARIABLES,
        errexit: bool = False,
        pipefail: bool = False,
        tolerated: Place | None = None,
        expand: Callable[[str], str | None] = unexpanded,
        rewrite: Callable[[Span, str], Change] | None = None,
    ) -> None:
        self.text = text
        self._place = place
        self.where = where
        self.offset = offset
        self.folder = folder
        self.beyond = beyond
        self.dialect = dialect
        self.environment = environment
        self.errexit = errexit
        self.pipefail = pipefail
        self.tolerated = tolerated
        self.expand = expand
        self._rewrite = rewrite

    @property
    def place(self) -> Place:
        """The whole text, looked up when it is first asked for where that takes a scan of the file."""
        if not isinstance(self._place, Place):
            self._place = self._place()
        return self._place

    def span(self, inner: Span) -> Span | None:
        """Return the span in the file of a span of the text, or None where it is inexact."""
        if inner.start == inner.end:
            return None
        start, last = self.offset(inner.start), self.offset(inner.end - 1)
        return None if start is None or last is None else Span(start, last + 1)

    def replace(self, inner: Span, text: str) -> Fix | None:
        """Phrase the fix that writes other words in place of a span, None where the file cannot be edited exactly."""
        if self._rewrite is None or self.span(inner) is None:
            return None
        return Fix(f"write `{text}`", (partial(self._rewrite, inner, text),))
