"""The Pythons that a project declares, each place beside ``requires-python``."""

from collections.abc import Iterable, Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import Version
from repoaudit.finding import ABSENT
from repoaudit.regex import lazy
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.metadata import RequiresPython, pyproject_value
from repoaudit.subjects.tools.black import Black
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.mypy import Mypy
from repoaudit.subjects.tools.readers import read_text
from repoaudit.subjects.tools.ruff.target import RuffTarget
from repoaudit.subjects.views.black_target import BlackTarget
from repoaudit.subjects.views.classifier_comparison import ClassifierComparison
from repoaudit.subjects.views.declaration import (
    AGREES,
    DECIDES,
    Declaration,
    Judged,
    differs,
    unknown,
    until_unknown,
)
from repoaudit.subjects.views.environment_pythons import environment_pythons
from repoaudit.subjects.views.excluded_pythons import ExcludedPython, excludes, hooks_python, read_the_docs_python
from repoaudit.subjects.views.named_pythons import docker_images, version_file
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.tested_pythons import TestedPython, tested_pythons
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

FACT: Final = "python"
_PLUS: Final = lazy(r"--py(3)(\d{1,2})-plus")
_NO_RANGE: Final = "no `requires-python` to compare with"
_TOX: Final = "tox environment"


def declared_pythons(scope: "Scope") -> Iterator[Declaration]:
    """Yield the range, and every place that names a Python."""
    yield from until_unknown(FACT, _all(scope))


def _all(scope: "Scope") -> Iterator[Declaration]:
    required = scope.all(Project)[0].requires_python
    parts = (
        _range(scope, required),
        _named(scope, required),
        _environments(scope, required),
        _tested(scope, required),
        _classifiers(scope, required),
        _ruff(scope, required),
        _black(scope, required),
        _mypy(scope, required),
        _pyupgrade(scope, required),
    )
    for part in parts:
        yield from until_unknown(FACT, part)


def _range(scope: "Scope", required: RequiresPython | None) -> Iterator[Declaration]:
    if required:
        yield Declaration(FACT, required.text, "requires-python", required.place, *DECIDES)
    elif scope.exists("pyproject.toml"):
        document = scope.document(parse_toml, scope.path("pyproject.toml"))  # raises where it is broken
        written = pyproject_value(scope, "project", "requires-python")
        if written is not ABSENT:
            place = document.place(("project", "requires-python"))
            yield Declaration(FACT, str(written), "requires-python", place, *unknown("it is no range of versions"))


def _named(scope: "Scope", required: RequiresPython | None) -> Iterator[Declaration]:
    """Yield ``.python-version``, images, the hooks' default and Read the Docs."""
    for each in (*version_file(scope), *docker_images(scope)):
        named = ExcludedPython((each.version,), each.text, each.place, each.source)
        yield _judge(named, each.namer.value, required)
    if scope.is_root:
        for reader, by in ((hooks_python, "default_language_version"), (read_the_docs_python, "Read the Docs")):
            yield from until_unknown(FACT, (_judge(each, by, required) for each in reader(scope)))


def _judge(each: ExcludedPython, by: str, required: RequiresPython | None) -> Declaration:
    judged = unknown(_NO_RANGE)
    if required:
        judged = differs(f"`{required.text}` excludes it") if excludes(required, each) else AGREES
    return Declaration(FACT, each.text, by, each.place, *judged)


def _environments(scope: "Scope", required: RequiresPython | None) -> Iterator[Declaration]:
    """Yield the Pythons that environments of pixi and conda ask for."""
    for each in environment_pythons(scope):
        judged = unknown(_NO_RANGE)
        if required and each.specifiers is None:
            judged = unknown("it is no range that can be read")
        elif required and each.specifiers:
            meets = each.specifiers.intersects(required.specifiers)
            judged = AGREES if meets else differs(f"`{required.text}` admits none of it")
        yield Declaration(FACT, each.text, f"environment {each.environment}", each.place, *judged)


def _tested(scope: "Scope", required: RequiresPython | None) -> Iterator[Declaration]:
    """Yield the Pythons of CI, at the root only, and of tox, nox and hatch: a row for each job or environment."""
    groups: dict[tuple[str, str], list[TestedPython]] = {}
    tested = tested_pythons(scope)
    for each in tested.found:
        if scope.is_root or not each.is_ci:
            source = "tox" if each.source.startswith(_TOX) else each.source.replace("`", "")
            groups.setdefault((each.place.path, source), []).append(each)
    for (_, source), found in groups.items():
        names = [each.text if each.is_ci else str(each.version) for each in found]
        judged = _judge_tests(scope, required, found)
        yield Declaration(FACT, ", ".join(dict.fromkeys(names)), source, found[0].place, *judged)
    for place, source in tested.unread if scope.is_root else ():
        yield Declaration(FACT, "?", source.replace("`", ""), place, *unknown("what it stands for cannot be known"))


def _judge_tests(scope: "Scope", required: RequiresPython | None, found: list[TestedPython]) -> Judged:
    if required is None:
        return unknown(_NO_RANGE)
    members = (member.all(Project)[0].requires_python for member in scope.members)
    ranges = (required, *(each for each in members if each))
    excluded = [each for each in found if not any(one.specifiers.admits_python(each.version) for one in ranges)]
    names = _names(each.version for each in excluded)
    if any(each.runs_tests and not each.may_fail for each in excluded):
        return differs(f"`{required.text}` excludes {names}")
    if excluded:
        why = "the job may fail" if excluded[0].runs_tests else "no tests run there"
        return unknown(f"`{required.text}` excludes {names}, but {why}")
    return AGREES


def _names(versions: Iterable[Version]) -> str:
    return ", ".join(str(each) for each in dict.fromkeys(versions))


def _classifiers(scope: "Scope", required: RequiresPython | None) -> Iterator[Declaration]:
    found = scope.all(Project)[0].classifiers
    named = [each for each in (found.pythons if found else ()) if each.python]
    if found is None or not named:
        return
    judged = unknown(_NO_RANGE)
    if required:
        judged = unknown("the range stands in another file")
        if required.place.path == found.place.path:
            judged = _judge_classifiers(ClassifierComparison(scope, found, required.specifiers), required)
    value = _names(each.python for each in named if each.python)
    yield Declaration(FACT, value, "classifiers", named[0].place, *judged)


def _judge_classifiers(comparison: ClassifierComparison, required: RequiresPython) -> Judged:
    excluded = _names(each.python for each in comparison.excluded if each.python)
    reasons = [f"`{required.text}` excludes {excluded}"] if excluded else []
    reasons += [f"{_names(comparison.missing)} missing"] if comparison.missing else []
    return differs("; ".join(reasons)) if reasons else AGREES


def _ruff(scope: "Scope", required: RequiresPython | None) -> Iterator[Declaration]:
    targets = scope.all(RuffTarget)
    for each in targets:
        judged = AGREES if each.is_shared_down else _judge_floor(each.version, each.floor, each.requires)
        yield Declaration(FACT, each.text, "ruff target-version", each.place, *judged)
    configuration = scope.once_for(Configuration, "ruff")
    setting = configuration.setting("target-version", read=read_text, default="")
    if not targets and configuration.sources and setting.is_set:
        version = _target(setting.value)
        judged = _judge_floor(version, required.oldest if required else None, required)
        yield Declaration(FACT, setting.value, "ruff target-version", setting.place, *judged)


def _black(scope: "Scope", required: RequiresPython | None) -> Iterator[Declaration]:
    targets = scope.all(BlackTarget)
    for each in targets:
        judged = AGREES if each.is_shared_down else _judge_floor(each.version, each.floor, each.requires)
        judged = unknown("nothing runs black") if each.is_idle and judged != AGREES else judged
        yield Declaration(FACT, each.text, "black target-version", each.place, *judged)
    black = scope.all(Black)[0]
    setting = black.target_versions
    if not targets and black.configuration.sources and setting.value:
        versions = [version for text in setting.value if (version := _target(text))]
        oldest = min(versions) if len(versions) == len(setting.value) else None
        judged = _judge_floor(oldest, required.oldest if required else None, required)
        yield Declaration(FACT, ", ".join(setting.value), "black target-version", setting.place, *judged)


def _target(text: str) -> Version | None:
    return Version.parse(f"{text[2:3]}.{text[3:]}") if text.startswith("py") else None


def _judge_floor(version: Version | None, floor: Version | None, required: RequiresPython | None) -> Judged:
    """Compare the oldest Python of a tool with that of the project."""
    if required is None:
        return unknown(_NO_RANGE)
    if floor is None:
        return unknown(f"the tool knows no oldest Python of `{required.text}`")
    if version is None:
        return unknown("it names no Python that can be compared")
    return AGREES if version.minor_version == floor else differs(f"`{required.text}` begins at {floor}")


def _mypy(scope: "Scope", required: RequiresPython | None) -> Iterator[Declaration]:
    mypy = scope.all(Mypy)[0]
    for each in mypy.target_pythons:
        by = "mypy --python-version" if each.on_command_line else "mypy python_version"
        judged = _judge_mypy(mypy, each.value, required, is_flag=each.on_command_line)
        yield Declaration(FACT, str(each.value), by, each.place, *judged)


def _judge_mypy(mypy: Mypy, value: Version, required: RequiresPython | None, *, is_flag: bool) -> Judged:
    """Compare a target; a run on the command line is often one of several, so that it need not be the oldest."""
    if required is None:
        return unknown(_NO_RANGE)
    if is_flag:
        admitted = required.specifiers.admits_python(value.minor_version)
        return AGREES if admitted else differs(f"`{required.text}` excludes it")
    if value < mypy.release.floor:
        return unknown(f"{mypy.release.label} does not accept it")
    oldest = required.oldest
    return _judge_floor(value, max(oldest, mypy.release.floor) if oldest else None, required)


def _pyupgrade(scope: "Scope", required: RequiresPython | None) -> Iterator[Declaration]:
    floor = required.oldest if required else None
    seen: set[Place] = set()
    for command in commands_of(scope):
        for argument in command.arguments if command.tool == "pyupgrade" else ():
            match = _PLUS.fullmatch(argument.text)
            if match and argument.place not in seen:
                seen.add(argument.place)
                judged = _judge_floor(Version.parse(f"{match[1]}.{match[2]}"), floor, required)
                yield Declaration(FACT, argument.text, "pyupgrade", argument.place, *judged)
