"""Edits of Makefiles: each is judged by the plain data of the whole file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.documents.make import Makefile, parse_make
from repoaudit.documents.make.edits import add_help, add_phony, add_prerequisites, append_rule, append_task
from repoaudit.documents.make.plain import Plain, plain_make
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change
from repoaudit.text import BOM, apply_edits, line_ending

Edit = Callable[[Makefile], Change]

GOLDEN = sorted((Path(__file__).parent / "makefiles").glob("*.mk"))


def make(text: str) -> Makefile:
    return parse_make("Makefile", text)


def after(text: str, edit: Edit) -> str:
    """Return the text after the edit, once exactly what is claimed is found changed, in the old order."""
    change = edit(make(text))
    changed = apply_edits(text, change.edits)
    assert list(change.claim) == ["Makefile"]
    before, now = plain_make(text), plain_make(changed)
    expected: Plain = {**before, **change.claim["Makefile"]}
    assert now == {path: value for path, value in expected.items() if value is not ABSENT}
    assert [path for path in before if path in now] == [path for path in now if path in before]
    return changed


def test_plain_data_holds_everything_but_layout() -> None:
    text = "# c\nA ?= 1 # d\nifdef A\ninclude x.mk\nendif\n.PHONY: a b\na: b | c ## help\n\t-@x \\\n\t  y\nt: V = 1\n"
    assert plain_make(text) == {
        ("assignment", "A", 0): ["?=", "1 "],
        ("conditional", 0): "ifdef A",
        ("include", 0): ["include x.mk", "0.0"],
        ("conditional", 1): "endif",
        ("rule", ".PHONY: a", 0, "op"): ":",
        ("rule", ".PHONY: a", 0, "prerequisites"): ["a", "b"],
        ("rule", ".PHONY: a", 0, "order-only"): [],
        ("rule", ".PHONY: a", 0, "recipe"): [],
        ("rule", "a", 0, "op"): ":",
        ("rule", "a", 0, "prerequisites"): ["b"],
        ("rule", "a", 0, "order-only"): ["c"],
        ("rule", "a", 0, "recipe"): ["-@x \\\n  y"],
        ("rule", "a", 0, "help"): "help",
        ("assignment", "V", 0): ["=", "1", "t"],
        ("comment", "# c", 0): True,
        ("default-goal",): "a",
    }


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_plain_data_does_not_depend_on_line_endings(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read().replace("\r\n", "\n")
    assert plain_make(text) == plain_make(text.replace("\n", "\r\n"))
    assert plain_make(text) == plain_make(BOM + text.removeprefix(BOM))


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("a:\n", "a: x y\n"),
        ("a: b\n\tc\n", "a: b x y\n\tc\n"),
        ("a: b # c", "a: b x y # c"),
        ("a:## c\r\n", "a: x y## c\r\n"),
        ("a: b | c ; d\n", "a: b x y | c ; d\n"),
        ("a:; c\n", "a: x y; c\n"),
        ("a: b \\\n   c d\n", "a: b \\\n   c d x y\n"),
        ("a: b \\\r\n   c\r\n", "a: b \\\r\n   c \\\r\n   x \\\r\n   y\r\n"),
        ("a: \\\n\tb \\\n\tc \\\n\nd:\n", "a: \\\n\tb \\\n\tc \\\n\tx \\\n\ty \\\n\nd:\n"),
        ("a: b\na: x\n\tc\n", "a: b\na: x y\n\tc\n"),
        ("b a:\na: $(X)\n", "b a:\na: $(X) x y\n"),
    ],
)
def test_prerequisites_go_behind_the_last_one(before: str, expected: str) -> None:
    assert after(before, lambda document: add_prerequisites(document, "a", ["x", "y"])) == expected


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        ("b:\n", ["x"], "no rule for `a`"),
        ("a b:\n", ["x"], "no rule for `a`"),
        ("ifdef X\na:\nendif\n", ["x"], "no rule for `a`"),
        ("a: x\n", ["x"], "all there"),
        ("a:\n", ["x y"], "plain names"),
        ("a:\n", ["$(X)"], "plain names"),
        ("a: %: %.c\n", [], "all there"),
    ],
)
def test_prerequisites_that_cannot_be_added_are_refused(text: str, names: list[str], reason: str) -> None:
    with pytest.raises(EditRefusedError, match=reason):
        add_prerequisites(make(text), "a", names)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (".PHONY: a\na:\nx:\ny:\n", ".PHONY: a x y\na:\nx:\ny:\n"),
        ("a:\nx:\ny:\n.PHONY: a # c", "a:\nx:\ny:\n.PHONY: a x y # c"),
        (".PHONY: \\\n  a \\\n  b\nx:\ny:\n", ".PHONY: \\\n  a \\\n  b \\\n  x \\\n  y\nx:\ny:\n"),
        (".PHONY: $(ALL)\nx:\ny:\n", ".PHONY: $(ALL) x y\nx:\ny:\n"),
        (".PHONY: a b\na b:\n.PHONY: c d\nx:\ny:\n", ".PHONY: a b\na b:\n.PHONY: c d x y\nx:\ny:\n"),
        (".PHONY: a b\nx:\n.PHONY: c d\ny:\n", ".PHONY: a b x\nx:\n.PHONY: c d y\ny:\n"),
        ("x:\n\techo\ny: x\n", ".PHONY: x y\n\nx:\n\techo\ny: x\n"),
        ("A = 1\r\n\r\n# doc\r\nx:\r\ny:\r\n", "A = 1\r\n\r\n.PHONY: x y\r\n\r\n# doc\r\nx:\r\ny:\r\n"),
        ("\t# c\nx:\ny:\n", "\t# c\n.PHONY: x y\n\nx:\ny:\n"),
        ("# head\nx:\ny:\n", "# head\n.PHONY: x y\n\nx:\ny:\n"),
        ("#!/usr/bin/make -f\nx:\ny:\n", "#!/usr/bin/make -f\n.PHONY: x y\n\nx:\ny:\n"),
        ("\ufeffx:\ny:\n", "\ufeff.PHONY: x y\n\nx:\ny:\n"),
        ("A = 1\nifdef B\nx:\nelse\nx: a\nendif\ny:", "A = 1\n.PHONY: x y\n\nifdef B\nx:\nelse\nx: a\nendif\ny:"),
        (
            ".PHONY: a\na:\n\techo\n\n.PHONY: b\nb:\n\n# doc\nx:\n\techo\n\ny:",
            ".PHONY: a\na:\n\techo\n\n.PHONY: b\nb:\n\n# doc\n.PHONY: x\nx:\n\techo\n\n.PHONY: y\ny:",
        ),
        (
            ".PHONY: a\n# doc\na:\n\n.PHONY: b\nb:\n\n# doc\nx:\n\techo\n\ny:",
            ".PHONY: a\n# doc\na:\n\n.PHONY: b\nb:\n\n.PHONY: x\n# doc\nx:\n\techo\n\n.PHONY: y\ny:",
        ),
        (
            "a:\n\techo\n.PHONY: a\n\nb:\n.PHONY: b\n\nx:\n\techo\n\ny:\n\techo",
            "a:\n\techo\n.PHONY: a\n\nb:\n.PHONY: b\n\nx:\n\techo\n.PHONY: x\n\ny:\n\techo\n.PHONY: y",
        ),
        (
            ".PHONY: a\na:\n\n.PHONY: b\nb:\n\nx:\n\ny:\n\n.PHONY: all-others\n%: all-others\n",
            ".PHONY: a\na:\n\n.PHONY: b\nb:\n\n.PHONY: x\nx:\n\n.PHONY: y\ny:\n\n.PHONY: all-others\n%: all-others\n",
        ),
    ],
)
def test_phony_targets_are_declared_in_the_style_of_the_file(before: str, expected: str) -> None:
    assert after(before, lambda document: add_phony(document, ["x", "y"])) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("a:\n", "a:\n\nh: p\n\techo\n"),
        (".PHONY: a\na:\n", ".PHONY: a h\na:\n\nh: p\n\techo\n"),
        (".PHONY: h\na:\n", ".PHONY: h\na:\n\nh: p\n\techo\n"),
        (
            ".PHONY: a\na:\n\n.PHONY: b\nb:\n",
            ".PHONY: a\na:\n\n.PHONY: b\nb:\n\n.PHONY: h\nh: p\n\techo\n",
        ),
        (
            "a:\n.PHONY: a\n\nb:\n.PHONY: b\n",
            "a:\n.PHONY: a\n\nb:\n.PHONY: b\n\nh: p\n\techo\n.PHONY: h\n",
        ),
    ],
)
def test_a_new_task_is_declared_in_the_style_of_the_file(before: str, expected: str) -> None:
    assert after(before, lambda document: append_task(document, "h", ["p"], ["echo"])) == expected


def test_what_is_phony_already_is_left_out() -> None:
    assert after(".PHONY: x\nx:\ny:\n", lambda document: add_phony(document, ["x", "y"])) == ".PHONY: x y\nx:\ny:\n"
    with pytest.raises(EditRefusedError, match="already"):
        add_phony(make(".PHONY: x\n"), ["x"])
    with pytest.raises(EditRefusedError, match="no rules"):
        add_phony(make("A = 1\n"), ["x"])


def test_a_phony_line_never_gets_into_a_conditional() -> None:
    text = "a:\n.PHONY: a\nb:\n.PHONY: b\nx:\nifdef A\n\techo\nendif\n"
    with pytest.raises(EditRefusedError, match="something else"):
        add_phony(make(text), ["x"])


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", "h: p ## Say so\n\t@echo \\\n\t  hi\n\ttrue\n"),
        ("a:\n\techo\n", "a:\n\techo\n\nh: p ## Say so\n\t@echo \\\n\t  hi\n\ttrue\n"),
        ("a:\n\techo", "a:\n\techo\n\nh: p ## Say so\n\t@echo \\\n\t  hi\n\ttrue"),
        ("a:\n\n", "a:\n\nh: p ## Say so\n\t@echo \\\n\t  hi\n\ttrue\n"),
        ("a:\r\n", "a:\r\n\r\nh: p ## Say so\r\n\t@echo \\\r\n\t  hi\r\n\ttrue\r\n"),
        (".RECIPEPREFIX = >\na:\n", ".RECIPEPREFIX = >\na:\n\nh: p ## Say so\n>@echo \\\n>  hi\n>true\n"),
        ("ifdef X\na:\nendif\n", "ifdef X\na:\nendif\n\nh: p ## Say so\n\t@echo \\\n\t  hi\n\ttrue\n"),
        (".PHONY: a\n", ".PHONY: a\n\nh: p ## Say so\n\t@echo \\\n\t  hi\n\ttrue\n"),
        ("%.o: a\n", "%.o: a\n\nh: p ## Say so\n\t@echo \\\n\t  hi\n\ttrue\n"),
        ("A = b \\\n", "A = b \\\n\nh: p ## Say so\n\t@echo \\\n\t  hi\n\ttrue\n"),
    ],
)
def test_a_rule_is_appended_at_the_end(before: str, expected: str) -> None:
    recipe = ["@echo \\\n  hi", "true"]
    assert after(before, lambda document: append_rule(document, "h", ["p"], recipe, "Say so")) == expected


@pytest.mark.parametrize(
    ("text", "target", "recipe", "reason"),
    [
        ("a:\n", "a", ["true"], "already"),
        ("a: b \\", "x", ["true"], "backslash"),
        ("a:\n", "x", ["one\ntwo"], "one line"),
        ("a:\n", "x", ["one \\"], "one line"),
        ("a:\n", "x:y", [], "plain names"),
    ],
)
def test_rules_that_cannot_be_appended_are_refused(text: str, target: str, recipe: list[str], reason: str) -> None:
    with pytest.raises(EditRefusedError, match=reason):
        append_rule(make(text), target, [], recipe)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("a:\n\techo\n", "a: ## Say so\n\techo\n"),
        ("a: b  \r\n", "a: b ## Say so\r\n"),
        ("a a2: b", "a a2: b ## Say so"),
        ("a: c\na: b\n\techo\n", "a: c\na: b ## Say so\n\techo\n"),
    ],
)
def test_help_is_appended_to_the_rule(before: str, expected: str) -> None:
    assert after(before, lambda document: add_help(document, "a", "Say so")) == expected


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("b:\n", "x", "no rule"),
        ("a: ## y\n", "x", "comment behind"),
        ("a: ; echo\n", "x", "recipe of `a`"),
        ("a: b \\\n c\n", "x", "several lines"),
        ("a:\n", "x\ny", "one line"),
        ("a:\n", "x \\", "one line"),
        ("a:\n", " ", "one line"),
    ],
)
def test_help_that_cannot_be_appended_is_refused(text: str, words: str, reason: str) -> None:
    with pytest.raises(EditRefusedError, match=reason):
        add_help(make(text), "a", words)


TEXTS = st.sampled_from(GOLDEN).map(lambda path: path.read_text(encoding="utf-8"))
TARGETS = st.sampled_from(["all", "test", "clean", "lint", "docs", "train", "build", "help", "fresh", ".PHONY"])


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, windows=st.booleans(), cut=st.booleans(), target=TARGETS, kind=st.integers(0, 3))
def test_any_edit_changes_what_it_claims_or_is_refused(
    text: str, *, windows: bool, cut: bool, target: str, kind: int
) -> None:
    text = text.rstrip("\n") if cut else text
    text = text.replace("\n", "\r\n") if windows else text
    edits: list[Edit] = [
        lambda document: add_prerequisites(document, target, ["new", "newer"]),
        lambda document: add_phony(document, [target, "fresh"]),
        lambda document: append_rule(document, target, ["new"], ["@echo $$x # y", "-true"], "Say so"),
        lambda document: add_help(document, target, "Say: so"),
    ]
    try:
        changed = after(text, edits[kind])
    except EditRefusedError:
        return
    assert line_ending(changed) == line_ending(text) or "\n" not in text
    assert ("\r\n" in changed) == windows or text.count("\n") == 0
    assert "\n" not in changed.replace("\r\n", "") or not windows
    assert changed.endswith("\n") == text.endswith("\n")
