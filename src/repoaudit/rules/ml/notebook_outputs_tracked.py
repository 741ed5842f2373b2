from collections.abc import Iterator

from repoaudit.api import Finding, Notebooks, Severity, rule


@rule(Notebooks, code="MLR001", severity=Severity.WARNING, default=False, lesson="+")
def notebook_outputs_tracked(notebooks: Notebooks) -> Iterator[Finding]:
    """Notebooks are tracked with their outputs, and nothing takes them out.

    Every run changes them, so that a diff shows images and numbers rather than code, and data may leak. A hook of
    nbstripout, nbdev or nb-clean counts, and so does a filter in `.gitattributes`. Notebooks of documentation,
    examples, tutorials and tests are meant to show what they print. Only projects of machine learning are looked at.
    """
    count = len(notebooks.paths)
    what = f"{count} notebooks are" if count > 1 else "this notebook is"
    yield Finding(
        notebooks.place,
        f"{what} tracked with outputs, which change on every run: add a hook of `nbstripout`",
    )
