"""What the tables of ruff's releases say, against what some of these releases said."""

import pytest

from repoaudit.facts.ruff_codes import FOREIGN, SAMPLES
from repoaudit.facts.ruff_selectors import Answer, Standing, answer, is_steady


def at(release: str, selector: str) -> Answer:
    return answer(selector, SAMPLES.index(release))


@pytest.mark.parametrize(
    ("release", "selector", "expected"),
    [
        ("0.17.6", "ALL", Standing.KNOWN),
        ("0.17.6", "E", Standing.KNOWN),
        ("0.17.6", "PL", Standing.KNOWN),
        ("0.17.6", "PLR091", Standing.KNOWN),
        ("0.17.6", "P", Standing.UNKNOWN),
        ("0.17.6", "C", Standing.KNOWN),
        ("0.17.6", "W503", Standing.UNKNOWN),
        ("0.17.6", "ANN101", Standing.REMOVED),
        ("0.17.6", "ANN10", Standing.KNOWN),
        ("0.17.6", "PDV901", Standing.REMOVED),
        ("0.17.6", "E225", Standing.PREVIEW),
        ("0.17.6", "E2", Standing.PREVIEW),
        ("0.17.6", "DOC", Standing.PREVIEW),
        ("0.4.10", "ANN101", Standing.KNOWN),
        ("0.4.10", "E225", Standing.KNOWN),  # previews are known since 0.5
        ("0.0.292", "DOC", Standing.UNKNOWN),
        ("0.12.12", "UP038", Standing.KNOWN),
        ("0.13.0", "UP038", Standing.REMOVED),
        ("0.6.9", "TRY302", Standing.KNOWN),
    ],
)
def test_a_release_knows_what_it_said(release: str, selector: str, expected: Standing) -> None:
    assert at(release, selector).standing is expected


@pytest.mark.parametrize(
    ("release", "old", "new"),
    [
        ("0.17.6", "TCH", "TC"),
        ("0.17.6", "TCH006", "TC010"),
        ("0.4.10", "TCH006", "TCH010"),
        ("0.7.4", "TYP", "TCH"),
        ("0.8.0", "TYP", "TC"),
        ("0.0.292", "C9", "C90"),
        ("0.7.0", "TRY302", "TRY203"),
    ],
)
def test_old_names_are_taken_for_new_ones(release: str, old: str, new: str) -> None:
    assert at(release, old) == Answer(Standing.RENAMED, new)


@pytest.mark.parametrize("code", sorted(FOREIGN))
def test_no_release_has_what_is_left_to_others(code: str) -> None:
    assert {at(release, code).standing for release in SAMPLES} == {Standing.UNKNOWN}


@pytest.mark.parametrize(
    "selector", ["ALL", "E", "E501", "E50", "PLR091", "D", "UP007", "ANN10", "E225", "TCH", "W503"]
)
def test_what_is_steady_is_known_to_every_release(selector: str) -> None:
    known = all(answer(selector, sample).standing is Standing.KNOWN for sample in range(len(SAMPLES)))
    assert not is_steady(selector) or known


def test_most_selectors_are_steady() -> None:
    steady = {name for name in ("ALL", "E", "E501", "D", "UP007", "ANN101", "E225", "W503") if is_steady(name)}
    assert steady == {"ALL", "E", "E501", "D", "UP007"}
