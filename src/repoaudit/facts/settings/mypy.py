"""Settings of mypy, without the forms that turn one around (``no_``, ``allow_``, ``show_``).

Source: 42 releases from 0.910 to 2.4.1, the last of each minor version, each given every key of any of them, and
2.4.1 given every key with values of every type, on 2026-11-26.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "0.910"
NEWEST: Final = "2.4.1"

TABLE: Final = """
-: any: almost_silent<0.990 custom_typing_module deprecated_calls_exclude>=1.16
    disable_recursive_aliases>=0.990<1.7.1 disabled_error_codes<1.7.1 enable_incomplete_features>=0.950<1.7.1
    enable_recursive_aliases>=0.981<1.7.1 enabled_error_codes<1.7.1 follow_imports force_union_syntax>=1.4<1.20.2
    force_uppercase_builtins>=1.4<1.20.2 junit_format>=1.8 many_errors_threshold new_type_inference>=1.5<1.18.2
    num_workers>=1.20 platform show_none_errors<0.990 silent_imports<0.990 sqlite_num_shards>=2.0
    strict_optional_whitelist<0.990 verbosity wip_pep_612<0.920
-: boolean: allow_empty_bodies>=0.990 allow_redefinition allow_redefinition_new>=1.16 allow_redefinition_old>=1.20
    allow_untyped_globals bazel cache_fine_grained check_unreachable>=2.4 check_untyped_defs color_output
    debug_cache debug_serialize>=1.0 disable_bytearray_promotion>=0.990 disable_expression_cache>=1.18
    disable_memoryview_promotion>=0.990 disallow_any_decorated disallow_any_explicit disallow_any_expr
    disallow_any_generics disallow_any_unimported disallow_incomplete_defs disallow_subclassing_any
    disallow_untyped_calls disallow_untyped_decorators disallow_untyped_defs dump_build_stats dump_deps dump_graph
    dump_inference_stats dump_type_stats error_summary exclude_gitignore>=1.16 explicit_package_bases
    export_ref_info>=1.2 export_types extra_checks>=1.5 fast_exit fast_module_lookup>=0.960 fine_grained_incremental
    fixed_format_cache>=1.18 follow_imports_for_stubs follow_untyped_imports>=1.14 hide_error_codes>=0.990
    ignore_errors ignore_missing_imports ignore_missing_imports_per_module implicit_optional>=0.990
    implicit_reexport include_docstrings>=1.6 incremental inspections>=0.981 install_types local_partial_types
    logical_deps mypyc mypyc_skip_c_generation>=1.16 namespace_packages native_parser>=1.20 no_implicit_optional
    no_silence_site_packages no_site_packages non_interactive old_type_inference>=1.7 pdb
    pos_only_special_methods>=1.20 preserve_asts pretty raise_exceptions report_deprecated_as_note>=1.14
    reveal_verbose_types>=1.20 scripts_are_modules semantic_analysis_only show_absolute_path show_column_numbers
    show_error_code_links>=1.5 show_error_codes show_error_context show_error_end>=0.981 show_traceback
    skip_cache_mtime_checks skip_version_check sqlite_cache strict strict_bytes>=1.15 strict_concatenate>=0.950
    strict_equality strict_equality_for_none>=1.18 strict_optional test_env>=1.9 use_builtins_fixtures
    use_fine_grained_cache warn_incomplete_stub warn_no_return warn_redundant_casts warn_return_any warn_unreachable
    warn_unused_configs warn_unused_ignores
-: stripped|regexes|table: exclude
-: tables: overrides
-: text: any_exprs_report cache_dir cobertura_xml_report custom_typeshed_dir html_report junit_xml linecount_report
    linecoverage_report linenumbers_report lineprecision_report memory_xml_report python_executable quickstart_file
    txt_report xml_report xslt_html_report xslt_txt_report
-: text|texts: always_false always_true disable_error_code enable_error_code enable_incomplete_feature>=0.990 files
    modules>=0.990 mypy_path package_root packages>=0.990 plugins untyped_calls_exclude>=1.6
-: version: python_version
overrides[]: any: disabled_error_codes<1.7.1 enabled_error_codes<1.7.1 follow_imports show_none_errors<0.990 strict
    strict_optional_whitelist<0.990
overrides[]: boolean: allow_redefinition allow_redefinition_new>=1.16 allow_redefinition_old>=1.20
    allow_untyped_globals check_unreachable>=2.4 check_untyped_defs debug_cache disallow_any_decorated
    disallow_any_explicit disallow_any_expr disallow_any_generics disallow_any_unimported disallow_incomplete_defs
    disallow_subclassing_any disallow_untyped_calls disallow_untyped_decorators disallow_untyped_defs
    extra_checks>=1.5 follow_imports_for_stubs follow_untyped_imports>=1.14 ignore_errors ignore_missing_imports
    implicit_optional>=0.990 implicit_reexport local_partial_types mypyc no_implicit_optional
    strict_concatenate>=0.950 strict_equality strict_equality_for_none>=1.18 strict_optional warn_no_return
    warn_return_any warn_unreachable warn_unused_ignores
overrides[]: modules: module
overrides[]: text|texts: always_false always_true disable_error_code enable_error_code
"""
