"""What fuzzing found once stays mended, each target is tried a little, and so are whole runs on mutated trees."""

from pathlib import Path
from random import Random

import pytest

from comparing import LONG
from fuzzing import INPUTS, TARGETS, make_tree, mutated, seed_inputs, whole_run, within_budget

SEED = 20
TRIES = 2_000 if LONG else 150
TREES = 3_000 if LONG else 60
SLOW = {"audit": 10, "audit_each_reader": 30}
"""Targets that run everything; one try of theirs costs as much as so many of others."""
REPLAYED = sorted(path for path in INPUTS.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", REPLAYED, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    within_budget(TARGETS[path.parent.name], path.read_bytes())


def test_every_folder_of_inputs_is_of_a_target() -> None:
    assert {path.parent.name for path in REPLAYED} <= set(TARGETS)
    assert REPLAYED


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_anything(name: str) -> None:
    random = Random(f"{SEED}-{name}")
    inputs = sorted(seed_inputs(name))
    for _ in range(TRIES // SLOW.get(name, 1)):
        spoilt = mutated(random, random.choice(inputs).decode("utf-8", "replace"), "x")
        within_budget(TARGETS[name], spoilt.encode("utf-8", "replace") if isinstance(spoilt, str) else spoilt)


def test_whole_runs_on_mutated_trees() -> None:
    fixed = 0
    for number in range(TREES):
        fixed += whole_run(make_tree(Random(f"{SEED}-{number}")))
    assert fixed > TREES // 4, "the trees have something to fix"
