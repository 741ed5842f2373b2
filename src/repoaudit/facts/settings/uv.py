"""Settings of uv, in `[tool.uv]` and `uv.toml`.

Source: ten releases from 0.4.30 to 0.13.9, the last of each minor version, each given every key of any of them, and
0.13.9 given every key with values of every type, on 2026-11-26.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "0.4"
NEWEST: Final = "0.13.9"

TABLE: Final = """
-: any: audit>=0.11 build-backend>=0.5 cache-keys conflicts>=0.5 default-groups environments exclude-newer
    minimum-libc-version>=0.13 preview-features>=0.11 required-environments>=0.6
-: bool: compile-bytecode managed native-tls no-binary no-build no-build-isolation no-cache no-index no-sources
    offline package preview reinstall require-build-hashes>=0.13 system-certs>=0.11 upgrade
-: choice: add-bounds>=0.7 fork-strategy>=0.5 index-strategy keyring-provider link-mode prerelease publish-url
    python-downloads python-preference required-version>=0.5 resolution torch-backend>=0.9 trusted-publishing
-: int: concurrent-builds concurrent-downloads concurrent-installs
-: table: config-settings config-settings-package>=0.8 dependency-groups>=0.7 exclude-newer-package>=0.8
    extra-build-dependencies>=0.8 extra-build-variables>=0.8 prerelease-package>=0.12 sources
-: tables: dependency-metadata index
-: text: cache-dir check-url>=0.5 graalpy-install-mirror>=0.12 http-proxy>=0.9 https-proxy>=0.9 index-url
    pyodide-install-mirror>=0.12 pypy-install-mirror>=0.5 python-downloads-json-url>=0.7 python-install-mirror>=0.5
-: texts: allow-insecure-host build-constraint-dependencies>=0.6 constraint-dependencies dev-dependencies
    exclude-dependencies>=0.9 extra-index-url find-links no-binary-package no-build-isolation-package
    no-build-package no-proxy>=0.9 no-sources-package>=0.9 override-dependencies reinstall-package upgrade-package
pip: any: exclude-newer
pip: bool: all-extras allow-empty-requirements break-system-packages compile-bytecode emit-build-options
    emit-find-links emit-index-annotation emit-index-url emit-marker-expression generate-hashes no-annotate no-build
    no-build-isolation no-deps no-header no-index no-sources no-strip-extras no-strip-markers reinstall
    require-build-hashes>=0.13 require-hashes strict system universal upgrade verify-hashes
pip: choice: annotation-style fork-strategy>=0.5 index-strategy keyring-provider link-mode prerelease
    python-platform python-version resolution torch-backend>=0.6
pip: table: config-settings config-settings-package>=0.8 exclude-newer-package>=0.8 extra-build-dependencies>=0.8
    extra-build-variables>=0.8
pip: tables: dependency-metadata
pip: text: custom-compile-command index-url output-file prefix python target
pip: texts: allow-insecure-host<0.5.31 extra extra-index-url find-links group>=0.6 no-binary
    no-build-isolation-package no-emit-package no-extra>=0.5 no-sources-package>=0.9 only-binary reinstall-package
    upgrade-package
workspace: texts: exclude members
"""
