"""Settings of pre-commit; those that only prek knows have the kind ``any``.

Source: ``clientlib`` in 35 releases from 2.0 to 4.7.0, and 4.7.0 given values of every type, on 2026-11-26; for prek
its own warnings, 2026-11-22.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "2.0"
NEWEST: Final = "4.7.0"

TABLE: Final = """
-: any: minimum_prek_version orphan
-: bool: fail_fast
-: table: ci default_language_version
-: tables: repos
-: text: minimum_pre_commit_version
-: texts: default_install_hook_types>=2.18 default_stages
-, repos[].hooks[]: regex: exclude files
default_language_version: text: *
repos[]: tables: hooks
repos[]: text: repo rev
repos[].hooks[]: any: env group groups priority shell
repos[].hooks[]: bool: always_run fail_fast>=2.16 pass_filenames require_serial verbose
repos[].hooks[]: choice: language
repos[].hooks[]: text: alias description entry id language_version log_file minimum_pre_commit_version name
repos[].hooks[]: texts: additional_dependencies args exclude_types stages types types_or>=2.9
"""
