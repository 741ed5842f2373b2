"""YAML documents of all shapes: nodes are those of PyYAML's composer, edits change what they claim and nothing else."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import yaml
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from repoaudit.documents.yaml import YamlDocument, YamlNode, parse_yaml
from repoaudit.documents.yaml.edits import (
    add_key,
    append_item,
    quote_scalar,
    remove_item,
    remove_key,
    rename_key,
    set_value,
)
from repoaudit.documents.yaml.spelling import spell_inline, spell_scalar
from repoaudit.errors import EditRefusedError
from repoaudit.finding import Change, DataPath
from repoaudit.judges import judge
from repoaudit.text import BOM, Edit, apply_edits

SCALARS = ["x", "3.10", "on", "~", "a b", "'q'", "'# no'", '"q\\t"', "v1.2", "http://a/b#c", "é", "${{ x }}"]
FLOWS = ["[]", "{}", "[x, 'y z']", "{a: 1, b: [2]}", "[ x, ]", "{ a, b: }", "[x: y]", "[\n    x,\n    y\n  ]"]
KEYS = ["a", "b", "on", "3.10", "'k k'", '"d"', "e-f", "é"]
LITERALS = [["x"], ["x", "", "  y"], ["# no", "z"], ["", "x"], ["x", "", ""]]

Lines = list[str]


@st.composite
def entry(draw: st.DrawFn, head: str, depth: int) -> Lines:
    """Lines of a key or a dash with its value."""
    comment = draw(st.sampled_from(["", "", "  # c"]))
    kind = draw(st.sampled_from(["scalar", "scalar", "flow", "literal", "missing"] + ["block"] * (3 * (depth > 0))))
    if kind == "scalar":
        return [f"{head} {draw(st.sampled_from(SCALARS))}{comment}"]
    if kind == "flow":
        return f"{head} {draw(st.sampled_from(FLOWS))}{comment}".split("\n")
    if kind == "literal":
        style = draw(st.sampled_from(["|", "|-", "|+", ">", ">-"]))
        return [
            f"{head} {style}{comment}",
            *(f"    {line}" if line else "" for line in draw(st.sampled_from(LITERALS))),
        ]
    if kind == "missing":
        return [head + comment]
    below = draw(block(depth - 1))
    if head == "-" and draw(st.booleans()):
        gap = draw(st.sampled_from([1, 3]))
        return [f"-{' ' * gap}{below[0]}", *indented(below[1:], 1 + gap)]
    is_list = below[0].startswith("-")
    indent = draw(st.sampled_from([0, 2] if is_list and head != "-" else [2, 4]))
    return [head + comment, *indented(below, indent)]


@st.composite
def block(draw: st.DrawFn, depth: int) -> Lines:
    """Lines of a block collection, with comments and blank lines between its entries."""
    heads = ["-"] * draw(st.integers(1, 3))
    if draw(st.booleans()):
        heads = [f"{key}:" for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))]
    lines = draw(entry(heads[0], depth))
    for head in heads[1:]:
        lines += draw(st.sampled_from([[], [], [""], ["# c"], ["", "# c"], ["# c", ""]]))
        lines += draw(entry(head, depth))
    return lines


def indented(lines: Lines, indent: int) -> Lines:
    return [" " * indent + line if line else line for line in lines]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a YAML file with one document; such as PyYAML does not accept are left out."""
    lines = draw(st.sampled_from([[], ["# top", ""], ["---"], ["# c", "--- # c"]])) + draw(block(2))
    lines += draw(st.sampled_from([[], ["# end"], ["", "# end"], ["..."]]))
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    text = ending.join(lines) + draw(st.sampled_from([ending, ending, ""]))
    try:
        yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        assume(False)  # noqa: FBT003 - hypothesis' way to pass over an example
    return draw(st.sampled_from(["", BOM])) + text


VALUES: st.SearchStrategy[object] = st.recursive(
    st.sampled_from(
        [None, True, 3, 1.5, "on", "3.10", "x", "a: b", "# c", "x\ny\n", "x\n\ny", " z", "", "\t", "é\x85"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["k", "on", "a b", "1"]), inner, max_size=3)
    ),
    max_leaves=5,
)


class Sites(NamedTuple):
    """The paths of a document: values of keys, items, mappings, sequences."""

    values: list[DataPath]
    items: list[DataPath]
    mappings: list[DataPath]
    sequences: list[DataPath]


def sites(document: YamlDocument) -> Sites:
    found = Sites([], [], [], [])
    waiting: list[tuple[YamlNode, DataPath]] = [(document.root, ())] if document.root else []
    while waiting:
        node, path = waiting.pop()
        below = [(value, (*path, key.text)) for key, value in node.entries()]
        found.values.extend(place for _, place in below)
        inside = [(child, (*path, index)) for index, child in enumerate(node.items())]
        found.items.extend(place for _, place in inside)
        if node.kind == "mapping":
            found.mappings.append(path)
        elif node.kind == "sequence":
            found.sequences.append(path)
        waiting += below + inside
    return found


Call = tuple[Callable[..., Change], tuple[object, ...], dict[str, object]]


@st.composite
def edits(draw: st.DrawFn, document: YamlDocument) -> Call:
    """Return an edit of a document, to be called with it."""
    places = sites(document)
    value, key = draw(VALUES), draw(st.sampled_from(["new", "on", "n n"]))
    choices: list[Call] = []
    for path in draw(st.permutations(places.values))[:1]:
        choices += [
            (set_value, (path, value), {}),
            (remove_key, (path,), {}),
            (rename_key, (path, key), {}),
            (quote_scalar, (path,), {}),
        ]
    for path in draw(st.permutations(places.items))[:1]:
        choices += [(set_value, (path, value), {}), (remove_item, (path,), {}), (quote_scalar, (path, "'"), {})]
    for path in draw(st.permutations(places.mappings))[:1]:
        node = document.find(path)
        neighbours = [each.text for each, _ in node.pairs()] if node else []
        choices += [
            (add_key, (path, key, value), {side: name}) for name in neighbours[:2] for side in ("before", "after")
        ]
        choices.append((add_key, (path, key, value), {"comment": draw(st.sampled_from([None, "why"]))}))
    for path in draw(st.permutations(places.sequences))[:1]:
        choices += [(append_item, (path, value), {"at": draw(st.sampled_from([None, 0, 1]))})]
        choices += [(set_value, (path, draw(st.lists(st.sampled_from(["x", "3.10", 1]), max_size=3))), {})]
    return draw(st.sampled_from(choices))


def agree(node: YamlNode, composed: yaml.Node, shift: int) -> None:
    """Hold a node and all below it to what PyYAML composes from the same text."""
    assert {"mapping": yaml.MappingNode, "sequence": yaml.SequenceNode, "scalar": yaml.ScalarNode}[node.kind] is type(
        composed
    )
    below: list[yaml.Node] = []
    if isinstance(composed, yaml.ScalarNode):
        assert node.value == composed.value
        assert node.style == (composed.style or "")
    elif isinstance(composed, yaml.MappingNode):
        below = [each for pair in composed.value for each in pair]
    else:
        below = composed.value
    start, end = composed.start_mark.index + shift, composed.end_mark.index + shift
    if node.start < node.end:
        assert node.start == start
        assert node.end == end if node.kind == "scalar" and node.style not in {"|", ">"} else node.end <= end
    assert len(node.children) == len(below)
    for child, other in zip(node.children, below, strict=True):
        agree(child, other, shift)


@given(texts())
@settings(max_examples=60, deadline=None)
def test_nodes_are_those_that_pyyaml_composes(text: str) -> None:
    document = parse_yaml("a.yaml", text)
    assert document.root is not None
    shift = 1 if text.startswith(BOM) else 0
    composed = yaml.compose(text[shift:], yaml.CSafeLoader)
    assert composed is not None
    agree(document.root, composed, shift)


@given(texts())
@settings(max_examples=60, deadline=None)
def test_characters_map_to_the_file(text: str) -> None:
    document = parse_yaml("a.yaml", text)
    for node in document.nodes():
        offsets = [document.scalar_offset(node, index) for index in range(len(node.value))]
        if None in offsets:
            assert node.kind != "scalar" or node.style == ">"
        for character, offset in zip(node.value, offsets, strict=True):
            assert offset is None or text[offset] == character or text[offset] in "\\'\r"


@given(texts())
@settings(max_examples=60, deadline=None)
def test_the_words_of_a_comment_mean_nothing(text: str) -> None:
    document = parse_yaml("a.yaml", text)
    comments = list(document.comments())
    assert all(text[span.start : span.end] in {"# c", "# top", "# end"} for span in comments)
    assert len(comments) == text.count("# c") + text.count("# top") + text.count("# end")
    bare = apply_edits(text, [Edit("a.yaml", *span, "#") for span in comments])
    root = parse_yaml("a.yaml", bare).root
    assert document.root is not None
    assert root is not None
    assert root.plain() == document.root.plain()


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_an_edit_changes_what_it_claims(data: st.DataObject) -> None:
    text = data.draw(texts())
    document = parse_yaml("a.yaml", text)
    edit, arguments, options = data.draw(edits(document))
    try:
        change = edit(document, *arguments, **options)
    except EditRefusedError:
        event(f"{edit.__name__} refused")
        return
    event(edit.__name__)
    after = apply_edits(text, change.edits)
    judge("a.yaml", text, after, change.claim.get("a.yaml", {}))
    removes = edit in {remove_key, remove_item}
    assert comments_of(document, change.edits if removes else ()) == comments_of(parse_yaml("a.yaml", after)) - added(
        options
    )
    assert "\r\n" not in text or after.count("\r\n") == after.count("\n")
    assert removes or text.endswith("\n") == after.endswith("\n")


def comments_of(document: YamlDocument, removal: tuple[Edit, ...] = ()) -> Counter[str]:
    """Count the comments that stand outside of what edits take away."""
    spans = [span for span in document.comments() if not any(e.start <= span.start < e.end for e in removal)]
    return Counter(document.text[span.start : span.end] for span in spans)


def added(options: dict[str, object]) -> Counter[str]:
    return Counter([f"# {options['comment']}"]) if options.get("comment") else Counter()


@given(st.text(), st.sampled_from(["", "'", '"']), st.booleans())
@settings(max_examples=200, deadline=None)
def test_spelled_text_reads_as_itself(text: str, style: str, flow: bool) -> None:  # noqa: FBT001 - drawn, not passed
    spelled = spell_scalar(text, style, flow=flow)
    read = yaml.load(f"[{spelled}]" if flow else f"k: {spelled}\n", yaml.CSafeLoader)
    assert read == ([text] if flow else {"k": text})


@given(VALUES, st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=100, deadline=None)
def test_spelled_data_reads_as_itself(value: object, number: float) -> None:
    for data in (value, number, {"k": [value, number]}):
        assert yaml.load(f"k: {spell_inline(data)}\n", yaml.CSafeLoader) == {"k": data}
