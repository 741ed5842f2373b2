from collections.abc import Iterator

from repoaudit.api import Finding, LostFile, Severity, rule


@rule(LostFile, code="CFG009", severity=Severity.ERROR, lesson="+")
def misnamed_file(file: LostFile) -> Iterator[Finding]:
    """No tool reads a file under this name or in this folder, so nothing in it has an effect.

    pre-commit reads `.pre-commit-config.yaml` and not `.yml` (prek reads both), GitHub `.github/workflows` only, pytest
    `pytest.ini` and not `pytest.cfg`, and on Linux `Pyproject.toml` is not `pyproject.toml`. The rule looks into the
    file, and is silent where something names it to its tool, as `--config` and `-c` do.
    """
    right = file.fact.right
    advice = f"move it to `{right}`" if "/" in right else f"call it `{right}`"
    if file.has_right_one:
        advice = f"it reads `{right}`, so remove this one"
    elif file.name.endswith(".toml") and not right.endswith(".toml"):
        advice = f"write a `{right}`"
    yield Finding(file.place, f"{file.fact.tool} does not read `{file.name}`: {advice}")
