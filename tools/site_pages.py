"""What the documentation site adds to docs/: the page of each rule, and the files at the root that the pages link to.

MkDocs calls the functions that are named for its events; `mkdocs.yml` names this file under `hooks`.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
SOURCES = "https://github.com/repoaudit/repoaudit/blob/main"
AT_ROOT: Mapping[str, str] = {
    "README.md": "overview.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
"""File at the root → its page. A page called README would take the place of index."""
_LINK = re.compile(r"(?<=\]\()([^)#\s]+)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that do not lie in docs/, and the schema of the settings."""
    for page in sorted((ROOT / "src" / "repoaudit" / "pages").glob("*.md")):
        files.append(File.generated(config, f"rules/{page.name}", abs_src_path=str(page)))
    for name, target in AT_ROOT.items():
        files.append(File.generated(config, target, abs_src_path=str(ROOT / name)))
    schema = ROOT / "src" / "repoaudit" / "repoaudit.schema.json"
    files.append(File.generated(config, schema.name, abs_src_path=str(schema)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let links lead to where their files are on the site; the pages of the rules have none but in examples."""
    del config, files
    if page.file.src_uri.startswith("rules/"):
        learned = markdown.replace("\nLearned in: ", "\nLearned in [the lessons](../lessons.md): ")
        return f"{learned}\n[All rules](../rules.md)\n"
    return _LINK.sub(lambda link: target_of(link[1]), markdown)


def target_of(link: str) -> str:
    """Return where a link of docs/ or of a file at the root leads on the site.

    >>> target_of("../src/repoaudit/pages/invalid-syntax.md"), target_of("../README.md"), target_of("docs/rules.md")
    ('rules/invalid-syntax.md', 'overview.md', 'rules.md')
    """
    path = link.removeprefix("../")
    if path in AT_ROOT:
        return AT_ROOT[path]
    if path.startswith("src/repoaudit/pages/"):
        return path.replace("src/repoaudit/pages/", "rules/")
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    return f"{SOURCES}/{path}" if path == "LICENSE" or path.startswith("examples/") else link
