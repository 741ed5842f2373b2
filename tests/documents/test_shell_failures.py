"""Where shell text loses the failure of a command: against what bash and sh do."""

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.documents.shell import Script, SimpleCommand, parse_shell

BASH = shutil.which("bash")
SHELLS = [shell for shell in (BASH, shutil.which("sh")) if shell]


CALLS = "".join(f"f{number}() {{ f{number + 1}; }}\n" for number in range(7))

SWALLOWED = [
    # text, how the shell is started, kind, what does it
    ("probe || true", "", "or_true", "|| true"),
    ("probe || true", "e", "or_true", "|| true"),
    ("probe || :", "", "or_true", "|| :"),
    ("probe || echo failed", "e", "or_true", "|| echo failed"),
    ("probe || exit 0; false", "e", "or_true", "|| exit 0"),
    ("probe || { echo a; true; }", "", "or_true", "|| { echo a; true; }"),
    ("probe && true || true", "e", "or_true", "|| true"),
    ("probe || true && true", "e", "or_true", "|| true"),
    ("(true; probe) || true", "e", "or_true", "|| true"),
    ("(probe; true) || true", "e", "or_true", "|| true"),
    ("{ true && probe; } || true", "", "or_true", "|| true"),
    ("probe || cat /dev/null", "e", "condition", "|| cat /dev/null"),
    ("probe; true", "", "semicolon_true", "; true"),
    ("probe; true", "e", None, ""),
    ("probe\nexit 0", "", "semicolon_true", "exit 0"),
    ("probe; cat /dev/null; exit 0", "", "semicolon_true", "; exit 0"),
    ("probe; echo done", "", "semicolon", "; echo done"),
    ("probe\necho done", "", "semicolon", "echo done"),
    ("probe; echo done", "e", None, ""),
    ("true; probe", "", None, ""),
    ("probe; A=1", "", "semicolon", "; A=1"),
    ("(probe; true) && true", "e", "semicolon_true", "; true"),
    ("set -e; probe; true", "", None, ""),
    ("set +e; probe; true", "e", "semicolon_true", "; true"),
    ("probe | cat", "", "pipe", "| cat"),
    ("probe | cat", "e", "pipe", "| cat"),
    ("probe | cat", "p", None, ""),
    ("probe |& cat | cat", "ep", None, ""),
    ("probe | cat; true", "ep", None, ""),
    ("probe | cat; true", "p", "semicolon_true", "; true"),
    ("true | probe", "e", None, ""),
    ("true | { probe; true; }; true", "e", None, ""),
    ("set -o pipefail; probe | cat", "", None, ""),
    ("probe & true", "e", "background", "&"),
    ("probe & wait", "e", "background", "&"),
    ("probe & wait $!", "e", None, ""),
    ("if probe; then true; fi", "e", "condition", "if"),
    ("if true; then :; fi; if false; then :; elif probe; then :; fi", "e", "condition", "elif"),
    ("if probe; then :; else exit 1; fi; true", "", None, ""),
    ("if ! probe; then echo no; exit 1; fi; true", "", None, ""),
    ("if ! probe; then echo no; fi; true", "e", "condition", "if"),
    ("if true && ! probe; then exit 1; fi; true", "", None, ""),
    ("if true; then probe; fi", "", None, ""),
    ("if true; then probe; true; fi", "e", None, ""),
    ("while probe; do break; done", "e", "condition", "while"),
    ("until probe; do exit 1; done; true", "e", None, ""),
    ("probe && true; true", "e", "condition", "&& true"),
    ("true && probe; true", "e", None, ""),
    ("probe && true", "e", None, ""),
    ("probe && true; true", "", "semicolon_true", "; true"),
    ("{ probe && true; }; true", "e", "condition", "&& true"),
    ("(probe && true); true", "e", None, ""),
    ("probe || exit 1; true", "", None, ""),
    ("probe || exit; true", "", None, ""),
    ("probe || exit $?; true", "", None, ""),
    ("probe || { echo no; exit 1; }; true", "", None, ""),
    ("probe || (echo no; exit 1)", "", None, ""),
    ("probe || (echo no; exit 1); true", "e", None, ""),
    ("probe || (echo no; exit 1); true", "", "semicolon_true", "; true"),
    ("probe || echo no && exit 1", "", None, ""),
    ("probe || false", "", None, ""),
    ("probe || { true && exit 1; }; true", "", None, ""),
    ("probe || { false || exit 1; }; true", "", None, ""),
    ("probe || { true && exit 0; }; false", "", "condition", "|| { true && exit 0; }"),
    ("probe || { false && exit 1; }; true", "", "semicolon_true", "; true"),
    (
        "probe || if true; then exit 0; else exit 0; fi; false",
        "",
        "condition",
        "|| if true; then exit 0; else exit 0; fi",
    ),
    ("probe || if true; then exit 1; else exit 2; fi; true", "", None, ""),
    ("set -o pipefail; if true; then :; fi; probe | cat", "", None, ""),
    ("if true; then set -o pipefail; else :; fi; probe | cat", "", None, ""),
    ("if true; then set -e; fi; probe; true", "", None, ""),
    ("probe || false || true", "", "condition", "|| false"),
    ("die() { echo no; exit 1; }\nprobe || die; true", "", None, ""),
    ("probe || [ $? -eq 5 ]", "", None, ""),
    ("probe; exit $?", "", None, ""),
    ("probe; exit", "", None, ""),
    ("probe; rc=$?; echo done; exit $rc", "", None, ""),
    ("probe || rc=1; exit $rc", "", None, ""),
    ("! probe", "e", "negated", "!"),
    ("! probe; true", "e", "negated", "!"),
    ("! { true; probe; }", "", "negated", "!"),
    ("if ! probe; false; then exit 1; fi", "", "negated", "!"),
    ("if x=$(! probe); then :; else exit 1; fi", "", "condition", "if"),
    ("if : $(! probe); then :; else exit 1; fi", "", "negated", "!"),
    ("! x=$(! probe)", "", None, ""),
    ("x=$(probe)", "", None, ""),
    ("x=$(probe); true", "e", None, ""),
    ("x=$(probe) y=$(true)", "e", "substitution", "$(probe)"),
    ("echo $(probe)", "e", "substitution", "$(probe)"),
    ("export x=$(probe)", "e", "substitution", "$(probe)"),
    ("cat `probe` /dev/null", "e", "substitution", "`probe`"),
    ("case $(probe) in *) ;; esac", "e", "substitution", "$(probe)"),
    ("case a in a) probe;; esac", "", None, ""),
    ("exec probe; true", "", None, ""),
    ("(exec probe; true) || true", "", "or_true", "|| true"),
    ("f() { probe; }; f", "", None, ""),
    ("f() { probe; true; }; f", "", "semicolon_true", "; true"),
    ("f() { probe; true; }; set -e; f", "", None, ""),
    ("f() { probe || return 1; }; f", "", None, ""),
    ("for x in 1; do probe || exit 1; done; true", "", None, ""),
    ("for x in 1 2; do probe; done", "e", None, ""),
    ("probe || ! true; true", "", "semicolon_true", "; true"),
    ("probe || ! exit 0; false", "", "condition", "|| ! exit 0"),
    ("probe || echo a | exit 1; true", "", "semicolon_true", "; true"),
    ("probe || echo a | cat; true", "", "condition", "|| echo a | cat"),
    ("probe || true | exit 0; true", "", "condition", "|| true | exit 0"),
    ("probe || for x in 1; do echo; done; true", "", "condition", "|| for x in 1; do echo; done"),
    ("probe || case a in a) exit 1;; esac; true", "", None, ""),
    ("probe || case a in b) true;; esac; true", "", "condition", "|| case a in b) true;; esac"),
    ("probe || f() { exit 1; }; true", "", "condition", "|| f() { exit 1; }"),
    ("die() { exit 0; }; probe || die; false", "", "condition", "|| die"),
    ("a() { b; }; b() { exit 0; }; probe || a; false", "", "condition", "|| a"),
    (
        f"{CALLS}f7() {{ exit 0; }}\nprobe || f0; false",
        "",
        "condition",
        "|| f0",
    ),
    ("f() { exit 0; }\nprobe || { f; f; }; false", "", "condition", "|| { f; f; }"),
    ("probe || { exit 1 & true; }; true", "", "condition", "|| { exit 1 & true; }"),
    ("probe || { true & exit 1; }; true", "", None, ""),
    ("probe || { exit 0 && false; }; false", "", "condition", "|| { exit 0 && false; }"),
    ("probe || { exit 1 || true; }; true", "", None, ""),
    ("probe || { false && exit 0; }; false", "", None, ""),
    ("probe || exit 00; false", "", "or_true", "|| exit 00"),
    ("probe || exit 10; true", "", None, ""),
    ('probe || exit "${rc:-1}"; true', "", None, ""),
    ("probe || if :; then true; else echo; fi; true", "", "condition", "|| if :; then true; else echo; fi"),
    (
        "probe || if :; then exit 0; elif :; then exit 0; else exit 0; fi; false",
        "",
        "condition",
        "|| if :; then exit 0; elif :; then exit 0; else exit 0; fi",
    ),
    ("probe || if :; then exit 1; elif :; then exit 1; fi; true", "", None, ""),
    ("trap 'x' EXIT; probe; true", "", "semicolon_true", "; true"),
    ("foo ERR; probe; true", "", "semicolon_true", "; true"),
    ("set -- -e; probe; true", "", "semicolon_true", "; true"),
    ("set -e -- a; probe; true", "", None, ""),
    ("set x -e; probe; true", "", "semicolon_true", "; true"),
    ("set -o errexit; probe; true", "", None, ""),
    ("set +o errexit; probe; true", "e", "semicolon_true", "; true"),
    ("if probe; then :; else exit 0; fi; false", "", "condition", "if"),
    ("if probe; then exit 1; else echo; fi; true", "", "condition", "if"),
    ("if ! probe; then exit 0; else exit 1; fi", "", "condition", "if"),
    ("(set -e; probe; true); true", "", "semicolon_true", "; true"),
    ("x=$(probe; true); echo", "", "semicolon_true", "; true"),
]


def probe_of(script: Script) -> SimpleCommand:
    (found,) = (each for each in script.commands if any(word.text == "probe" for word in each.words[:2]))
    return found


def parsed(text: str, options: str) -> Script:
    return parse_shell(text, errexit="e" in options, pipefail="p" in options)


def status(shell: str, options: str, text: str) -> int:
    flags = ["-e"] * ("e" in options) + ["-o", "pipefail"] * ("p" in options)
    return subprocess.run([shell, *flags, "-c", text], capture_output=True, timeout=10, check=False).returncode


@pytest.mark.parametrize(("text", "options", "kind", "what"), SWALLOWED)
def test_where_failures_get_lost(text: str, options: str, kind: str | None, what: str) -> None:
    script = parsed(text, options)
    swallowed = probe_of(script).swallowed
    assert script.complete
    assert (swallowed.kind if swallowed else None, swallowed.text if swallowed else "") == (kind, what)


@pytest.mark.skipif(not SHELLS, reason="needs a shell")
@pytest.mark.parametrize(("text", "options", "kind"), [row[:3] for row in SWALLOWED])
def test_what_shells_make_of_these_failures(text: str, options: str, kind: str | None) -> None:
    only_bash = "p" in options or "pipefail" in text or "|&" in text
    for shell in (BASH,) if only_bash else SHELLS:
        if shell:
            assert (status(shell, options, text.replace("probe", "false")) == 0) == (kind is not None)


@pytest.mark.parametrize(
    ("text", "options", "kind", "what"),
    [
        # That only some failures get lost cannot be seen from one that always fails.
        ("for x in 1 2; do probe; done", "", "loop", "for"),
        ("for x in 1 2; do true; probe; done || true", "", "or_true", "|| true"),
        ("while read x; do probe; done", "", "loop", "while"),
        # Known to be lost in bash and kept in dash: no claim.
        ("x=$(probe; true)", "e", None, ""),
        # Which branch runs is not known.
        ("probe || if true; then exit 0; fi; exit 1", "", None, ""),
        ("probe || case a in a) exit 0;; esac; exit 1", "", None, ""),
        ("probe || for x in $A; do exit 0; done; exit 1", "", None, ""),
        ("if true; then set -o pipefail; fi; probe | cat", "", None, ""),
        ("case $A in a) set -e;; *) set -o pipefail;; esac; probe | cat; true", "", None, ""),
        # What a handler leads to is not known, or a shell is not to be asked.
        ("probe || exit 1 | true; true", "", None, ""),
        ("probe || false | true; true", "", None, ""),
        ("probe || while true; do exit 0; done; false", "", None, ""),
        ("probe || while true; do true; done; true", "", "condition", "|| while true; do true; done"),
        ("die() { die; }; probe || die; true", "", None, ""),
        (
            f"{CALLS}f7() {{ f8; }}\nf8() {{ exit 0; }}\nprobe || f0; false",
            "",
            None,
            "",
        ),
        ("probe || { read x; exit 1; }; true", "", None, ""),
        ("probe || { read x; exit 0; }; true", "", None, ""),
        ("probe || { read x; true; }; true", "", None, ""),
        ("probe || { true; read x; }; true", "", None, ""),
        ("probe || { true && read x; }; true", "", None, ""),
        ("probe || if :; then exit 0; else exit 1; fi; false", "", None, ""),
        ("probe || ((x)); true", "", None, ""),
        ("probe || x=1 y=$(false); true", "", None, ""),
        ("trap - ERR; probe; true", "", None, ""),
        ("trap 'exit 1' ERR; true; probe; true", "", None, ""),
        ("set -ex -o pipefail; probe | cat; true", "", None, ""),
        ("until probe; do true; done; true", "e", "condition", "until"),
        ("while ! probe; do exit 1; done; true", "", None, ""),
        ("while ! probe; do sleep 1; done; true", "", "condition", "while"),
        # It may count: that depends on what the variable or the handler does.
        ("probe || test -d / || true", "", None, ""),
        ("probe || failed=1; exit 0", "", None, ""),
        ("probe || { failed=1; echo no; }; exit 0", "e", None, ""),
        ("if ! probe; then failed=1; fi; exit 0", "", None, ""),
        ("probe | tee log; exit ${PIPESTATUS[0]}", "", None, ""),
        ("trap 'exit 1' ERR; probe; true", "", None, ""),
    ],
)
def test_where_failures_may_get_lost(text: str, options: str, kind: str | None, what: str) -> None:
    swallowed = probe_of(parsed(text, options)).swallowed
    assert (swallowed.kind if swallowed else None, swallowed.text if swallowed else "") == (kind, what)


QUIET = st.sampled_from(["true", ":", "x=1", "x=$(true)", ": $(true)"])
HANDLERS = st.sampled_from(["exit 1", "false", "{ :; exit 1; }", "(exit 1)", "true", "exit 1 | true"])


def _lists(commands: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda before, command, after, joint: joint.join([*before, command, *after]),
        st.lists(QUIET, max_size=2),
        commands,
        st.lists(QUIET, max_size=2),
        st.sampled_from(["; ", "\n"]),
    )


def _compounds(commands: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = _lists(commands)
    grouped = inner.map("{{ {}; }}".format)
    return st.one_of(
        grouped,
        inner.map("( {} )".format),
        grouped.map("{{ ! {}; }}".format),
        st.builds("{{ {} && {} || {}; }}".format, QUIET, grouped, HANDLERS),
        st.builds("{{ {} {} {}; }}".format, grouped, st.sampled_from(["&&", "||", "|"]), HANDLERS),
        st.builds("{{ {} {} {}; }}".format, QUIET, st.sampled_from(["&&", "|"]), grouped),
        st.builds("if {}; then {}; else {}; fi".format, inner, QUIET, HANDLERS),
        st.builds("if true; then {}; fi".format, inner),
        st.builds("if {}; then {}; fi".format, inner, HANDLERS),
        st.builds(
            "{} {}; do {}; done".format,
            st.sampled_from(["while", "until"]),
            inner,
            st.sampled_from(["break", "exit 1"]),
        ),
        inner.map("case a in a) {};; esac".format),
        inner.map("x=$( {} )".format),
        inner.map(": $( {} )".format),
    )


SCRIPTS = _lists(st.recursive(st.just("probe"), _compounds, max_leaves=5))


@pytest.mark.skipif(not BASH, reason="needs bash")
@given(SCRIPTS, st.sampled_from(["", "e", "p", "ep"]))
@settings(max_examples=120, deadline=None)
def test_a_failure_that_counts_as_lost_never_fails_the_script(text: str, options: str) -> None:
    swallowed = probe_of(parsed(text, options)).swallowed
    if swallowed and status(str(BASH), options, text.replace("probe", "true")) == 0:
        assert status(str(BASH), options, text.replace("probe", "false")) == 0
