"""YAML documents: the oracle for structure and values is PyYAML's composer, the traps are those it is known for."""

import re
import time

import pytest
import yaml

from repoaudit.documents.yaml import MAX_DEPTH, YamlDocument, YamlNode, dotted, parse_yaml
from repoaudit.documents.yaml import reader as yaml_reader
from repoaudit.errors import DocumentSyntaxError, UnknownError
from repoaudit.text import BOM, Span

HOOKS = """\
# See https://pre-commit.com
default_stages: [pre-commit]  # both

repos:
-   repo: https://github.com/astral-sh/ruff-pre-commit
    rev: 0123abc  # frozen: v0.9.1
    hooks:
    -   id: ruff
        args: [--fix, "--exit-non-zero-on-fix"]

    # formats
    -   id: ruff-format
-   repo: local
    hooks: []

# the end
"""


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers of PyYAML must give the same nodes."""
    chosen = {"C": yaml.CSafeLoader, "Python": yaml.SafeLoader}[request.param]
    monkeypatch.setattr(yaml_reader, "_LOADER", chosen)


def read(text: str) -> YamlDocument:
    return parse_yaml("a.yaml", text)


def root(text: str) -> YamlNode:
    node = read(text).root
    assert node is not None
    return node


def at(document: YamlDocument, *path: str | int) -> YamlNode:
    node = document.find(path)
    assert node is not None, path
    return node


def written(document: YamlDocument, *path: str | int) -> str:
    span = document.place(path).span
    assert span is not None
    return document.text[span.start : span.end]


def mistake(text: str) -> DocumentSyntaxError:
    with pytest.raises(DocumentSyntaxError) as caught:
        read(text)
    assert caught.value.path == "a.yaml"
    return caught.value


def test_values_are_found_by_keys_and_indexes() -> None:
    document = read(HOOKS)
    assert at(document, "repos", 0, "hooks", 1, "id").text == "ruff-format"
    assert [each.text for each in at(document, "repos", 0, "hooks", 0, "args").items()] == [
        "--fix",
        "--exit-non-zero-on-fix",
    ]
    assert document.find(("repos", 2)) is None
    assert document.find(("repos", -1)) is None
    assert document.find(("repos", "hooks")) is None
    assert document.find(("default_stages", 0, "x")) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("default_stages",), "default_stages: [pre-commit]"),
        (("default_stages", 0), "pre-commit"),
        (("repos", 0, "rev"), "rev: 0123abc"),
        (("repos", 1), "repo: local\n    hooks: []"),
        (
            ("repos", 0, "hooks"),
            HOOKS[HOOKS.index("hooks:") : HOOKS.index("\n-   repo: local")],
        ),
    ],
)
def test_a_place_reaches_from_the_key_to_the_end_of_the_last_descendant(path: tuple[str | int, ...], text: str) -> None:
    assert written(read(HOOKS), *path) == text


def test_a_place_of_what_is_missing_is_the_nearest_thing_around_it() -> None:
    document = read(HOOKS)
    place = document.place(("repos", 1, "hooks", 0, "stages"))
    assert place.anchor == "repos[1].hooks[0].stages"
    assert place.span == document.place(("repos", 1, "hooks")).span
    assert document.place(("nothing",)).span == root(HOOKS).span
    assert read("# empty\n").place(("a",)).span is None


def test_a_place_takes_the_anchor_it_is_told() -> None:
    document = read(HOOKS)
    assert document.place(("repos", 1), "repos[local]").anchor == "repos[local]"
    assert document.place_of(at(document, "repos", 1, "repo"), "x").span == Span(
        HOOKS.index("local"), HOOKS.index("local") + 5
    )
    assert dotted(()) == ""


def test_paths_of_nodes() -> None:
    document = read(HOOKS)
    assert document.path_of(at(document, "repos", 0, "hooks", 1, "id")) == ("repos", 0, "hooks", 1, "id")
    key = document.key_node(("repos", 0, "rev"))
    assert key is not None
    assert key.text == "rev"
    assert document.path_of(key) is None
    assert document.key_node(("repos", 0)) is None
    assert document.key_node(()) is None


def test_keys_are_text() -> None:
    node = root("on: push\n3.10: x\nnull: y\n")
    assert [key.text for key, _ in node.pairs()] == ["on", "3.10", "null"]
    assert node.get("on") is not None


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("true", True),
        ("False", False),
        ("yes", True),
        ("off", False),
        ('"true"', None),
        ("!!str true", None),
        ("maybe", None),
        ("[]", None),
    ],
)
def test_booleans(text: str, *, truth: bool | None) -> None:
    assert root(text).as_bool() is truth


@pytest.mark.parametrize(
    ("text", "null"),
    [
        ("a:", True),
        ("a: ~", True),
        ("a: null", True),
        ('a: ""', False),
        ("a: !!null x", True),
        ("a: !!str", False),
        ("a: {}", False),
    ],
)
def test_nulls(text: str, *, null: bool) -> None:
    value = root(text).get("a")
    assert value is not None
    assert value.is_null is null


def test_accessors_are_total() -> None:
    for node in (root("a"), root("[a]"), root("{a: b}"), root("[&x a, *x]").children[1]):
        assert node.kind == "mapping" or (list(node.pairs()), node.get("a"), node.entry("a")) == ([], None, None)
        assert node.kind == "sequence" or list(node.items()) == []
    assert root("[a]").scalar() is None
    assert root("[a]").text == ""
    assert root("a").scalar() == "a"


def test_strings_of_a_value_that_may_be_one_or_several() -> None:
    node = root("a: x\nb: [x, ~, [y], z]\nc:\nd: &d w\ne: *d\n")
    found = {key.text: [each.text for each in value.strings()] for key, value in node.pairs()}
    assert found == {"a": ["x"], "b": ["x", "z"], "c": [], "d": ["w"], "e": ["w"]}


def test_aliases_are_followed_and_have_places() -> None:
    document = read("a: &x {b: 1}\nc: *x\nd: [*x]\n")
    assert at(document, "c", "b").text == at(document, "d", 0, "b").text == "1"
    assert written(document, "c") == "c: *x"
    assert [node.start for node in document.nodes() if node.kind == "alias"] == [16, 23]


def test_an_anchor_may_be_used_again_and_ends_with_its_document() -> None:
    node = root("[&x 1, *x, &x 2, *x]")
    assert [each.text for each in node.items()] == ["1", "1", "2", "2"]
    assert mistake("&x a\n---\n*x\n").span == Span(9, 11)


def test_merged_keys() -> None:
    document = read("a: &a {k: 1, m: a}\nb: &b {<<: *a, k: 2}\nc: {<<: [*b, *a], n: 3}\nd: {'<<': *a}\n")
    assert [at(document, "c", key).text for key in "kmn"] == ["2", "a", "3"]
    assert document.find(("d", "k")) is None
    assert [key.text for key, _ in at(document, "c").pairs()] == ["<<", "n"]


def test_of_merge_keys_the_later_wins_as_in_pyyaml() -> None:
    # A name of several letters: PyYAML 6.0.4 takes the earlier one where the key is a single letter, by accident.
    text = "a: &a {key: 1}\nb: &b {key: 2}\nc:\n  <<: *a\n  <<: *b\n"
    assert at(read(text), "c", "key").text == str(yaml.safe_load(text)["c"]["key"]) == "2"


def test_duplicate_keys_are_kept_and_the_last_wins() -> None:
    document = read("a: 1\nb: {c: 2, 'c': 3}\na: 4\n1: x\n'1': y\n<<: {}\n<<: {}\n")
    assert at(document, "a").text == "4"
    found = [(first.start, later.start, path) for first, later, path in document.duplicates()]
    assert found == [(0, 23, ("a",)), (9, 15, ("b", "c"))]


def test_duplicates_are_found_in_every_document_and_in_keys() -> None:
    assert len(list(read("a: 1\n---\na: 1\na: 2\n---\n? {b: 1, b: 2}\n: - c: 1\n    c: 2\n").duplicates())) == 3


def test_keys_that_are_no_text_are_never_duplicates() -> None:
    assert not list(read("? [a]\n: 1\n? [a]\n: 2\n? {b: 1}\n: 3\n").duplicates())


def test_several_documents() -> None:
    document = read("a: 1\n---\nb: 2\n")
    assert len(document.roots) == 2
    assert not document.is_single
    assert at(document, "a").text == "1"
    assert document.find(("b",)) is None
    assert read("--- \na: 1\n...\n").is_single


@pytest.mark.parametrize("text", ["", "# only\n", "\n\n", BOM])
def test_a_file_without_documents(text: str) -> None:
    document = read(text)
    assert document.root is None
    assert document.is_single
    assert document.find(()) is None
    assert len(list(document.comments())) == text.count("#")


def test_offsets_count_the_byte_order_mark_and_carriage_returns() -> None:
    document = read(f"{BOM}# é\r\nä: 1\r\nb: '2'\r\n")
    assert written(document, "ä") == "ä: 1"
    assert written(document, "b") == "b: '2'"
    assert [document.text[each.start : each.end] for each in document.comments()] == ["# é"]


def test_line_breaks_that_only_yaml_knows_do_not_move_offsets() -> None:
    document = read("a: x\x85b: y\u2028c: z\u2029d: '\u2028'\n")
    assert [written(document, key) for key in "abcd"] == ["a: x", "b: y", "c: z", "d: '\u2028'"]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("a: |\n  x\n\n\nb: 1\n", 8),
        ("a: |-\n  x\n\nb: 1\n", 9),
        ("a: |+\n  x\n\n\nb: 1\n", 11),
        ("a: >\n  x\n  y\n\n# c\nb: 1\n", 12),
        ("a: |\r\n  x\r\n\r\nb: 1\r\n", 9),
        ("a: |\n  x\n     \n   \n  \nb: 1\n", 18),
        ("a: |2\n    x\n  \n   \n\nb: 1\n", 18),
        ("a: |\n\n\nb: 1\n", 4),
        ("a: |  # c\n\nb: 1\n", 4),
        ("a: |\n  x", 8),
        ("a: |", 4),
        ("a: |\n  x  \n\n", 10),
        ("a: !<tag:x,2000:y> |\n  x\n\n", 24),
        ("a: &x |\n  x\n\n", 11),
    ],
)
def test_a_block_scalar_ends_with_its_content(text: str, end: int) -> None:
    node = root(text).get("a")
    assert node is not None
    assert node.end == end


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("a:\n# c\nb: 1\n", [2]),
        ("a:   # c\nb: 1\n", [2]),
        ("? a\n# c\n? b\n# d\n", [3, 11]),
        ("{a , b: , c}", [2, 7, 11]),
        ("- # c\n-\n- b", [1, 7]),
        ("[x: , y]", [3]),
    ],
)
def test_a_missing_value_is_right_behind_its_colon_or_dash(text: str, starts: list[int]) -> None:
    assert [node.start for node in read(text).nodes() if node.start == node.end] == starts


def test_the_mapping_without_braces() -> None:
    pair = root("[a: b  , c]").children[0]
    assert (pair.kind, pair.style, pair.span) == ("mapping", "pair", Span(1, 5))
    assert root("[{a: b}: c ]").children[0].span == Span(1, 10)
    assert root("[{a: b} ]").children[0].style == "flow"


def test_spans_include_tags_and_anchors() -> None:
    document = read("a: !t &x\n  b: 1\n# c\nd: &y !!str 1\n")
    assert written(document, "a") == "a: !t &x\n  b: 1"
    node = at(document, "d")
    assert (node.tag, node.anchor, document.text[node.start : node.end]) == (
        "tag:yaml.org,2002:str",
        "y",
        "&y !!str 1",
    )
    assert not node.is_plain


def test_comments_are_not_in_scalars() -> None:
    text = "# 1\na: '# x\n  # y'   # 2\nb: x#y\nc: |  # 3\n  # z\n  w # z\n # 4\nd: [e, # 5\n \"#\"]\n#6\nf: g # 7"
    found = [text[span.start : span.end] for span in read(text).comments()]
    assert found == ["# 1", "# 2", "# 3", "# 4", "# 5", "#6", "# 7"]


def test_comments_behind_tabs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", yaml.CSafeLoader)
    assert [span.start for span in read("a:\tb\t# c\n").comments()] == [5]


def test_the_comment_on_a_line() -> None:
    document = read(HOOKS)
    assert document.comment_on(at(document, "repos", 0, "rev")) == "frozen: v0.9.1"
    assert document.comment_on(at(document, "repos", 0, "repo")) is None
    assert document.comment_on(at(document, "default_stages")) == "both"
    assert document.comment_on(at(document, "default_stages", 0)) == "both"
    other = read("a: |  ## head\n  x # y\nb:  # of b\n  c: 1  # of c\nd: 1")
    assert document.comment_on(at(document, "repos")) is None
    assert other.comment_on(at(other, "a")) == "head"
    assert other.comment_on(at(other, "b")) == "of c"
    key = other.key_node(("b",))
    assert key is not None
    assert other.comment_on(key) == "of b"
    assert other.comment_on(at(other, "d")) is None


@pytest.mark.parametrize(
    "text",
    [
        "plain text",
        "&x 'it''s'",
        "'plain'",
        '"a\\"b\\t\\x41\\u0041\\U00000041\\/ c"',
        '""',
        "|\n  ab\n\n    c\n  d\n",
        "|-\r\n  ab\r\n \r\n  c\r\n",
        "|2+\n    ab\n   c\n\n\n",
        "!!str |\n  a",
        "|\n  a\u2028  b\x85  c\n",
        "- |\n  \n \n\n  a\n",
        "- |+\n    \n\n",
    ],
)
def test_characters_of_a_scalar_map_to_the_file(text: str) -> None:
    document = read(text)
    node = next(node for node in document.nodes() if node.kind == "scalar")
    offsets = [document.scalar_offset(node, index) for index in range(len(node.value) + 1)]
    known = [offset for offset in offsets if offset is not None]
    assert known == offsets == sorted(set(known))
    for character, offset in zip(node.value, known, strict=False):
        there = text[offset]
        assert there == character or there in "'\\" or (character == "\n" and there in "\r\x85")
    assert known[-1] <= len(text)


def test_words_of_a_script_map_to_the_file() -> None:
    text = "steps:\r\n- run: |\r\n    set -e\r\n\r\n      pytest -x\r\n  if: a\r\n"
    document = read(text)
    node = at(document, "steps", 0, "run")
    word = node.value.index("pytest")
    assert document.scalar_offset(node, word) == text.index("pytest")
    assert document.scalar_offset(node, word + 6) == text.index(" -x")


@pytest.mark.parametrize("text", [">\n  a\n  b\n", "a\n  b", "'a\n  b'", '"a\\\n  b"', "[a]"])
def test_folded_text_has_no_exact_places(text: str) -> None:
    assert read(text).scalar_offset(root(text), 0) is None


def test_characters_beyond_a_scalar_have_no_place() -> None:
    document = read("abc")
    assert document.root is not None
    assert document.scalar_offset(document.root, 3) == 3
    assert document.scalar_offset(document.root, 4) is None
    assert document.scalar_offset(document.root, -1) is None


PLAIN = """\
on: {a: 3.10, b: "3.10", c: 010, d: 1:30, e: yes, f: ~, g: 2024-01-02, h: !!str 1, i: !!int "2", j: ! 3}
list: [1.5, 1.5.0, 1.5.0rc1, --x, .inf, x, [], {}]
<<: {k: v}
again: &a [b]
more: *a
"""


def test_plain_data_is_what_pyyaml_makes_of_it_but_for_keys() -> None:
    expected = yaml.safe_load(PLAIN.replace("on:", "'on':").replace("<<:", "'<<':"))
    expected["on"]["e"] = True
    data = root(PLAIN).plain()
    assert data == expected
    assert isinstance(data, dict)
    assert data["again"] is data["more"]


@pytest.mark.parametrize(
    "text", ["!x a", "!x [a]", "!!int a", "2024-99-99", "[a: {[b]: c}]", "!!binary é", "!!set {a}"]
)
def test_plain_data_that_only_some_program_knows(text: str) -> None:
    with pytest.raises(UnknownError):
        root(text).plain()


def test_a_value_that_its_tag_does_not_allow_is_named() -> None:
    with pytest.raises(UnknownError, match=r"^`a` is not a value of the type tag:yaml\.org,2002:int$") as caught:
        root("!!int a").plain()
    assert caught.value.span == Span(0, 7)


@pytest.mark.parametrize(
    ("text", "span", "reason"),
    [
        ("a: b: c\n", Span(4, 5), "mapping values are not allowed"),
        ("a: [1,\n  2", Span(10, 10), "while parsing a flow sequence that starts on line 1"),
        ("a: 1\nb: 'x\n", Span(11, 11), "unexpected end of stream"),
        ("a: \x00b", Span(3, 4), "U+0000"),
        (f"{BOM}é: \x07", Span(4, 5), "U+0007"),
        ("a: \ud800", Span(3, 4), "U+D800"),
        (f"{BOM}a: @b", Span(4, 5), "cannot start any token"),
        ("a: *b", Span(3, 5), "no anchor `&b` before this alias"),
        ("a:\n\t- b\n", Span(3, 4), "cannot start any token"),
    ],
)
def test_syntax_errors_know_their_place(text: str, span: Span, reason: str) -> None:
    error = mistake(text)
    assert reason in error.reason
    assert error.span == span
    assert "\n" not in error.reason


def test_an_alias_of_nothing() -> None:
    assert mistake("a: *b").reason == "no anchor `&b` before this alias"


def test_nesting_up_to_the_limit() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).root is not None
    error = mistake("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert error.span.start == MAX_DEPTH
    assert str(MAX_DEPTH) in error.reason


@pytest.mark.parametrize(
    "text", ["- " * 20_000, "[" * 20_000, "{" * 20_000, "? " * 50_000, "".join(" " * i + "a:\n" for i in range(500))]
)
def test_hostile_nesting_is_a_syntax_error(text: str) -> None:
    assert re.search("deep|depth", mistake(text).reason)  # libyaml's word where it has a limit of its own


def _laughs(item: str, count: int) -> str:
    lines = [f"a0: &a0 {item}"]
    lines += [item.replace("x", ", ".join([f"*a{n - 1}"] * 9)).join((f"a{n}: &a{n} ", "")) for n in range(1, count)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        _laughs("[x]", 12),
        "a0: &a0 {k: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 12)),
        "a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 3000)),
        "a0: &a0 {k: 1}\n" + "".join(f"a{n}: &a{n} {{<<: *a{n - 1}}}\n" for n in range(1, 500)),
        "&a [*a, *a]",
        "&a {b: *a, <<: *a}",
    ],
)
def test_expansion_stays_within_its_budget(text: str) -> None:
    begin = time.process_time()
    document = read(text)
    for node in document.nodes():
        node.get("missing")
        node.strings()
    assert list(document.duplicates()) == []
    assert document.find(("a11", "b")) is None
    assert document.root is not None
    assert type(document.root.plain()) in {dict, list}
    assert time.process_time() - begin < 5
