"""What readers of our output rely on, written down: `contract.json` holds the shapes and figures of a version.

A field that comes is written into the file; a field that goes or changes needs another version of its format.
"""

import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from repoaudit import baseline
from repoaudit.cli.exits import Exit
from repoaudit.diagnostic import Crash, Note, RelatedLocation, Suppressed, fingerprints
from repoaudit.finding import Applicability, Change, Fix, Severity
from repoaudit.registry import builtin_entries
from repoaudit.report import FORMATS
from repoaudit.text import Edit

if TYPE_CHECKING:
    from report.conftest import Sample

ROOT: Final = Path(__file__).parents[2]
CONTRACT: Final[Mapping[str, Any]] = json.loads(Path(__file__).with_name("contract.json").read_text(encoding="utf-8"))
TOML: Final = '[project]\nname = "x"\n\n[tool.mypy]\npython_version = "3.8"\n'
HOMES: Final = {
    "json": "VERSION in report/json.py",
    "sarif": "the fingerprint's name in report/sarif.py",
    "gitlab": "nothing: GitLab's reader has no versions, so find another way",
    "rdjson": "nothing: reviewdog's reader has no versions, so find another way",
    "baseline": "VERSION in baseline.py",
}
MISSING: Final = "(missing)"


def filled(sample: "Sample") -> None:
    """Report findings with everything that a finding may have, and with nothing of it."""
    sample.files["a/pyproject.toml"] = TOML
    place = sample.location("a/pyproject.toml", '"3.8"')
    assert place.span
    edit = Edit("a/pyproject.toml", *place.span, '"3.12"')
    fix = Fix("set it", (lambda: Change((edit,), {edit.path: {("tool", "mypy", "python_version"): "3.12"}}),))
    related = (RelatedLocation(sample.location("a/pyproject.toml", "[project]"), "says otherwise"),)
    rule = ("mypy-python-version-unsupported", "TYP001")
    sample.add(place, "gone", Severity.ERROR, rule, related, (fix, Applicability.SAFE))
    sample.add(sample.location("LICENSE"), "absent", Severity.INFO, ("missing-license", "DOC005"))


def shapes(data: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path of every value with its type; the items of a list are one."""
    if isinstance(data, dict):
        yield path, "object"
        for key, value in data.items():
            yield from shapes(value, f"{path}.{key}" if path else key)
    elif isinstance(data, list):
        yield path, "array"
        for item in data:
            yield from shapes(item, f"{path}[]")
    else:
        yield path, {type(None): "null", bool: "boolean", int: "number", str: "string"}[type(data)]


def shape_of(text: str) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for path, kind in shapes(json.loads(text)):
        found.setdefault(path, set()).add(kind)
    return {path: " or ".join(sorted(kinds)) for path, kinds in sorted(found.items())}


@pytest.mark.parametrize("name", HOMES)
def test_the_shape_is_that_of_its_version(name: str, sample: "Sample") -> None:
    filled(sample)
    report = sample.view().report._replace(
        suppressed=(Suppressed(sample.diagnostics[0], "comment", ""),),
        notes=(Note("ci.yml", 3, "dynamic", ("a-rule",)), Note("ci.yml", None, "too large")),
        crashes=(Crash(("a-rule",), "Mypy", "KeyError: 'x'", "File"),),
    )
    view = sample.view()._replace(report=report, entries=builtin_entries()[:2])
    if name == "baseline":
        text = baseline.render(baseline.items_of(report.diagnostics))
    else:
        text = import_module(FORMATS[name]).render(view)
    stated, found = CONTRACT["shapes"][name], shape_of(text)
    changed = {path: (kind, found.get(path, MISSING)) for path, kind in stated.items() if found.get(path) != kind}
    assert not changed, f"readers of {name} break on this: raise {HOMES[name]}, and state the new shape"
    added = {path: kind for path, kind in found.items() if path not in stated}
    assert not added, f"new fields are welcome: add them to the shape of {name} in contract.json"


def test_versions_are_those_of_the_contract(sample: "Sample") -> None:
    filled(sample)
    versions = {
        "json": json.loads(import_module(FORMATS["json"]).render(sample.view()))["version"],
        "sarif": json.loads(import_module(FORMATS["sarif"]).render(sample.view()))["version"],
        "baseline": baseline.VERSION,
    }
    assert versions == CONTRACT["versions"]


def test_fingerprints_are_those_of_their_version(sample: "Sample") -> None:
    """Baselines, code scanning and Code Quality know old findings by them."""
    filled(sample)
    filled(sample)
    message = "accepted findings all come back with this: raise VERSION in baseline.py and the name in report/sarif.py"
    assert list(fingerprints(tuple(sample.diagnostics))) == CONTRACT["fingerprints"], message


def test_exit_statuses_stay() -> None:
    """Scripts and CI compare with these numbers; another one is a new major version (docs/versioning.md)."""
    assert {each.name: each.value for each in Exit} == CONTRACT["exits"]
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    for each in Exit:
        assert each is Exit.INTERRUPTED or f"\n| {each.value} | " in told


def test_a_baseline_of_the_first_version_is_read() -> None:
    text = json.dumps({"version": 1, "findings": [CONTRACT["baseline"]]})
    (item,) = baseline.parse("file", text).items
    assert tuple(item) == tuple(CONTRACT["baseline"].values())
