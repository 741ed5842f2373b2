"""Hook repositories that moved, were archived or died, and what takes their place.

Source: the READMEs, tags and manifests of both repositories, read on 2026-11-23; GitHub keeps the history and the tags
of a repository that is renamed or transferred, and redirects the old address. gitlab.com/pycqa/flake8 has been gone
since November 2022 (PyCQA/flake8 issue 1737). GitHub does not speak ``git://`` since 2022-03-15 (GitHub's blog,
"Improving Git protocol security on GitHub").

Not confirmed by a text read that day, but commonly known: the renames of python/black, myint/*, timothycrosley/isort,
lucasdemarchi/codespell, zricethezav/gitleaks, ComPWA/mirrors-taplo, woodruffw/zizmor-pre-commit,
sirosen/check-jsonschema and asottile/reorder_python_imports, and that darglint, absolufy-imports, autoflake8 and
prettier/pre-commit are archived.

No tag of PyCQA/isort from 5.0.0 to 5.11.4 can be built since poetry-core 1.5: it refuses `pip-shims>=0.5.2` in an
extra ("tool.poetry.extras.pipfile_deprecated_finder[2] must match pattern"). Tried with poetry-core 2.5.0 on every tag
of the mirror, and `pip wheel` on 4.3.21 and 5.11.5, which build, on 2026-11-27.

Checked on 2026-11-23.
"""

from collections.abc import Mapping
from types import MappingProxyType

from repoaudit.record import NamedTuple
from repoaudit.typing import Final

_NO_REVS: Final[Mapping[str, str]] = MappingProxyType({})


class MovedRepository(NamedTuple):
    """One address that should not be used any more, and why, as what follows the address in a sentence.

    ``url`` is the replacement, "" where there is none. ``is_same`` says that it is the same repository under another
    name, so that every ``rev`` and id stays valid. ``revs`` maps a ``rev`` to the tag of the replacement whose hook is
    defined alike; ``newer_revs`` to the first one that can be installed, where its own no longer can. ``advice`` says
    what to do where no address will do, and ``linter`` names the tool where that is ruff, which replaces it.
    """

    why: str
    url: str = ""
    is_same: bool = False
    revs: Mapping[str, str] = _NO_REVS
    newer_revs: Mapping[str, str] = _NO_REVS
    advice: str = ""
    linter: str = ""


_MOVED: Final = "moved, and the old address works only as long as it is redirected"
_GONE: Final = "is gone, so that its hooks cannot be installed"
_ARCHIVED: Final = "is archived, so that it gets no new versions"


def _transferred(owner_and_name: str) -> MovedRepository:
    return MovedRepository(_MOVED, f"https://github.com/{owner_and_name}", is_same=True)


def _tags(text: str, prefix: str = "") -> dict[str, str]:
    """Map each of some versions, written with a prefix, to the tag without it."""
    return {f"{prefix}{version}": version for version in text.split()}


_FLAKE8: Final = _tags(
    "3.7.0 3.7.1 3.7.2 3.7.3 3.7.4 3.7.5 3.7.6 3.7.7 3.7.8 3.7.9 3.8.0 3.8.0a1 3.8.0a2 3.8.1 3.8.2 3.8.3 3.8.4 3.9.0 "
    "3.9.1 3.9.2 4.0.0 4.0.1 5.0.0 5.0.1 5.0.2 5.0.3 5.0.4"
)
_ISORT: Final = (
    "5.0.0 5.0.1 5.0.2 5.0.3 5.0.4 5.0.5 5.0.6 5.0.7 5.0.8 5.0.9 5.1.0 5.1.1 5.1.2 5.1.3 5.1.4 5.2.0 5.2.1 5.2.2 5.3.0 "
    "5.3.1 5.3.2 5.4.0 5.4.1 5.4.2 5.5.0 5.5.1 5.5.2 5.5.3 5.5.4 5.5.5 5.6.0 5.6.1 5.6.2 5.6.3 5.6.4 5.7.0 5.8.0 5.9.0 "
    "5.9.1 5.9.2 5.9.3 5.10.0 5.10.1"
)

MOVED: Final[Mapping[str, MovedRepository]] = {
    "charliermarsh/ruff-pre-commit": _transferred("astral-sh/ruff-pre-commit"),
    "ambv/black": _transferred("psf/black"),
    "python/black": _transferred("psf/black"),
    "timothycrosley/isort": _transferred("PyCQA/isort"),
    "myint/docformatter": _transferred("PyCQA/docformatter"),
    "myint/autoflake": _transferred("PyCQA/autoflake"),
    "myint/rstcheck": _transferred("rstcheck/rstcheck"),
    "pycqa/pylint": _transferred("pylint-dev/pylint"),
    "asottile/blacken-docs": _transferred("adamchainz/blacken-docs"),
    "asottile/reorder_python_imports": _transferred("asottile/reorder-python-imports"),
    "woodruffw/zizmor-pre-commit": _transferred("zizmorcore/zizmor-pre-commit"),
    "executablebooks/mdformat": _transferred("hukkin/mdformat"),
    "sirosen/check-jsonschema": _transferred("python-jsonschema/check-jsonschema"),
    "compwa/mirrors-taplo": _transferred("ComPWA/taplo-pre-commit"),
    "lucasdemarchi/codespell": _transferred("codespell-project/codespell"),
    "zricethezav/gitleaks": _transferred("gitleaks/gitleaks"),
    "gitlab.com/pycqa/flake8": MovedRepository(_GONE, "https://github.com/PyCQA/flake8", revs=_FLAKE8),
    "pre-commit/mirrors-isort": MovedRepository(
        _ARCHIVED,
        "https://github.com/PyCQA/isort",
        revs=_tags("4.3.21", "v"),
        newer_revs=dict.fromkeys(_tags(_ISORT, "v"), "5.11.5"),
    ),
    "pre-commit/mirrors-autopep8": MovedRepository(
        _ARCHIVED, "https://github.com/hhatto/autopep8", revs={"v2.0.3": "v2.0.3", "v2.0.4": "v2.0.4"}
    ),
    "pre-commit/mirrors-yapf": MovedRepository(
        _ARCHIVED, "https://github.com/google/yapf", revs={"v0.31.0": "v0.31.0", "v0.32.0": "v0.32.0"}
    ),
    "pre-commit/mirrors-prettier": MovedRepository(_ARCHIVED, "https://github.com/rbubley/mirrors-prettier"),
    "prettier/pre-commit": MovedRepository(_ARCHIVED, "https://github.com/rbubley/mirrors-prettier"),
    "pre-commit/mirrors-pylint": MovedRepository(_ARCHIVED, "https://github.com/pylint-dev/pylint"),
    "fsouza/autoflake8": MovedRepository(_ARCHIVED, "https://github.com/PyCQA/autoflake"),
    "pycqa/pydocstyle": MovedRepository(
        _ARCHIVED, advice="use ruff's `D` rules, which replace it", linter="pydocstyle"
    ),
    "terrencepreilly/darglint": MovedRepository(_ARCHIVED, advice="use pydoclint, or ruff's `DOC` rules"),
    "marcogorelli/absolufy-imports": MovedRepository(_ARCHIVED, advice="use ruff's `TID252`, which replaces it"),
    "asottile/seed-isort-config": MovedRepository(_ARCHIVED, advice="remove it: isort 5 does without"),
}
"""Old address (as `slug_of` gives it) → what became of it."""

NO_GIT_PROTOCOL: Final = frozenset({"github.com", "gitlab.com"})
"""Hosts that do not answer to ``git://``."""
