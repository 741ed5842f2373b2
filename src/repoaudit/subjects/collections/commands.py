"""Every command line that the repository runs: its words, its place, where it runs, and what swallows its failure."""

from collections.abc import Iterable, Iterator

from repoaudit.facts.programs import CHECK_FLAGS, PURPOSES, Purpose
from repoaudit.finding import Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.folders import HOME, Folder, Folders
from repoaudit.subjects.collections.unwrapping import Unwrapped, unwrap
from repoaudit.subjects.files.scripts import Runner
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repoaudit.documents.shell import SimpleCommand
    from repoaudit.documents.shell.tree import Word
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.scripts import Script


_OUTPUTS: Final = frozenset({">", ">>", "&>", "&>>", ">|"})
_PATH: Final = lazy(r"\$(?:\w+|\{\w+\}|\{\{[^{}]*\}\})/[\w./*-]+")
"""A variable that a path begins with: ``$HOME/tests``."""

_OF_CALLER: Final = lazy(r"""\{(?:posargs|args)(?::[^{}]*)?\}|"?\$[@*]"?""")
"""A word that stands for what the caller of a script, a task or tox gives."""

_CHOICE: Final = lazy(r"""\$\(if [^,]*,(?:[^$"]|"[^$"]*"|"\$[({]\w+[)}]")*\)""")
"""``$(if $(CI),--log-file log,)`` of make: a choice between words that stand there, or that are quoted behind one."""

_IN_A_MACHINE_OF_ITS_OWN: Final = frozenset({Runner.STEP, Runner.GITLAB, Runner.SHELL})
"""Where the repository itself may lie below that home; elsewhere another repository does."""


class Argument:
    """One word of a command; ``is_static`` says that no expansion is in it."""

    __slots__ = ("_script", "is_static", "span", "text")

    def __init__(self, script: "Script", text: str, span: "Span", *, is_static: bool) -> None:
        self._script = script
        self.text = text
        self.span = span  # in the text of its script
        self.is_static = is_static

    def __repr__(self) -> str:
        return f"Argument({self.text!r})"

    @property
    def may_be_any_option(self) -> bool:
        """Whether a variable stands in its place, of which nothing is known."""
        if self.is_static or not self.text.startswith("$"):
            return False
        return not _CHOICE.fullmatch(self.text) and not _PATH.fullmatch(self.text)

    @property
    def is_quoted(self) -> bool:
        """Whether it is one word whatever its variables hold."""
        return self._script.text[self.span.start : self.span.start + 1] == '"'

    @property
    def place(self) -> Place:
        """The word in its file, or the whole script where the text cannot be mapped."""
        whole = self._script.place
        span = self._script.span(self.span)
        return whole if span is None else Place(whole.path, span, whole.anchor)

    def replace(self, text: str) -> Fix | None:
        """Phrase the fix that writes another word here, None where the script cannot be edited."""
        return None if self._is_expanded else self._script.replace(self.span, text)

    def removed(self) -> Fix | None:
        """Phrase the fix that takes the word out with the blank before it, None where the script cannot be edited."""
        start, end = self.span.start, self.span.end
        blank = self._script.text[start - 1 : start]
        if blank not in {" ", "\t"} or self._script.dialect == "argv" or self._is_expanded:
            return None
        fix = self._script.replace(Span(start - 1, end), "")
        return fix and fix.titled(f"remove `{self.text}`")

    @property
    def _is_expanded(self) -> bool:
        """Whether the word comes from a variable, which may hold others and be used elsewhere."""
        return self.is_static and "$" in self._script.text[self.span.start : self.span.end] and "$" not in self.text


class Option(NamedTuple):
    """An option of a command as it was given: ``value`` is None for a flag, ``place`` covers name and value."""

    name: str
    value: str | None
    argument: Argument
    is_static: bool

    @property
    def place(self) -> Place:
        """Where the value is, or the flag."""
        return self.argument.place


class Swallowed(NamedTuple):
    """Where a failure gets lost: the text that does it and its place."""

    kind: str
    text: str
    place: Place


class Command:
    """One program with its arguments; wrappers (``uv run``, ``python -m``, ``coverage run -m``) are seen through.

    ``folder`` is the working directory relative to the root of the repository, None where it cannot be known;
    ``beyond`` is then the end of its path, as far as the script itself leads there, else "". ``via`` names the
    wrappers, outermost first (``("uv run", "coverage run")``); ``provided`` the packages that they install. ``script``
    is the text that it is part of, ``where`` the target, hook, job or environment that runs it.

    ``subcommand`` is the first word that is no option, "" without one: ``check`` of ``ruff check .``. ``key`` is the
    program, with its sub-command where that decides what is done (``ruff format``). ``purpose`` is what it is run for,
    None for a program that is not in the table. Many rules ask for these of every command.
    """

    __slots__ = (
        "_simple",
        "arguments",
        "beyond",
        "environment",
        "folder",
        "key",
        "provided",
        "purpose",
        "script",
        "subcommand",
        "tool",
        "via",
        "where",
    )
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, script: "Script", simple: "SimpleCommand", unwrapped: Unwrapped[Argument], folder: "Folder"
    ) -> None:
        self.script = script
        self.where = script.where
        self._simple = simple
        self.tool, self.arguments, self.via, self.provided = unwrapped
        self.folder, self.beyond = folder
        self.environment: Mapping[str, str] = script.environment
        if simple.assignments:
            own = {each.name: each.value.text for each in simple.assignments}
            self.environment = {**script.environment, **own}
        self.subcommand = next((each.text for each in self.arguments if not each.text.startswith("-")), "")
        both = f"{self.tool} {self.subcommand}"
        self.key = both if both in PURPOSES else self.tool
        self.purpose: Purpose | None = PURPOSES.get(self.key)
        if self.key in CHECK_FLAGS and self.flag(*CHECK_FLAGS[self.key]):
            self.purpose = Purpose.LINT

    def __repr__(self) -> str:
        return f"<Command {self.tool} {' '.join(argument.text for argument in self.arguments)}>"

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterable[Self]:
        """Yield every command that runs in one project."""
        from repoaudit.subjects.collections.gathering import commands_of

        return commands_of(scope)  # type: ignore[return-value]  # nobody derives from Command

    @property
    def place(self) -> Place:
        """The whole command."""
        whole = self.script.place
        span = self.script.span(self._simple.span)
        return whole if span is None else Place(whole.path, span, whole.anchor)

    @property
    def text(self) -> str:
        """It as it is written, with its wrappers."""
        return self.script.text[slice(*self._simple.span)]

    @property
    def writes_to(self) -> str:
        """The file that its output goes to, "" where it is shown or read by another program."""
        outputs = (each for each in self._simple.redirections if each.operator in _OUTPUTS)
        return next((each.target.text for each in outputs if each.descriptor in {"", "1"}), "")

    @property
    def is_piped(self) -> bool:
        """Whether another program reads its output."""
        rest = self.script.text[self._simple.span.end :].lstrip(" \t")
        return rest.startswith("|") and not rest.startswith("||")

    @property
    def swallowed(self) -> Swallowed | None:
        """Where its failure gets lost in its own script, or in what runs the script."""
        swallow = self._simple.swallowed
        if swallow is not None:
            span = self.script.span(swallow.span)
            whole = self.script.place
            place = whole if span is None else Place(whole.path, span, whole.anchor)
            return Swallowed(swallow.kind, swallow.text, place)
        if self.script.tolerated is not None:
            return Swallowed("tolerated", "", self.script.tolerated)
        return None

    @property
    def is_static(self) -> bool:
        """Whether every argument is known: without expansions."""
        return all(argument.is_static for argument in self.arguments)

    def append(self, text: str) -> Fix | None:
        """Phrase the fix that writes more words behind it; None where the script cannot be edited, or after ``--``.

        Words that stand for those of the caller stay the last, so that the caller has the last word.
        """
        if any(argument.text == "--" for argument in self.arguments):
            return None
        spans = [word.span for word in self._simple.words]
        while spans[1:] and _OF_CALLER.fullmatch(self.script.text[slice(*spans[-1])]):
            spans.pop()
        last = spans[-1]
        return self.script.replace(last, f"{self.script.text[slice(*last)]} {text}")

    def flag(self, *names: str) -> Argument | None:
        """Return the first word that is one of the names, before a ``--``."""
        for argument in self.arguments if names else ():
            if argument.text in names:
                return argument
            if argument.text == "--":
                break
        return None

    def option(self, *names: str) -> Option | None:
        """Return the last of some options with its value; the last is the one that counts."""
        return last_option(self._own(), *names)

    def options(self, *names: str) -> tuple[Option, ...]:
        """Return every occurrence of some options that take a value: ``-n 4``, ``-n4``, ``--numprocesses=4``."""
        return tuple(read_options(self._own(), names))

    def _own(self) -> tuple[Argument, ...]:
        for index, argument in enumerate(self.arguments):
            if argument.text == "--":
                return self.arguments[:index]
        return self.arguments


def last_option(arguments: tuple[Argument, ...], *names: str) -> Option | None:
    """Return the last of some options with its value; the last is the one that counts."""
    found = tuple(read_options(arguments, names))
    return found[-1] if found else None


def read_options(arguments: tuple[Argument, ...], names: tuple[str, ...]) -> Iterator[Option]:
    """Yield every occurrence of options that take a value, in the spellings that argparse and click take."""
    for index, argument in enumerate(arguments):
        if not argument.text.startswith(names):
            continue  # nearly all of them
        for name in names:
            if argument.text == name:
                following = arguments[index + 1] if index + 1 < len(arguments) else None
                value = following or argument
                yield Option(name, following.text if following else None, value, value.is_static)
            elif argument.text.startswith(f"{name}="):
                yield Option(name, argument.text[len(name) + 1 :], argument, argument.is_static)
            elif len(name) == len("-n") and argument.text.startswith(name) and not name.startswith("--"):
                yield Option(name, argument.text[len(name) :], argument, argument.is_static)


def commands_in(script: "Script") -> Iterator[Command]:
    """Yield the commands of one script, in order, following ``cd`` and its kin."""
    from repoaudit.documents.shell import parse_shell

    parsed = parse_shell(script.text, dialect=script.dialect, errexit=script.errexit, pipefail=script.pipefail)
    folders = Folders(script)
    for simple in parsed.commands:
        arguments = tuple(_arguments(script, simple.words))
        if folders.follow(simple.subshell, arguments):
            continue
        folder = folders.of(simple.subshell)
        if folder.path == HOME:
            if script.where.runner not in _IN_A_MACHINE_OF_ITS_OWN:
                continue
            folder = Folder(None)
        for unwrapped in unwrap(arguments):
            yield Command(script, simple, unwrapped, folder)


def _arguments(script: "Script", words: Iterable["Word"]) -> Iterator[Argument]:
    for word in words:
        if word.is_static:
            yield Argument(script, word.text, word.span, is_static=True)
            continue
        expanded = script.expand(word.text)
        if expanded is None:
            yield Argument(script, word.text, word.span, is_static=False)
            continue
        for text in expanded.split() if not word.quoted else (expanded,):
            yield Argument(script, text, word.span, is_static=True)
