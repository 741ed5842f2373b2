"""Settings of coverage, without those of plugins, which have sections of their own.

Source: ``CONFIG_FILE_OPTIONS`` in nineteen releases from 6.5 to 7.17.5, the last of each minor version; 7.17.5 given
every key with values of every type, on 2026-11-26.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "6.5"
NEWEST: Final = "7.17.5"

TABLE: Final = """
html: any: extra_css title
html: flag: show_contexts skip_covered skip_empty
html: text: directory
json: flag: pretty_print show_contexts
json, lcov, xml: text: output
lcov: flag: line_checksums>=7.6
paths: texts: *
report: any: format>=7.0 sort
report: flag: ignore_errors include_namespace_packages>=7.0 show_missing skip_covered skip_empty
report: integer: precision
report: percent: fail_under
report: regexes: exclude_also>=7.2 exclude_lines partial_also>=7.10 partial_branches partial_branches_always
report: texts: contexts include omit
run: any: command_line context core>=7.9 dynamic_context note<7.0.5
run: flag: branch cover_pylib parallel relative_files sigterm timid
run: text: data_file debug_file>=7.1
run: texts: concurrency debug disable_warnings include omit patch>=7.10 plugins source source_dirs>=7.8 source_pkgs
xml: integer: package_depth
"""
