"""Settings of pytest itself; its plugins add their own, see `pytest_plugins`.

Source: the calls of ``addini`` in fourteen releases from 6.2.5 to 9.2.0, the last of each minor version, and ``pytest
--help`` of 9.2.0, on 2026-11-26.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "6.2"
NEWEST: Final = "9.2.0"

TABLE: Final = """
-: any: assertion_text_diff_style>=9.1 console_output_style empty_parameter_set_mark faulthandler_timeout
    junit_duration_report junit_family junit_logging log_auto_indent log_cli_level log_file_level log_file_mode>=8.1
    log_level max_warnings>=9.1 parametrize_long_str_id_strategy>=9.2 tmp_path_retention_count>=7.3
    tmp_path_retention_policy>=7.3 truncation_limit_chars>=8.4 truncation_limit_lines>=8.4 verbosity_assertions>=8.0
    verbosity_subtests>=9.0 verbosity_test_cases>=8.1
-: boolean: collect_imported_tests>=8.4 consider_namespace_packages>=8.1
    disable_test_id_escaping_and_forfeit_all_rights_to_community_support enable_assertion_pass_hook
    faulthandler_exit_on_timeout>=9.0 junit_log_passing_tests log_cli strict>=9.0 strict_config>=9.0
    strict_markers>=9.0 strict_parametrization_ids>=9.0 strict_xfail>=9.0 xfail_strict
-: scalar: cache_dir doctest_encoding junit_suite_name log_cli_date_format log_cli_format log_date_format log_file
    log_file_date_format log_file_format log_format minversion pytester_example_dir
-: words: addopts doctest_optionflags filterwarnings markers norecursedirs python_classes python_files
    python_functions pythonpath>=7.0 required_plugins testpaths usefixtures
"""
