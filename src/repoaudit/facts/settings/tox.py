"""Settings of tox; plugins and substitutions may add any other.

Source: ``tox schema`` and ``tox config`` of 4.67.15 on 2026-11-26, with the older spellings that it still reads.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "3.0"
NEWEST: Final = "4.67.15"

TABLE: Final = """
-: any: config_file_path distdir distshare env_list envlist home host_python ignore_base_python_conflict
    ignore_basepython_conflict indexserver isolated_build isolated_build_env labels legacy_tox_ini min_version
    minversion no_package on_platform package_root provision_tox_env requires sdistsrc setupdir
    skip_missing_interpreters skipsdist temp_dir tox_root toxinidir toxworkdir venv_redirect venv_redirect_env
    work_dir
env.*, env_pkg_base, env_run_base, testenv, testenv:*: any: allowlist_externals always_copy alwayscopy
    args_are_paths base base_python base_python_file basepython change_dir changedir commands commands_post
    commands_pre commands_retry constrain_package_deps constraints default_base_python dependency_groups depends
    deps description disallow_pass_env download env_dir env_log_dir env_tmp_dir envdir envlogdir envtmpdir
    extra_setup_commands extras fail_fast ignore_errors ignore_outcome install_command interrupt_post_commands
    interrupt_timeout labels list_dependencies_command package package_env parallel_show_output pass_env passenv
    pip_pre platform pylock recreate recreate_commands runner set_env setenv sitepackages skip_install
    skip_missing_interpreters suicide_timeout system_site_packages terminate_timeout type use_develop
    use_frozen_constraints usedevelop virtualenv_spec wheel_build_env whitelist_externals<4.0=allowlist_externals
"""
