"""Build backends: what each is called, since when it takes an SPDX licence, and what it refuses.

Source: hatchling 1.33.0, setuptools 84.2.1, flit-core 4.2.0, poetry-core 2.5.0, pdm-backend 2.5.0, uv_build 0.13.6 and
scikit-build-core 1.1.2 building small projects on 2026-11-27, and maturin 1.16.0; ``spdx_since`` from builds with older
ones, and the oldest Python of those versions from their own metadata. maturin 1.9.0 and 1.9.1 take the expression, but
write it as the old `License`.

Checked on 2026-11-27.
"""

from collections.abc import Mapping

from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class Backend(NamedTuple):
    """One backend.

    ``package`` is what provides it. ``spdx_since`` is the first version that takes ``license = "MIT"``, ``spdx_python``
    the oldest Python which that version runs on. ``refuses`` names what ends a build: ``license`` (no SPDX expression;
    PyPI refuses what the others build), ``license-case`` (one in other letters, such as ``mit``), ``both-licenses`` (an
    SPDX expression beside a ``License ::`` classifier), ``lines`` (a description of several), ``readme`` and
    ``license-files`` (no such file), ``suffix`` (a readme whose type the suffix does not tell).
    """

    package: str
    spdx_since: str
    spdx_python: str
    refuses: frozenset[str]


_HATCHLING: Final = Backend("hatchling", "1.27", "3.8", frozenset({"license", "readme", "suffix"}))
_SETUPTOOLS: Final = Backend("setuptools", "77.0.3", "3.9", frozenset({"license", "both-licenses"}))
_FLIT: Final = Backend(
    "flit-core", "3.11", "3.6", frozenset({"license", "both-licenses", "readme", "license-files", "suffix"})
)
_PDM: Final = Backend("pdm-backend", "2.4", "3.8", frozenset({"both-licenses", "readme", "license-files", "suffix"}))
_POETRY: Final = Backend("poetry-core", "2.2", "3.9", frozenset({"readme", "license-files"}))
_MATURIN: Final = Backend("maturin", "1.9.2", "3.7", frozenset({"readme"}))
_SCIKIT: Final = Backend(
    "scikit-build-core",
    "0.11",
    "3.8",
    frozenset({"license", "both-licenses", "lines", "readme", "license-files", "suffix"}),
)
_UV: Final = Backend(
    "uv-build", "0.7", "3.8", frozenset({"license", "license-case", "lines", "readme", "license-files", "suffix"})
)

BACKENDS: Final[Mapping[str, Backend]] = {
    "hatchling.build": _HATCHLING,
    "setuptools.build_meta": _SETUPTOOLS,
    "setuptools.build_meta:__legacy__": _SETUPTOOLS,
    "flit_core.buildapi": _FLIT,
    "pdm.backend": _PDM,
    "poetry.core.masonry.api": _POETRY,
    "uv_build": _UV,
    "maturin": _MATURIN,
    "scikit_build_core.build": _SCIKIT,
}
"""``build-backend`` → the backend."""

DEFAULT: Final = "setuptools.build_meta:__legacy__"
"""The backend of a project that names none (PEP 517)."""
