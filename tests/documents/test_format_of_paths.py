import pytest

from repoaudit.documents.formats import Format, format_of


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("requirements.txt", Format.REQUIREMENTS),
        ("dev-requirements.in", Format.REQUIREMENTS),
        ("requirements/dev.txt", Format.REQUIREMENTS),
        ("app/requirements/dev.in", Format.REQUIREMENTS),
        ("app/reqs/dev.txt", Format.REQUIREMENTS),
        ("requirements/app/dev.txt", Format.TEXT),
        ("notes/dev.txt", Format.TEXT),
        ("requirements.rst", Format.TEXT),
        ("requirements", Format.TEXT),
        ("a/pyproject.toml", Format.TOML),
        ("toml", Format.TEXT),
        ("Makefile", Format.MAKE),
        ("docs/index.md", Format.MARKDOWN),
        ("setup.cfg", Format.INI),
        (".github/workflows/ci.yml", Format.YAML),
    ],
)
def test_the_name_tells_the_syntax(path: str, expected: Format) -> None:
    assert format_of(path) is expected
