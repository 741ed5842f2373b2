"""Files that tell a task runner what there is to do.

Source: GNU make 4.3, just 1.59.0, tox 4.67.15, nox 2026.10.20, hatch 1.18.2, pdm 2.29.4 and poethepoet 0.49.0, tried
on 2026-11-26; for the others the names that their manuals give, none of which was read again that day.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

FILES: Final = (
    *("Makefile", "makefile", "GNUmakefile", "justfile", "Justfile", ".justfile", "JUSTFILE"),
    *("Taskfile.yml", "Taskfile.yaml", "taskfile.yml", "taskfile.yaml", "Taskfile.dist.yml", "Taskfile.dist.yaml"),
    *("tox.toml", "noxfile.py", "tasks.py", "invoke.yaml", "dodo.py", "duties.py", "pavement.py", "fabfile.py"),
    *("poe_tasks.toml", "poe_tasks.yaml", "poe_tasks.json", "pixi.toml", "hatch.toml", "mise.toml", ".mise.toml"),
    *("Earthfile", "BUILD", "BUILD.bazel", "WORKSPACE", "MODULE.bazel", "pants.toml", "Rakefile", "moon.yml"),
    *("package.json", "dagger.json", "maskfile.md", "xc.md", "devenv.nix", "Snakefile", "dvc.yaml", "meson.build"),
    *("CMakeLists.txt", "SConstruct", "build.py", "make.py", "dev.py", "manage", "run.sh", "dev.sh", "Makefile.toml"),
    *(
        "Cargo.toml",
        "go.mod",
        "do",
        "run",
        "task",
        "tasks.toml",
        "Tiltfile",
        "Procfile",
        "make.bat",
        ".mise/config.toml",
    ),
)
"""In the root of a repository."""

FOLDERS: Final = ("tasks", "mise-tasks", ".mise/tasks", "duties")
"""Packages and folders of tasks."""

SCRIPT_FOLDERS: Final = ("", "scripts", "script", "bin", "dev", "tools", "ci", "tests", "build_tools", "check")
"""Folders whose scripts are what is typed, if one of them is called like a task."""

SCRIPT_ENDINGS: Final = ("", ".sh", ".bash", ".ps1", ".bat", ".cmd")

SCRIPT_NAMES: Final = frozenset(
    "test tests lint check format fmt setup bootstrap install build ci all coverage".split()
)

TABLES: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "pyproject.toml": (
        ("tool", "tox"),
        ("tool", "hatch", "envs"),
        ("tool", "poe", "tasks"),
        ("tool", "poe", "include"),
        ("tool", "pdm", "scripts"),
        ("tool", "pixi"),
        ("tool", "taskipy", "tasks"),
        ("tool", "rye", "scripts"),
        ("tool", "thx"),
        ("tool", "duty"),
        ("tool", "pyprojectx", "aliases"),
        ("tool", "spin"),
        ("tool", "uvtask"),
        ("tool", "tasks"),
        ("tool", "task"),
        ("run-script",),
    ),
    "Pipfile": (("scripts",),),
}
"""Tables that hold tasks, by the file they stand in."""

INI_SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "tox.ini": ("testenv", "tox"),
    "setup.cfg": ("tox:tox", "testenv"),
}
"""Sections of tox: a ``tox.ini`` may hold the settings of other tools alone."""

TOX_PLATFORMS: Final = frozenset({"linux", "darwin", "win32", "cygwin"})
"""Factors that tox takes from ``sys.platform``; since tox 4.20."""

TOX_OPEN_RANGE: Final = (11, 15)
"""Where ranges of minor versions begin and end that leave it open, as ``py3{-13}``; in tox 4.67.15."""
