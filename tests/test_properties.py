"""Wrong types anywhere: whatever a configuration file holds, nothing crashes and every fix settles."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile import BESIDE, TREES, WRONG, dump, paths_of, replaced
from probing import audit_all, is_valid, settle_all, shown
from repoaudit.documents.formats import Format, format_of
from repoaudit.finding import Applicability
from repoaudit.repository import MemoryRepository

BY_FORMAT = {
    each: tuple(path for path in TREES if format_of(path) is each) for each in (Format.TOML, Format.YAML, Format.INI)
}
COMMANDS = "pytest --cov --cov-fail-under=60 -n auto || true && ; tox -e py39 make test uv run mypy"
WORDS = st.sampled_from(f"{COMMANDS} >=3.9 py39 3.10 80% *".split())
SCALARS = st.one_of(
    st.sampled_from([value for value in WRONG if not isinstance(value, (list, dict))]),
    st.text(max_size=10),
    st.lists(WORDS, max_size=5).map(" ".join),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.dates(min_value=dt.date(1000, 1, 1)),
)
NAMES = {str(key) for tree in TREES.values() for path in paths_of(tree) for key in path}
KEYS = st.one_of(st.sampled_from(sorted(NAMES)), st.text(max_size=5))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=5,
)


@st.composite
def configurations(draw: st.DrawFn, paths: tuple[str, ...]) -> dict[str, str]:
    """Draw one or two files in which up to three values are others than they should be."""
    chosen = draw(st.lists(st.sampled_from(paths), min_size=1, max_size=2, unique=True))
    files = dict(draw(st.sampled_from([BESIDE, {}])))
    for path in chosen:
        tree: Any = TREES[path]
        for _ in range(draw(st.integers(1, 3))):
            where = draw(st.sampled_from(tuple(paths_of(tree)) or ((),)))
            tree = replaced(tree, where, draw(VALUES))
        files[path] = dump(path, tree)
    return files


def survives(files: Mapping[str, str]) -> None:
    """Audit and fix; what was valid stays valid, and a second time changes nothing."""
    repository = MemoryRepository(files)
    for least in (Applicability.SAFE, Applicability.UNSAFE):
        settled = settle_all(repository, least)
        assert settled.report.crashes == ()
        for path, text in settled.texts.items():
            assert is_valid(path, text) or not is_valid(path, files.get(path, "")), text
        again = settle_all(repository.with_texts(settled.texts), least)
        assert dict(again.texts) == {}
        assert shown(again.report) == shown(settled.report)


fuzzed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@fuzzed
@given(configurations(BY_FORMAT[Format.TOML]))
def test_wrong_types_in_toml(files: dict[str, str]) -> None:
    survives(files)


@fuzzed
@given(configurations(BY_FORMAT[Format.YAML]))
def test_wrong_types_in_yaml(files: dict[str, str]) -> None:
    survives(files)


@fuzzed
@given(configurations(BY_FORMAT[Format.INI]))
def test_wrong_types_in_ini(files: dict[str, str]) -> None:
    survives(files)


MAKE_LINES = """
a:
a: b
	pytest
	@echo $(A)
	-rm x
	make test
.PHONY: a
.PHONY:
A = b
A := \\
ifdef A
else
endif
define x
endef
include x
# x
# repoaudit: ignore[x]
help: ## h
    spaces
%.o: %.c
$(A): a
a::
a b c d e f:
test lint: all
\0
""".splitlines(keepends=True)
REQUIREMENTS_LINES = """
a
mypy==1.8
pytest>=8 # x
-r b.txt
-r requirements.txt
-e .[x]
--hash=sha256:0
a \\
\\
# repoaudit: ignore[x]
a @ https://x
${A}
; x
a[b,c]~=1; python_version<'3'
\f
'
""".splitlines(keepends=True)
MAKE = st.lists(st.sampled_from(MAKE_LINES), max_size=15).map("".join)
REQUIREMENTS = st.lists(st.sampled_from(REQUIREMENTS_LINES), max_size=12).map("".join)
SHELL = st.text("pytest \n\"'$(){}|&;<>`\\#", max_size=60)


@fuzzed
@given(MAKE, REQUIREMENTS, SHELL)
def test_lines_in_any_order(make: str, requirements: str, shell: str) -> None:
    survives(
        {
            "Makefile": make,
            "requirements.txt": requirements,
            "scripts/check.sh": shell,
            ".github/workflows/ci.yml": dump("a.yml", {"on": "push", "jobs": {"a": {"steps": [{"run": shell}]}}}),
            "pyproject.toml": '[project]\nname = "a"\ndependencies = ["mypy"]\n',
        }
    )


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*TREES, *BESIDE]), st.data())
def test_a_valid_file_cut_or_changed_anywhere(path: str, data: st.DataObject) -> None:
    text = dump(path, TREES[path]) if path in TREES else BESIDE[path]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    middle = data.draw(
        st.sampled_from(["", "\0", "\n", "\t", "[", "]", "{", '"', "'", "- ", ": ", "&a ", "*a", "#", "\r", "\ufeff"])
    )
    files = {**BESIDE, path: text[:start] + middle + text[end:]}
    assert audit_all(files).crashes == ()
    survives(files)


@pytest.mark.parametrize("path", TREES)
def test_the_trees_are_valid(path: str) -> None:
    assert is_valid(path, dump(path, TREES[path]))
