"""Edits of TOML documents: exactly the intended text; `test_toml_properties` proves that claims hold in general."""

import datetime as dt

import pytest
import tomli

from repoaudit.documents.toml import parse_toml
from repoaudit.documents.toml.edits import add_items, remove, remove_items, set_value
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.text import BOM, apply_edits

PATH = "pyproject.toml"


def applied(text: str, change: Change) -> str:
    """Return the edited text, after holding it to a claim of keys that are no items of lists."""
    after = apply_edits(text, change.edits)
    document = parse_toml(PATH, after)
    for path, value in change.claim.get(PATH, {}).items():
        assert document.get(path) == value
    return after


def set_in(text: str, path: DataPath, value: object, comment: str | None = None) -> str:
    return applied(text, set_value(parse_toml(PATH, text), path, value, comment=comment))


def add_to(text: str, path: DataPath, *items: object, comment: str | None = None) -> str:
    return applied(text, add_items(parse_toml(PATH, text), path, items, comment=comment))


def drop(text: str, path: DataPath, *indexes: int) -> str:
    return applied(text, remove_items(parse_toml(PATH, text), path, indexes))


def without(text: str, path: DataPath) -> str:
    return applied(text, remove(parse_toml(PATH, text), path))


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("a = 1  # why\n", 2, "a = 2  # why\n"),
        ("a = 3.10\n", "3.10", 'a = "3.10"\n'),
        ("a = 'x'\n", "y", "a = 'y'\n"),
        ("a = 'x'\n", "it's", 'a = "it\'s"\n'),
        ('a = """\nx\n"""\n', "y\nz\n", 'a = """\ny\nz\n"""\n'),
        ("a = '''x'''", "y'", 'a = "y\'"'),
        ('a = """x"""', 'say "hi" to """', 'a = """say \\"hi\\" to \\"\\"\\""""'),
        ('a = """x"""', 'say "hi"\\ now', 'a = """say "hi"\\\\ now"""'),
        ('a = """\nx \\\n  y"""', "x y z", 'a = """\nx \\\n  y \\\n  z"""'),
        ('a = """\r\nx \\\r\ny"""\r\n', "x y z", 'a = """\r\nx \\\r\ny \\\r\nz"""\r\n'),
        ('a = """\\\n  x \\\n  """', "x z", 'a = """\\\n  x \\\n  z"""'),
        ('a = """x \\\n y"""', 'x y "z"', 'a = """x \\\n y \\\n \\"z\\""""'),
        ('a = """x \\\n y"""', "x z", 'a = """x z"""'),
        ('a = """\r\nx\r\n"""\r\n', "y\nz", 'a = """\r\ny\r\nz"""\r\n'),
        ("a = '''x'''", "\ny", "a = '''\n\ny'''"),
        ("a = [1, 2]", True, "a = true"),
        ("a = 1", dt.date(2024, 2, 29), "a = 2024-02-29"),
        ("a = 1", {"k": ["x"], "l m": {}}, 'a = { k = ["x"], "l m" = {} }'),
        ("a = ['x', 'y']", ["x", "z"], "a = ['x', 'z']"),
        ("a = [\n    'x',  # one\n    'y',  # two\n]", ["y"], "a = [\n    'y',  # two\n]"),
        ("a = [\n    'x',  # one\n]", ["x", "z"], "a = [\n    'x',  # one\n    'z',\n]"),
        ("  a = [\n    'x', 'y',\n]", ["y", "x", "z"], "  a = [\n      'y',\n      'x',\n      'z',\n  ]"),
        ("a = { k = 1, l = 'x' }", {"k": 2, "l": "y"}, "a = { k = 2, l = 'y' }"),
        ("a = { k = 1 }", {"l": 1}, "a = { l = 1 }"),
        ("a.k = 1\na.l = 2", {"k": 2, "l": 2}, "a.k = 2\na.l = 2"),
        ("[[a]]\nx = 1\n[[a]]\nx = 2", [{"x": 1}, {"x": 3}], "[[a]]\nx = 1\n[[a]]\nx = 3"),
    ],
)
def test_replaced_values_keep_their_style(before: str, value: object, after: str) -> None:
    assert set_in(before, ("a",), value) == after


def test_values_inside_values() -> None:
    text = "a = [\n  { b = [1, 2] },  # c\n]\n"
    assert set_in(text, ("a", 0, "b", 1), "x") == 'a = [\n  { b = [1, "x"] },  # c\n]\n'


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("", ("k",), "k = 1\n"),
        (BOM, ("k",), BOM + "k = 1\n"),
        ("# only\n", ("k",), "# only\n\nk = 1\n"),
        ("# only", ("k",), "# only\n\nk = 1"),
        ("\r\n[t]\r\n", ("k",), "k = 1\r\n\r\n\r\n[t]\r\n"),
        ("# licence\n\n[t]\n", ("k",), "# licence\n\nk = 1\n\n[t]\n"),
        ("# about t\n[t]\n", ("k",), "k = 1\n\n# about t\n[t]\n"),
        ("a = 1\n\n[t]\n", ("k",), "a = 1\nk = 1\n\n[t]\n"),
        ("a = 1", ("k",), "a = 1\nk = 1"),
        ("[t]", ("t", "k"), "[t]\nk = 1"),
        ("[t]\n# about a\n", ("t", "k"), "[t]\nk = 1\n# about a\n"),
        ("[t]\n\ta=1 # c\n# next\n\n[u]\n", ("t", "k"), "[t]\n\ta=1 # c\n\tk=1\n# next\n\n[u]\n"),
        ("long   = 1\nb      = 2\n", ("k",), "long   = 1\nb      = 2\nk      = 1\n"),
        ("'a' = 1\n", ("k",), "'a' = 1\n'k' = 1\n"),
        ("'a b' = 1\nc = 2\n", ("k l",), "'a b' = 1\nc = 2\n'k l' = 1\n"),
        ("a = '''\n[x]\n'''\n", ("k",), "a = '''\n[x]\n'''\nk = 1\n"),
        ("a.b.c = 1\nd = 2\n", ("a", "b", "k"), "a.b.c = 1\na.b.k = 1\nd = 2\n"),
        ("'a' . b = 1\n", ("a", "k"), "'a' . b = 1\n'a'.k = 1\n"),
        ("a.b = 1\n", ("a", "x", "k"), "a.b = 1\na.x.k = 1\n"),
        ("t = {}\n", ("t", "k"), "t = { k = 1 }\n"),
        ("t = {a=1}\n", ("t", "k"), "t = {a=1, k=1}\n"),
        ("t = { a.b = 1 } # c\n", ("t", "a", "k"), "t = { a.b = 1, a.k = 1 } # c\n"),
        ("t = { a = 1 }\n", ("t", "x y", "k"), 't = { a = 1, "x y".k = 1 }\n'),
        ("t = {\n  a = 1, # c\n}\n", ("t", "k"), "t = {\n  a = 1, # c\n  k = 1,\n}\n"),
        ("[a.b]\nx = 1\n", ("a", "k"), "[a]\nk = 1\n\n[a.b]\nx = 1\n"),
        ("[z]\n# about b\n[a.b]\n", ("a", "k"), "[z]\n\n[a]\nk = 1\n\n# about b\n[a.b]\n"),
        ("[a.b]\nx = 1\n\n[c]\n", ("a", "k", "k"), "[a.b]\nx = 1\n\n[a.k]\nk = 1\n\n[c]\n"),
        ("[a.b]\nx = 1\n# end of b\n[c]\n", ("a", "k", "k"), "[a.b]\nx = 1\n\n[a.k]\nk = 1\n\n# end of b\n[c]\n"),
        ("[a.b]\nx = 1\n# end of b\n\n[c]\n", ("a", "k", "k"), "[a.b]\nx = 1\n# end of b\n\n[a.k]\nk = 1\n\n[c]\n"),
        ("[a]\nx = 1", ("b", "k"), "[a]\nx = 1\n\n[b]\nk = 1"),
        ("[a]\r\nx = 1\r\n", ("b c", "k"), '[a]\r\nx = 1\r\n\r\n["b c"]\r\nk = 1\r\n'),
        ("[[a]]\n[[a]]\nx = 1\n", ("a", 0, "k"), "[[a]]\nk = 1\n[[a]]\nx = 1\n"),
        ("[[a]]\n[[a]]\nx = 1\n", ("a", 0, "t", "k"), "[[a]]\n\n[a.t]\nk = 1\n\n[[a]]\nx = 1\n"),
        ("[a]\nb.c = 1\n[a.b.d]\n", ("a", "b", "k"), "[a]\nb.c = 1\nb.k = 1\n[a.b.d]\n"),
    ],
)
def test_added_keys_follow_their_neighbours(before: str, path: DataPath, after: str) -> None:
    assert set_in(before, path, 1) == after


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("[tool.a]\nx = 1\n", ("tool", "b"), {"y": 1, "z": {"k": "v"}}, '\n[tool.b]\ny = 1\nz = { k = "v" }\n'),
        ("[tool.a]\nx = 1\n", ("tool", "b"), {}, "\n[tool.b]\n"),
        ("[s]\na = { x = 1 }\n", ("s", "b"), {"y": 1}, "b = { y = 1 }\n"),
        ("a.x = 1\n", ("a", "b"), {"y": 1}, "a.b = { y = 1 }\n"),
        ("a = 'x'\n", ("b",), ["y", "it's"], "b = ['y', \"it's\"]\n"),
        ("a = 1\n", ("b",), ("y",), 'b = ["y"]\n'),
        ("a = 1\n", ("b",), [{"y": 1}], "b = [{ y = 1 }]\n"),
        (
            "[t]\n  a = 1\n",
            ("t", "b"),
            ["x" * 50, "y" * 50],
            f'  b = [\n      "{"x" * 50}",\n      "{"y" * 50}",\n  ]\n',
        ),
    ],
)
def test_added_values(before: str, path: DataPath, value: object, after: str) -> None:
    assert set_in(before, path, value) == before + after


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("a = 1\n", ("a",), 2, "a = 2  # why\n"),
        ("a = 1  # old\n", ("a",), 2, "# why\na = 2  # old\n"),
        ("a = 1  # why\n", ("a",), 2, "a = 2  # why\n"),
        ("[t]\na = 1\n", ("t", "b"), 2, "[t]\na = 1\nb = 2  # why\n"),
        ("a = 1\n", ("t", "b"), 2, "a = 1\n\n[t]\nb = 2  # why\n"),
        ("[t.a]\n", ("t", "b"), {"c": 2}, "[t.a]\n\n[t.b]\n# why\nc = 2\n"),
        ("t = { a = 1 }\n", ("t", "b"), 2, "t = { a = 1, b = 2 }  # why\n"),
        ("t = [\n  { a = 1 },\n]\n", ("t", 0, "b"), 2, "t = [\n  # why\n  { a = 1, b = 2 },\n]\n"),
        ("t = [\n  1, 2,\n]\n", ("t", 0), 3, "t = [\n  # why\n  3, 2,\n]\n"),
        ("t = [1, 2]\n", ("t", 0), 3, "# why\nt = [3, 2]\n"),
        ("[t]\na = 1\n", ("t",), {"a": 2}, "[t]  # why\na = 2\n"),
        ("[t.u]\na = 1\n", ("t",), {"u": {"a": 2}}, "[t.u]  # why\na = 2\n"),
        ("t.a = 1\n", ("t",), {"a": 2}, "t.a = 2  # why\n"),
        ("t = {\n  a = 1\n}\n", ("t", "b"), 2, "t = {\n  a = 1,\n  b = 2  # why\n}\n"),
    ],
)
def test_comments_of_set_values(before: str, path: DataPath, value: object, after: str) -> None:
    assert set_in(before, path, value, "why") == after


def test_setting_what_is_there_changes_nothing() -> None:
    document = parse_toml(PATH, "a = [1, 'x']\nt = { b = 0x10 }\n")
    assert set_value(document, ("a",), [1, "x"]) == Change((), {})
    assert set_value(document, ("t",), {"b": 16}) == Change((), {})


def test_equal_values_of_other_types_are_other_values() -> None:
    assert set_in("a = 1\n", ("a",), value=True) == "a = true\n"
    assert set_in("a = [1]\n", ("a",), [1.0]) == "a = [1.0]\n"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((), {}),
        (("a", "b"), 1),
        (("a", "b", "c"), 1),
        (("l", 1), 1),
        (("l", 0, "x"), 1),
        (("t",), 1),
        (("m",), []),
        (("d",), {"y": 1}),
        (("c",), 1),
        (("c",), ["z", "y", "x"]),
        (("a",), None),
        (("a",), object()),
        (("a",), b"x"),
        (("a",), "\ud800"),
        (("a",), {1: 2}),
        (("a",), dt.time(1, tzinfo=dt.UTC)),
        (("n",), {1: 2}),
        (("\ud800",), 1),
    ],
)
def test_refused_values(path: DataPath, value: object) -> None:
    document = parse_toml(PATH, "a = 1\nl = [1]\nd.x = 1\nc = ['x',\n# c\n'y']\n[t]\n[[m]]\n")
    with pytest.raises(EditRefusedError):
        set_value(document, path, value)


def test_refused_comments() -> None:
    with pytest.raises(EditRefusedError):
        set_value(parse_toml(PATH, "a = 1\n"), ("a",), 2, comment="two\nlines")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a = []", 'a = ["x", "y"]'),
        ("a = [ ]", 'a = ["x", "y"]'),
        ("a = [1]", 'a = [1, "x", "y"]'),
        ("a = ['q']", "a = ['q', 'x', 'y']"),
        ("a = [1,]", 'a = [1, "x", "y",]'),
        ("a = [ 1,2 ]", 'a = [ 1,2,"x","y" ]'),
        ("a = [\n]", 'a = [\n    "x",\n    "y",\n]'),
        ("\ta = [ # c\n\t]", '\ta = [ # c\n\t    "x",\n\t    "y",\n\t]'),
        ("a = [\n  # 1,\n]", 'a = [\n  # 1,\n  "x",\n  "y",\n]'),
        ("a = [\n  1,\n  2, # two\n  # 3,\n]", 'a = [\n  1,\n  2, # two\n  "x",\n  "y",\n  # 3,\n]'),
        ("a = [\n  1,\n  2 # two\n]", 'a = [\n  1,\n  2, # two\n  "x",\n  "y"\n]'),
        ("a = [\r\n  1\r\n]\r\n", 'a = [\r\n  1,\r\n  "x",\r\n  "y"\r\n]\r\n'),
        ("a = [\n  1, 2,\n  3, 4,\n]", 'a = [\n  1, 2,\n  3, 4,\n  "x",\n  "y",\n]'),
        ("a = [1, 2, # c\n]", 'a = [1, 2, # c\n    "x",\n    "y",\n]'),
        ("a = [1,\n     2]", 'a = [1,\n     2,\n     "x",\n     "y"]'),
        ("a = [1,\n     2,]", 'a = [1,\n     2,\n     "x",\n     "y",]'),
        ("a = [\n  1, 2]", 'a = [\n  1, 2, "x", "y"]'),
        ("a = [\n    1\n  , 2 # two\n]", 'a = [\n    1\n  , 2 # two\n  , "x"\n  , "y"\n]'),
        ("a = [\n    1\n  , 2]", 'a = [\n    1\n  , 2\n  , "x"\n  , "y"]'),
        ("a = [\n  1 # one\n  , # astray\n]", 'a = [\n  1 # one\n  , "x", "y" # astray\n]'),
        ("a = [\n  [\n    1\n  ],\n]", 'a = [\n  [\n    1\n  ],\n  "x",\n  "y",\n]'),
        ('a = ["""\n]"""]', 'a = ["""\n]""", "x", "y"]'),
    ],
)
def test_added_items_follow_the_style_of_the_array(before: str, after: str) -> None:
    assert add_to(before, ("a",), "x", "y") == after
    assert tomli.loads(after)["a"][-2:] == ["x", "y"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a = []\n", '# why\na = ["x"]\n'),
        ("[t]\n  a.b = 1\n", None),
        ("a = [1] # c\n", '# why\na = [1, "x"] # c\n'),
        ("a = [\n  1,\n]\n", 'a = [\n  1,\n  "x",  # why\n]\n'),
        ("a = [\n  1, # one\n  2 # two\n]\n", 'a = [\n  1, # one\n  2, # two\n  "x" # why\n]\n'),
        ("a = [\n  1,      # one\n]\n", 'a = [\n  1,      # one\n  "x",  # why\n]\n'),
        ("a = [\n]\n", 'a = [\n    "x",  # why\n]\n'),
        ("a = [1,\n     2]\n", 'a = [1,\n     2,\n     # why\n     "x"]\n'),
        ("a = [\n    1\n  , 2\n]\n", 'a = [\n    1\n  , 2\n  , "x"  # why\n]\n'),
        ("a = [\n    1\n  , 2]\n", '# why\na = [\n    1\n  , 2\n  , "x"]\n'),
    ],
)
def test_comments_of_added_items(before: str, after: str | None) -> None:
    path = ("a",) if after else ("t", "a", "l")
    expected = after or '[t]\n  a.b = 1\n  a.l = ["x"]  # why\n'
    assert add_to(before, path, "x", comment="why") == expected


def test_items_of_nested_arrays() -> None:
    text = "a = [\n  [1],\n  { k = [] },\n]\n"
    assert add_to(text, ("a", 0), 2, comment="why") == "a = [\n  # why\n  [1, 2],\n  { k = [] },\n]\n"
    change = add_items(parse_toml(PATH, text), ("a", 1, "k"), [2])
    assert change.claim == {PATH: {("a",): [[1], {"k": [2]}]}}


def test_added_tables() -> None:
    text = "[[a]]\nx = 1\n[a.b]\ny = 1\n\n[c]\n"
    expected = '[[a]]\nx = 1\n[a.b]\ny = 1\n\n[[a]]  # why\nx = 2\nl = ["z"]\n\n[c]\n'
    assert add_to(text, ("a",), {"x": 2, "l": ["z"]}, comment="why") == expected
    with pytest.raises(EditRefusedError):
        add_items(parse_toml(PATH, text), ("a",), [1])
    with pytest.raises(EditRefusedError):
        add_items(parse_toml(PATH, text), ("c",), [1])
    assert add_items(parse_toml(PATH, text), ("c",), []) == Change((), {})


@pytest.mark.parametrize(
    ("before", "indexes", "after"),
    [
        ("a = [1, 2, 3]", [0], "a = [2, 3]"),
        ("a = [1, 2, 3]", [1], "a = [1, 3]"),
        ("a = [1, 2, 3]", [2], "a = [1, 2]"),
        ("a = [1, 2, 3]", [0, 2], "a = [2]"),
        ("a = [ 1, 2, ]", [1], "a = [ 1, ]"),
        ("a = [ 1, 2 ]", [0], "a = [ 2 ]"),
        ("a = [ 1, 2 ]", [0, 1], "a = []"),
        ("a = [\n  1,  # one\n  2,  # two\n]", [0], "a = [\n  2,  # two\n]"),
        ("a = [\n  1,  # one\n  2   # two\n]", [1], "a = [\n  1  # one\n]"),
        ("a = [\n  # about 1\n  1,\n]", [0], "a = [\n  # about 1\n]"),
        ("a = [\n  1, 2, # both\n  3,\n]", [1], "a = [\n  1, # both\n  3,\n]"),
        ("a = [\n  1, 2, # both\n  3,\n]", [0], "a = [\n  2, # both\n  3,\n]"),
        ("a = [\n  1, 2, # both\n  3,\n]", [0, 1], "a = [\n  3,\n]"),
        ("a = [1, # one\n  2]", [0], "a = [ # one\n  2]"),
        ("a = [1,\n     2]", [1], "a = [1]"),
        ("a = [1, # one\n     2]", [1], "a = [1 # one\n     ]"),
        ("a = [\n    1\n  , 2 # two\n  , 3\n]", [0], "a = [\n  2 # two\n  , 3\n]"),
        ("a = [\n    1\n  , 2 # two\n  , 3\n]", [1], "a = [\n    1\n  , 3\n]"),
        ("a = [\n    1\n  , 2 # two\n  , 3\n]", [1, 2], "a = [\n    1\n]"),
        ("a = [\r\n  1,\r\n  [\r\n    2\r\n  ],\r\n]\r\n", [1], "a = [\r\n  1,\r\n]\r\n"),
        ("[[a]]\nx = 1\n\n[a.b]\n\n# two\n[[a]]\n", [0], "# two\n[[a]]\n"),
        ("a = [1]", [], "a = [1]"),
    ],
)
def test_removed_items(before: str, indexes: list[int], after: str) -> None:
    assert drop(before, ("a",), *indexes) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a = 1\n", ("a",), ""),
        ("# above\na = 1 # on\n# below\n", ("a",), "# above\n# below\n"),
        ("a = 1\nb = '''\n'''", ("b",), "a = 1"),
        ("a = 1\r\nb = 2", ("b",), "a = 1"),
        ("a = 1\n\nb = 2\n\nc = 3\n", ("b",), "a = 1\n\nc = 3\n"),
        (BOM + "a = 1\n\nb = 2\n", ("a",), BOM + "b = 2\n"),
        ("t = { a = 1, b = 2 }\n", ("t", "a"), "t = { b = 2 }\n"),
        ("t = { a.x = 1, b = 2, a.y = 3 }\n", ("t", "a"), "t = { b = 2 }\n"),
        ("t = { a = 1 }\n", ("t", "a"), "t = {}\n"),
        ("a.x = 1\nb = 2\na.y = 3\n", ("a",), "b = 2\n"),
        ("[a]\nx = 1\n# in\ny = 2\n# end\n\n[b]\n", ("a",), "# end\n\n[b]\n"),
        ("[z]\n\n[a]\nx = 1\n\n[a.b]\n\n[c]\n", ("a",), "[z]\n\n[c]\n"),
        ("[z]\n\n[a.b]\nx = 1\n", ("a", "b"), "[z]\n"),
        ("[a.b]\n[z]\n[a]\nx = 1\n", ("a",), "[z]\n"),
        ("[[a]]\n[b]\n[[a]]\n", ("a",), "[b]\n"),
        ("[[a]]\nx = 1\n[[a]]\n", ("a", 0), "[[a]]\n"),
        ("[[a]]\nx = 1\n", ("a", 0), ""),
        ("a = [1, 2]", ("a", 0), "a = [2]"),
    ],
)
def test_removed_keys_and_tables(before: str, path: DataPath, after: str) -> None:
    assert without(before, path) == after


def test_what_vanishes_with_its_last_key_is_claimed() -> None:
    for text in ("[t]\na.b.c = 1\n", "[t]\n[t.a.b.c]\nx = 1\n", "[t]\na = { b.c = 1 }\n"):
        change = remove(parse_toml(PATH, text), ("t", "a", "b", "c"))
        gone = ("t", "a", "b") if "{" in text else ("t", "a")
        assert change.claim == {PATH: {gone: ABSENT}}


@pytest.mark.parametrize(("path", "indexes"), [(("a",), [2]), (("a",), [-1]), (("b",), [0]), (("no",), [0])])
def test_refused_removal_of_items(path: DataPath, indexes: list[int]) -> None:
    with pytest.raises(EditRefusedError):
        remove_items(parse_toml(PATH, "a = [1, 2]\nb = 1\n"), path, indexes)


@pytest.mark.parametrize("path", [(), ("no",), ("a", 2), ("a", "x")])
def test_refused_removal(path: DataPath) -> None:
    with pytest.raises(EditRefusedError):
        remove(parse_toml(PATH, "a = [1, 2]\n"), path)


def test_claims_see_through_lists_of_tables_only() -> None:
    document = parse_toml(PATH, "a = [{ b = [1] }, { b = [2] }]\nc = [1, { d = 1 }]\n")
    assert set_value(document, ("a", 1, "b", 0), 3).claim == {PATH: {("a", 1, "b"): [3]}}
    assert set_value(document, ("a", 1), 3).claim == {PATH: {("a",): [{"b": [1]}, 3]}}
    assert set_value(document, ("c", 1, "d"), 2).claim == {PATH: {("c",): [1, {"d": 2}]}}
    assert remove(document, ("a", 0, "b")).claim == {PATH: {("a", 0, "b"): ABSENT}}
    assert remove(document, ("a", 0)).claim == {PATH: {("a",): [{"b": [2]}]}}
    assert document.data == tomli.loads(document.text)


def test_edits_of_two_fixes_fit_together() -> None:
    text = "[t]\na = 1\n\n[u]\n"
    document = parse_toml(PATH, text)
    change = set_value(document, ("t", "new", "x"), 1) + set_value(document, ("t", "b"), 2)
    assert applied(text, change) == "[t]\na = 1\nb = 2\n\n[t.new]\nx = 1\n\n[u]\n"
