"""The keys of ``[project]`` and ``[build-system]``, and what each holds.

Source: the specifications "pyproject.toml", "Core metadata" and "Entry points" of packaging.python.org (PEP 518, 621,
639, 735 and 794), and the builds named in `facts.backends`, read and run on 2026-11-26.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

PROJECT_KEYS: Final[Mapping[str, str]] = {
    "name": "a string",
    "version": "a string",
    "description": "a string",
    "readme": "a string or a table",
    "requires-python": "a string",
    "license": "a string or a table",
    "license-files": "an array of strings",
    "authors": "an array of tables",
    "maintainers": "an array of tables",
    "keywords": "an array of strings",
    "classifiers": "an array of strings",
    "urls": "a table of strings",
    "scripts": "a table of strings",
    "gui-scripts": "a table of strings",
    "entry-points": "a table of tables",
    "dependencies": "an array of strings",
    "optional-dependencies": "a table of arrays",
    "dynamic": "an array of strings",
    "import-names": "an array of strings",
    "import-namespaces": "an array of strings",
}
"""Key → what it holds."""

PERSON_KEYS: Final = frozenset({"name", "email"})
"""The keys of an author or maintainer."""

BUILD_KEYS: Final[Mapping[str, str]] = {
    "requires": "an array of strings",
    "build-backend": "a string",
    "backend-path": "an array of strings",
}
"""Key of ``[build-system]`` → what it holds."""

README_SUFFIXES: Final = (".md", ".rst", ".txt")
"""The suffixes of a readme that tell its type."""

TAKEN_GROUPS: Final[Mapping[str, str]] = {"console_scripts": "scripts", "gui_scripts": "gui-scripts"}
"""Groups of ``entry-points`` that have a key of their own."""

COMMON_LICENSES: Final = frozenset(
    "MIT Apache-2.0 BSD-3-Clause BSD-2-Clause ISC MPL-2.0 GPL-3.0-only GPL-3.0-or-later GPL-2.0-only GPL-2.0-or-later "
    "LGPL-3.0-only LGPL-3.0-or-later LGPL-2.1-only LGPL-2.1-or-later AGPL-3.0-only AGPL-3.0-or-later Unlicense "
    "PSF-2.0 0BSD CC0-1.0 EUPL-1.2 Zlib MIT-0".split()
)
"""SPDX expressions that need no parser."""
