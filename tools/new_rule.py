#!/usr/bin/env python3
"""Begin a new rule: its module and its case file, with the next free code of its family.

usage: python tools/new_rule.py FAMILY RULE-NAME    (for example: hooks stale-rev)
"""

import re
import sys
from pathlib import Path

from render_index import ROOT, all_rules

RULES = ROOT / "src" / "repoaudit" / "rules"

MODULE = '''from collections.abc import Iterator

from repoaudit.api import SUBJECT, Finding, Severity, rule


@rule(SUBJECT, code="{code}", severity=Severity.WARNING, lesson="+")
def {function}(subject: SUBJECT) -> Iterator[Finding]:
    """Say in one sentence what is wrong.

    Then why it matters, what the fix does, and why that is safe or not.
    """
    yield Finding(subject.place, "what is wrong here, and what to write instead")
'''

CASES = """# {name}

## bad: the simplest violation

```toml pyproject.toml
```

```findings
```

## good: the same, done right

```toml pyproject.toml
```
"""


def next_code(family: str) -> str:
    """Return the code after the last of a family. Raises SystemExit for a family without rules."""
    codes = [rule.code for rule in all_rules() if rule.module.split(".")[-2] == family]
    if not codes:
        known = ", ".join(sorted(path.name for path in RULES.iterdir() if path.is_dir()))
        raise SystemExit(f"no rules in {family!r}; the families are {known}")
    prefix = codes[-1].rstrip("0123456789")
    return f"{prefix}{int(codes[-1].removeprefix(prefix)) + 1:03}"


def main(arguments: list[str]) -> int:
    """Write both files, never over existing ones."""
    if len(arguments) != 2 or not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", arguments[1]):  # noqa: PLR2004
        print(__doc__)
        return 2
    family, name = arguments
    function = name.replace("-", "_")
    files = {
        RULES / family / f"{function}.py": MODULE.format(code=next_code(family), function=function),
        ROOT / "tests" / "rules" / f"{name}.md": CASES.format(name=name),
    }
    for path, text in files.items():
        with Path(path).open("x", encoding="utf-8") as file:
            file.write(text)
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
