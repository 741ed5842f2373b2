from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from repoaudit.report import FORMATS

if TYPE_CHECKING:
    from report.conftest import Sample


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_whole_lines_and_changes_nothing(sample: "Sample", name: str) -> None:
    sample.files["a.toml"] = "x = 1\n"
    sample.add(sample.location("a.toml", "1"), "the message")
    view = sample.view()
    before = view.report
    text = import_module(FORMATS[name]).render(view)
    assert "the message" in text
    assert text.endswith("\n")
    assert view.report == before
