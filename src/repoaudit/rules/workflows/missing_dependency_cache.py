from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Severity, UncachedJob, rule


@rule(UncachedJob, code="CIW007", severity=Severity.INFO, default=False, fix=Applicability.SAFE, lesson="D1")
def missing_dependency_cache(job: UncachedJob) -> Iterator[Finding]:
    """A job for pull requests downloads its dependencies anew on every run.

    `actions/setup-python` keeps what pip, poetry or pipenv downloaded only with `cache`; `astral-sh/setup-uv` keeps it
    unless it is told not to. Any other cache counts. Workflows that publish are left alone, because whoever can write
    their cache can change what they publish; so are containers and runners of one's own.

    The fix adds `cache: pip`. It is offered, and safe, where pip installs, the repository is checked out before, and
    `pyproject.toml` or `requirements.txt` at its root is tracked, by which the cache is named.
    """
    yield Finding(job.place, f"the dependencies are downloaded anew on every run: {job.remedy}", job.fix)
