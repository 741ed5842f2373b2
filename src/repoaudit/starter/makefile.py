"""`Makefile`: the commands of a project, documented by themselves."""

from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.starter.traits import Traits


def makefile_text(traits: "Traits") -> str:
    """Return the text of the file."""
    run, folders = traits.runs, " ".join(traits.folders)
    targets = (
        ("install", "Install the project with its tools, and the hooks", [traits.install, run("pre-commit install")]),
        ("format", "Format the code", [run("ruff format"), run("ruff check --fix")]),
        ("lint", "Check style and formatting", [run("ruff check"), run("ruff format --check")]),
        ("types", "Check types", [run("mypy")]),
        ("security", "Look for security problems", [run(f"bandit -c pyproject.toml -r {folders.split()[0]}")]),
        ("test", "Run the tests one after the other", [run("pytest")]),
        ("test-parallel", "Run the tests in parallel", [run("pytest -n auto")]),
        ("coverage", "Run the tests in parallel, with coverage", [run("pytest -n auto --cov")]),
    )
    names = ["help", *(name for name, _, _ in targets), "check"]
    head = f".DEFAULT_GOAL := help\n.PHONY: {' '.join(names)}\n\n{_HELP}"
    rules = (f"{name}:  ## {text}\n" + "".join(f"\t{line}\n" for line in lines) for name, text, lines in targets)
    return "\n".join((head, *rules, "check: lint types security coverage  ## Run all checks\n"))


_HELP = r"""help:  ## Show this list
	@awk 'BEGIN {FS = ":.*?## "} /^[a-zA-Z0-9_-]+:.*?## / {printf "  %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
"""
