import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion
from packaging.version import Version as PackagingVersion

from repoaudit.documents.versions import Specifiers, Version, canonical_name

few = settings(max_examples=200, deadline=None)

numbers = st.sampled_from(["0", "0", "1", "2", "3", "9", "10", "007"])
releases = st.lists(numbers, min_size=1, max_size=4).map(".".join)
pres = st.sampled_from(["", "", "", "a1", "b2", "rc1", "c0", ".alpha", "-beta.3", "_pre4", "RC1", "a-1"])
posts = st.sampled_from(["", "", "", ".post1", "-1", "post", ".rev0", "r2", "-post_3"])
devs = st.sampled_from(["", "", "", ".dev1", "dev", "-dev0", "_DEV2"])
locals_ = st.sampled_from(["", "", "", "", "+a", "+1", "+a.1", "+0a", "+A-b_01"])
prefixes = st.sampled_from(["", "", "", "v", "1!", "0!", " "])
versions = st.tuples(prefixes, releases, pres, posts, devs, locals_).map("".join)
public_versions = st.tuples(prefixes, releases, pres, posts, devs).map("".join)
operators = st.sampled_from([">=", "<=", ">", "<", "==", "!=", "~="])
blanks = st.sampled_from(["", "", " "])
wildcards = st.tuples(st.sampled_from(["==", "!="]), blanks, releases, st.just(".*")).map("".join)
pins = st.tuples(st.sampled_from(["==", "!=", "==="]), blanks, versions).map("".join)
clauses = st.one_of(st.tuples(operators, blanks, public_versions).map("".join), wildcards, pins)
specifiers = st.lists(clauses, max_size=3).map(",".join)
broken = st.text("0123456789.*ab=<>!~,v+- \n\u2003é", max_size=12)


def oracle_version(text: str) -> PackagingVersion | None:
    try:
        return PackagingVersion(text)
    except InvalidVersion:
        return None


def oracle_specifiers(text: str) -> SpecifierSet | None:
    try:
        return SpecifierSet(text)
    except InvalidSpecifier:
        return None


def version(text: str) -> Version:
    found = Version.parse(text)
    assert found is not None
    return found


def spec(text: str) -> Specifiers:
    found = Specifiers.parse(text)
    assert found is not None
    return found


def poetry(text: str) -> Specifiers:
    found = Specifiers.parse_poetry(text)
    assert found is not None
    return found


@few
@given(st.one_of(versions, broken))
def test_versions_are_those_of_packaging(text: str) -> None:
    ours, theirs = Version.parse(text), oracle_version(text)
    if theirs is None:
        assert ours is None
    else:
        assert ours is not None
        assert str(ours) == str(theirs)
        assert (ours.release, ours.epoch, ours.pre) == (theirs.release, theirs.epoch, theirs.pre)
        assert (ours.post, ours.dev, ours.local) == (theirs.post, theirs.dev, theirs.local)
        assert (ours.major, ours.minor) == (theirs.major, theirs.minor)
        assert ours.is_prerelease == theirs.is_prerelease


@few
@given(versions, versions)
def test_versions_are_ordered_as_by_packaging(left: str, right: str) -> None:
    ours, theirs = (version(left), version(right)), (PackagingVersion(left), PackagingVersion(right))
    assert (ours[0] < ours[1]) == (theirs[0] < theirs[1])
    assert (ours[0] <= ours[1]) == (theirs[0] <= theirs[1])
    assert (ours[0] > ours[1]) == (theirs[0] > theirs[1])
    assert (ours[0] >= ours[1]) == (theirs[0] >= theirs[1])
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert ours[0] != ours[1] or hash(ours[0]) == hash(ours[1])


@few
@given(versions)
def test_a_printed_version_reads_as_itself(text: str) -> None:
    assert Version.parse(str(version(text))) == version(text)


def test_a_version_is_no_other_thing() -> None:
    assert version("1.0") != "1.0"
    assert repr(version("1.0-1")) == "<Version 1.0.post1>"
    assert version("3").minor_version == Version((3, 0))
    assert str(version("3.11.4").minor_version) == "3.11"


def test_a_version_of_too_many_digits_is_none() -> None:
    assert Version.parse("1" * 5000) is None
    assert Version.parse("1rc" + "1" * 5000) is None


@few
@given(st.one_of(specifiers, broken), st.lists(versions, max_size=4))
def test_specifiers_contain_what_packaging_says(text: str, candidates: list[str]) -> None:
    ours, theirs = Specifiers.parse(text), oracle_specifiers(text)
    assert (ours is None) == (theirs is None)
    if ours is None or theirs is None:
        return
    near = [str(clause.version) + tail for clause in ours.clauses for tail in ("", ".1", ".post1", "+x", ".dev1", "a1")]
    for candidate in [*candidates, *near]:
        asked = oracle_version(candidate)
        if asked is not None:
            for prereleases in (True, False):
                expected = theirs.contains(asked, prereleases=prereleases)
                assert ours.contains(version(candidate), prereleases=prereleases) == expected


@few
@given(specifiers, specifiers)
def test_specifiers_intersect_unless_packaging_finds_them_unsatisfiable(left: str, right: str) -> None:
    both = oracle_specifiers(f"{left},{right}")
    if both is None:
        assert Specifiers.parse(left) is None or Specifiers.parse(right) is None
    elif "===" not in f"{left},{right}":
        assert spec(left).intersects(spec(right)) != both.is_unsatisfiable()


@few
@given(specifiers, st.integers(0, 9))
def test_clauses_know_their_places(text: str, offset: int) -> None:
    found = Specifiers.parse(text, offset)
    if found is None:
        return
    shifted = "#" * offset + text
    assert str(found) == text
    for clause in found.clauses:
        assert shifted[slice(*clause.version_span)] == clause.version_text
        written = shifted[slice(*clause.span)]
        assert written.startswith(clause.operator)
        assert written.endswith(clause.version_text)


minor_clauses = st.tuples(
    operators,
    st.sampled_from(["3", "3.9", "3.10", "3.9.2", "3.9.5", "3.10.0", "3.8.3.1", "3.9.4.post1", "3.9rc1", "2.7"]),
).map("".join)
minor_wildcards = st.sampled_from(["==3.9.*", "!=3.9.*", "!=3.9.3.*", "==3.*", "===3.9.4", "===3.9"])


@few
@given(st.lists(st.one_of(minor_clauses, minor_wildcards), max_size=3).map(",".join))
def test_a_series_of_python_is_admitted_with_any_of_its_releases(text: str) -> None:
    found = Specifiers.parse(text)
    if found is None:
        return
    for minor in (8, 9, 10, 11):
        releases_of_series = [Version((3, minor, micro)) for micro in range(9)]
        expected = any(found.contains(release) for release in releases_of_series)
        assert found.admits_python(Version((3, minor))) == expected


@pytest.mark.parametrize(
    ("text", "admitted"),
    [
        (">=3.9", "3.9 3.10 3.11 3.12"),
        (">3.9", "3.9 3.10 3.11 3.12"),
        ("<3.12", "3.8 3.9 3.10 3.11"),
        ("<=3.11", "3.8 3.9 3.10 3.11"),
        (">=3.9,!=3.9.*", "3.10 3.11 3.12"),
        ("!=3.9.0,!=3.9.1", "3.8 3.9 3.10 3.11 3.12"),
        ("~=3.9", "3.9 3.10 3.11 3.12"),
        ("~=3.9.2", "3.9"),
        ("==3.11.*", "3.11"),
        ("==3.11", "3.11"),
        ("===3.11.2", "3.11"),
        ("===3.11", ""),
        ("===three", ""),
        ("", "3.8 3.9 3.10 3.11 3.12"),
        (">=3.11.100", "3.11 3.12"),
        (">=3.12a1,<3.12", ""),
    ],
)
def test_python_ranges(text: str, admitted: str) -> None:
    minors = ["3.8", "3.9", "3.10", "3.11", "3.12"]
    assert [minor for minor in minors if spec(text).admits_python(version(minor))] == admitted.split()


def test_the_lowest_python_is_the_oldest_of_the_candidates() -> None:
    candidates = tuple(Version((3, minor)) for minor in (13, 8, 10, 9))
    assert spec(">=3.9,!=3.9.*").lowest_python(candidates) == Version((3, 10))
    assert spec("").lowest_python(candidates) == Version((3, 8))
    assert spec("<3").lowest_python(candidates) is None


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        (">=3.9", "3.9 in", None),
        (">3.9,>=3.8", "3.9 out", None),
        (">=3.9,>3.9", "3.9 out", None),
        (">=3.9,<4", "3.9 in", "4 out"),
        ("<=4,<4", None, "4 out"),
        ("~=1.4.5", "1.4.5 in", "1.5 out"),
        ("==1.2.*", "1.2 in", "1.3 out"),
        ("==1.2", "1.2 in", "1.2 in"),
        ("===1.2", "1.2 in", "1.2 in"),
        ("===odd", None, None),
        ("!=1.2,!=1.3.*", None, None),
        ("", None, None),
    ],
)
def test_bounds(text: str, lower: str | None, upper: str | None) -> None:
    found = spec(text)
    bounds = [
        None if bound is None else f"{bound.version} {'in' if bound.inclusive else 'out'}"
        for bound in (found.lower_bound, found.upper_bound)
    ]
    assert bounds == [lower, upper]
    assert found.is_capped is (upper is not None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("==1.2.3", "1.2.3"),
        ("===1.2.3", "1.2.3"),
        ("==1.2.3,>=1", "1.2.3"),
        ("==1.2.*", None),
        ("==1.2,==1.3", None),
        ("===odd", None),
        (">=1.2", None),
        ("", None),
    ],
)
def test_only_a_pin_is_exact(text: str, expected: str | None) -> None:
    found = spec(text).exact
    assert (None if found is None else str(found)) == expected


def test_unknown_strings_never_exclude() -> None:
    assert spec("===odd").intersects(spec(">=1"))
    assert spec("===1.0").intersects(spec("===1.0.0"))
    assert not spec("===1.0").intersects(spec(">1.0"))


def test_specifiers_are_values() -> None:
    assert spec(">=1") == spec(">=1")
    assert hash(spec(">=1")) == hash(spec(">=1"))
    assert spec(">=1") != spec(">= 1")
    assert spec(">=1") != ">=1"
    assert repr(spec(">=1")) == "<Specifiers '>=1'>"


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("^3.9", ["3.9", "3.13.1"], ["3.8.9", "4.0", "4.0a1"]),
        ("^0.2.3", ["0.2.9"], ["0.3", "0.2.2"]),
        ("^0.0.3", ["0.0.3"], ["0.0.4"]),
        ("^0.0", ["0.0.9"], ["0.1"]),
        ("^0", ["0.9"], ["1.0"]),
        ("~3.9", ["3.9.9"], ["3.10"]),
        ("~ 3.9.1", ["3.9.9"], ["3.9.0", "3.10"]),
        ("~3", ["3.99"], ["4.0"]),
        ("~=3.9", ["3.12"], ["4.0"]),
        ("~=3", ["3.12"], ["4.0"]),
        ("3.*", ["3.1"], ["4.0", "2.9"]),
        ("!=3.9.*", ["3.8"], ["3.9.1"]),
        ("*", ["0", "99"], []),
        ("X.x", ["0", "99"], []),
        ("3.9", ["3.9", "3.9.0"], ["3.9.1"]),
        ("=3.9", ["3.9"], ["3.9.1"]),
        (">=3.9 <4", ["3.9"], ["4.0"]),
        (">=3.9,<4,", ["3.9"], ["4.0"]),
        (">= 3.9 , < 4", ["3.9"], ["4.0"]),
        (">=3.9.*", ["3.9", "3.10"], ["3.8"]),
        ("^2.7 || ^3.9", ["2.7.18", "3.9"], ["3.8", "2.6"]),
        ("^2.7|>=3.9,<3.12", ["2.7.18", "3.11"], ["3.8", "3.12"]),
    ],
)
def test_poetry_constraints(text: str, inside: list[str], outside: list[str]) -> None:
    found = poetry(text)
    assert [candidate for candidate in inside + outside if found.contains(version(candidate))] == inside
    for clause in found.clauses:
        assert text[slice(*clause.version_span)] == clause.version_text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "||",
        "^",
        "^3.9 ||",
        ">=3.9<4",
        "^3.*",
        "1.0a1.*",
        "foo",
        "^3.9 and 4",
        "3.9.",
        ">=1,,<2",
        "3.x",
        ",",
        " ",
        ">=1 ||| <2",
    ],
)
def test_what_poetry_refuses(text: str) -> None:
    assert Specifiers.parse_poetry(text) is None


def test_bounds_of_alternatives_cover_all_of_them() -> None:
    found = poetry("^2.7 || >=3.9,<3.12")
    assert found.lower_bound == (Version((2, 7)), True)
    assert found.upper_bound == (Version((3, 12)), False)
    assert poetry("^2.7 || >=3.9").upper_bound is None
    assert found.exact is None
    assert found.admits_python(Version((3, 11)))
    assert not found.admits_python(Version((3, 8)))
    assert found.intersects(spec("==3.9.*"))
    assert not found.intersects(spec("==3.8.*"))


def test_many_clauses_cost_little() -> None:
    many = spec(",".join(f"!=3.9.{number}" for number in range(20_000)))
    assert many.admits_python(Version((3, 9)))
    assert many.intersects(many)


@few
@given(st.text("aB-_.9", max_size=12))
def test_names_are_compared_as_packaging_does(text: str) -> None:
    assert canonical_name(text) == canonicalize_name(text)
