"""PyYAML, imported without compiling the regular expressions that its C parser has no use for.

They are 6 of the 10 ms that importing it takes: 4 for one wide class of characters of the pure reader, the rest for
the types of YAML 1.1. All of them work as before; each is compiled when it is first used.
"""

from repoaudit.regex import Uncompiled

with Uncompiled():
    import yaml as yaml  # noqa: PLC0414  # this is how a type checker is told of a re-export
