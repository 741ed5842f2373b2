"""Python files: spans in code points, names through imports, constants, comments, and errors with a place."""

import ast
import io
import subprocess
import sys
import tokenize
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.documents.python import might_mention, parse_python
from repoaudit.documents.python.document import PythonDocument
from repoaudit.documents.python.lists import ModuleLists
from repoaudit.errors import DocumentSyntaxError
from repoaudit.finding import Place
from repoaudit.text import Span


def document(text: str) -> PythonDocument:
    return parse_python("noxfile.py", text)


def value_of(parsed: PythonDocument, name: str) -> ast.expr:
    """Return what the last assignment to a name assigns."""
    for statement in reversed(parsed.tree.body):
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == name:
            return statement.value
    raise AssertionError(name)


def names(parsed: PythonDocument) -> list[str]:
    """Return the text at the span of every name and string, in the order of the text."""
    nodes = [node for node in ast.walk(parsed.tree) if isinstance(node, ast.Name | ast.Constant)]
    return [parsed.text[slice(*span)] for span in sorted(map(parsed.span, nodes))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 'b'\nc = 'd'\n", ["a", "'b'", "c", "'d'"]),
        ("a = 'b'\r\nc = 'd'\r\n", ["a", "'b'", "c", "'d'"]),
        ("a = 'b'\rc = 'd'", ["a", "'b'", "c", "'d'"]),
        ("\ufeffa = 'b'\nc = 'd'", ["a", "'b'", "c", "'d'"]),
        ("\ufeffé = 'ü'; c = 'd'\r\n\r\nf = g", ["é", "'ü'", "c", "'d'", "f", "g"]),
        ("é = '日本'; x = '😀'; d = e", ["é", "'日本'", "x", "'😀'", "d", "e"]),
        ("if a:\n\tb = 'c'\t; d", ["a", "b", "'c'", "d"]),
        ("a = b\n\x0cc = d\n\x0c\ne", ["a", "b", "c", "d", "e"]),
        ("a = 'x\u2028y\x85z'\nb", ["a", "'x\u2028y\x85z'", "b"]),
        ("# -*- coding: latin-1 -*-\ré = b", ["é", "b"]),
        ("a = '''é\r\nü''' ; b = c", ["a", "'''é\r\nü'''", "b", "c"]),
        ("a = ('b'  # c\n     'd')\ne", ["a", "'b'  # c\n     'd'", "e"]),
        ("f(é=1, b='c')", ["f", "1", "'c'"]),
        ("", []),
        ("\ufeff", []),
    ],
)
def test_spans_count_code_points(text: str, expected: list[str]) -> None:
    assert names(document(text)) == expected


@given(
    st.lists(st.sampled_from(["a", "é", "'ü'", "'😀'", "'''x\n日'''", "'''y\r\n'''"]), min_size=1, max_size=8),
    st.lists(st.sampled_from(["; ", "\n", "\r\n", "\r", " # é\n", "\n\x0c", " ;\t"]), min_size=8, max_size=8),
    st.sampled_from(["", "\ufeff"]),
)
@settings(max_examples=150)
def test_spans_of_generated_statements(parts: list[str], joints: list[str], bom: str) -> None:
    text = bom + "".join(part + joint for part, joint in zip(parts, joints, strict=False))
    assert names(document(text.rstrip(" ;\t"))) == parts


def test_spans_in_definitions() -> None:
    parsed = document("@a\ndef f(é, *, b=1):\n    return é\n")
    function = parsed.tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    assert parsed.text[slice(*parsed.span(function))] == "def f(é, *, b=1):\n    return é"
    assert parsed.text[slice(*parsed.span(function.args.kwonlyargs[0]))] == "b"
    assert parsed.place(function.args.args[0], "f.é") == Place("noxfile.py", Span(9, 10), "f.é")


def test_spans_in_formatted_strings_stay_within_the_text() -> None:
    parsed = document('é = f"""\n{a}\n  {b:{c}}"""')
    for node in ast.walk(parsed.tree):
        if isinstance(node, ast.expr):
            start, end = parsed.span(node)
            assert 0 <= start <= end <= len(parsed.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a", {"a": "a"}),
        ("import a.b.c", {"a": "a"}),
        ("import a.b as c, d", {"c": "a.b", "d": "d"}),
        ("from a.b import c, d as e", {"c": "a.b.c", "e": "a.b.d"}),
        ("from . import a\nfrom .b import c\nfrom ..d import e as f", {"a": ".a", "c": ".b.c", "f": "..d.e"}),
        ("from a import *", {}),
        ("try:\n import tomllib\nexcept ImportError:\n import tomli as tomllib", {"tomllib": "tomllib"}),
        ("def f():\n import a as x\nimport b as x", {"x": "b"}),
        (
            "if x:\n import a\nelse:\n import b\nwith c:\n import d\nfor e in f: import g",
            dict(zip("abdg", "abdg", strict=True)),
        ),
        ("match a:\n case 1:\n  import b\nclass C:\n async def f(self): import d", {"b": "b", "d": "d"}),
        ("try: pass\nexcept A: import a\nelse: import b\nfinally: import c", {"a": "a", "b": "b", "c": "c"}),
    ],
)
def test_imports(text: str, expected: dict[str, str]) -> None:
    assert document(text).imports() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import pytest as p\nx = p.mark.slow", "pytest.mark.slow"),
        ("from pytest import mark\nx = mark.slow", "pytest.mark.slow"),
        ("import os.path\nx = os.path.join", "os.path.join"),
        ("import os.path as path\nx = path.join", "os.path.join"),
        ("from .conf import y\nx = y", ".conf.y"),
        ("x = open", "open"),
        ("x = f().a", None),
        ("x = a[0].b", None),
        ("x = 'a'", None),
    ],
)
def test_dotted_names(text: str, expected: str | None) -> None:
    parsed = document(text)
    assert parsed.dotted(value_of(parsed, "x")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("'a'", "a"),
        ("'a' 'b'", "ab"),
        ("r'\\d'", "\\d"),
        ("NAME", "literal"),
        ("b'a'", None),
        ("f'a'", "a"),
        ("f'{NAME}>={NUMBER}.{NUMBER}'", "literal>=3.3"),
        ("SUM", "literal-3"),
        ("'a' + NAME + 'b'", "aliteralb"),
        ("f'{NAME!r}'", None),
        ("f'{NAME:>9}'", None),
        ("f'{other}'", None),
        ("'a' + other", None),
        ("'a' * 2", None),
        ("LOOP", None),
        ("1", None),
        ("['a']", None),
        ("other", None),
        ("LIST", None),
    ],
)
def test_strings_of_one(value: str, expected: str | None) -> None:
    known = "NAME = 'literal'\nNUMBER = 3\nSUM = f'{NAME}-' + f'{NUMBER}'\nLOOP = LOOP + 'a'\nLIST = ['a']\n"
    parsed = document(f"{known}x = {value}\n")
    assert parsed.string(value_of(parsed, "x")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("['3.9', '3.10']", ["3.9", "3.10"]),
        ("('3.9', )", ["3.9"]),
        ("{'3.9'}", ["3.9"]),
        ("[]", []),
        ("PYTHONS", ["3.11", "3.12"]),
        ("[NEWEST, '3.12']", ["3.13", "3.12"]),
        ("['3.9', 3.10]", None),
        ("['3.9', *PYTHONS]", None),
        ("[f'3.{x}']", None),
        ("['3.9'] + PYTHONS", None),
        ("'3.9'", None),
        ("NEWEST", None),
        ("[PYTHONS]", None),
        ("{'a': 'b'}", None),
    ],
)
def test_strings_of_several(value: str, expected: list[str] | None) -> None:
    parsed = document(f"NEWEST: str = '3.13'\nPYTHONS = ('3.11', '3.12')\nx = {value}\n")
    assert parsed.strings(value_of(parsed, "x")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A = 'a'\nA = 'b'",
        "A = ['a']\nA += ['b']",
        "A = ['a']\nA.append('b')",
        "A = ['a']\nA[0] = 'b'",
        "A = ['a']\ndel A[0]",
        "A = ['a']\ndel A",
        "A = 'a'\ndef f():\n global A\n A = 'b'",
        "A = 'a'\ndef f(A): return A",
        "A = 'a'\nfor A in x: pass",
        "A = 'a'\nwith x as A: pass",
        "A = 'a'\nimport A",
        "A = 'a'\nfrom b import c as A",
        "A = 'a'\ntry: pass\nexcept B as A: pass",
        "A = 'a'\nmatch b:\n case {'c': 1, **A}: pass",
        "A = 'a'\nmatch b:\n case [*A]: pass",
        "A = 'a'\nclass A: pass",
        "if x:\n A = 'a'",
        "A = B = 'a'",
        "A, B = 'ab'",
        "A = f()",
        "A: str",
        "[A := 'a']",
    ],
)
def test_what_is_no_constant(text: str) -> None:
    assert "A" not in document(text).constant_names


def test_constants() -> None:
    parsed = document("A = 'a'\nB: list[str] = ['b']\nC = f(A)\nD = 1\nprint(A, B[0])\nB.index('b')\n")
    assert {name: ast.unparse(node) for name, node in parsed.constant_names.items()} == {
        "A": "'a'",
        "B": "['b']",
        "D": "1",
    }


@pytest.mark.parametrize(
    ("text", "items", "is_complete"),
    [
        ("x = ['a', 'b']", "a b", True),
        ("x: list[str] = ('a', *('b', 'c'))", "a b c", True),
        ("N = 'a'\nx = [N, f'{N}>=1']", "a a>=1", True),
        ("y = ['a']\nx = y + ['b'] + sorted({'c'})", "a b c", True),
        ("x = ['a']\nx += ['b']\nx.append('c')\nx.extend(['d'])", "a b c d", True),
        ("d = {'a': ['a']}\nd['b'] = d['a'] + ['b']\nx = d['b']", "a b", True),
        ("d = {'a': ['a']}\ne = {**d, 'b': ['b']}\nx = e['a'] + e['b']", "a b", True),
        ("x = read('a')", "", True),
        (
            "x = ['a==%s' % v, f'b>={v}', 'c=={}'.format(v), 'd~=' + v]",
            "a=={computed} b>={computed} c=={computed} d~={computed}",
            True,
        ),
        ("x = [f'{v}', 'a' % v, v, 'b']", "b", False),
        ("x = ['a']\nif y:\n x = ['b']", "a", False),
        ("x = ['a']\nif y:\n x += ['b']", "a", False),
        ("x = ['a']\nx.pop()", "a", False),
        ("x = ['a']\ndel x[0]", "a", False),
        ("x = ['a']\nx = f()", "", False),
        ("x += ['a']", "a", False),
        ("x.append('a')", "a", False),
        ("x = y", "", False),
        ("x = d['a']", "", False),
        ("d = {**f()}\nx = d['a']", "", False),
        ("d = {}\nd = f()\nx = d['a']", "", False),
    ],
)
def test_lists(text: str, items: str, is_complete: bool) -> None:  # noqa: FBT001
    lists = ModuleLists(document(text), lambda node: ast.unparse(node) == "read('a')")
    listed = lists.items(ast.Name("x", ast.Load()))
    assert ([item for item, _ in listed.items], listed.is_complete) == (items.split(), is_complete)


def test_tables() -> None:
    lists = ModuleLists(
        document("d = {'a': ['b'], **f()}\nd['c'] = g()\ne = {}\nfor k in y:\n e[k] = z\n"), lambda _: False
    )
    found = {name: lists.table(ast.Name(name, ast.Load())) for name in "def"}
    shown = {name: {key: each.is_complete for key, each in (table or {}).items()} for name, table in found.items()}
    assert shown == {"d": {"a": True, None: False, "c": False}, "e": {None: False}, "f": {}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a\nb = '# c'  # d", ["# a", "# d"]),
        ("\ufeff# a\r\nx  # b\r\n", ["# a", "# b"]),
        ("x = '''\n# no\n'''  # yes\ry # too", ["# yes", "# too"]),
        ("é = ('ü'  # ä\n  '#')", ["# ä"]),
        ("if a:\n\x0c\t# b\n    c", ["# b"]),
        ("f'{a}#'  # b", ["# b"]),
        ("a", []),
        ("'#'", []),
    ],
)
def test_comments(text: str, expected: list[str]) -> None:
    assert [text[slice(*span)] for span in document(text).comments()] == expected


def test_comments_are_none_where_the_tokenizer_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise tokenize.TokenError("EOF in multi-line statement", (1, 0))

    parsed = document("a  # b")
    monkeypatch.setattr(tokenize, "generate_tokens", fail)
    assert list(parsed.comments()) == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("x = (", Span(4, 5)),
        ("\ufeffx = (", Span(5, 6)),
        ("é = 'ü'; (", Span(9, 10)),
        ("a\r\nb = (\r\n c", Span(7, 8)),
        ("a\rb = (\r", Span(6, 7)),
        ("print 1\n", Span(0, 7)),
        ("a\0b", Span(1, 2)),
        ("\ufeffa = '\ud800'", Span(6, 7)),
        ("if a:\n  b\n c\n", Span(12, 13)),
        ("-" * 10_000 + "1", Span(0, 0)),
        ("a" + "+a" * 100_000, Span(0, 0)),
    ],
)
def test_what_is_no_python(text: str, span: Span) -> None:
    with pytest.raises(DocumentSyntaxError) as caught:
        document(text)
    assert (caught.value.path, caught.value.span) == ("noxfile.py", span)


@given(st.text(alphabet="ab'\"#\\({[]}):=,. \t\n\r\x0c\ufeffé\0\ud800", max_size=40))
@settings(max_examples=200)
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    spans: list[Span] = []
    try:
        parsed = document(text)
    except DocumentSyntaxError as error:
        spans.append(error.span)
    else:
        spans += parsed.comments()
        for node in ast.walk(parsed.tree):
            if isinstance(node, ast.Name):
                assert text[slice(*parsed.span(node))] == node.id
    assert all(0 <= start <= end <= len(text) for start, end in spans)


def test_warnings_of_the_parser_are_nobodys_business() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert document("x = '\\d'\ny = 1 is 1\n").tree.body


def test_own_test_file() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    parsed = document(text)
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    assert [text[slice(*each)] for each in parsed.comments()] == [
        token.string for token in tokens if token.type == tokenize.COMMENT
    ]
    assert parsed.imports()["st"] == "hypothesis.strategies"


def test_mentions() -> None:
    assert might_mention("import pytest", ("nox", "pytest"))
    assert not might_mention("import unittest", ("nox", "pytest"))
    assert not might_mention("", ("nox",))


def test_ast_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, repoaudit.documents.python; sys.exit('ast' in sys.modules)"
    # -S, since the .pth files of an editable installation may import anything.
    done = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"], check=False)
    assert done.returncode == 0
