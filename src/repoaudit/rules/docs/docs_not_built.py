from collections.abc import Iterator

from repoaudit.api import DocsBuild, Finding, Severity, rule


@rule(DocsBuild, code="DOC009", severity=Severity.INFO, default=False, lesson="R2")
def docs_not_built(docs: DocsBuild) -> Iterator[Finding]:
    """The documentation is set up for sphinx or mkdocs, and neither CI nor a service builds it.

    A broken reference is then found by whoever builds it next. Read the Docs, Netlify and the like count by their
    configuration or an address in the README; in CI, whatever speaks of documentation counts.
    """
    if docs.is_forgotten:
        yield Finding(
            docs.place,
            f"{docs.builder} is set up, but neither CI nor Read the Docs builds the documentation: add a step, or "
            "`.readthedocs.yaml`",
        )
