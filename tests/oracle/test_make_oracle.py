"""GNU make reads Makefiles; our reader finds the same targets, prerequisites, goals, values and recipes."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comparing import examples, tally
from repoaudit.documents.make import Makefile, parse_make
from repoaudit.documents.make.statements import RecipeLine

MAKE: Final = shutil.which("make") or ""
pytestmark = pytest.mark.skipif(not MAKE, reason="needs GNU make")

NAMES: Final = ("A", "B", "C", "LONG_NAME", "D-1")
TARGETS: Final = ("all", "test", "lint", "build/x", "out.txt", "docs")
WORDS: Final = st.sampled_from(
    ["x", "a b", "$(A)", "${B}", "$(A)/y", "$$HOME", "'q r'", "-v", "$(C) z", "x\\#y", "pre-$(D-1)", ""]
)
COMMENTS: Final = st.sampled_from(["", "", "  # why", " ## help"])


@st.composite
def assignments(draw: st.DrawFn) -> list[str]:
    name, value = draw(st.sampled_from(NAMES)), draw(WORDS)
    form = draw(st.sampled_from(["plain", "plain", "plain", "export", "continued", "define", "undefine"]))
    operator = draw(st.sampled_from(["=", ":=", "::=", "?=", "+=", " = ", " := ", " ?= "]))
    if form == "define":
        return [f"define {name}", value, draw(WORDS), "endef"]
    if form == "undefine":
        return [f"undefine {name}"]
    if form == "continued":
        return [f"{name}{operator}{value} \\", f"    {draw(WORDS)}{draw(COMMENTS)}"]
    return [f"{'export ' * (form == 'export')}{name}{operator}{value}{draw(COMMENTS)}"]


@st.composite
def recipes(draw: st.DrawFn) -> list[str]:
    commands = st.sampled_from(
        [
            *(
                "echo hi",
                "@echo $(A)",
                "-false",
                "+echo x",
                "@-echo a && echo b",
                "echo $$HOME",
                "cd d && \\\n\t  ls",
                "# note",
            ),
            *(
                "echo 'a # b'",
                "  echo indented",
                "echo $(B) ${C}",
                "@",
                "pytest -q",
                "$(A) run",
                "echo a \\\n  b",
                "if x; then \\\n\ty; fi",
            ),
        ]
    )
    return [f"\t{draw(commands)}" for _ in range(draw(st.integers(0, 3)))]


@st.composite
def rules(draw: st.DrawFn) -> list[str]:
    targets = " ".join(draw(st.lists(st.sampled_from(TARGETS), min_size=1, max_size=2, unique=True)))
    needs = " ".join(draw(st.lists(st.sampled_from(TARGETS), max_size=2)))
    order = draw(st.sampled_from(["", "", " | docs", "|lint"]))
    form = draw(
        st.sampled_from(["rule", "rule", "rule", "phony", "specific", "semicolon", "bare", "pattern", "dotted", "wide"])
    )
    if form == "phony":
        return [f".PHONY: {targets}{draw(COMMENTS)}"]
    if form == "specific":
        return [f"{targets}: {draw(st.sampled_from(NAMES))} {draw(st.sampled_from(['=', ':=', '+=']))} {draw(WORDS)}"]
    if form == "semicolon":
        return [f"{targets}: {needs}; echo one{draw(COMMENTS)}", *draw(recipes())]
    if form == "bare":
        return [f"{targets}: {needs}{order}"]
    if form == "pattern":
        return ["%.o: %.c", "\tcc $<"]
    if form == "dotted":
        return [f"./{targets}: {needs}", *draw(recipes())]
    if form == "wide":
        return [f"{targets}: \\", f"    {needs}{order}{draw(COMMENTS)}", "", *draw(recipes())]
    return [f"{targets}:{draw(st.sampled_from(['', ' ']))}{needs}{order}{draw(COMMENTS)}", *draw(recipes())]


@st.composite
def blocks(draw: st.DrawFn, depth: int = 1) -> list[str]:
    kind = draw(st.sampled_from(["assignment", "assignment", "rule", "rule", "rule", "other"] + ["condition"] * depth))
    if kind == "assignment":
        return draw(assignments())
    if kind == "rule":
        return draw(rules())
    if kind == "other":
        return draw(
            st.sampled_from(
                [["# comment"], [""], [".DEFAULT_GOAL := lint"], ["# one \\", "  two: three"], ["unexport A"]]
            )
        )
    test = draw(
        st.sampled_from(["ifdef A", "ifndef B", "ifeq ($(A),x)", "ifneq '$(B)' 'y'", 'ifeq "$(A)" ""', "ifeq (a,b)"])
    )
    inner = [draw(blocks(depth - 1)), draw(blocks(depth - 1))]
    other = draw(st.sampled_from([["else"], ["else ifdef C"], []]))
    return [test, *inner[0], *other, *(inner[1] if other else []), "endif"]


TEXTS: Final = st.lists(blocks(), min_size=1, max_size=6).map(
    lambda found: "\n".join(line for each in found for line in each) + "\n"
)


class Answer(NamedTuple):
    """What make says: its values, the default goal, targets with prerequisites, and what is phony."""

    values: dict[str, str]
    goal: str
    targets: dict[str, set[str]]
    phony: set[str]


PROBE: Final = (
    "".join(f"$(info @value@{name}@$({name})@)\n" for name in NAMES) + "$(info @goal@@$(.DEFAULT_GOAL)@)\n__probe: ;\n"
)
VALUE: Final = re.compile(r"@(value|goal)@([^@]*)@(.*?)@$", re.MULTILINE | re.DOTALL)
ENVIRONMENT: Final = {"PATH": "/nonexistent", "LC_ALL": "C"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("make")


def run_make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run make without running commands, and with none that could be found."""
    command = [MAKE, "-nrR", "-f", "m.mk", *words]
    return subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def answer_of(folder: Path, text: str) -> Answer | None:
    """Return what make says; None where it stops at the text."""
    (folder / "m.mk").write_text(text, encoding="utf-8", newline="")
    (folder / "probe.mk").write_text(PROBE, encoding="utf-8")
    done = run_make(folder, "-p", "-f", "probe.mk", "__probe")
    if done.returncode:
        return None
    found = [(match[1], match[2], match[3]) for match in VALUE.finditer(done.stdout)]
    values = {name: value for kind, name, value in found if kind == "value"}
    goal = next(value for kind, _, value in found if kind == "goal")
    targets: dict[str, set[str]] = {}
    phony: set[str] = set()
    files = done.stdout.partition("\n# Files\n")[2].partition("\n# files hash")[0]
    for block in re.split(r"\n\n+", files):
        lines = [line for line in block.split("\n") if line and not re.match(r"[#\t]|.*?: \S+ [:+?]?= ", line)]
        head = re.match(r"(.*?)::?(?: |$)(.*)", lines[0]) if lines else None
        if head and "# Not a target" not in block:
            targets.setdefault(head[1], set()).update(head[2].replace("|", " ").split())
        if head and "Phony target" in block:
            phony.add(head[1])
    return Answer(values, goal, targets, phony)


def hold(folder: Path, text: str) -> bool:
    """Hold our reading of a text to make's; False where make does not read it."""
    theirs = answer_of(folder, text)
    if theirs is None:
        return False
    ours = parse_make("Makefile", text)
    for name in NAMES:
        value = ours.expand(f"$({name})")
        assert value in (None, theirs.values[name]), name
    goal = ours.default_goal
    assert goal is None or goal == theirs.goal or (theirs.goal == "__probe" and not goal)
    same_targets(ours, theirs)
    return True


def same_targets(ours: Makefile, theirs: Answer) -> None:
    is_conditional = any(rule.context for rule in ours.rules)
    declared = {target.name for each in ours.assignments for target in each.targets} | ours.phony
    for target, needs in theirs.targets.items():
        if target in {"__probe", "m.mk", "probe.mk", ".DEFAULT", ".SUFFIXES"} or target in declared - set(ours.targets):
            continue
        if target == ".PHONY":
            assert needs <= ours.phony
            assert is_conditional or needs == ours.phony
            continue
        named = {word.name for rule in ours.rules_for(target) for word in (*rule.prerequisites, *rule.order_only)}
        assert target in ours.targets, target
        assert needs <= named, target
        assert is_conditional or needs == named, target
    if not is_conditional:
        plain = {target for target in ours.targets if not target.startswith(".") and "%" not in target}
        assert plain <= set(theirs.targets)
    assert theirs.phony <= ours.phony


@given(TEXTS)
@example("A = 1\nA += 2\nall: ; echo\n")
@example("A ?= x\nB := $(A)\nA = y\n")
@example("define A\nx\n\ny\nendef\nall:\n\techo $(A)\n")
@example(".PHONY: all\nall: | docs\ndocs:\n\techo\n.DEFAULT_GOAL := docs\n")
@example("unexport A\nA ?= x\nexport B\nB = y\nall:\n")
@example("ifeq ($(A),x)\nall: lint\nelse\nall: docs\nendif\nlint docs:\n")
@examples(short=250, long=10000)
def test_values_targets_and_goals(folder: Path, text: str) -> None:
    if hold(folder, text):
        tally("make")


def test_the_comparison_compares(folder: Path) -> None:
    text = "A = x\nB := $(A)/y\n.PHONY: all\nall: lint | docs\nlint docs:\n\techo $(B)\n"
    theirs = answer_of(folder, text)
    assert theirs is not None
    assert theirs.values["B"] == parse_make("Makefile", text).expand("$(B)") == "x/y"
    assert theirs.targets["all"] == {"lint", "docs"}
    assert (theirs.goal, theirs.phony) == ("all", {"all"})


@st.composite
def scripts(draw: st.DrawFn) -> str:
    """Return a Makefile in which each target stands alone, so that one run shows one recipe."""
    lines = [line for _ in range(draw(st.integers(0, 3))) for line in draw(assignments())]
    for target in ("all", "test", "lint"):
        lines += [f"{target}:{draw(COMMENTS)}", *draw(recipes())]
    return f".PHONY: all test lint\n{chr(10).join(lines)}\n"


@given(scripts())
@example(".PHONY: all test lint\nA = -v\nall:\n\t$(A) run\ntest:\n\t$(B)@ - $(A)\nlint: ;\n")
@example(".PHONY: all test lint\nall:\n\t@echo a; \\\n\t  echo b\ntest: ;\nlint:\n\t-@ + echo\n")
@examples(short=80, long=3000)
def test_recipes_are_what_make_would_run(folder: Path, text: str) -> None:
    (folder / "m.mk").write_text(text, encoding="utf-8", newline="")
    document = parse_make("Makefile", text)
    for target in ("all", "test", "lint"):
        done = run_make(folder, target)
        (rule,) = [rule for rule in document.rules_for(target) if rule.targets[0].name == target]
        expected = [expanded(document, line) for line in rule.recipe]
        if None in expected or done.returncode:
            continue
        lines = [line.lstrip("@-+ \t") for line in expected if line is not None]  # make strips what expands to these
        commands = "".join(f"{line}\n" for line in lines if line)
        shown = re.sub(r"^make: .*\n", "", done.stdout, flags=re.MULTILINE)
        assert shown == commands
        tally("make")


def expanded(document: Makefile, line: RecipeLine) -> str | None:
    return document.expand(line.text)
