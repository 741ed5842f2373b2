"""The documentation site: it builds strictly, holds a page of every rule, and asks nobody else for anything."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from repoaudit.registry import builtin_entries

ROOT = Path(__file__).parents[1]
OUTSIDE = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc="?https?:|<link\b[^>]*\brel="?(?:stylesheet|preconnect|preload|icon)\b[^>]*\bhref="?https?:|@import\s+url\(["']?https?:"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def test_every_rule_has_its_page_and_the_index_leads_there(site: Path) -> None:
    index = (site / "rules" / "index.html").read_text(encoding="utf-8")
    for entry in builtin_entries():
        page = (site / "rules" / entry.name / "index.html").read_text(encoding="utf-8")
        assert f"{entry.name} ({entry.code})" in page
        assert re.search(r'href="?../"?>All rules<', page), entry.name
        assert re.search(rf'href="?{entry.name}/', index), entry.name


def test_links_to_files_at_the_root_lead_to_pages(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="overview/"' in home
    assert 'href="changelog/"' in home
    assert "../README" not in home


def test_the_schema_lies_where_its_address_says(site: Path) -> None:
    schema = json.loads((site / "repoaudit.schema.json").read_text(encoding="utf-8"))
    assert schema["$id"] == "https://repoaudit.github.io/repoaudit/repoaudit.schema.json"


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    pages = [path for path in site.rglob("*") if path.suffix in {".html", ".css"}]
    assert len(pages) > len(builtin_entries())
    outside = {path.name: OUTSIDE.search(path.read_text(encoding="utf-8")) for path in pages}
    assert {name: match[0] for name, match in outside.items() if match} == {}


FILTER = """
const { readFileSync } = require("fs");
const { parseHTML } = require("linkedom");
const [page, script, ...queries] = process.argv.slice(2);
const { document, Event } = parseHTML(readFileSync(page, "utf8"));
const ready = { subscribe: (begin) => begin() };
const run = new Function("document$", "document", "location", readFileSync(script, "utf8"));
run(ready, document, { pathname: "/repoaudit/rules/" });
const field = document.querySelector("input[type=search][aria-label]");
const shown = {}, families = {};
for (const query of queries) {
  field.value = query;
  field.dispatchEvent(new Event("input"));
  const rows = [...document.querySelectorAll("article tbody tr")].filter((row) => !row.hidden);
  shown[query] = rows.map((row) => row.querySelector("a").textContent);
  const titles = [...document.querySelectorAll("article h2")].filter((title) => title.style.display !== "none");
  families[query] = titles.map((title) => title.textContent.slice(0, 3));
}
console.log(JSON.stringify([shown, families]));
"""


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("npm"):
        pytest.skip("needs node and npm")
    folder = tmp_path_factory.mktemp("node")
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "linkedom@0.18.12"]
    if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        pytest.skip("npm cannot install linkedom here")
    (folder / "filter.js").write_text(FILTER, encoding="utf-8")
    return folder / "filter.js"


def test_the_index_of_rules_has_a_filter(site: Path, node: Path) -> None:
    queries = ["", "COV001", "missing-fail", "cov001 WARNING", "cov001 error", "nothing is called so"]
    page, script = site / "rules" / "index.html", site / "assets" / "filter.js"
    done = subprocess.run(["node", node, page, script, *queries], cwd=node.parent, capture_output=True, check=False)
    assert done.stderr == b""
    shown, families = json.loads(done.stdout)
    names = {entry.name for entry in builtin_entries()}
    assert {*shown[""]} >= names
    assert (shown["COV001"], shown["missing-fail"]) == (["missing-fail-under"], ["missing-fail-under"])
    assert shown["cov001 WARNING"] == ["missing-fail-under"]
    assert shown["cov001 error"] == []
    assert shown["nothing is called so"] == []
    assert (families["COV001"], families["nothing is called so"]) == (["COV"], [])
    assert len(families[""]) == len({entry.code[:3] for entry in builtin_entries()})
