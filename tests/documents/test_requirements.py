import warnings
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.markers import Marker as PackagingMarker
from packaging.markers import UndefinedComparison, UndefinedEnvironmentName
from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as PackagingRequirement
from packaging.specifiers import SpecifierSet

from repoaudit.documents.pep508.markers import parse_marker
from repoaudit.documents.requirements import Requirement, RequirementsDocument, parse_requirement, parse_requirements
from repoaudit.documents.requirements.edits import (
    add_requirement,
    order_is_kept,
    plain_lines,
    remove_line,
    set_specifier,
)
from repoaudit.documents.requirements.style import like_sibling
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change
from repoaudit.text import Span, apply_edits

few = settings(max_examples=200, deadline=None)

blank = st.sampled_from(["", "", "", " ", "\t"])
names = st.sampled_from(["foo", "Foo.Bar", "a", "a-b_c", "foo_", "foo-", "zope.interface", "x9"])
versions = st.sampled_from(["1", "1.2.3", "2.0rc1", "1.*", "0.1.dev1", "1.0+x", "v1", "1.0-1", "1.0.*", ""])
operators = st.sampled_from([">=", "<=", ">", "<", "==", "!=", "~=", "==="])
clause = st.tuples(operators, blank, versions).map("".join)
separator = st.tuples(blank, st.just(","), blank).map("".join)
extras = st.sampled_from(["", "", "", "[]", "[a]", "[a, b]", "[ a\t,b ]", "[a-]", "[a,]", "[a b]", "[a"])
variables = st.sampled_from(
    ["python_version", "os_name", "os.name", "sys_platform", "extra", "python_implementation", "extras", "os"]
)
values = st.sampled_from(["'3.8'", '"3.10"', "'linux'", '"dev"', "''", "'3.8,3.9'", "'Foo_Bar'", "'a\\x", "'\\t'"])
operand = st.one_of(variables, variables, values)
marker_operators = st.sampled_from([">=", "<", "==", "!=", "in", "not in", "not  in", "~=", "===", " not", "notin"])
space = st.sampled_from([" ", " ", ""])
comparison = st.tuples(operand, space, marker_operators, space, operand).map("".join)
markers = st.recursive(
    comparison,
    lambda inner: st.one_of(
        st.tuples(st.just("("), blank, inner, blank, st.just(")")).map("".join),
        st.tuples(inner, space, st.sampled_from(["and", "or"]), space, inner).map("".join),
    ),
    max_leaves=4,
)


damage = st.sampled_from([*",;()[]'=@#.\n\u2003é ", "", "in"])


@st.composite
def requirement_texts(draw: st.DrawFn) -> str:
    text = draw(blank) + draw(names) + draw(blank) + draw(extras) + draw(blank)
    if draw(st.integers(0, 5)) == 0:
        text += "@" + draw(blank) + draw(st.sampled_from(["https://x/y.whl", "git+https://a/b@c#egg=d", "f;x", ""]))
        text += draw(blank)
    else:
        clauses = draw(st.lists(clause, max_size=3))
        joined = "".join(part + draw(separator) for part in clauses[:-1]) + "".join(clauses[-1:])
        joined += draw(st.sampled_from(["", "", "", ",", " , "]))
        text += f"({joined})" if draw(st.integers(0, 5)) == 0 else joined
    if draw(st.booleans()):
        text += draw(blank) + ";" + draw(blank) + draw(markers) + draw(blank)
    if draw(st.integers(0, 3)) == 0:
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(damage) + text[place + 1 :]
    return text


def oracle(text: str) -> PackagingRequirement | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns of `\x` and the like in a marker's strings
        try:
            return PackagingRequirement(text)
        except InvalidRequirement:
            return None


def requirement(text: str) -> Requirement:
    found = parse_requirement(text)
    assert found is not None
    return found


@settings(max_examples=200, deadline=None)
@given(requirement_texts(), st.integers(0, 5))
def test_requirements_are_those_of_packaging(text: str, offset: int) -> None:
    ours, theirs = parse_requirement(text, offset), oracle(text)
    if theirs is None:
        assert ours is None
        return
    assert ours is not None
    assert (ours.name, ours.url, set(ours.extras)) == (theirs.name, theirs.url, theirs.extras)
    assert (ours.marker is None) == (theirs.marker is None)
    shifted = "#" * offset + text
    assert shifted[slice(*ours.name_span)] == ours.name
    if ours.url is None:
        assert ours.specifiers is not None
        assert ours.specifier_span is not None
        assert shifted[slice(*ours.specifier_span)] == str(ours.specifiers)
        assert SpecifierSet(str(ours.specifiers)) == theirs.specifier
    else:
        assert ours.specifiers is None
        assert ours.specifier_span is None


ENVIRONMENT: Mapping[str, str] = {
    "python_version": "3.9",
    "python_full_version": "3.9.1",
    "os_name": "posix",
    "sys_platform": "linux",
    "extra": "dev",
    "platform_python_implementation": "CPython",
}


@few
@given(markers)
def test_markers_hold_where_packaging_says(text: str) -> None:
    marker = parse_marker(text)
    held = None if marker is None else marker.holds(ENVIRONMENT)
    if held is None:
        return
    try:
        expected = PackagingMarker(text).evaluate(dict(ENVIRONMENT))
    except (UndefinedComparison, UndefinedEnvironmentName):
        return  # packaging evaluates every comparison, also those that no longer matter
    assert held == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("python_version < '3.10'", True),
        ("'3.10' <= python_version", False),
        ("python_version in '3.8 3.9'", True),
        ("python_version not in '3.8'", True),
        ("python_version >= '3.8,3.9'", False),
        ("python_version == 'three'", False),
        ("python_full_version === ' 3.9.1'", True),
        ("python_version === '3.9'", True),
        ("sys_platform == 'linux'", True),
        ("sys_platform > 'a'", False),
        ("sys_platform ~= 'linux'", None),
        ("extra == 'Dev'", True),
        ("os.name == 'posix'", True),
        ("python_implementation == 'CPython'", True),
        ("platform_machine == 'arm64'", None),
        ("platform_machine == 'arm64' and python_version < '3'", False),
        ("platform_machine == 'arm64' or python_version > '3'", True),
        ("(platform_machine == 'arm64' or extra == 'dev') and os_name == 'posix'", True),
        ("os_name == 'nt' and os_name == 'nt' or os_name == 'posix'", True),
        ("os_name == 'nt' and (os_name == 'nt' or os_name == 'posix')", False),
        ("'dev' in extras", None),
        ("os_name == 'a\\tb'", None),
        ("'a' == 'a'", None),
        ("os_name == sys_platform", None),
    ],
)
def test_what_is_known_of_a_marker(text: str, expected: bool | None) -> None:  # noqa: FBT001 - a table of answers
    marker = parse_marker(text)
    assert marker is not None
    assert marker.holds(ENVIRONMENT) is expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "os_name",
        "os_name 'a'",
        "os_name and == 'a'",
        "os_name == in",
        "not 'a' == os_name",
        "(os_name == 'a'",
        "os_name == 'a')",
        "os_name == 'a' and",
        "foo == 'a'",
        "os_name == '\\x'",
    ],
)
def test_what_is_no_marker(text: str) -> None:
    assert parse_marker(text) is None


@pytest.mark.parametrize("text", ["demo (>=1.05", "demo (>=1.0)5", "demo (", "demo )", "demo (>=1))", "demo ((>=1))"])
def test_parentheses_around_versions_are_closed(text: str) -> None:
    assert parse_requirement(text) is None
    assert oracle(text) is None


def test_deep_markers_do_not_exhaust_the_stack() -> None:
    assert parse_requirement("foo; " + "(" * 50_000 + "os_name == 'a'" + ")" * 50_000) is not None
    assert parse_requirement("foo; " + "(" * 50_000) is None
    assert parse_requirement("foo; " + "(" * 50_000 + "os_name == 'a\\\\'" + ")" * 50_000) is None


def test_parts_of_a_requirement() -> None:
    found = requirement("Foo_Bar [a,b] >=1, <2 ; python_version < '3.9'")
    assert (found.name, found.canonical, found.extras) == ("Foo_Bar", "foo-bar", ("a", "b"))
    assert (found.name_span, found.head_span, found.specifier_span) == (Span(0, 7), Span(0, 13), Span(14, 21))
    assert found.marker is not None
    assert found.marker.text == "python_version < '3.9'"
    assert found.specifiers is not None
    assert [clause.version_text for clause in found.specifiers.clauses] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "span"),
    [("foo", (3, 3)), ("foo ; os_name=='a'", (3, 3)), ("foo[a]", (6, 6)), ("foo ( >=1 )", (6, 9)), ("foo ()", (5, 5))],
)
def test_where_versions_belong(text: str, span: tuple[int, int]) -> None:
    assert requirement(text).specifier_span == span


# What pip makes of such files was read off pip 26.3, `preprocess` and `get_line_parser` of its req_file.py.
PIP = """\
# a comment
pytest>=7  # trailing
 Foo.Bar[x,y] == 1.0 ; python_version < '3.9'
x @ https://example.org/x.whl#sha=1
foo#no-comment
--index-url https://example.org/simple  # why
-r base.txt
--requirement=more.txt
-rshort.txt
-c 'with blank.txt'
-e .[dev]
-e git+https://example.org/y#egg=Y_z
git+https://example.org/z.git#egg=zed&subdirectory=sub
./wheels/some_name-1.0-py3-none-any.whl ; python_version < '4'
other-1.0.tar.gz
hashed==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
joined \\
    >=1.0 , \\
# a comment ends it
<2
private==${VERSION}
wrong = 1.0
-x
-e
--pre -f 'open
last~=2.0"""

KINDS = [
    ("requirement", "pytest>=7", "pytest"),
    ("requirement", "Foo.Bar[x,y] == 1.0 ; python_version < '3.9'", "foo-bar"),
    ("requirement", "x @ https://example.org/x.whl#sha=1", "x"),
    ("invalid", "foo#no-comment", None),
    ("option", "--index-url https://example.org/simple", None),
    ("include", "-r base.txt", None),
    ("include", "--requirement=more.txt", None),
    ("include", "-rshort.txt", None),
    ("constraint", "-c 'with blank.txt'", None),
    ("editable", "-e .[dev]", None),
    ("editable", "-e git+https://example.org/y#egg=Y_z", "y-z"),
    ("url", "git+https://example.org/z.git#egg=zed&subdirectory=sub", "zed"),
    ("url", "./wheels/some_name-1.0-py3-none-any.whl ; python_version < '4'", "some-name"),
    ("url", "other-1.0.tar.gz", None),
    ("requirement", "hashed==1.0     --hash=sha256:aa     --hash=sha256:bb", "hashed"),
    ("requirement", "joined     >=1.0 ,", "joined"),
    ("invalid", "<2", None),
    ("requirement", "private==${VERSION}", None),
    ("invalid", "wrong = 1.0", None),
    ("invalid", "-x", None),
    ("invalid", "-e", None),
    ("invalid", "--pre -f 'open", None),
    ("requirement", "last~=2.0", "last"),
]


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_are_those_of_pip(bom: str, ending: str) -> None:
    text = bom + PIP.replace("\n", ending)
    doc = parse_requirements("requirements.txt", text)
    assert doc.text == text
    assert [(line.kind, line.text, line.project) for line in doc.lines] == KINDS
    targets = [line.target for line in doc.lines if line.target]
    assert targets == [
        "base.txt",
        "more.txt",
        "short.txt",
        "with blank.txt",
        ".[dev]",
        "git+https://example.org/y#egg=Y_z",
        "git+https://example.org/z.git#egg=zed&subdirectory=sub",
        "./wheels/some_name-1.0-py3-none-any.whl",
        "other-1.0.tar.gz",
    ]
    assert next(line.target for line in doc.lines if line.kind == "constraint") == "with blank.txt"
    comments = ["# a comment", "# trailing", "# why", "# a comment ends it"]
    assert [text[slice(*comment)] for comment in doc.comments()] == comments
    assert [line.text for line in doc.lines if line.comment] == [KINDS[0][1], KINDS[4][1], "joined     >=1.0 ,"]
    assert doc.has_hashes
    assert [line.project for line in doc.lines if line.has_hashes] == ["hashed"]
    assert [line.text for line in doc.lines if line.has_variables] == ["private==${VERSION}"]


def test_spans_lead_back_into_the_file() -> None:
    doc = parse_requirements("requirements.txt", PIP)
    (pytest_line,), (joined,), (foo,) = doc.named("PyTest"), doc.named("joined"), doc.named("foo_bar")
    assert PIP[slice(*pytest_line.span)] == "pytest>=7"
    assert PIP[slice(*pytest_line.extent)] == "pytest>=7  # trailing\n"
    assert PIP[slice(*joined.span)] == "joined \\\n    >=1.0 ,"
    assert PIP[slice(*joined.extent)] == "joined \\\n    >=1.0 , \\\n# a comment ends it\n"
    assert joined.requirement is not None
    assert joined.requirement.specifiers is not None
    assert PIP[slice(*joined.requirement.specifiers.clauses[0].version_span)] == "1.0"
    assert PIP[slice(*joined.requirement.name_span)] == "joined"
    assert foo.requirement is not None
    assert PIP[slice(*foo.requirement.head_span)] == "Foo.Bar[x,y]"
    assert doc.place(foo) == ("requirements.txt", foo.span, "foo-bar")
    assert doc.place(foo, "other").anchor == "other"
    assert doc.place(doc.lines[-5]).anchor == "wrong = 1.0"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("--requirement", "invalid"),
        ("--requirem base.txt", "include"),
        ("--req base.txt", "invalid"),
        ("--constraint= c.txt", "constraint"),
        ("--config x", "option"),
        ("--no-index --pre", "option"),
        ("--no-index=1", "invalid"),
        ("--no", "invalid"),
        ('-r "a b.txt" junk', "include"),
        ("-r a\\ b.txt", "include"),
        ("-r a\\ ", "invalid"),
        ("-e . -r x.txt", "editable"),
        ("-- -r x.txt", "option"),
        ("-", "option"),
        ("foo -r x.txt", "requirement"),
        ("foo --bar", "invalid"),
        ("foo\t--hash=sha256:aa", "invalid"),
        ("-e y @ https://example.org/y.whl", "editable"),
        ("-e 'y @ https://example.org/y.whl'", "editable"),
        ("C:\\wheels\\x.whl", "url"),
        ("dir/x", "url"),
        ("foo => 1.0 / 2", "invalid"),
        ("foo @ ../x.whl", "requirement"),
        ("foo=1.0", "invalid"),
    ],
)
def test_kinds_of_lines(text: str, kind: str) -> None:
    (line,) = parse_requirements("requirements.txt", text).lines
    assert line.kind == kind


def test_an_editable_requirement_with_a_url_has_its_name() -> None:
    (line,) = parse_requirements("requirements.txt", "-e 'Y @ https://example.org/y.whl'").lines
    assert line.project == "y"
    assert line.target == "Y @ https://example.org/y.whl"


def test_required_hashes_count_as_hashes() -> None:
    assert parse_requirements("requirements.txt", "--require-hashes\nfoo==1\n").has_hashes
    assert not parse_requirements("requirements.txt", "foo==1\n").has_hashes


atoms = st.sampled_from(
    [
        "foo",
        "pytest>=7",
        "Zope.x==4.0  # why",
        "a[x,y]>=1,<2 ; python_version < '3.9'",
        "  indented (>=1)",
        "x @ https://example.org/x.whl",
        "-r base.txt",
        "-e .",
        "# comment",
        "    # via foo",
        "# comment \\",
        "foo # c \\",
        "bar>=1 \\",
        "\\",
        "bar \\",
        "",
        "  ",
        "wrong = 1",
        "foo==1 --hash=sha256:aa",
        "v==${V}",
        "foo\x0cbar",
        "ü",
        "-e 'open",
    ]
)


@st.composite
def files(draw: st.DrawFn) -> str:
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    text = draw(st.sampled_from(["", "\ufeff"])) + ending.join(draw(st.lists(atoms, max_size=7)))
    return text + draw(st.sampled_from(["", ending, ending + ending]))


def judged(doc: RequirementsDocument, change: Change) -> str:
    """Apply a change, hold it to its claim, and return the text afterwards."""
    after = apply_edits(doc.text, change.edits)
    old, new = plain_lines(doc.text), plain_lines(after)
    difference: dict[tuple[str | int, ...], object] = {key: ABSENT for key in old if key not in new}
    difference |= {key: True for key in new if key not in old}
    assert {doc.path: difference} == change.claim
    assert order_is_kept(doc.text, after, difference)
    return after


def texts(doc: RequirementsDocument) -> list[str]:
    return [line.text for line in doc.lines]


@few
@given(files())
def test_reading_covers_every_line_once(text: str) -> None:
    doc = parse_requirements("requirements.txt", text)
    assert doc.text == text
    extents = [line.extent for line in doc.lines]
    assert all(one.end <= other.start for one, other in pairwise(extents))
    assert all(line.extent.start <= line.span.start < line.span.end <= line.extent.end for line in doc.lines)
    rest = list(text)
    for start, end in [*doc.comments(), *extents]:
        rest[start:end] = " " * (end - start)
    assert not "".join(rest).strip("\ufeff \r\n\\")


@few
@given(files(), st.data())
def test_adding_adds_one_line(text: str, data: st.DataObject) -> None:
    doc = parse_requirements("requirements.txt", text)
    after = data.draw(st.sampled_from([None, *doc.lines]))
    try:
        change = add_requirement(doc, "new>=3", after=after)
    except EditRefusedError:
        assert doc.has_hashes or text.rstrip("\r\n").endswith("\\")
        return
    edited = judged(doc, change)
    again = texts(parse_requirements("requirements.txt", edited))
    again.remove("new>=3")
    assert again == texts(doc)
    assert ("\r\n" in edited) == ("\r\n" in text)
    assert edited.startswith("\ufeff") == text.startswith("\ufeff")


@few
@given(files(), st.data(), st.sampled_from([">=9", "", "~=1.0", "==1.*,!=1.2"]))
def test_setting_a_version_changes_one_line(text: str, data: st.DataObject, specifier: str) -> None:
    doc = parse_requirements("requirements.txt", text)
    lines = [line for line in doc.lines if line.requirement and line.requirement.url is None and not line.has_hashes]
    if not lines:
        return
    line = data.draw(st.sampled_from(lines))
    edited = judged(doc, set_specifier(doc, line, specifier))
    again = parse_requirements("requirements.txt", edited)
    place = doc.lines.index(line)
    changed = again.lines[place].requirement
    assert changed is not None
    assert line.requirement is not None
    assert str(changed.specifiers) == specifier
    before = line.requirement
    assert (changed.name, changed.extras, changed.marker) == (before.name, before.extras, before.marker)
    others = texts(doc)[:place] + texts(doc)[place + 1 :]
    assert texts(again)[:place] + texts(again)[place + 1 :] == others


@few
@given(files(), st.data())
def test_removing_removes_one_line(text: str, data: st.DataObject) -> None:
    doc = parse_requirements("requirements.txt", text)
    if not doc.lines:
        return
    line = data.draw(st.sampled_from(doc.lines))
    edited = judged(doc, remove_line(doc, line))
    place = doc.lines.index(line)
    assert texts(parse_requirements("requirements.txt", edited)) == texts(doc)[:place] + texts(doc)[place + 1 :]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "n>=1\n"),
        ("\ufeff", "\ufeffn>=1\n"),
        ("# only a comment", "# only a comment\nn>=1"),
        ("-r base.txt\n", "-r base.txt\nn>=1\n"),
        ("a\nz\n", "a\nn>=1\nz\n"),
        ("a\r\nz\r\n", "a\r\nn>=1\r\nz\r\n"),
        ("a\nm", "a\nm\nn>=1"),
        ("a\r\nm", "a\r\nm\r\nn>=1"),
        ("z\na\n\n# end\n", "z\na\nn>=1\n\n# end\n"),
        ("o\nz\n", "n>=1\no\nz\n"),
        ("\ufeffo\nz\n", "\ufeffn>=1\no\nz\n"),
        ("# about o\no\nz\n", "# about o\no\nz\nn>=1\n"),
        ("a==1\n    # via b\nz==1\n    # via b\n", "a==1\n    # via b\nn>=1\nz==1\n    # via b\n"),
        ("  a\n  z\n", "  a\n  n>=1\n  z\n"),
        ("M\nz\n", "M\nn>=1\nz\n"),
        ("a \\\n  >=1\nz\n", "a \\\n  >=1\nn>=1\nz\n"),
    ],
)
def test_where_a_requirement_is_added(before: str, after: str) -> None:
    doc = parse_requirements("requirements.txt", before)
    assert judged(doc, add_requirement(doc, "n>=1")) == after


def test_a_requirement_is_added_below_its_sibling() -> None:
    doc = parse_requirements("requirements.txt", "z\npytest>=7  # tests\na\n")
    (sibling,) = doc.named("pytest")
    assert judged(doc, add_requirement(doc, "x", after=sibling)) == "z\npytest>=7  # tests\nx\na\n"


def test_equal_lines_are_counted() -> None:
    doc = parse_requirements("requirements.txt", "a\nb\na\n")
    assert judged(doc, remove_line(doc, doc.lines[0])) == "b\na\n"
    assert remove_line(doc, doc.lines[0]).claim == {"requirements.txt": {("a", 1): ABSENT}}
    assert add_requirement(doc, "b").claim == {"requirements.txt": {("b", 1): True}}


@pytest.mark.parametrize("text", ["n\nm", "n # c", "-r x", "", " n", "n>=", "https://example.org/x.whl", "n --pre"])
def test_only_requirements_are_added(text: str) -> None:
    doc = parse_requirements("requirements.txt", "a\n")
    with pytest.raises(EditRefusedError):
        add_requirement(doc, text)


@pytest.mark.parametrize("text", ["a==1 --hash=sha256:aa\n", "a \\", "a\nb \\\n"])
def test_adding_is_refused(text: str) -> None:
    doc = parse_requirements("requirements.txt", text)
    with pytest.raises(EditRefusedError):
        add_requirement(doc, "n")


@pytest.mark.parametrize(
    ("before", "specifier", "after"),
    [
        ("a", ">=1", "a>=1"),
        ("a  # c", ">=1", "a>=1  # c"),
        ("a[x] ; os_name == 'a'", ">=1", "a[x]>=1 ; os_name == 'a'"),
        ("a (>=0)", ">=1", "a (>=1)"),
        ("a ()", ">=1", "a (>=1)"),
        ("a \\\n  >=0", ">=1", "a \\\n  >=1"),
        ("a ==1.0, !=1.1 ;os_name=='a'", "~=2.0", "a ~=2.0 ;os_name=='a'"),
        ("a>=1", "", "a"),
        ("a>=1", ">=1", "a>=1"),
    ],
)
def test_setting_a_version(before: str, specifier: str, after: str) -> None:
    doc = parse_requirements("requirements.txt", f"x\n{before}\ny\n")
    assert judged(doc, set_specifier(doc, doc.lines[1], specifier)) == f"x\n{after}\ny\n"


@pytest.mark.parametrize(
    ("line", "specifier"),
    [
        ("a @ https://example.org/a.whl", ">=1"),
        ("a==1 --hash=sha256:aa", ">=1"),
        ("a==${V}", ">=1"),
        ("-r base.txt", ">=1"),
        ("a", "1.0"),
        ("a", ">=1 # c"),
        ("a", ">=1\nb"),
        ("a", " >=1"),
        ("a", ">=1; os_name == 'a'"),
        ("a", "[x]>=1"),
        ("a", "bc"),
    ],
)
def test_setting_a_version_is_refused(line: str, specifier: str) -> None:
    doc = parse_requirements("requirements.txt", line)
    with pytest.raises(EditRefusedError):
        set_specifier(doc, doc.lines[0], specifier)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n\n  b  \na\n", [("a", 0), ("b", 0), ("a", 1)]),
        ("a \\\n  --hash=x\n", [("a   --hash=x", 0)]),
        ("a\\\nb\n", [("ab", 0)]),
        ("a~\\\nb\n", [("a~b", 0)]),
        ("a\\\n# why\nb\n", [("a # why", 0), ("b", 0)]),
        ("# why\\\nb\n", [("# why\\", 0), ("b", 0)]),
        ("\ufeffa\\\n", [("a", 0)]),
    ],
)
def test_lines_are_compared_as_pip_joins_them(text: str, lines: list[tuple[str, int]]) -> None:
    assert list(plain_lines(text)) == lines


def test_order_matters_but_for_claimed_lines() -> None:
    assert order_is_kept("a\nb\nc\n", "c\na\nb\n", {("c", 0): True})
    assert not order_is_kept("a\nb\nc\n", "b\na\nc\n", {("c", 0): True})


@pytest.mark.parametrize(
    ("sibling", "expected"),
    [
        ("pytest", "pytest-xdist"),
        ("pytest[a]", "pytest-xdist"),
        ("pytest>=8", "pytest-xdist>=3.6"),
        ("pytest >= 8", "pytest-xdist >= 3.6"),
        ("pytest>8", "pytest-xdist>=3.6"),
        ("pytest~=8.1", "pytest-xdist~=3.6"),
        ("pytest==8.4.2", "pytest-xdist==3.6"),
        ("pytest===8.4.2", "pytest-xdist===3.6"),
        ("pytest==8.*", "pytest-xdist==3.*"),
        ("pytest==8.4.2.*", "pytest-xdist==3.6.0.*"),
        ("pytest>=8,<9", "pytest-xdist>=3.6,<4"),
        ("pytest<9.0,>=8", "pytest-xdist<4.0,>=3.6"),
        ("pytest >=8, <9.0.0", "pytest-xdist >=3.6, <4.0.0"),
        ("pytest>=8,!=8.1", "pytest-xdist>=3.6"),
        ("pytest<9", "pytest-xdist>=3.6,<4"),
        ("pytest!=8.1", "pytest-xdist>=3.6"),
        ("pytest (>=8,<9)", "pytest-xdist (>=3.6,<4)"),
        ("pytest>=8 ; python_version < '4'", "pytest-xdist>=3.6 ; python_version < '4'"),
        ("pytest; python_version < '4'", "pytest-xdist; python_version < '4'"),
        ("pytest @ https://example.org/p.whl", "pytest-xdist>=3.6"),
        ("pytest @ https://example.org/p.whl ; os_name=='a'", "pytest-xdist>=3.6; os_name=='a'"),
    ],
)
def test_a_new_requirement_is_spelled_like_its_sibling(sibling: str, expected: str) -> None:
    assert like_sibling("pytest-xdist", requirement(sibling), "3.6") == expected
    assert oracle(expected) is not None


def test_a_compatible_release_needs_two_numbers() -> None:
    assert like_sibling("x", requirement("pytest~=8.1"), "3") == "x~=3.0"


def test_a_sibling_in_a_file_is_spelled_alike() -> None:
    doc = parse_requirements("requirements.txt", "a\npytest \\\n  >= 8\n")
    (line,) = doc.named("pytest")
    assert line.requirement is not None
    assert like_sibling("x", line.requirement, "3") == "x   >= 3"


@few
@given(requirement_texts())
def test_whatever_the_sibling_the_spelling_is_valid(text: str) -> None:
    sibling = parse_requirement(text)
    if sibling is not None:
        spelled = parse_requirement(like_sibling("new", sibling, "3.6"))
        assert spelled is not None
        assert spelled.name == "new"
        assert (spelled.marker is None) == (sibling.marker is None)


def test_long_lines_cost_little() -> None:
    long = 200_000
    for text in ("\\\n" * long, " #" * long, " " * long + "x", "a" + "-" * long, "foo" + " " * long + "x"):
        doc = parse_requirements("requirements.txt", text)
        assert len(doc.lines) <= 1
