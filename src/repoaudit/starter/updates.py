"""`.github/dependabot.yml`: updates of actions, hooks and dependencies, one pull request of each a week."""

from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.starter.traits import Traits


def updates_text(traits: "Traits") -> str:
    """Return the text of the file; Dependabot counts poetry, pdm and hatch as `pip`, and knows uv by its own name."""
    ecosystems = ("github-actions", "pre-commit", "uv" if traits.manager == "uv" else "pip")
    return "version: 2\nupdates:\n" + "\n".join(_ENTRY.format(ecosystem=each) for each in ecosystems)


_ENTRY = """  - package-ecosystem: {ecosystem}
    directory: /
    schedule:
      interval: weekly
    groups:
      all:
        patterns: ["*"]
"""
