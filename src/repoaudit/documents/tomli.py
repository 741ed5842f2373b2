"""tomli, imported without compiling its regular expressions: those of numbers and dates, which few files need.

They are 1.3 of the 2.5 ms that importing it takes. All of them work as before; each is compiled when it is first used.
"""

from repoaudit.regex import Uncompiled

with Uncompiled():
    import tomli as tomli  # noqa: PLC0414  # this is how a type checker is told of a re-export
