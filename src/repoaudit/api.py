"""Everything that an author of rules may import; each name is loaded when it is first asked for."""

from importlib import import_module

from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.errors import UnknownError as UnknownError
    from repoaudit.finding import Applicability as Applicability
    from repoaudit.finding import Finding as Finding
    from repoaudit.finding import Fix as Fix
    from repoaudit.finding import Place as Place
    from repoaudit.finding import Related as Related
    from repoaudit.finding import Severity as Severity
    from repoaudit.record import NamedTuple as NamedTuple
    from repoaudit.rule import rule as rule
    from repoaudit.scope import Scope as Scope
    from repoaudit.subjects.collections.commands import Command as Command
    from repoaudit.subjects.files.audited_files import AuditedFile as AuditedFile
    from repoaudit.subjects.files.hooks import Hooks as Hooks
    from repoaudit.subjects.files.hooks.items import Hook as Hook
    from repoaudit.subjects.files.hooks.managers import HookManagement as HookManagement
    from repoaudit.subjects.files.lost_backslashes import LostBackslash as LostBackslash
    from repoaudit.subjects.files.makefile import Makefile as Makefile
    from repoaudit.subjects.files.run_folders import LargeBinaries as LargeBinaries
    from repoaudit.subjects.files.run_folders import RunFolder as RunFolder
    from repoaudit.subjects.files.secret_files import SecretFile as SecretFile
    from repoaudit.subjects.files.suppressions import Suppression as Suppression
    from repoaudit.subjects.files.workflows import Workflow as Workflow
    from repoaudit.subjects.tools.addopts import Addopts as Addopts
    from repoaudit.subjects.tools.assert_rules import AssertRuleOff as AssertRuleOff
    from repoaudit.subjects.tools.bandit import UnreadBandit as UnreadBandit
    from repoaudit.subjects.tools.configuration import Configuration as Configuration
    from repoaudit.subjects.tools.coverage import Coverage as Coverage
    from repoaudit.subjects.tools.coverage.exclusions import Exclusions as Exclusions
    from repoaudit.subjects.tools.duplicate_hooks import DuplicateHook as DuplicateHook
    from repoaudit.subjects.tools.hook_files import HookFiles as HookFiles
    from repoaudit.subjects.tools.hook_installation import HookInstallation as HookInstallation
    from repoaudit.subjects.tools.hook_order import HookOrder as HookOrder
    from repoaudit.subjects.tools.hook_skips import SkippedHooks as SkippedHooks
    from repoaudit.subjects.tools.legacy_hooks import LegacyHook as LegacyHook
    from repoaudit.subjects.tools.line_lengths import LineLengths as LineLengths
    from repoaudit.subjects.tools.loose_hooks import LooseHook as LooseHook
    from repoaudit.subjects.tools.misnamed_files import LostFile as LostFile
    from repoaudit.subjects.tools.misnamed_sections import MisnamedSection as MisnamedSection
    from repoaudit.subjects.tools.mypy import Mypy as Mypy
    from repoaudit.subjects.tools.mypy.hook import MypyHook as MypyHook
    from repoaudit.subjects.tools.mypy.overrides import MypyOverride as MypyOverride
    from repoaudit.subjects.tools.native_tables import NativeTable as NativeTable
    from repoaudit.subjects.tools.pre_commit import PreCommit as PreCommit
    from repoaudit.subjects.tools.pytest import Pytest as Pytest
    from repoaudit.subjects.tools.ruff import Ruff as Ruff
    from repoaudit.subjects.tools.ruff.ignored import IgnoredImportRules as IgnoredImportRules
    from repoaudit.subjects.tools.ruff.legacy import LegacyRuff as LegacyRuff
    from repoaudit.subjects.tools.ruff.naming import MlNaming as MlNaming
    from repoaudit.subjects.tools.ruff.reasons import UnexplainedIgnores as UnexplainedIgnores
    from repoaudit.subjects.tools.ruff.target import RuffTarget as RuffTarget
    from repoaudit.subjects.tools.ruff.unknown import UnknownSelector as UnknownSelector
    from repoaudit.subjects.tools.settings import ToolSettings as ToolSettings
    from repoaudit.subjects.tools.settings.unknown import UnknownSetting as UnknownSetting
    from repoaudit.subjects.tools.suite_hooks import SuiteHook as SuiteHook
    from repoaudit.subjects.tools.unknown_options import UnknownOption as UnknownOption
    from repoaudit.subjects.views.application_lock import ApplicationLock as ApplicationLock
    from repoaudit.subjects.views.badges import Badge as Badge
    from repoaudit.subjects.views.black_target import BlackTarget as BlackTarget
    from repoaudit.subjects.views.branch_filters import BranchFilter as BranchFilter
    from repoaudit.subjects.views.broken_combinations import BrokenCombination as BrokenCombination
    from repoaudit.subjects.views.broken_links import BrokenLink as BrokenLink
    from repoaudit.subjects.views.capped_pythons import CappedPythons as CappedPythons
    from repoaudit.subjects.views.ci import Ci as Ci
    from repoaudit.subjects.views.ci_triggers import TestTriggers as TestTriggers
    from repoaudit.subjects.views.ci_versions import CiVersions as CiVersions
    from repoaudit.subjects.views.compiled_requirements import StaleRequirement as StaleRequirement
    from repoaudit.subjects.views.coverage_scope import CoverageScope as CoverageScope
    from repoaudit.subjects.views.coverage_targets import CoverageTargets as CoverageTargets
    from repoaudit.subjects.views.dead_steps import DeadStep as DeadStep
    from repoaudit.subjects.views.dependency_audit import DependencyAudit as DependencyAudit
    from repoaudit.subjects.views.dependency_caches import UncachedJob as UncachedJob
    from repoaudit.subjects.views.deprecated_licenses import DeprecatedLicense as DeprecatedLicense
    from repoaudit.subjects.views.docs_builds import DocsBuild as DocsBuild
    from repoaudit.subjects.views.duplicate_metadata import DuplicateMetadata as DuplicateMetadata
    from repoaudit.subjects.views.duplicate_requirements import DuplicateRequirement as DuplicateRequirement
    from repoaudit.subjects.views.excluded_pythons import ExcludedPythons as ExcludedPythons
    from repoaudit.subjects.views.formatter_conflicts import FormatterConflict as FormatterConflict
    from repoaudit.subjects.views.hook_gaps import HookGaps as HookGaps
    from repoaudit.subjects.views.hook_set import HookSet as HookSet
    from repoaudit.subjects.views.hooks_in_ci import HooksInCi as HooksInCi
    from repoaudit.subjects.views.idle_paths import IdlePath as IdlePath
    from repoaudit.subjects.views.import_sorting import ImportSorting as ImportSorting
    from repoaudit.subjects.views.legacy_dev_dependencies import LegacyDevDependencies as LegacyDevDependencies
    from repoaudit.subjects.views.legacy_linters import LegacyLinters as LegacyLinters
    from repoaudit.subjects.views.legacy_metadata import BarePackage as BarePackage
    from repoaudit.subjects.views.legacy_metadata import LegacyMetadata as LegacyMetadata
    from repoaudit.subjects.views.legacy_metadata import UnbuiltPackage as UnbuiltPackage
    from repoaudit.subjects.views.library_requirements import LibraryRequirements as LibraryRequirements
    from repoaudit.subjects.views.lock_checks import UncheckedLock as UncheckedLock
    from repoaudit.subjects.views.lock_hooks import LockHook as LockHook
    from repoaudit.subjects.views.make_tests import MakeTests as MakeTests
    from repoaudit.subjects.views.mark_expressions import UnusedMark as UnusedMark
    from repoaudit.subjects.views.marker_checks import MarkerChecks as MarkerChecks
    from repoaudit.subjects.views.measured_tests import MeasuredTests as MeasuredTests
    from repoaudit.subjects.views.metadata_problems import MetadataProblem as MetadataProblem
    from repoaudit.subjects.views.missing_files import MissingFile as MissingFile
    from repoaudit.subjects.views.missing_tasks import MissingTask as MissingTask
    from repoaudit.subjects.views.module_clashes import ModuleClash as ModuleClash
    from repoaudit.subjects.views.notebooks import Notebooks as Notebooks
    from repoaudit.subjects.views.open_pythons import OpenPythons as OpenPythons
    from repoaudit.subjects.views.outdated_addresses import OutdatedAddress as OutdatedAddress
    from repoaudit.subjects.views.package_metadata import IncompleteMetadata as IncompleteMetadata
    from repoaudit.subjects.views.package_metadata import OtherBackend as OtherBackend
    from repoaudit.subjects.views.package_metadata import PoetryMetadata as PoetryMetadata
    from repoaudit.subjects.views.parallel_coverage import ParallelCoverage as ParallelCoverage
    from repoaudit.subjects.views.parallel_tests import ParallelTests as ParallelTests
    from repoaudit.subjects.views.pip_installs import PipInstalls as PipInstalls
    from repoaudit.subjects.views.project import Project as Project
    from repoaudit.subjects.views.prose import Prose as Prose
    from repoaudit.subjects.views.pytest_needs import PytestNeeds as PytestNeeds
    from repoaudit.subjects.views.python_matrix import PythonMatrix as PythonMatrix
    from repoaudit.subjects.views.redundant_linters import RedundantLinter as RedundantLinter
    from repoaudit.subjects.views.requirement_drift import RequirementDrift as RequirementDrift
    from repoaudit.subjects.views.retired_runners import RetiredRunner as RetiredRunner
    from repoaudit.subjects.views.retired_uses import RetiredUses as RetiredUses
    from repoaudit.subjects.views.run_outputs import RunOutput as RunOutput
    from repoaudit.subjects.views.runtime_tools import RuntimeTools as RuntimeTools
    from repoaudit.subjects.views.script_targets import BrokenScript as BrokenScript
    from repoaudit.subjects.views.security import Security as Security
    from repoaudit.subjects.views.serial_ci import SerialCi as SerialCi
    from repoaudit.subjects.views.slow_hooks import SlowHook as SlowHook
    from repoaudit.subjects.views.swallowed_checks import SwallowedCheck as SwallowedCheck
    from repoaudit.subjects.views.task_runner import TaskRunner as TaskRunner
    from repoaudit.subjects.views.test_layout import TestLayout as TestLayout
    from repoaudit.subjects.views.test_module import TestModule as TestModule
    from repoaudit.subjects.views.test_suite import TestSuite as TestSuite
    from repoaudit.subjects.views.tool_gaps import ToolGaps as ToolGaps
    from repoaudit.subjects.views.tool_python_needs import ToolPythonNeed as ToolPythonNeed
    from repoaudit.subjects.views.training import GpuTest as GpuTest
    from repoaudit.subjects.views.training import TrainingScript as TrainingScript
    from repoaudit.subjects.views.two_formatters import TwoFormatters as TwoFormatters
    from repoaudit.subjects.views.two_locks import LockFiles as LockFiles
    from repoaudit.subjects.views.type_checking import TypeChecking as TypeChecking
    from repoaudit.subjects.views.uncollected_tests import UncollectedTests as UncollectedTests
    from repoaudit.subjects.views.uncombined_coverage import UncombinedCoverage as UncombinedCoverage
    from repoaudit.subjects.views.unconfigured_tests import UnconfiguredTests as UnconfiguredTests
    from repoaudit.subjects.views.unknown_extras import UnknownExtras as UnknownExtras
    from repoaudit.subjects.views.unlimited_coverage import UnlimitedCoverage as UnlimitedCoverage
    from repoaudit.subjects.views.untested_package import UntestedPackage as UntestedPackage
    from repoaudit.subjects.views.untyped_package import UntypedPackage as UntypedPackage
    from repoaudit.subjects.views.update_automation import DependabotGaps as DependabotGaps
    from repoaudit.subjects.views.update_automation import UpdateAutomation as UpdateAutomation
    from repoaudit.subjects.views.used_actions import UsedAction as UsedAction
    from repoaudit.subjects.views.version_skew import VersionSkew as VersionSkew
    from repoaudit.subjects.views.workflow_permissions import WorkflowPermissions as WorkflowPermissions

_EXPORTS: Final = {
    "Addopts": "repoaudit.subjects.tools.addopts",
    "Applicability": "repoaudit.finding",
    "ApplicationLock": "repoaudit.subjects.views.application_lock",
    "AssertRuleOff": "repoaudit.subjects.tools.assert_rules",
    "AuditedFile": "repoaudit.subjects.files.audited_files",
    "Badge": "repoaudit.subjects.views.badges",
    "BarePackage": "repoaudit.subjects.views.legacy_metadata",
    "BlackTarget": "repoaudit.subjects.views.black_target",
    "BranchFilter": "repoaudit.subjects.views.branch_filters",
    "BrokenCombination": "repoaudit.subjects.views.broken_combinations",
    "BrokenLink": "repoaudit.subjects.views.broken_links",
    "BrokenScript": "repoaudit.subjects.views.script_targets",
    "CappedPythons": "repoaudit.subjects.views.capped_pythons",
    "Ci": "repoaudit.subjects.views.ci",
    "CiVersions": "repoaudit.subjects.views.ci_versions",
    "Command": "repoaudit.subjects.collections.commands",
    "Configuration": "repoaudit.subjects.tools.configuration",
    "Coverage": "repoaudit.subjects.tools.coverage",
    "CoverageScope": "repoaudit.subjects.views.coverage_scope",
    "CoverageTargets": "repoaudit.subjects.views.coverage_targets",
    "DeadStep": "repoaudit.subjects.views.dead_steps",
    "DependabotGaps": "repoaudit.subjects.views.update_automation",
    "DependencyAudit": "repoaudit.subjects.views.dependency_audit",
    "DeprecatedLicense": "repoaudit.subjects.views.deprecated_licenses",
    "DocsBuild": "repoaudit.subjects.views.docs_builds",
    "DuplicateHook": "repoaudit.subjects.tools.duplicate_hooks",
    "DuplicateMetadata": "repoaudit.subjects.views.duplicate_metadata",
    "DuplicateRequirement": "repoaudit.subjects.views.duplicate_requirements",
    "ExcludedPythons": "repoaudit.subjects.views.excluded_pythons",
    "Exclusions": "repoaudit.subjects.tools.coverage.exclusions",
    "Finding": "repoaudit.finding",
    "Fix": "repoaudit.finding",
    "FormatterConflict": "repoaudit.subjects.views.formatter_conflicts",
    "GpuTest": "repoaudit.subjects.views.training",
    "Hook": "repoaudit.subjects.files.hooks.items",
    "HookFiles": "repoaudit.subjects.tools.hook_files",
    "HookGaps": "repoaudit.subjects.views.hook_gaps",
    "HookInstallation": "repoaudit.subjects.tools.hook_installation",
    "HookManagement": "repoaudit.subjects.files.hooks.managers",
    "HookOrder": "repoaudit.subjects.tools.hook_order",
    "Hooks": "repoaudit.subjects.files.hooks",
    "HookSet": "repoaudit.subjects.views.hook_set",
    "HooksInCi": "repoaudit.subjects.views.hooks_in_ci",
    "IdlePath": "repoaudit.subjects.views.idle_paths",
    "IgnoredImportRules": "repoaudit.subjects.tools.ruff.ignored",
    "ImportSorting": "repoaudit.subjects.views.import_sorting",
    "IncompleteMetadata": "repoaudit.subjects.views.package_metadata",
    "LargeBinaries": "repoaudit.subjects.files.run_folders",
    "LegacyDevDependencies": "repoaudit.subjects.views.legacy_dev_dependencies",
    "LegacyHook": "repoaudit.subjects.tools.legacy_hooks",
    "LegacyLinters": "repoaudit.subjects.views.legacy_linters",
    "LegacyMetadata": "repoaudit.subjects.views.legacy_metadata",
    "LegacyRuff": "repoaudit.subjects.tools.ruff.legacy",
    "LibraryRequirements": "repoaudit.subjects.views.library_requirements",
    "LineLengths": "repoaudit.subjects.tools.line_lengths",
    "LockFiles": "repoaudit.subjects.views.two_locks",
    "LockHook": "repoaudit.subjects.views.lock_hooks",
    "LostBackslash": "repoaudit.subjects.files.lost_backslashes",
    "LooseHook": "repoaudit.subjects.tools.loose_hooks",
    "LostFile": "repoaudit.subjects.tools.misnamed_files",
    "Makefile": "repoaudit.subjects.files.makefile",
    "MakeTests": "repoaudit.subjects.views.make_tests",
    "MarkerChecks": "repoaudit.subjects.views.marker_checks",
    "MeasuredTests": "repoaudit.subjects.views.measured_tests",
    "MetadataProblem": "repoaudit.subjects.views.metadata_problems",
    "MisnamedSection": "repoaudit.subjects.tools.misnamed_sections",
    "MissingFile": "repoaudit.subjects.views.missing_files",
    "MissingTask": "repoaudit.subjects.views.missing_tasks",
    "MlNaming": "repoaudit.subjects.tools.ruff.naming",
    "ModuleClash": "repoaudit.subjects.views.module_clashes",
    "Mypy": "repoaudit.subjects.tools.mypy",
    "MypyHook": "repoaudit.subjects.tools.mypy.hook",
    "MypyOverride": "repoaudit.subjects.tools.mypy.overrides",
    "NamedTuple": "repoaudit.record",
    "NativeTable": "repoaudit.subjects.tools.native_tables",
    "Notebooks": "repoaudit.subjects.views.notebooks",
    "OpenPythons": "repoaudit.subjects.views.open_pythons",
    "OtherBackend": "repoaudit.subjects.views.package_metadata",
    "OutdatedAddress": "repoaudit.subjects.views.outdated_addresses",
    "ParallelCoverage": "repoaudit.subjects.views.parallel_coverage",
    "ParallelTests": "repoaudit.subjects.views.parallel_tests",
    "PipInstalls": "repoaudit.subjects.views.pip_installs",
    "Place": "repoaudit.finding",
    "PoetryMetadata": "repoaudit.subjects.views.package_metadata",
    "PreCommit": "repoaudit.subjects.tools.pre_commit",
    "Project": "repoaudit.subjects.views.project",
    "Prose": "repoaudit.subjects.views.prose",
    "Pytest": "repoaudit.subjects.tools.pytest",
    "PytestNeeds": "repoaudit.subjects.views.pytest_needs",
    "PythonMatrix": "repoaudit.subjects.views.python_matrix",
    "RedundantLinter": "repoaudit.subjects.views.redundant_linters",
    "Related": "repoaudit.finding",
    "RequirementDrift": "repoaudit.subjects.views.requirement_drift",
    "RetiredRunner": "repoaudit.subjects.views.retired_runners",
    "RetiredUses": "repoaudit.subjects.views.retired_uses",
    "Ruff": "repoaudit.subjects.tools.ruff",
    "RuffTarget": "repoaudit.subjects.tools.ruff.target",
    "rule": "repoaudit.rule",
    "RunFolder": "repoaudit.subjects.files.run_folders",
    "RunOutput": "repoaudit.subjects.views.run_outputs",
    "RuntimeTools": "repoaudit.subjects.views.runtime_tools",
    "Scope": "repoaudit.scope",
    "SecretFile": "repoaudit.subjects.files.secret_files",
    "Security": "repoaudit.subjects.views.security",
    "SerialCi": "repoaudit.subjects.views.serial_ci",
    "Severity": "repoaudit.finding",
    "SkippedHooks": "repoaudit.subjects.tools.hook_skips",
    "SlowHook": "repoaudit.subjects.views.slow_hooks",
    "StaleRequirement": "repoaudit.subjects.views.compiled_requirements",
    "SuiteHook": "repoaudit.subjects.tools.suite_hooks",
    "Suppression": "repoaudit.subjects.files.suppressions",
    "SwallowedCheck": "repoaudit.subjects.views.swallowed_checks",
    "TaskRunner": "repoaudit.subjects.views.task_runner",
    "TestLayout": "repoaudit.subjects.views.test_layout",
    "TestModule": "repoaudit.subjects.views.test_module",
    "TestSuite": "repoaudit.subjects.views.test_suite",
    "TestTriggers": "repoaudit.subjects.views.ci_triggers",
    "ToolGaps": "repoaudit.subjects.views.tool_gaps",
    "ToolPythonNeed": "repoaudit.subjects.views.tool_python_needs",
    "ToolSettings": "repoaudit.subjects.tools.settings",
    "TrainingScript": "repoaudit.subjects.views.training",
    "TwoFormatters": "repoaudit.subjects.views.two_formatters",
    "TypeChecking": "repoaudit.subjects.views.type_checking",
    "UnbuiltPackage": "repoaudit.subjects.views.legacy_metadata",
    "UncachedJob": "repoaudit.subjects.views.dependency_caches",
    "UncheckedLock": "repoaudit.subjects.views.lock_checks",
    "UncollectedTests": "repoaudit.subjects.views.uncollected_tests",
    "UncombinedCoverage": "repoaudit.subjects.views.uncombined_coverage",
    "UnconfiguredTests": "repoaudit.subjects.views.unconfigured_tests",
    "UnexplainedIgnores": "repoaudit.subjects.tools.ruff.reasons",
    "UnknownError": "repoaudit.errors",
    "UnknownExtras": "repoaudit.subjects.views.unknown_extras",
    "UnknownOption": "repoaudit.subjects.tools.unknown_options",
    "UnknownSelector": "repoaudit.subjects.tools.ruff.unknown",
    "UnknownSetting": "repoaudit.subjects.tools.settings.unknown",
    "UnlimitedCoverage": "repoaudit.subjects.views.unlimited_coverage",
    "UnreadBandit": "repoaudit.subjects.tools.bandit",
    "UntestedPackage": "repoaudit.subjects.views.untested_package",
    "UntypedPackage": "repoaudit.subjects.views.untyped_package",
    "UnusedMark": "repoaudit.subjects.views.mark_expressions",
    "UpdateAutomation": "repoaudit.subjects.views.update_automation",
    "UsedAction": "repoaudit.subjects.views.used_actions",
    "VersionSkew": "repoaudit.subjects.views.version_skew",
    "Workflow": "repoaudit.subjects.files.workflows",
    "WorkflowPermissions": "repoaudit.subjects.views.workflow_permissions",
}

__all__ = [*_EXPORTS]  # noqa: PLE0604  # the table is the one list of names


def __getattr__(name: str) -> object:
    module = _EXPORTS.get(name)
    if module is None:
        raise AttributeError(f"module 'repoaudit.api' has no attribute {name!r}")
    value: object = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_EXPORTS)
