"""Makefiles: the oracle is GNU make (4.3 or later) where it is installed, on files written for these tests."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repoaudit.documents.make import Makefile, parse_make
from repoaudit.documents.make.statements import Assignment, Conditional, Context, Directive, Rule, Statement
from repoaudit.errors import DocumentSyntaxError
from repoaudit.finding import Place
from repoaudit.text import Span

GOLDEN = sorted((Path(__file__).parent / "makefiles").glob("*.mk"))
DATABASE = re.compile(
    r"^# (?:Files|Implicit Rules)$(.*?)^# (?:files hash|VPATH|\d+ implicit)", re.MULTILINE | re.DOTALL
)
STOP = re.compile(r"^m\.mk:(\d+): \*\*\* (.*?)(?: \(did you mean.*)?\.  Stop\.$", re.MULTILINE)


def gnu_make() -> str | None:
    """Return GNU make 4.3 or later, or None."""
    found = shutil.which("make")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False) if found else None
    match = re.match(r"GNU Make (\d+)\.(\d+)", version.stdout) if version else None
    return found if match and (int(match[1]), int(match[2])) >= (4, 3) else None


MAKE = gnu_make()
needs_make = pytest.mark.skipif(MAKE is None, reason="needs GNU make 4.3")


def make(text: str) -> Makefile:
    return parse_make("Makefile", text)


def problem(text: str) -> DocumentSyntaxError | None:
    try:
        make(text)
    except DocumentSyntaxError as error:
        return error
    return None


def read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def ask_make(folder: Path, text: str) -> tuple[str, tuple[int, str] | None]:
    """Return make's database, and line and reason where it stops reading. Commands cannot be found, so none runs."""
    (folder / "m.mk").write_text(text, encoding="utf-8", newline="")
    command = [MAKE or "", "-pnrR", "-f", "m.mk", "no-such-goal"]
    environment = {"PATH": "/nonexistent", "LC_ALL": "C"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    stop = STOP.search(done.stderr)
    return done.stdout, (int(stop[1]), stop[2]) if stop else None


def targets_of_make(database: str) -> dict[str, set[str]]:
    """Return targets and all their prerequisites from make's database, pattern rules left out."""
    found: dict[str, set[str]] = {}
    for part in DATABASE.findall(database):
        for block in re.split(r"\n\n+", part):
            lines = [line for line in block.split("\n") if not re.match(r"[#\t]|$|.*?: \S+ [:+?]?= ", line)]
            match = re.match(r"(.*?)::?(?: |$)(.*)", lines[0]) if lines and "# Not a target" not in block else None
            if match and "%" not in match[1]:
                found.setdefault(match[1], set()).update(match[2].replace("|", " ").split())
    return found


def outline(document: Makefile) -> str:
    """Return what was read, one line for each statement and recipe line."""
    lines: list[str] = []
    for statement in document.statements:
        number = document.text.count("\n", 0, statement.span.start) + 1
        lines.append(f"{number}{branches(statement.context)} {describe(statement)}")
        if isinstance(statement, Rule):
            lines += [f"   {branches(each.context)} {each.prefix!r} {each.text!r}" for each in statement.recipe]
            lines += [f"    comment {document.text[slice(*span)]!r}" for span in statement.comments]
    goal = document.default_goal
    lines.append(f"goal {goal}, phony {sorted(document.phony)}, {document.phony_complete}, {document.targets_complete}")
    return "\n".join(lines) + "\n"


def branches(context: Context) -> str:
    return "".join(f"[{branch.conditional}.{branch.branch}]" for branch in context)


def describe(statement: Statement) -> str:
    if isinstance(statement, Rule):
        names = [" ".join(word.name for word in words) for words in (statement.targets, statement.prerequisites)]
        order = " | " + " ".join(word.name for word in statement.order_only) if statement.order_only else ""
        pattern = f" <{statement.pattern.name}>" if statement.pattern else ""
        return f"rule {names[0]} {statement.op}{pattern} {names[1]}{order}" + (
            f" ## {statement.help.text!r}" if statement.help else ""
        )
    if isinstance(statement, Assignment):
        words = [*statement.modifiers, *(f"{target.name}:" for target in statement.targets), statement.name]
        return f"{statement.kind} {' '.join(words)} {statement.op} {statement.value!r}"
    if isinstance(statement, Conditional):
        return (
            f"{statement.keyword} {statement.branch.conditional}.{statement.branch.branch} {' '.join(statement.test)}"
        )
    assert isinstance(statement, Directive)
    return f"{statement.kind} {statement.keyword!r} {statement.argument!r}" + (" opaque" if statement.opaque else "")


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_makefiles_are_read_as_written_down(path: Path) -> None:  # UPDATE=1 writes, for a human to review
    expected = path.with_suffix(".txt")
    found = outline(make(read(path)))
    if os.environ.get("UPDATE"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@needs_make
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_make_finds_the_same_targets_in_golden_makefiles(path: Path, tmp_path: Path) -> None:
    text = read(path)
    document = make(text)
    database, stop = ask_make(tmp_path, text)
    assert stop is None
    theirs = targets_of_make(database)
    ours = {name for name in document.targets if "%" not in name and (not name.startswith(".") or "/" in name)}
    declared = ours | document.phony | {target.name for each in document.assignments for target in each.targets}
    more = {name for name in theirs if not name.startswith(".") or "/" in name} - declared - {"m.mk", "no-such-goal"}
    assert not more or not document.targets_complete
    for target in ours:
        rules = document.rules_for(target)
        assert target in theirs or any(rule.context for rule in rules)
        named = {word.name for rule in rules for word in (*rule.prerequisites, *rule.order_only)}
        if not any(rule.pattern for rule in rules) and "$" not in "".join(named):
            assert theirs.get(target, set()) <= named
            assert any(rule.context for rule in rules) or named == theirs[target]


def only_rule(text: str) -> Rule:
    (rule,) = make(text).rules
    return rule


def test_a_rule_knows_where_its_words_are_written() -> None:
    text = "all  one: ./two \\\n\tthree | four ## all of it\n\techo hi\n"
    rule = only_rule(text)
    assert [(word.name, text[slice(*word.span)]) for word in rule.targets] == [("all", "all"), ("one", "one")]
    assert [(word.name, text[slice(*word.span)]) for word in rule.prerequisites] == [
        ("two", "./two"),
        ("three", "three"),
    ]
    assert [text[slice(*word.span)] for word in rule.order_only] == ["four"]
    assert text[slice(*rule.colon)] == ":"
    assert rule.help is not None
    assert (rule.help.text, text[slice(*rule.help.span)]) == ("all of it", "all of it")
    assert rule.comment is not None
    assert text[slice(*rule.comment)] == "## all of it"
    assert text[: rule.code_end].endswith("four")
    assert text[: rule.end].endswith("echo hi")


@pytest.mark.parametrize(
    ("text", "help_text"),
    [
        ("a: ## b\n", "b"),
        ("a:## b\r\n", "b"),
        ("a: b # c ## d ## e\n", "d ## e"),
        ("a: # b\n", None),
        ("a: ##\n", None),
        ("a: b ; echo ## c\n", None),
        ("a: X = 1 ## b\na:\n", None),
        ("a: b\\#c ## d\n", "d"),
        ("a: b\\#\n", None),
        ("a: b\\##\n", None),
    ],
)
def test_help_is_the_text_behind_two_hashes(text: str, help_text: str | None) -> None:
    rule = only_rule(text)
    assert (rule.help.text if rule.help else None) == help_text


@pytest.mark.parametrize(
    ("text", "comment"),
    [("a: b\\#\n", None), ("a: b # c\n", "# c"), ("a: b\\# # c \n", "# c"), ("a: b ; c # d\n", None)],
)
def test_a_comment_begins_at_a_hash_without_a_backslash(text: str, comment: str | None) -> None:
    rule = only_rule(text)
    assert (text[slice(*rule.comment)] if rule.comment else None) == comment


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_a_recipe_line_maps_what_the_shell_gets_to_the_file(eol: str) -> None:
    text = eol.join(["a:", "\t@- if true; then \\", "\t\techo é; \\", "  fi", "\t", "\t# hm"])
    lines = only_rule(text).recipe
    first = lines[0]
    assert first.text == "if true; then \\\n\techo é; \\\n  fi"
    assert (first.prefix, first.ignores_errors) == ("@-", True)
    assert first.minus is not None
    assert text[slice(*first.minus)] == "-"
    for index, character in enumerate(first.text):
        assert text[first.offset(index)] == character
    assert first.offset(len(first.text)) == first.span.end
    assert text[slice(*first.span)].startswith("@- if")
    assert [line.text for line in lines[1:]] == ["", "# hm"]
    assert lines[1].minus is None


def test_a_recipe_behind_a_semicolon_is_the_first_line() -> None:
    text = "a: b; @echo 'x: y' # z\n\techo\n"
    rule = only_rule(text)
    assert [(line.prefix, line.text) for line in rule.recipe] == [("@", "echo 'x: y' # z"), ("", "echo")]
    assert rule.semicolon == text.index(";")
    assert rule.comment is None


def test_an_assignment_knows_where_its_value_is_written() -> None:
    text = "export A_B  ?= one \\\n   two # three\n"
    (found,) = make(text).assignments
    assert (found.name, found.op, found.value, found.modifiers) == ("A_B", "?=", "one two ", ("export",))
    assert text[slice(*found.name_span)] == "A_B"
    assert text[slice(*found.value_span)] == "one \\\n   two"


def test_comments_are_listed_those_of_recipes_too() -> None:
    text = "# one\na: # not this\n\t# two\n  # three\n\techo # nor this\ndefine X\n# nor this\nendef\n"
    assert [text[slice(*span)] for span in make(text).comments()] == ["# one", "# two", "# three"]


def test_places_are_anchored_at_names() -> None:
    document = make("A = 1\nall: one\n\techo\n")
    rule, assignment = document.rules[0], document.assignments[0]
    assert document.place(rule) == Place("Makefile", Span(6, 14), "all")
    assert document.place(rule.prerequisites[0]) == Place("Makefile", Span(11, 14), "one")
    assert document.place(assignment) == Place("Makefile", Span(0, 5), "A")
    assert document.place(rule.recipe[0], "all.recipe") == Place("Makefile", Span(16, 20), "all.recipe")


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("ifdef A\nx:\nelse\nx:\nendif\n", True),
        ("ifdef A\nx:\nendif\nx:\n", False),
        ("ifdef A\nx:\nendif\nifdef B\nx:\nendif\n", False),
        ("ifdef A\nx:\nendif\nifndef A\nx:\nendif\n", True),
        ("ifdef A\nx:\nendif\nifdef A\nx:\nendif\n", False),
        ("ifdef A\nx:\nendif\nifdef A\nelse\nx:\nendif\n", True),
        ("ifeq ($(A),1)\nx:\nendif\nifeq ($(A), 2)\nx:\nendif\n", True),
        ("ifeq ($(A),1)\nx:\nendif\nifneq '$(A)' '1'\nx:\nendif\n", True),
        ("ifeq ($(A),1)\nx:\nendif\nifneq ($(A),2)\nx:\nendif\n", False),
        ("ifeq ($(A),1)\nx:\nendif\nifeq ($(A),$(B))\nx:\nendif\n", False),
        ("ifeq ($(A),1)\nx:\nelse ifeq ($(A),2)\nelse\nx:\nendif\n", True),
        ("ifdef A\nifdef B\nx:\nendif\nelse\nifdef B\nx:\nendif\nendif\n", True),
    ],
)
def test_branches_that_make_never_reads_together_are_known(text: str, *, excluded: bool) -> None:
    document = make(text)
    one, other = (rule.context for rule in document.rules)
    assert document.exclusive(one, other) is excluded
    assert document.exclusive(other, one) is excluded
    assert not document.exclusive(one, one)


@pytest.mark.parametrize(
    ("text", "recipes"),
    [
        ("a:\nifdef X\nb:\nelse\nc:\nendif\n\techo\n", {"a": 0, "b": 1, "c": 1}),
        ("a:\nifdef X\nb:\nendif\n\techo\n", {"a": 1, "b": 1}),
        ("a:\nifdef X\nb:\nelse ifdef Y\nc:\nendif\n\techo\n", {"a": 1, "b": 1, "c": 1}),
        ("a:\nifdef X\nelse\nb:\nendif\n\techo\n", {"a": 1, "b": 1}),
        ("ifdef X\na:\nifdef Y\nb:\nelse\nc:\nendif\n\techo\nendif\nd:\n\techo\n", {"a": 0, "b": 1, "c": 1, "d": 1}),
    ],
)
def test_recipes_behind_conditionals(text: str, recipes: dict[str, int]) -> None:
    assert {rule.targets[0].name: len(rule.recipe) for rule in make(text).rules} == recipes


def test_recipe_lines_belong_to_the_rule_of_each_branch() -> None:
    document = make("ifdef A\nx:\n\techo 1\nelse\ny:\n\techo 2\nendif\n\techo 3\nz:\n")
    recipes = {rule.targets[0].name: [line.text for line in rule.recipe] for rule in document.rules}
    assert recipes == {"x": ["echo 1", "echo 3"], "y": ["echo 2", "echo 3"], "z": []}


VARIABLES = """\
A = a
B := $(A)/b
EARLY := $(LATE)
LATE = late
LOOP = $(LOOP2)
LOOP2 = $(LOOP)
TWICE = 1
TWICE = 2
ifdef X
COND = 1
endif
SHELL_MADE := $(shell date)
APPENDED = a
APPENDED += b
DEFAULT ?= $(B)
t: ONLY = 1
define BLOCK
x
endef
GONE = 1
undefine GONE
export MADE_EMPTY LATER
unexport MADE_EMPTY_TOO
MADE_EMPTY ?= 1
MADE_EMPTY_TOO ?= 1
LATER = 2
NAMED_AFTER ?= 3
export NAMED_AFTER
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("$(A) ${B} $$x", "a a/b $x"),
        ("$(DEFAULT)/c", "a/b/c"),
        ("$(LATE)", "late"),
        ("$(LATER) $(NAMED_AFTER)", "2 3"),
        *((text, None) for text in ["$(MADE_EMPTY)", "$(MADE_EMPTY_TOO)"]),
        *((text, None) for text in ["$(EARLY)", "$(LOOP)", "$(TWICE)", "$(COND)", "$(SHELL_MADE)", "$(APPENDED)"]),
        *((text, None) for text in ["$(ONLY)", "$(BLOCK)", "$(GONE)", "$(UNSET)", "$@", "$(@D)", "$(A:a=b)", "$"]),
        *((text, None) for text in ["$(call A)", "$(A", "$($(A))", "$(subst a,b,$(A))"]),
    ],
)
def test_simple_variables_are_expanded_and_nothing_else(text: str, expected: str | None) -> None:
    assert make(VARIABLES).expand(text) == expected


@pytest.mark.parametrize(
    ("text", "is_complete"),
    [
        ("A := $(shell pwd)\n$(A):\n", True),
        ("A = $(shell realpath venv)\n$(A) $(A)/bin/pip:\n", True),
        ("A := $(B)/tools\n${A}:\n", True),
        ("$(A)/x:\n", True),
        ("A := $(shell cat names)\n$(A):\n", False),
        ("A := $(B)\n$(A):\n", False),
        ("A := $(B)/x y\n$(A):\n", False),
        ("A := $(B)/x\nA += y\n$(A):\n", False),
        ("$(addprefix x/,$(A)):\n", False),
        ("$(A):\n", False),
    ],
)
def test_paths_are_no_unknown_tasks(text: str, is_complete: bool) -> None:  # noqa: FBT001  # pytest's
    assert make(text).targets_complete is is_complete


def test_targets_are_expanded_with_what_is_set_above_them() -> None:
    document = make("A := x\n$(A) $(B): $(A)\nB = y\n$(B):\n$(wildcard *.c):\n")
    assert document.targets == ("x", "$(B)", "y", "$(wildcard *.c)")
    assert not document.targets_complete
    assert document.rules_for("x") == document.rules[:1]
    assert document.rules_for("y") == document.rules[1:2]
    assert document.rules_for("nothing") == ()


def test_bombs_of_variables_are_not_expanded() -> None:
    bomb = "A0 = xx\n" + "".join(f"A{n} = $(A{n - 1})$(A{n - 1})\n" for n in range(1, 60))
    chain = "B0 = x\n" + "".join(f"B{n} = $(B{n - 1})\n" for n in range(1, 5_000))
    document = make(bomb + chain)
    assert document.expand("$(A59)") is None
    assert document.expand("$(A3)") == "x" * 16
    assert document.expand("$(B4999)") == "x"
    assert document.expand("$(B1)" * 20_000) is None


@pytest.mark.parametrize(
    ("text", "phony", "complete"),
    [
        (".PHONY: a b\n.PHONY: c\n", {"a", "b", "c"}, True),
        ("L = a b\n.PHONY: $(L)\n", {"a", "b"}, True),
        (".PHONY: $(L)\nL = a b\n", {"$(L)"}, False),
        (".PHONY: a $(shell ls)\n", {"a", "$(shell ls)"}, False),
        ("ifdef X\n.PHONY: a\nendif\n", {"a"}, True),
        (".PHONY: a\n$(eval $(X))\n", {"a"}, False),
        (".PHONY: a\n$(info hello)\n", {"a"}, True),
        ("a: b\n", set(), True),
    ],
)
def test_phony_targets_are_those_declared(text: str, phony: set[str], *, complete: bool) -> None:
    document = make(text)
    assert document.phony == phony
    assert document.phony_complete is complete


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("a:\nb:\n", "a"),
        (".PHONY: x\n.a:\n%.o: %.c\n./b c:\n", "b"),
        (".a/b:\n", ".a/b"),
        ("a:\n.DEFAULT_GOAL := b\nb:\n", "b"),
        ("a:\n.DEFAULT_GOAL ?= b\nb:\n", "a"),
        (".DEFAULT_GOAL ?= b\na:\nb:\n", "b"),
        ("X = a\n$(X):\n", "a"),
        ("$(shell echo a):\nb:\n", None),
        ("ifdef A\na:\nendif\nb:\n", None),
        ("$(eval a:)\nb:\n", None),
        ("A = 1\n", None),
    ],
)
def test_the_default_goal_is_the_first_ordinary_target(text: str, goal: str | None) -> None:
    assert make(text).default_goal == goal


REJECTED = [
    ("a:\n    pytest -q\n", 2, "missing separator (the line is indented with spaces; a recipe line begins with a tab)"),
    ("a:\n  echo $$x\n", 2, "missing separator (the line is indented with spaces; a recipe line begins with a tab)"),
    ("foo\n", 1, "missing separator"),
    ("<<<<<<< HEAD\n", 1, "missing separator"),
    ("a:\n\techo\nendef\n", 3, "missing separator"),
    ("$(X)\nfoo bar\n", 2, "missing separator"),
    ("A = 1\n\techo\n", 2, "recipe commences before first target"),
    ("a:\n\techo\ninclude\n\techo\n", 4, "recipe commences before first target"),
    ("endif\n", 1, "extraneous 'endif'"),
    ("a:\nelse\n", 2, "extraneous 'else'"),
    ("ifdef A\nelse\nelse\nendif\n", 3, "only one 'else' per conditional"),
    ("ifdef A\na:\n", 1, "missing 'endif'"),
    ("a:\nifdef A\n\tx\n\tendif\n", 2, "missing 'endif'"),
    ("a:\ndefine X\nfoo\n", 2, "missing 'endef', unterminated 'define'"),
    ("define X\n\tendef\n", 1, "missing 'endef', unterminated 'define'"),
    ("ifeq A B\nendif\n", 1, "invalid syntax in conditional"),
    ("ifeq (A,B\nendif\n", 1, "invalid syntax in conditional"),
    ("ifdef A B\nendif\n", 1, "invalid syntax in conditional"),
    ("=======\n", 1, "empty variable name"),
    ("a: = b\n", 1, "empty variable name"),
    ("; echo\n", 1, "missing rule before recipe"),
    ("a:\n    curl http://x:80/\n", 2, "target pattern contains no '%'"),
    ("a: b c: d\n", 1, "multiple target patterns"),
    ("a: : d\n", 1, "missing target pattern"),
]


@pytest.mark.parametrize(("text", "line", "reason"), REJECTED)
def test_what_make_rejects_is_a_syntax_error(text: str, line: int, reason: str) -> None:
    with pytest.raises(DocumentSyntaxError) as caught:
        make(text)
    assert caught.value.reason == reason
    assert text.count("\n", 0, caught.value.span.start) + 1 == line


@needs_make
@pytest.mark.parametrize(("text", "line", "reason"), REJECTED)
def test_make_rejects_it_too(text: str, line: int, reason: str, tmp_path: Path) -> None:
    _, stop = ask_make(tmp_path, text)
    assert stop is not None
    assert stop[1] == reason.partition(" (")[0]
    assert stop[0] == line or "missing 'endif'" in reason  # which make finds at the end of the file


@pytest.mark.parametrize(
    "text",
    [
        "a:\n    $(PYTHON) -m pytest\n",
        "$(call template,a)\n$(eval $(X))\n\techo\n",
        "$(foreach x,a b,$(eval $(call rule,$(x))))\n",
        "ifdef A\nfoo\n  bar\nendif\n",
        "ifdef A\nx = 1\n\techo\nendif\n",
        "ifdef A\nifeq B\nendif\nendif\n",
        "ifdef A\na:\n\tx\n\tendif\n",
        "ifeq (a,a)\nb: c\nelse\n\tendif\nendif\n",
        "ifeq($(A),1)\nendif\n"[:13],
        "\tX = 1\n\tifdef X\n\tendif\n",
        "\t# comment\n \t\n",
        ".RECIPEPREFIX +=\na:\n echo\n",
        ".RECIPEPREFIX := $(X)\na:\n>echo\n",
        "a: $(X): b\n",
        "C:/a: b\n",
        "a:\n\techo\n\n\n# c\n\techo\n",
        "$(X): = b\n"[:6] + "\n",
        "endif_target: else\nelse-target:\nifdefs = 1\n",
        "\ufeff\n",
        "",
        "\\\n",
    ],
)
def test_what_may_be_right_is_no_error(text: str) -> None:
    document = make(text)
    assert all(0 <= each.span.start <= each.span.end <= len(text) for each in document.statements)


LINES = (
    "all: a b/a:/\techo hi/\t@-cmd $$x \\/\t  more/b: c | d/c d e: f/A = 1/B := x y/export C/  D ?= z/\tE = 2//# c"
    "/## d \\/\t# e/x: y ; run # no/p%: q%/foo/    echo hi/    run: x/t: V = 1/t: V := a ; b/define X/endef/ifdef MAKE"
    '/ifdef NOPE/ifeq (a,a)/ifeq "a" "b"/else/endif/else ifeq (a,a)/\tendif/-include no.mk/\\/a\\/.RECIPEPREFIX = >'
    "/>run/k:l/m\\:n: o/\t/s: t | u | v/w\\#x: y#z/; foo/endif # x/a b = c/=======/ifeq a/a:b=c/endef # y/\tdefine D"
).split("/")
TEXTS = st.tuples(
    st.lists(st.sampled_from(LINES), max_size=9), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\n"])
).map(lambda parts: parts[1].join(parts[0]) + parts[2])


@needs_make
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_make_gives_the_same_verdict(text: str, tmp_path: Path) -> None:
    _, stop = ask_make(tmp_path, text)
    if stop is None:
        make(text)
    elif not re.search(r"if|endef", text):
        with pytest.raises(DocumentSyntaxError) as caught:
            make(text)
        assert caught.value.reason.partition(" (")[0] == stop[1]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_statements_are_ordered_and_inside_the_text(text: str) -> None:
    stop = problem(text)
    if stop:
        assert 0 <= stop.span.start < stop.span.end <= len(text)
        return
    document = make(text)
    position = 0
    for statement in document.statements:
        assert position <= statement.span.start <= statement.span.end <= len(text)
        position = statement.span.start
    for rule in document.rules:
        for line in rule.recipe:
            assert all(text[line.offset(index)] == character for index, character in enumerate(line.text))
        for word in (*rule.targets, *rule.prerequisites):
            assert text[slice(*word.span)].replace("\\", "") == word.name


@pytest.mark.parametrize(
    "text",
    [
        "a:" + " b" * 20_000 + "\n",
        "A = " + "$(" * 50_000 + "\n",
        "a: " + "\\" * 100_000 + "b\n",
        "a: # " + " " * 100_000 + "##" + " " * 100_000 + "\n",
        "a:\n" + "\techo \\\n" * 20_000,
        "ifdef A\nx:\nendif\n\techo\n" * 3_000,
        "ifeq " + "(" * 50_000 + "\nendif\n",
        "a:\n\t" + "@" * 100_000 + "\n",
        "$" * 100_000 + ":\n",
        "define A\n" * 10_000 + "endef\n" * 10_000,
        "A = b" + " " * 200_000 + "c \\\n d\n",
        "export " * 50_000 + "\n",
        "$(A) " * 20_000 + ": b\n",
    ],
    ids=range(13),
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    started = time.process_time()
    if problem(text) is None:
        assert make(text).default_goal != ""
    assert time.process_time() - started < 5  # seconds; what is quadratic takes minutes


def test_conditionals_cannot_be_nested_without_end() -> None:
    with pytest.raises(DocumentSyntaxError, match="200 conditionals"):
        make("ifdef A\n" * 50_000 + "endif\n" * 50_000)
