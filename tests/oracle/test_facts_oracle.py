"""The tables of facts hold what the installed tools say, where the release that they were made with is installed."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from io import StringIO
from pathlib import Path

import black
import pytest
from black.const import DEFAULT_LINE_LENGTH
from black.mode import TargetVersion
from flake8 import defaults as flake8_defaults
from flake8.main.options import register_default_options
from flake8.options.manager import OptionManager
from isort import settings as isort_settings
from isort.profiles import profiles
from isort.wrap_modes import WrapModes
from mypy import main as mypy_main
from mypy.defaults import PYTHON3_VERSION_MIN
from packaging.version import Version

from comparing import ask, lay_out, tally
from repoaudit.facts import ruff as ruff_facts
from repoaudit.facts.mypy import FLOORS, NULL_DEVICES, STRICT
from repoaudit.facts.pythons import BLACK_TARGETS, RUFF_TARGETS
from repoaudit.facts.ruff_codes import FOREIGN, SAMPLES
from repoaudit.facts.ruff_selectors import Standing, answer
from repoaudit.subjects.tools import black as black_tool
from repoaudit.subjects.tools import flake8 as flake8_tool
from repoaudit.subjects.tools.isort import LINE_LENGTH, PROFILES
from repoaudit.subjects.tools.settings.schema import schema_of

BESIDE = frozenset("builtins doctests max-complexity enable-extensions require-plugins".split())
"""What its own plugins add, and what flake8 reads before its options."""
LAST = len(SAMPLES) - 1


def needs(tool: str, newest: str) -> pytest.MarkDecorator:
    """Skip a comparison where another release is installed than the one that a table speaks of."""
    reason = f"the table speaks of {tool} {newest}, and {version(tool)} is installed: `make facts` compares that"
    return pytest.mark.skipif(version(tool) != newest, reason=reason)


ruff_only = needs("ruff", SAMPLES[-1])


@cache
def ruff_rules() -> list[dict[str, object]]:
    found = json.loads(ask("ruff", "rule", "--all", "--output-format", "json", cwd=Path()).stdout)
    return [rule for rule in found if rule["code"]]


def codes_of(status: str) -> frozenset[str]:
    """Return the codes of the rules of one status: Stable, Preview or Removed."""
    return frozenset(str(rule["code"]) for rule in ruff_rules() if status in str(rule["status"]))


def enabled(folder: Path, *words: str) -> frozenset[str]:
    """Return the codes that ruff enables with some options and no file of settings."""
    lay_out(folder, {"a.py": ""})
    answered = ask("ruff", "check", "--isolated", "--show-settings", *words, "a.py", cwd=folder)
    assert answered.returncode == 0, answered.stderr
    block = answered.stdout.partition("linter.rules.enabled = [")[2].partition("\n]")[0]
    return frozenset(re.findall(r"\((\w+)\)", block))


@ruff_only
def test_the_codes_of_ruff_are_those_that_it_lists() -> None:
    for rule in ruff_rules():
        code, expected = str(rule["code"]), Standing.KNOWN
        if "Removed" in str(rule["status"]):
            expected = Standing.REMOVED
        elif "Preview" in str(rule["status"]):
            expected = Standing.PREVIEW
        said = answer(code, LAST).standing
        assert said is expected or (expected is Standing.REMOVED and said is Standing.RENAMED), code
    assert not FOREIGN & {rule["code"] for rule in ruff_rules()}
    assert ruff_facts.preview_codes() == codes_of("Preview")
    assert codes_of("Removed") == ruff_facts.REMOVED
    tally("facts", len(ruff_rules()))


@ruff_only
def test_the_names_of_rules_are_those_of_ruff() -> None:
    names = {rule["name"]: rule["code"] for rule in ruff_rules()}
    assert {name: names.get(name) for name in ruff_facts.RULE_NAMES} == ruff_facts.RULE_NAMES
    tally("facts", len(ruff_facts.RULE_NAMES))


@ruff_only
def test_the_defaults_of_ruff_are_those_that_it_enables(tmp_path: Path) -> None:
    default = enabled(tmp_path)
    previews = enabled(tmp_path, "--preview")
    assert ruff_facts.default_codes(since_017=True) == default
    assert ruff_facts.preview_default_codes() == previews - default
    assert default - previews == ruff_facts.PREVIEW_DROPS
    tally("facts", len(default | previews))


def prefixes() -> Iterator[str]:
    """Yield every selector that is a code or the beginning of one, and neighbours that are neither."""
    codes = [str(rule["code"]) for rule in ruff_rules()]
    for code in codes:
        yield from (code[:end] for end in range(1, len(code) + 1))
    yield from (f"{code}0" for code in codes[::40])
    yield from FOREIGN
    yield from ("TCH", "TCH0", "TCH001", "U", "U0", "U001", "PDV", "C9", "T1", "T2", "R5", "TRIO", "TYP", "XYZ", "A0")


@ruff_only
def test_ruff_makes_of_each_selector_what_the_tables_say(tmp_path: Path) -> None:
    """Ask for all at once: with `preview` ruff only warns of the unknown, and says what it takes for another."""
    asked = sorted(set(prefixes()) - codes_of("Removed"))
    lay_out(tmp_path, {"a.py": ""})
    options = ("--isolated", "--preview", "--exit-zero", f"--select={','.join(asked)}")
    said = ask("ruff", "check", *options, "a.py", cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    unknown = set(re.findall(r"Unknown rule selector `(\w+)`", said.stderr))
    renamed = dict(re.findall(r"`(\w+)` has been remapped to `(\w+)`", said.stderr))
    answers = {selector: answer(selector, LAST) for selector in asked}
    assert {each for each, found in answers.items() if found.standing is Standing.UNKNOWN} == unknown
    assert {each: found.new for each, found in answers.items() if found.new} == renamed
    tally("facts", len(asked))


@ruff_only
@pytest.mark.parametrize("convention", ruff_facts.OFF_BY_CONVENTION)
def test_conventions_turn_off_what_the_table_says(convention: str, tmp_path: Path) -> None:
    words = ("--select", "D", "--config", f"lint.pydocstyle.convention = '{convention}'")
    family = {str(rule["code"]) for rule in ruff_rules() if re.fullmatch(r"D\d+", str(rule["code"]))}
    lost = family - enabled(tmp_path, *words) - ruff_facts.preview_codes()
    rivals = {code for code, other in ruff_facts.INCOMPATIBLE.items() if other in enabled(tmp_path, *words)}
    assert lost - rivals == ruff_facts.OFF_BY_CONVENTION[convention] - rivals
    tally("facts", len(family))


@ruff_only
def test_of_two_rules_that_contradict_each_other_ruff_turns_one_off(tmp_path: Path) -> None:
    found = enabled(tmp_path, "--select", "ALL", "--preview")
    lost = codes_of("Stable") - found
    assert lost == ruff_facts.INCOMPATIBLE.keys()
    assert found >= set(ruff_facts.INCOMPATIBLE.values())
    tally("facts", len(found))


@ruff_only
def test_the_targets_and_commands_of_ruff_are_those_of_its_help() -> None:
    helped = ask("ruff", "check", "--help", cwd=Path()).stdout
    targets = re.search(r"possible values: (py37, [^\]]*)\]", helped)
    assert targets
    assert {f"3.{each[3:]}" for each in targets[1].split(", ")} == RUFF_TARGETS
    listed = ask("ruff", "help", cwd=Path()).stdout.partition("Commands:")[2].partition("Options:")[0]
    commands = set(re.findall(r"^  ([a-z-]+) ", listed, re.MULTILINE)) - {"help"}
    assert commands <= ruff_facts.COMMANDS
    tally("facts", len(RUFF_TARGETS))


@ruff_only
def test_the_older_spellings_are_those_that_ruff_warns_of(tmp_path: Path) -> None:
    known = {setting.name for setting in schema_of("ruff").top.below("lint").settings} | lint_tables()  # type: ignore[union-attr]
    read = {name for name in known if warns_of(name, tmp_path)}
    assert read == ruff_facts.LEGACY_SETTINGS
    tally("facts", len(known))


def lint_tables() -> set[str]:
    level = schema_of("ruff").top.below("lint")
    return set(level.levels) if level else set()


def warns_of(name: str, folder: Path) -> bool:
    """Say whether ruff takes a linter setting at the top level, and advises to move it."""
    for value in ("[]", "{}", "true", "'x'"):
        lay_out(folder, {"a.py": "", "ruff.toml": f"{name} = {value}\n"})
        said = ask("ruff", "check", "a.py", cwd=folder)
        if f"'{name}' -> 'lint.{name}'" in said.stderr:
            return True
    return False


@ruff_only
def test_the_formatter_warns_of_the_rules_in_the_table(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.py": "", "ruff.toml": "lint.select = ['ALL', 'D203']\nlint.ignore = ['D211']\n"})
    said = ask("ruff", "format", "--check", "a.py", cwd=tmp_path).stderr
    named = re.search(r"conflicts with the formatter: (.*)\.|conflict with the formatter: (.*)\. We", said)
    found = set(re.findall(r"`([A-Z]+\d+)`", said))
    assert named or found
    assert found == set(ruff_facts.FORMATTER_CONFLICTS[0][1])
    tally("facts", len(found))


def test_the_floor_of_mypy_is_its_own() -> None:
    floor = next(floor for since, floor in FLOORS if Version(version("mypy")) >= Version(since))
    assert floor == ".".join(map(str, PYTHON3_VERSION_MIN)), "run `make facts`"
    tally("facts")


def test_strict_sets_what_mypy_says() -> None:
    _, _, assigned = mypy_main.define_options("mypy", "", StringIO(), StringIO(), server_options=False)
    assert dict(assigned) == STRICT
    assert "/dev/null" in NULL_DEVICES
    tally("facts", len(STRICT))


def test_the_profiles_of_isort_are_its_own() -> None:
    ours = {name: tuple(profile) for name, profile in PROFILES.items()}
    assert ours == {name: as_profile(settings) for name, settings in profiles.items()}
    assert isort_settings.Config().line_length == LINE_LENGTH
    tally("facts", len(ours))


def as_profile(settings: dict[str, object]) -> tuple[object, ...]:
    return (
        settings.get("line_length", LINE_LENGTH),
        settings.get("multi_line_output") == WrapModes.VERTICAL_HANGING_INDENT.value,
        settings.get("include_trailing_comma", False),
        settings.get("force_single_line", False),
        settings.get("split_on_trailing_comma", False),
    )


def test_the_defaults_of_black_and_flake8_are_their_own() -> None:
    assert DEFAULT_LINE_LENGTH == black_tool.LINE_LENGTH
    assert flake8_defaults.MAX_LINE_LENGTH == flake8_tool.LINE_LENGTH
    assert flake8_defaults.IGNORE == flake8_tool.DEFAULT_IGNORE
    assert {f"3.{each.value}" for each in TargetVersion} == BLACK_TARGETS
    tally("facts", 4)


def names_known(tool: str) -> frozenset[str]:
    """Return the settings that our table says the installed release knows."""
    installed = Version(version(tool))
    known = schema_of(tool).top.settings
    return frozenset(
        each.name
        for each in known
        if Version(each.since or "0") <= installed and not (each.until and Version(each.until) <= installed)
    )


def folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.replace("_", "-") for name in names)


@needs("black", str(schema_of("black").newest))
def test_the_settings_of_black_are_its_options() -> None:
    theirs = folded(each.name for each in black.main.params if each.name) - {"src", "help", "version"}
    assert names_known("black") == theirs
    tally("facts", len(theirs))


@needs("isort", str(schema_of("isort").newest))
def test_the_settings_of_isort_are_its_fields() -> None:
    theirs = frozenset(isort_settings._Config.__dataclass_fields__)  # noqa: SLF001  # its schema
    assert names_known("isort") == theirs
    tally("facts", len(theirs))


@needs("flake8", str(schema_of("flake8").newest))
def test_the_settings_of_flake8_are_its_options() -> None:
    manager = OptionManager(version="", plugin_versions="", parents=[], formatter_names=[])
    register_default_options(manager)
    theirs = folded(manager.config_options_dict)
    assert names_known("flake8") - BESIDE == theirs
    tally("facts", len(theirs))
