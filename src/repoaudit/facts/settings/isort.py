"""Settings of isort; keys that begin with ``known_``, ``import_heading_`` or ``import_footer_`` are free.

Source: the fields of its configuration in nineteen releases from 5.0.9 to 9.0.2, and 9.0.2 given every key with
values of every type, on 2026-11-26.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "5.0"
NEWEST: Final = "9.0.2"

TABLE: Final = """
-: any: add_imports blocked_extensions>=5.3 classes>=5.3 comment_prefix conda_env constants>=5.3 default_section
    directory extend_skip>=5.8 extend_skip_glob>=5.8 extra_standard_library force_grid_wrap force_to_top
    forced_separate format_error>=5.9 format_success>=5.9 formatter>=5.2 formatting_function>=5.2
    git_ignore>=5.9<5.11.5 git_ls_files>=5.11 import_footers>=5.10 import_headings indent known_first_party
    known_future_library known_local_folder>=5.2 known_other known_standard_library known_third_party
    length_sort_sections line_ending multi_line_output namespace_packages>=5.6 no_lines_before profile py_version
    remove_imports sections separate_packages>=9.0 settings<0 single_line_exclusions skip skip_glob sort_order>=5.9
    sources src_paths supported_extensions>=5.3 treat_comments_as_code>=5.3 variables>=5.3 virtual_env wrap_length
-: boolean: append_only>=5.2 atomic auto_identify_namespace_packages>=5.6 balanced_wrapping case_sensitive
    color_output>=5.2 combine_as_imports combine_star combine_straight_imports>=5.7 dedup_headings>=5.3
    ensure_newline_before_comments filter_files>=5.2 float_to_top>=5.1 follow_links>=5.7 force_adds
    force_alphabetical_sort force_alphabetical_sort_within_sections force_single_line force_sort_within_sections
    from_first group_by_package>=5.6 honor_case_in_force_sorted_sections>=5.8 honor_noqa ignore_comments
    ignore_whitespace include_trailing_comma indented_import_headings>=5.7 keep_direct_and_as_imports<5.1.4
    length_sort length_sort_straight>=5.4 lexicographical no_inline_sort no_sections old_finders<8.0.1
    only_modified>=5.6 only_sections>=5.6 order_by_type overwrite_in_place>=5.8 quiet remove_redundant_aliases>=5.1
    reverse_relative reverse_sort>=5.8 skip_gitignore>=5.2 sort_reexports>=5.11
    sort_relative_in_force_sorted_sections>=5.8 split_on_trailing_comma>=5.11 star_first>=5.8
    treat_all_comments_as_code>=5.3 use_parentheses verbose
-: integer: line_length lines_after_imports lines_before_imports>=5.10 lines_between_sections lines_between_types
"""
