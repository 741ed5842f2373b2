"""Which packages bring which others along.

Source: ``Requires-Dist`` of the newest releases on 2026-11-23, of pytest-astropy 0.12.0 on 2026-11-27.

Checked on 2026-11-23.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

BROUGHT_BY: Final[Mapping[str, frozenset[str]]] = {
    "pytest": frozenset(
        {"nbval", "nbmake", "testbook", "syrupy", "inline-snapshot", "schemathesis", "anyio-pytest", "tavern"}
    ),
    "coverage": frozenset(
        {"pytest-cov", "covdefaults", "coverage-conditional-plugin", "diff-cover", "coveralls", "codecov"}
    ),
    "pytest-cov": frozenset({"pytest-cover", "pytest-coverage", "pytest-astropy"}),
    **dict.fromkeys(
        (
            *("hypothesis", "pytest-arraydiff", "pytest-astropy-header", "pytest-doctestplus"),
            *("pytest-filter-subpackage", "pytest-mock", "pytest-remotedata", "pytest-skip-slow"),
        ),
        frozenset({"pytest-astropy"}),
    ),
    "pytest-xdist": frozenset({"pytest-ansible", "pytest-mpl-xdist"}),
}
"""Package → packages that require it. Every distribution called ``pytest-*`` requires pytest."""
