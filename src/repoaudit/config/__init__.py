"""Settings: from what was written to a policy; every mistake is reported in one go, each with its line."""

from collections.abc import Mapping, Sequence

from repoaudit.config.reading import read_sources
from repoaudit.config.sources import Sources, words_of
from repoaudit.errors import UsageError
from repoaudit.plugins import Known, Selection
from repoaudit.policy import Policy
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.entry import Entry
    from repoaudit.repository import Repository


def load_policy(repository: "Repository", flags: Mapping[str, object], entries: "Sequence[Entry]") -> Policy:
    """Return what the user decided in ``[tool.repoaudit]`` or ``repoaudit.toml`` and on the command line.

    ``flags`` holds what was given on the command line: ``select``, ``extend_select``, ``ignore``, ``fixable`` and
    ``unfixable`` (lists of words, each perhaps several selectors with commas), ``fail_on`` (a word), ``config`` (a
    list of ``FILE`` or ``KEY=VALUE``), ``isolated`` (a boolean). ``entries`` are all rules there are.

    Raises:
        UsageError: there are mistakes; one line for each.

    """
    return make_policy(repository, read_sources(repository, flags), Known(tuple(entries)))


def selection_of(sources: Sources) -> Selection:
    """Return what is selected and ignored, before anybody has checked that such rules exist."""
    selection = Selection()
    for source in sources.sources:
        extended = words_of(source, "extend-select")
        selected = words_of(source, "select") if "select" in source.data else None
        wanted = {*extended, *(selected or ())}
        ignored = tuple(word for word in selection.ignore if word not in wanted)
        selection = Selection(
            selection.select if selected is None else selected,
            selection.extend_select + extended,
            ignored + words_of(source, "ignore"),
        )
    return selection


def make_policy(repository: "Repository", sources: Sources, known: Known) -> Policy:
    """Understand what was written. Raises UsageError with a line for each mistake."""
    if not sources.mistakes and not any(source.data for source in sources.sources):
        return Policy()
    from repoaudit.config.validation import PolicyBuilder  # many repositories set nothing

    builder = PolicyBuilder(repository, known)
    for source in sources.sources:
        builder.apply(source)
    mistakes = [*sources.mistakes, *builder.reader.mistakes]
    if len(mistakes) > 1:
        raise UsageError("\n".join([f"{len(mistakes)} mistakes in the settings", *mistakes]))
    if mistakes:
        raise UsageError(mistakes[0])
    return builder.finish()
