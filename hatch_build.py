"""Puts the regular expressions, compiled for the interpreter that builds, into a wheel.

So the first run after an installation from source, as pre-commit and the action for GitHub make it, compiles none. An
interpreter of another version does not read them, and keeps its own: see `repoaudit.compiled`. Where they cannot be
made, because a library is missing, the wheel goes without.
"""

import contextlib
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).parent / "src"


class CompiledPatterns(BuildHookInterface[Any]):
    """The hook that hatchling runs."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file, and add it to a wheel that is no editable one."""
        self._folder = tempfile.TemporaryDirectory()
        if self.target_name != "wheel" or version == "editable":
            return
        command = [sys.executable, __file__, self._folder.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            build_data["force_include"].update({str(file): f"repoaudit/{file.name}" for file in self._made()})
        else:
            self.app.display_warning(f"the wheel holds no compiled patterns: {done.stderr.strip()}")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the file."""
        del version, build_data, artifact_path
        self._folder.cleanup()

    def _made(self) -> list[Path]:
        return list(Path(self._folder.name).iterdir())


def compile_patterns(folder: str) -> None:
    """Write the patterns of all modules to a file in a folder. Raises ImportError without tomli and PyYAML."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(SOURCE))
    compiled, regex = import_module("repoaudit.compiled"), import_module("repoaudit.regex")
    file = Path(folder, Path(compiled.SHIPPED).name)
    kept = compiled.Kept(str(file))
    wait = regex._Lazy.__init__  # noqa: SLF001  # what waits for its first use is compiled at once

    def compile_at_once(self: object, pattern: str, flags: int) -> None:
        wait(self, pattern, flags)
        kept.compile(pattern, flags)

    regex._Lazy.__init__ = compile_at_once  # noqa: SLF001  # likewise
    import_module("repoaudit.documents.tomli")
    import_module("repoaudit.documents.pyyaml")
    for module in walk_packages([str(SOURCE / "repoaudit")], "repoaudit."):
        with contextlib.suppress(ImportError):  # of what only a run needs
            import_module(module.name)
    kept.write()


if __name__ == "__main__":
    compile_patterns(sys.argv[1])
