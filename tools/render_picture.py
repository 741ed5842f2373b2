#!/usr/bin/env python3
"""Write docs/terminal.svg, the picture of the README: a run on the fixture churn-model as a terminal shows it.

usage: python tools/render_picture.py [--check]
"""

import html
import re
import sys
from pathlib import Path

from repoaudit import __version__
from repoaudit.cli.session import open_session
from repoaudit.report.full import export_svg
from repoaudit.report.view import ReportView

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "terminal.svg"
FIXTURE = "tests/fixtures/churn-model"
SHOWN = ("CIW006", "COV001", "TYP001")
"""Rules in the picture: a few, because the whole report is longer than a screen."""

WIDTH = 100
_WRITTEN = re.compile(r"<text[^>]*>([^<]*)</text>")


def render() -> str:
    """Run the check and return the picture; the day is that of the tables of facts, not today."""
    session = open_session(str(ROOT / FIXTURE), {"select": SHOWN})
    session = session._replace(policy=session.policy._replace(today=""))
    report = session.audit(session.repository)
    view = ReportView(report, session.repository, __version__, width=WIDTH)
    return export_svg(view, f"repoaudit check {FIXTURE} --select {','.join(SHOWN)}")


def written_in(picture: str) -> list[str]:
    """Return the words of a picture; how they are drawn is up to the version of rich."""
    return [html.unescape(text) for text in _WRITTEN.findall(picture)]


def main(arguments: list[str]) -> int:
    """Write the picture, or with --check say whether it shows what a run shows."""
    picture = render()
    if arguments == ["--check"]:
        current = PICTURE.exists() and written_in(PICTURE.read_text(encoding="utf-8")) == written_in(picture)
        if not current:
            print(f"{PICTURE.relative_to(ROOT)} is stale: run python tools/render_picture.py")
        return 0 if current else 1
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
