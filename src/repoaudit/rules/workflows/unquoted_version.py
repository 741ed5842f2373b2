from collections.abc import Iterator

from repoaudit.api import Applicability, CiVersions, Finding, Related, Severity, rule


@rule(CiVersions, code="CIW006", severity=Severity.ERROR, fix=Applicability.SAFE, lesson="+")
def unquoted_version(versions: CiVersions) -> Iterator[Finding]:
    """A version without quotes loses its last zero: YAML reads `3.10` as the number 3.1.

    The job then asks for Python 3.1, which no runner has, or quietly installs another version than the one written.
    Keys that name a version are looked at (`python-version`, `node-version`, `PYTHON_VERSION`, ...), and the lists of a
    matrix that such a key asks for; in workflows of GitHub and in `.gitlab-ci.yml`.

    The fix quotes every number of that key in the file, those under `include` and `exclude` too, because GitHub
    finds rows by comparing values. It is safe: the other versions read the same with quotes and without.
    """
    for key in versions.lossy:
        first, *others = key.lossy
        yield Finding(
            first.place,
            f"`{first.text}` without quotes is the number {first.read_as}, so `{key.name}` asks for "
            f'{first.read_as}: write `"{first.text}"`',
            key.quote(),
            related=tuple(Related(each.place, f"read as {each.read_as}") for each in others),
        )
