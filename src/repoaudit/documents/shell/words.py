"""Reads the words of shell text with their quotes, in place and in one pass."""

from collections.abc import Callable

from repoaudit.documents.shell.expansions import Draft, ExpansionReader
from repoaudit.documents.shell.tree import Word
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import ClassVar, Final

# Possessive quantifiers: no text makes these patterns look at a character twice.
_BLANKS: Final = lazy(r"(?:[ \t]|\\\r?\n|\r(?=\n|\Z))*+(?:#[^\n]*+)?+")
_PLAIN: Final = lazy(r"[^ \t\r\n;&|<>()$`'\"\\*?\[\]{~]++")
_IN_SINGLE: Final = lazy(r"[^'$]++")
_IN_DOUBLE: Final = lazy(r"[^\"\\$`]++")
_BRACES: Final = lazy(r"\{([^{}\s]*+)\}")
_TEMPLATE: Final = lazy(r"\{\{[^{}\n]*+\}\}")
# What hatch and PDM put in before a shell sees the text.
_PLACEHOLDER: Final = lazy(r"\{(?:args|root|home|env|matrix|verbosity)(?::[^{}\n]*+)?+\}")
_BREAKS: Final = frozenset(" \t\n;&|<>()")


class WordReader(ExpansionReader):
    """Reads one word after the other."""

    __slots__ = ()

    def blanks(self) -> None:
        """Skip blanks, continued lines and a comment; only where a word may begin."""
        found = _BLANKS.match(self.text, self.pos, self.end)
        self.pos = found.end() if found else self.pos

    def word(self) -> Word | None:
        """Read a word, or nothing where an operator stands."""
        start = self.pos
        plain = _PLAIN.match(self.text, start, self.end)
        if plain and (plain.end() == self.end or self.text[plain.end()] in " \t\n;&|"):
            self.pos = plain.end()
            return Word(plain[0], plain[0], Span(start, self.pos))
        draft = Draft()
        self._fill(draft)
        if self.pos == start:
            return None
        return Word(
            "".join(draft.pieces),
            self.text[start : self.pos],
            Span(start, self.pos),
            is_static=draft.static and not draft.glob,
            quoted=draft.quoted,
            has_glob=draft.glob,
        )

    def _fill(self, draft: Draft) -> None:
        text, start = self.text, self.pos
        while self.pos < self.end:
            plain = _PLAIN.match(text, self.pos, self.end)
            if plain:
                draft.pieces.append(plain[0])
                self.pos = plain.end()
                continue
            char = text[self.pos]
            if char in _BREAKS and not self._joins(char, start):
                return
            if char == "\r" and text[self.pos + 1 : self.end][:1] in ("", "\n"):
                return
            self._SPECIAL.get(char, WordReader._literal)(self, draft)

    def _joins(self, char: str, start: int) -> bool:
        """Tell whether `(`, `<` or `>` belongs to the word: `name=(a b)`, `!(pattern)`, `<(command)`."""
        if char == "(":
            return self._behind("=") or (self.pos > start and self._behind("?*+@!"))
        return char in "<>" and self.at("(", 1)

    def _single_quoted(self, draft: Draft) -> None:
        """Read `'…'`; make and GitHub have done their replacements before a shell sees the quotes."""
        self.pos += 1
        draft.quoted = True
        while self.pos < self.end:
            if found := _IN_SINGLE.match(self.text, self.pos, self.end):
                # Make takes the tab off a continued line, wherever that line is continued.
                draft.pieces.append(found[0].replace("\\\n\t", "\\\n") if self.make else found[0])
                self.pos = found.end()
            elif self.at("'"):
                self.pos += 1
                return
            else:
                self._dollar_in_single(draft)
        self.complete = False

    def _dollar_in_single(self, draft: Draft) -> None:
        if not self.make and self.at("${{"):
            self.expression(draft)
        elif self.make and not self.at("$$"):
            self.reference(draft)
        else:
            draft.pieces.append("$")
            self.pos += 2 if self.make else 1

    def _double_quoted(self, draft: Draft) -> None:
        """Read `"…"`."""
        self.pos += 1
        draft.quoted = True
        while self.pos < self.end:
            if found := _IN_DOUBLE.match(self.text, self.pos, self.end):
                draft.pieces.append(found[0])
                self.pos = found.end()
            elif self.at('"'):
                self.pos += 1
                return
            elif self.at("$"):
                self.dollar(draft, quoted=True)
            elif self.at("`"):
                self.backticks(draft)
            else:
                self._escape(draft, '$`"\\')
        self.complete = False

    def _backslash(self, draft: Draft) -> None:
        """Read a backslash outside quotes."""
        self._escape(draft, "")

    def _escape(self, draft: Draft, special: str) -> None:
        """Read a backslash that quotes the ``special`` characters, or every one where none is named."""
        following = self.text[self.pos + 1 : min(self.pos + 3, self.end)]
        if following[:1] == "\n" or following == "\r\n":
            self._continue(following)
        elif self.make and following[:1] == "$":
            # The shell gets `\$` from `\$$`; what it gets from `\$(NAME)` depends on the value.
            self.pos += 3 if following == "$$" else 1
            draft.pieces.append("$" if following == "$$" else "")
        else:
            quotes = following and (not special or following[0] in special)
            draft.pieces.append(following[0] if quotes else "\\" + following[:1])
            draft.quoted = True
            self.pos = min(self.pos + 2, self.end)

    def _continue(self, following: str) -> None:
        """Go on in the next line, behind the tab that make takes off it."""
        self.pos += 2 if following[0] == "\n" else 3
        if self.make and self.at("\t"):
            self.pos += 1

    def _glob(self, draft: Draft) -> None:
        """Read `*` or `?`."""
        draft.glob = True
        self._literal(draft)

    def _bracket(self, draft: Draft) -> None:
        """Read `[` or `]`; only a pair of them with something between is a glob."""
        if self.at("["):
            draft.bracket = self.pos
        elif 0 <= draft.bracket < self.pos - 1:
            draft.glob = True
        self._literal(draft)

    def _tilde(self, draft: Draft) -> None:
        """Read `~`, which names a home folder where it begins a word."""
        draft.static = draft.static and (bool(draft.pieces) or draft.quoted)
        self._literal(draft)

    def _brace(self, draft: Draft) -> None:
        """Read `{`: a template's expression, a task runner's placeholder, `{a,b}`, or just a brace."""
        for pattern in (_TEMPLATE, _PLACEHOLDER):
            if found := pattern.match(self.text, self.pos, self.end):
                self.take(draft, found.end())
                return
        found = _BRACES.match(self.text, self.pos, self.end)
        draft.static = draft.static and not (found and ("," in found[1] or ".." in found[1]))
        self._literal(draft)

    def _behind(self, characters: str) -> bool:
        return self.pos > 0 and self.text[self.pos - 1] in characters

    def _parenthesis(self, draft: Draft) -> None:
        """Read `(`: the words of an array, or the pattern of `!(pattern)`."""
        if self._behind("="):
            self._array(draft)
            return
        stop = self.parentheses_end(self.pos)
        self.complete = self.complete and stop >= 0
        draft.glob = True
        self.take(draft, stop if stop >= 0 else self.end)

    def _array(self, draft: Draft) -> None:
        start = self.pos
        if not self.descend():
            return
        self.pos += 1
        self.blanks()
        while self.at("\n") or self.word():
            self.pos += self.at("\n")
            self.blanks()
        closed = self.at(")")
        self.complete = self.complete and closed
        self.pos += closed
        self.depth -= 1
        self.taken(draft, start)

    def _literal(self, draft: Draft) -> None:
        draft.pieces.append(self.text[self.pos])
        self.pos += 1

    _SPECIAL: ClassVar[dict[str, Callable[["WordReader", Draft], None]]] = {
        "'": _single_quoted,
        '"': _double_quoted,
        "\\": _backslash,
        "$": ExpansionReader.dollar,
        "`": ExpansionReader.backticks,
        "*": _glob,
        "?": _glob,
        "[": _bracket,
        "]": _bracket,
        "~": _tilde,
        "{": _brace,
        "(": _parenthesis,
        "<": ExpansionReader.process_substitution,
        ">": ExpansionReader.process_substitution,
    }
