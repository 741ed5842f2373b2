from collections.abc import Iterator

from repoaudit.api import Finding, SecretFile, Severity, rule


@rule(SecretFile, code="SEC005", severity=Severity.ERROR, lesson="R5")
def tracked_secret_file(file: SecretFile) -> Iterator[Finding]:
    """A secret is tracked by git: a private key, or a password, token or key in a file made for them.

    Everybody who can read the repository has it, now and in every clone, and removing the file does not take it out of
    the history. So revoke it first.

    A name alone proves nothing: a file is reported for what it holds. Private keys count without a passphrase, and
    passwords in `.pypirc`, and in `.env` and JSON files of credentials the values of names such as `API_TOKEN` that are
    long, mixed and no placeholder (a warning). Examples, templates, material of tests, documents, vendored and
    encrypted files are left alone.
    """
    yield Finding(
        file.place,
        f"git tracks {file.what}, which every clone has from now on: revoke it, `git rm --cached` the file and add it "
        "to `.gitignore`",
        severity=None if file.is_key else Severity.WARNING,
    )
