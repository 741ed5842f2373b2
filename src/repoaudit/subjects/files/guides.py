"""READMEs and guides for contributors: the commands that their code tells people to type."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from posixpath import normpath

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.projects import is_template
from repoaudit.subjects.files.scripts import Runner, Script, Where
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.markup import Code, Markup
    from repoaudit.scope import Scope
    from repoaudit.text import Span

FOLDERS: Final = ("", ".github", "docs", "doc")
NAMES: Final = ("readme", "contributing", "develop", "hacking", "install")
_ENDINGS: Final = (".md", ".markdown", ".rst")
_LANGUAGES: Final = frozenset(
    {"", "bash", "sh", "shell", "zsh", "console", "shell-session", "shellsession", "terminal", "text", "txt", "none"}
    | {"cmd", "fish", "powershell", "pwsh", "ps1", "code", "commandline", "sh-session", "ansi"}
)
_CALLS: Final = lazy(r"\b(?:g?make|just|tox|nox|hatch|poe|pdm)\b[ \t]+\S")
"""What one looks for in a guide."""

_MOVES: Final = lazy(r"(?:^|&&|;)\s*(?:cd|pushd)\s+([^\s;&|]+)")
_ELSEWHERE: Final = lazy(
    r"[`*]*,?[ \t]+(?:in|from|inside|within)[ \t]+(?:the[ \t]+|your[ \t]+)?"
    r"[`*\"']*(?!root|top|main|same|project|this)[\w./-]+[`*\"']*[ \t]+"
    r"(?:sub-?module|(?:sub-?)?(?:folder|directory)|repo(?:sitory)?|package)\b"
)
"""What follows a command in prose that is typed in another folder."""

_BUILDS: Final = lazy(r"\./configure|\bcmake\b|\bautogen|\bautoreconf\b|\bmeson\b|\btar[ \t]+-?\w*x|\bunzip\b")
"""What another program is built with, whose ``make install`` it then is."""

_PLACEHOLDER: Final = lazy(r"<[^\W\d][^<>|&;\n]*>")
"""What a reader is to replace, of several words perhaps: to a shell it were files to read and to write."""

_GENERATORS: Final = ("cookiecutter.json", "copier.yml", "copier.yaml")
_MOST: Final = 2_000
_LARGEST: Final = 500_000
_ADDRESS: Final = lazy(r"(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)[/:][\w.-]+/([\w.-]+)")
_NAME: Final = lazy(r"""(?m)^[ \t]*name[ \t]*=[ \t]*["']?([\w.-]+)""")


def guide_scripts(scope: "Scope", is_wanted: Callable[[str], object] | None = None) -> Iterator[Script]:
    """Yield some lines of a project's READMEs and guides: those that call a task, unless told otherwise.

    None for a template: its guides speak of others. Of a text without such a line nothing is parsed.
    """
    if any(scope.root.exists(name) for name in _GENERATORS):
        return
    for folder in FOLDERS if scope.is_root else ("",):
        for name in scope.repository.list_dir(scope.path(folder).rstrip("/")):
            if name.lower().startswith(NAMES) and name.lower().endswith(_ENDINGS):
                path = scope.path(f"{folder}/{name}" if folder else name)
                yield from islice(_scripts(scope, path, is_wanted or _CALLS.search), _MOST)


def _scripts(scope: "Scope", path: str, is_wanted: Callable[[str], object]) -> Iterator[Script]:
    try:
        text = scope.repository.read(path) if scope.repository.is_file(path) else ""
    except UnknownError:
        return
    if len(text) <= _LARGEST and is_wanted(text) and not is_template(text):
        from repoaudit.documents.markup import parse_markup  # four modules, for those whose guides call a runner

        markup = scope.document(parse_markup, path)
        for code in markup.code:
            if code.language in _LANGUAGES:
                yield from _in_code(scope, markup, code, is_wanted)


def _in_code(scope: "Scope", markup: "Markup", code: "Code", is_wanted: Callable[[str], object]) -> Iterator[Script]:
    """Yield the lines of one piece, as long as the folder is known in which they are typed."""
    from repoaudit.documents.markup import code_lines

    folder = scope.folder
    if _BUILDS.search(markup.text, *code.span) or (not code.is_block and _ELSEWHERE.match(markup.text, code.span.end)):
        return
    is_cloned = markup.text.find("clone", *code.span) >= 0
    for line in code_lines(markup.text, code):
        text = markup.text[slice(*line)]
        if is_wanted(text) and "`" not in text:  # in a shell it would run something; in a guide it marks code in prose
            yield _script(markup, line, text, folder)
        for move in _MOVES.finditer(text):
            if is_cloned and _is_this(scope, move[1]):
                continue
            inner = normpath(f"{folder}/{move[1]}").lstrip("/").removeprefix("./")
            if scope.repository.is_dir(inner) and inner != ".":
                folder = inner
            elif not _is_this(scope, move[1]):
                return


def _is_this(scope: "Scope", written: str) -> bool:
    """Say whether a folder is where this very repository was cloned to, as its name tells."""
    last = written.rstrip("/").rpartition("/")[2]
    return last in scope.root.once(_own_names) or last.lower() in {"<repo>", "your-repo", "your_repo"}


def _own_names(root: "Scope") -> frozenset[str]:
    """Return what this repository may be called: by its metadata, and by the addresses in them."""
    names: set[str] = set()
    for path in ("pyproject.toml", "setup.cfg", "setup.py"):
        text = root.repository.read(path) if root.repository.is_file(path) else ""
        names.update(match[1].removesuffix(".git") for match in _ADDRESS.finditer(text))
        names.update(match[1] for match in _NAME.finditer(text))
    return frozenset(names)


def _script(markup: "Markup", line: "Span", text: str, folder: str) -> Script:
    text = _PLACEHOLDER.sub(lambda match: match[0].replace(" ", "-"), text)
    place = Place(markup.path, line, "")
    where = Where(Runner.SHELL, markup.path, markup.path)
    return Script(text, place, where, offset=partial(int.__add__, line.start), folder=folder)
