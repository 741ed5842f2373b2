"""Programs, actions and hooks that look for known vulnerabilities in dependencies.

Source: the manuals of the tools and the READMEs of the actions, read on 2026-11-26.
"""

from typing import Final

AUDITS: Final = (
    r"pip[-_]audit|\buv[- ]audit\b|\bsafety\b|pyupio|osv-scanner|dependency-review|\bsnyk\b|\btrivy\b|\bgrype\b|"
    r"\bpipenv check\b|poetry[- ]audit|\bpdm audit\b|ossaudit|\bjake\b|dependency-check|\bdep-scan\b|fossa|"
    r"python-safety-dependencies-check|socketsecurity|dependency_scanning|dependency-scanning"
)
"""What names one in a workflow, a hook or a command."""
