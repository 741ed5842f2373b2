"""What people call licences, as SPDX identifiers.

Source: PEP 639, "Mapping License Classifiers to SPDX Identifiers", and the list of trove classifiers of 2026-09-21; the
texts are those of https://spdx.org/licenses. Classifiers that may mean several licences (BSD, Apache, GPL without a
version) are left out.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

BY_CLASSIFIER: Final[Mapping[str, str]] = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: MIT No Attribution License (MIT-0)": "MIT-0",
    "License :: OSI Approved :: ISC License (ISCL)": "ISC",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "License :: OSI Approved :: GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
    "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "License :: OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "License :: OSI Approved :: GNU Affero General Public License v3": "AGPL-3.0-only",
    "License :: OSI Approved :: GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "License :: OSI Approved :: The Unlicense (Unlicense)": "Unlicense",
    "License :: OSI Approved :: zlib/libpng License": "Zlib",
    "License :: OSI Approved :: European Union Public Licence 1.2 (EUPL 1.2)": "EUPL-1.2",
    "License :: CC0 1.0 Universal (CC0 1.0) Public Domain Dedication": "CC0-1.0",
}
"""Classifier → identifier."""

BY_NAME: Final[Mapping[str, str]] = {
    "mit": "MIT",
    "mit license": "MIT",
    "the mit license": "MIT",
    "mit license (mit)": "MIT",
    "the mit license (mit)": "MIT",
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache license version 2.0": "Apache-2.0",
    "apache-2.0 license": "Apache-2.0",
    "apache 2.0 license": "Apache-2.0",
    "apache software license 2.0": "Apache-2.0",
    "apache software license (apache 2.0)": "Apache-2.0",
    "bsd-3-clause": "BSD-3-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd 3 clause": "BSD-3-Clause",
    "3-clause bsd": "BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd-3-clause license": "BSD-3-Clause",
    "new bsd": "BSD-3-Clause",
    "new bsd license": "BSD-3-Clause",
    "modified bsd license": "BSD-3-Clause",
    "bsd-2-clause": "BSD-2-Clause",
    "isc": "ISC",
    "mpl-2.0": "MPL-2.0",
    "mpl 2.0": "MPL-2.0",
    "gpl-3.0-only": "GPL-3.0-only",
    "gpl-3.0-or-later": "GPL-3.0-or-later",
}
"""What stands in ``license = { text = … }``, in lower case → identifier."""

BY_PHRASES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("MIT", ("Permission is hereby granted, free of charge, to any person", "The above copyright notice and this")),
    ("Apache-2.0", ("Apache License", "Version 2.0, January 2004", "TERMS AND CONDITIONS FOR USE, REPRODUCTION")),
    ("Apache-2.0", ("Licensed under the Apache License, Version 2.0", "may not use this file except in compliance")),
    ("BSD-3-Clause", ("Redistribution and use in source and binary forms", "endorse or promote products derived")),
)
"""Identifier and phrases that only the text of this licence, or the notice that stands for it, has together."""

OTHER_TITLES: Final = (
    *("GNU GENERAL PUBLIC LICENSE", "GNU LESSER GENERAL PUBLIC LICENSE", "GNU LIBRARY GENERAL PUBLIC LICENSE"),
    *("GNU AFFERO GENERAL PUBLIC LICENSE", "Mozilla Public License Version 2.0"),
)
"""Titles of licences whose identifier their text does not tell; what stands beside one may be that of a part."""

DEFAULT_FILES: Final = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")
"""How the names of the files begin that every backend packs without being told."""
