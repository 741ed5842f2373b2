"""PyYAML, imported without compiling the regular expressions that its C parser has no use for.

They are 6 of the 10 ms that importing it takes: 4 for one wide class of characters of the pure reader, the rest for
the types of YAML 1.1. All of them work as before; each is compiled when it is first used.
"""

import re

from repoaudit.regex import lazy

_compile = re.compile
re.compile = lazy  # type: ignore[assignment]  # for the next import only; no option of PyYAML's leaves them out
try:
    import yaml as yaml  # noqa: PLC0414  # this is how a type checker is told of a re-export
finally:
    re.compile = _compile
