from typing import TYPE_CHECKING

from repoaudit.finding import Applicability, Fix
from repoaudit.report.statistics import render

if TYPE_CHECKING:
    from report.conftest import Sample


def test_rules_are_counted_and_sorted_by_count_and_name(sample: "Sample") -> None:
    for rule, count in (("zebra", 2), ("apple", 2), ("often", 11)):
        for number in range(count):
            fix = (Fix("Mend it", ()), Applicability.SAFE if number and rule == "zebra" else Applicability.UNSAFE)
            sample.add(sample.location("a"), rule=(rule, rule[:3].upper()), fix=fix)
    assert render(sample.view()) == (
        "11  [ ] often OFT\n"
        " 2  [ ] apple APP\n"
        " 2  [*] zebra ZEB\n"
        "Found 15 warnings in 12 files; 1 fixable with --fix (14 more with --unsafe-fixes).\n"
    )


def test_nothing_found(sample: "Sample") -> None:
    assert render(sample.view()) == "All checks passed (96 rules, 12 files).\n"
