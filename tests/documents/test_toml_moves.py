"""TOML keys and tables that are renamed or move: exactly the intended text."""

import pytest

from repoaudit.documents.toml import TomlDocument, parse_toml
from repoaudit.documents.toml.edits import move, move_all, rename
from repoaudit.documents.toml.moves import retitle
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.text import apply_edits

PATH = "pyproject.toml"
RUFF = ("tool", "ruff")
LEGACY = ("select", "ignore", "isort", "mccabe", "per-file-ignores", "pydocstyle")


def doc(text: str) -> TomlDocument:
    return parse_toml(PATH, text)


def applied(text: str, change: Change) -> str:
    after = apply_edits(text, change.edits)
    document = doc(after)
    for path, value in change.claim[PATH].items():
        assert document.get(path) == value
    return after


def to_lint(text: str, table: DataPath = RUFF) -> str:
    document = doc(text)
    sources = [(*table, key) for key in LEGACY if document.get((*table, key)) is not ABSENT]
    return applied(text, move_all(document, [(source, (*table, "lint")) for source in sources]))


@pytest.mark.parametrize(
    ("before", "path", "new", "after"),
    [
        ("a = 1 # c\n", ("a",), "b", "b = 1 # c\n"),
        ("'a' = 1\n", ("a",), "b", "'b' = 1\n"),
        ('"a" = 1\n', ("a",), "b'c", '"b\'c" = 1\n'),
        ("a = 1\n", ("a",), "b.c", '"b.c" = 1\n'),
        ("[ x . a ]\n[[x.a.b]]\n[[x.a.b]]\n[a]\n", ("x", "a"), "z", "[ x . z ]\n[[x.z.b]]\n[[x.z.b]]\n[a]\n"),
        ("x.a.b = 1\nx.a.c = { a = 1 }\n", ("x", "a"), "z", "x.z.b = 1\nx.z.c = { a = 1 }\n"),
        ("x = { a.b = 1, a.c = 2 }\n", ("x", "a"), "z", "x = { z.b = 1, z.c = 2 }\n"),
        ("[[x]]\na = 1\n[[x]]\na = 2\n", ("x", 1, "a"), "z", "[[x]]\na = 1\n[[x]]\nz = 2\n"),
        ("[[x]]\n[x.a]\n[[x]]\n[x.a]\n", ("x",), "z", "[[z]]\n[z.a]\n[[z]]\n[z.a]\n"),
    ],
)
def test_rename(before: str, path: DataPath, new: str, after: str) -> None:
    document = doc(before)
    change = rename(document, path, new)
    assert applied(before, change) == after
    assert change.claim == {PATH: {path: ABSENT, (*path[:-1], new): document.get(path)}}


@pytest.mark.parametrize("path", [(), ("no",), ("l", 0), ("m", 0), ("b",)])
def test_refused_rename(path: DataPath) -> None:
    with pytest.raises(EditRefusedError):
        rename(doc("a = 1\nb = 1\nl = [1]\n[[m]]\n"), path, "a")


def test_pairs_and_tables_move_at_once() -> None:
    before = (
        "[tool.ruff]\nline-length = 88\n# what we check\nselect = ['E']  # basics\n\n# not these\n"
        "ignore = [\n    'E501',  # long\n]\nisort.known-first-party = ['x']\nmccabe = { max-complexity = 10 }\n\n"
        "# per file\n[tool.ruff.per-file-ignores]\n'tests/*' = ['S101']\n\n[tool.black]\n"
    )
    after = (
        "[tool.ruff]\nline-length = 88\n\n[tool.ruff.lint]\n# what we check\nselect = ['E']  # basics\n\n# not these\n"
        "ignore = [\n    'E501',  # long\n]\nisort.known-first-party = ['x']\nmccabe = { max-complexity = 10 }\n\n"
        "# per file\n[tool.ruff.lint.per-file-ignores]\n'tests/*' = ['S101']\n\n[tool.black]\n"
    )
    assert to_lint(before) == after
    crlf = before.replace("\n", "\r\n")
    assert to_lint(crlf) == after.replace("\n", "\r\n")
    bare = before.removesuffix("\n\n[tool.black]\n")
    assert to_lint(bare) == after.removesuffix("\n\n[tool.black]\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (  # dotted keys spell the new table
            "[tool.ruff]\nselect = ['E']  # c\nlint.unfixable = []\n[tool.ruff.isort]\nx = 1\n",
            "[tool.ruff]\nlint.select = ['E']  # c\nlint.unfixable = []\n[tool.ruff.lint.isort]\nx = 1\n",
        ),
        (  # dotted keys spell the old table
            "[tool]\nruff . select = ['E']\nruff.line-length = 3\n",
            "[tool]\nruff . lint.select = ['E']\nruff.line-length = 3\n",
        ),
        (  # the old table is inline
            "[tool]\nruff = { select = ['E'], line-length = 3, isort = { x = 1 } }\n",
            "[tool]\nruff = { lint.select = ['E'], line-length = 3, lint.isort = { x = 1 } }\n",
        ),
        (  # the new table is inline
            "[tool.ruff]\nselect = ['E']\nlint = { unfixable = [] }\n",
            "[tool.ruff]\nlint = { unfixable = [], select = ['E'] }\n",
        ),
        (  # the new table has a header
            "[tool.ruff]\nselect = ['E']\n\n[tool.ruff.lint]\nunfixable = []  # c\n# end\n[tool.ruff.mccabe]\n",
            "[tool.ruff]\n\n[tool.ruff.lint]\nunfixable = []  # c\nselect = ['E']\n# end\n[tool.ruff.lint.mccabe]\n",
        ),
        (  # only headers of sub-tables imply the new table
            "[tool.ruff]\nselect = ['E']\n\n# i\n[tool.ruff.lint.isort]\nx = 1\n",
            "[tool.ruff]\n\n[tool.ruff.lint]\nselect = ['E']\n\n# i\n[tool.ruff.lint.isort]\nx = 1\n",
        ),
        (  # the sub-table comes before its super-table
            "[[tool.ruff.isort]]\n[[tool.ruff.isort.x]]\n[tool.ruff]\nline-length = 3\n",
            "[[tool.ruff.lint.isort]]\n[[tool.ruff.lint.isort.x]]\n[tool.ruff]\nline-length = 3\n",
        ),
        (  # a table partly of dotted keys, partly of headers
            "[tool.ruff]\nisort.x = 1\n[tool.ruff.isort.y]\n",
            "[tool.ruff.lint]\nisort.x = 1\n[tool.ruff.lint.isort.y]\n",
        ),
        (  # a header that nothing is left below goes along
            "# ours\n[tool.ruff] # here\n# rules\nselect = ['E'] # few\nignore = []\n\n[tool.ruff.format]\n",
            "# ours\n[tool.ruff.lint] # here\n# rules\nselect = ['E'] # few\nignore = []\n\n[tool.ruff.format]\n",
        ),
        (  # blank lines on both sides leave one
            "[tool.ruff]\nline-length = 3\n\nselect = ['E']\n\n[tool.ruff.lint]\n",
            "[tool.ruff]\nline-length = 3\n\n[tool.ruff.lint]\nselect = ['E']\n",
        ),
    ],
)
def test_every_notation_moves(before: str, after: str) -> None:
    assert to_lint(before) == after


def test_moves_at_the_root() -> None:
    before = "line-length = 3\n# why\nselect = ['E']\n[isort]\nx = 1"
    assert to_lint(before, ()) == "line-length = 3\n\n[lint]\n# why\nselect = ['E']\n\n[lint.isort]\nx = 1"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("select = ['E']\n", "[lint]\nselect = ['E']\n"),
        ("select = ['E']\n# c", "# c\n\n[lint]\nselect = ['E']"),
        ("# on top\nselect = ['E']\n[format]\n", "[lint]\n# on top\nselect = ['E']\n\n[format]\n"),
    ],
)
def test_nothing_is_left_at_the_root(before: str, after: str) -> None:
    assert to_lint(before, ()) == after


def test_a_table_gets_another_title() -> None:
    document = doc("[a] # c\nx = 1\n[a.b]\ny = 2\n")
    change = retitle(document, ("a",), ("tool", "x y"))
    assert apply_edits(document.text, change.edits) == '[tool."x y"] # c\nx = 1\n[tool."x y".b]\ny = 2\n'
    assert change.claim == {PATH: {("a",): ABSENT, ("tool", "x y"): {"x": 1, "b": {"y": 2}}}}


@pytest.mark.parametrize("text", ["x = 1\n", "a.x = 1\n", "a = { x = 1 }\n", "[a]\n[z]\n"])
def test_what_has_no_header_of_its_own_gets_no_other_title(text: str) -> None:
    with pytest.raises(EditRefusedError):
        retitle(doc(text), ("a",), ("z",))


def test_claims_say_what_arrives_and_what_vanishes() -> None:
    change = move(doc("[a.b]\nx = 1\n[z]\n"), ("a", "b"), ("z",))
    assert change.claim == {PATH: {("a",): ABSENT, ("z", "b"): {"x": 1}}}
    change = move(doc("[a.b]\nx = 1\n"), ("a", "b"), ("a", "c"))
    assert change.claim == {PATH: {("a", "b"): ABSENT, ("a", "c", "b"): {"x": 1}}}


def test_keys_move_up_and_across() -> None:
    assert applied("[a.b.c]\nx = 1\n", move(doc("[a.b.c]\nx = 1\n"), ("a", "b", "c"), ("a",))) == "[a.c]\nx = 1\n"
    text = "[[a]]\nx = 1\n[[a]]\n[z]\ny = 1\n"
    assert apply_edits(text, move(doc(text), ("a", 0, "x"), ("z",)).edits) == "[[a]]\n[[a]]\n[z]\ny = 1\nx = 1\n"
    assert apply_edits(text, move(doc(text), ("z", "y"), ("a", 0)).edits) == "[[a]]\nx = 1\ny = 1\n[[a]]\n[z]\n"


@pytest.mark.parametrize(
    "moves",
    [
        [((), ("t",))],
        [(("no",), ("t",))],
        [(("l", 0), ("t",))],
        [(("a",), ("t",)), (("a",), ("u",))],
        [(("t",), ("u",)), (("t", "b"), ("u",))],
        [(("a",), ("t",)), (("t",), ("u",))],
        [(("t",), ("t", "x"))],
        [(("b",), ("t",))],
        [(("a",), ("l",))],
        [(("i", "x"), ("t",))],
        [(("t",), ("i",))],
        [(("m", 0, "s"), ("t",))],
        [(("t",), ("m", 0))],
        [(("commented",), ("i",))],
        [(("a",), ("e",)), (("b",), ("e", "new"))],
    ],
)
def test_refused_moves(moves: list[tuple[DataPath, DataPath]]) -> None:
    document = doc(
        "a = 1\nb = 2\nl = [1]\ni = { x = 1 }\ne = {}\ncommented = 1 # c\n[t]\nb = 1\n[u]\n[[m]]\n[m.s]\nx = 1\n[[m]]\n"
    )
    with pytest.raises(EditRefusedError):
        move_all(document, moves)
