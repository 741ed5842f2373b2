"""What the comparisons with the real tools share: how many examples, how a tool is asked, and what was compared.

`REPOAUDIT_ORACLE=long` takes many more examples; `REPOAUDIT_TALLY` names a file to which each comparison adds a line.
"""

import os
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, settings

from repoaudit.policy import Policy
from repoaudit.repository import DiskRepository, MemoryRepository, Repository
from repoaudit.scope import Scope
from repoaudit.subjects.files.projects import find_scopes

LONG: Final = os.environ.get("REPOAUDIT_ORACLE") == "long"
CORPUS: Final = os.environ.get("REPOAUDIT_CORPUS", "")
BIN: Final = Path(sys.executable).parent
SECONDS: Final = 120
KEPT: Final = ("PATH", "HOME", "TMPDIR", "LANG", "SYSTEMROOT")


def examples(short: int, long: int) -> settings:
    """Return how many examples a comparison takes; a tool is a process, so that no example is quick."""
    return settings(
        max_examples=long if LONG else short,
        deadline=None,
        derandomize=not LONG,
        phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),  # to explain a failure takes minutes
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    )


def tally(tool: str, compared: int = 1) -> None:
    """Note that a tool answered the same for so many configurations."""
    path = os.environ.get("REPOAUDIT_TALLY")
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{tool} {compared}\n")


def ask(
    *command: str | Path, cwd: Path, env: Mapping[str, str] | None = None, text: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment in a folder; nothing of the caller's environment sways it."""
    program = BIN / command[0]
    words = [str(program if program.exists() else command[0]), *map(str, command[1:])]
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    kept["PATH"] = f"{BIN}{os.pathsep}{kept.get('PATH', '')}"
    return subprocess.run(
        words,
        cwd=cwd,
        env=kept | {"NO_COLOR": "1", "COLUMNS": "200", **(env or {})},
        input=text,
        stdin=None if text is not None else subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


MOST: Final = 0.6


def assert_most(compared: Sequence[bool]) -> None:
    """Fail where too few of the drawn configurations were compared: a subject that knows nothing is never wrong."""
    assert sum(compared) > MOST * len(compared), f"{sum(compared)} of {len(compared)} were compared"


def lay_out(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files of a repository into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def files_of(repository: Path, *names: str) -> dict[str, str]:
    """Return the texts of those of some files that a repository of the corpus has."""
    paths = {name: repository / name for name in names}
    return {name: path.read_text("utf-8") for name, path in paths.items() if path.is_file()}


def scope_of(repository: Repository | Mapping[str, str | bytes] | Path) -> Scope:
    """Return the project at the root of a repository."""
    if isinstance(repository, Path):
        repository = DiskRepository(str(repository))
    elif not isinstance(repository, Repository):
        repository = MemoryRepository(repository)
    return find_scopes(repository, Policy())[0]


@contextmanager
def in_process(folder: Path, *, argv: tuple[str, ...] = ()) -> Iterator[None]:
    """Ask a tool by its own functions, which spares a process for each example; some look at folder and arguments."""
    before, words = Path.cwd(), sys.argv
    os.chdir(folder)
    sys.argv = list(argv) or words
    try:
        yield
    finally:
        os.chdir(before)
        sys.argv = words


def corpus_folders(names: Collection[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the folders of the corpus that hold files of some names, with the text of these.

    `REPOAUDIT_CORPUS` names the folder of repositories; without it there are none.
    """
    root = os.environ.get("REPOAUDIT_CORPUS", "")
    for path, folders, files in os.walk(root) if root else ():
        folders[:] = sorted(each for each in folders if each != ".git")
        folder = Path(path)
        paths = (folder / each for each in files if each in names)
        held = [each for each in paths if each.is_file() and each.stat().st_size]
        if held:
            yield str(folder.relative_to(root)), {each.name: each.read_bytes().decode("utf-8") for each in held}
