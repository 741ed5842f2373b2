"""Tables ``[project]`` as the comparisons with backends and package managers draw them, and what we read there."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from comparing import lay_out
from repoaudit.documents.versions import Specifiers
from repoaudit.documents.versions import Version as OurVersion
from repoaudit.scope import Scope
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.manifests import ListKind, RequirementList

Data = dict[str, Any]
VERSIONS: Final = [f"3.{minor}" for minor in range(4, 18)] + [
    "2.7",
    "3.9.1",
    "3.12.4",
    "4.0",
    "1.0",
    "0.3.1",
    "2024.1",
    "3.14.0rc1",
]

REQUIREMENTS: Final = st.sampled_from(
    [
        *(
            "requests",
            "Some_Package>=1",
            "a.b[x,y]~=1.2",
            "ruff==0.1.*",
            "x!=1",
            "y<2,>=1",
            "z; python_version < '3.12'",
            "q (>=1)",
        ),
        *(
            "pkg @ https://e.org/p.whl",
            "w ; extra == 'x'",
            "n===1.0",
            "dup",
            "DUP",
            "t>=1.0rc1",
            "u[]",
            "v ; os_name=='nt' and 1",
        ),
        *(
            "^1",
            "x^1",
            "x>=",
            "x=1",
            "",
            " spaced >= 1 ",
            "a b",
            "-r x.txt",
            "x; python_version",
            "x>=1 # c",
            "x>1.0.*",
            "é",
            "x==1,2",
        ),
    ]
)
NAMES: Final = st.sampled_from(["x", "A_b", "a.b-c", "1", "", "-x", "x-", "a b", "é", "x_", "A" * 40, "a--b", "x!"])
VERSION_TEXTS: Final = st.sampled_from(
    ["1", "1.0.0", "v1", "1.0-1", "1.0.dev1", "x", "", "1.0+a.b", "1!2", "1..0", "2024.1.1", "1.0 "]
)
RANGES: Final = st.sampled_from(
    [
        *(
            ">=3.9",
            ">=3.9,<4",
            "~=3.9",
            "==3.*",
            ">3.8",
            "<4,>=3.10,!=3.11.*",
            "",
            "3.9",
            "^3.9",
            ">=3.9.*",
            ">= 3.9",
            "~3.9",
            "*",
        ),
        *(
            "===3.9",
            ">=3.9;",
            "<=3.12.99",
            "==3.12.4",
            "!=3.9",
            ">=3.9, <3.13",
            ">=3,",
            ">=3.9 <4",
            ">=3.14.0rc1",
            "=3.9",
        ),
    ]
)
CLASSIFIERS: Final = st.sampled_from(
    [
        "Programming Language :: Python :: 3.12",
        "Development Status :: 4 - Beta",
        "License :: OSI Approved :: MIT License",
        "Private :: x",
    ]
)
EXTRAS: Final = st.dictionaries(
    st.sampled_from(["dev", "Dev", "a_b", "a-b", "x y", "", "all", "-"]), st.lists(REQUIREMENTS, max_size=2), max_size=3
)


@st.composite
def projects(draw: st.DrawFn) -> Data:
    """Return a table ``[project]``; some are invalid."""
    table: Data = {"name": draw(st.just("x") | NAMES), "version": draw(st.just("1.0") | VERSION_TEXTS)}
    optional: dict[str, st.SearchStrategy[Any]] = {
        "requires-python": RANGES,
        "dependencies": st.lists(REQUIREMENTS, max_size=3),
        "optional-dependencies": EXTRAS,
        "classifiers": st.lists(CLASSIFIERS, max_size=2),
        "scripts": st.sampled_from(
            [{}, {"x": "a:b"}, {"x": "a.b:c.d"}, {"x": 1}, {"x y": "a"}, {"x": ""}, {"x": "a:b [e]"}]
        ),
        "entry-points": st.sampled_from(
            [{}, {"g": {"a": "b:c"}}, {"console_scripts": {"a": "b:c"}}, {"g": 1}, {"g": {"a": 1}}]
        ),
        "license": st.sampled_from(
            [
                "MIT",
                "mit or Apache-2.0",
                "BSD",
                "",
                {"text": "x"},
                {"file": "LICENSE"},
                {},
                {"text": "x", "file": "LICENSE"},
                "MIT AND",
            ]
        ),
        "license-files": st.sampled_from(
            [["LICENSE"], [], ["LICEN*"], "LICENSE", {"paths": ["LICENSE"]}, ["../x"], ["nowhere*"]]
        ),
        "readme": st.sampled_from(
            [
                "README.md",
                "README",
                {"file": "README.md", "content-type": "text/markdown"},
                {"text": "x"},
                {},
                1,
                {"text": "x", "content-type": "text/plain"},
            ]
        ),
        "authors": st.sampled_from(
            [[{"name": "x"}], [{"email": "a@b.org"}], [{}], ["x"], [{"name": "x", "url": "y"}], "x", [{"name": 1}]]
        ),
        "keywords": st.sampled_from([["a"], "a", [1], []]),
        "urls": st.sampled_from([{"Home": "https://e.org"}, {"Home": 1}, "x", {"a" * 40: "https://e.org"}]),
        "description": st.sampled_from(["x", "a\nb", 1, ""]),
        "dynamic": st.sampled_from([["version"], ["name"], ["dependencies"], [], ["classifiers"], "version", ["x"]]),
        "unknown": st.just(1),
    }
    for key in draw(st.lists(st.sampled_from(sorted(optional)), max_size=4, unique=True)):
        table[key] = draw(optional[key])
    if "version" in table.get("dynamic", []) and draw(st.booleans()):
        del table["version"]
    return table


FILES: Final = {"README.md": "# x\n", "README": "x\n", "LICENSE": "x\n", "a/__init__.py": "__version__ = '1.0'\n"}


def fresh(folder: Path, files: dict[str, str]) -> Path:
    here = folder / "project"
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir()
    return lay_out(here, {**FILES, **files})


def named(texts: Iterable[str]) -> list[tuple[str, frozenset[str]]]:
    """Return name and extras of requirements."""
    found = [Requirement(text) for text in texts]
    return [(canonicalize_name(each.name), frozenset(map(canonicalize_name, each.extras))) for each in found]


def ours_named(group: RequirementList) -> list[tuple[str, frozenset[str]]]:
    return [
        (
            each.name,
            frozenset(canonicalize_name(extra) for extra in (each.requirement.extras if each.requirement else ())),
        )
        for each in group.requirements
    ]


def lists(scope: Scope, kind: ListKind, manager: str | None = None) -> dict[str, RequirementList]:
    found = [each for each in scope.all(Dependencies)[0].manifests.lists if each.kind is kind]
    return {each.name: each for each in found if manager is None or each.manager == manager}


def admits(specifiers: Specifiers | None, text: str) -> bool:
    version = OurVersion.parse(text)
    return specifiers is None or (version is not None and specifiers.contains(version))


def reached(found: dict[str, RequirementList], name: str) -> Iterator[RequirementList]:
    group = next(each for key, each in found.items() if canonicalize_name(key) == canonicalize_name(name))
    yield group
    for included in group.includes:
        yield from reached(found, included)
