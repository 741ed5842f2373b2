"""A process of its own that answers for pytest: which file configures it, what it reads there, and what it collects.

It answers each line of JSON with another one. Each answer comes from a fork, so that no configuration and no module of
one example is there for the next. Only what plugins may ask is asked: hooks, `Config` and items.
"""

import contextlib
import gc
import io
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

SETTINGS = (
    *("addopts", "testpaths", "markers", "filterwarnings", "python_files", "python_classes", "python_functions"),
    *("norecursedirs", "minversion", "strict_markers", "strict"),
)

IDLE = "unraisableexception threadexception faulthandler logging pastebin recwarn setuponly setupplan pytester".split()
QUIET = ["--collect-only", "-q", "-p", "no:cacheprovider", *(f"-pno:{plugin}" for plugin in IDLE)]

CRASHED = -1


class Probe:
    """What the hooks of one run show; a run that is only asked for its configuration ends before it collects."""

    def __init__(self, *, collects: bool) -> None:
        self.collects = collects
        self.seen: dict[str, object] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> int | None:
        self.seen["file"] = os.path.relpath(config.inipath, config.rootpath) if config.inipath else None
        values: dict[str, object] = {}
        for name in SETTINGS:
            try:
                values[name] = config.getini(name)
            except Exception as error:  # noqa: BLE001  # of which kind depends on the version
                values[name] = {"error": str(error)}
        self.seen["settings"] = values
        self.seen["measured"] = _measured(config)
        return None if self.collects else 0

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.seen["items"] = [
            {
                "path": os.path.relpath(item.path, session.config.rootpath),
                "name": getattr(item, "originalname", None) or item.name,
                "parents": [type(node).__name__ + ":" + node.name for node in item.listchain()[1:-1]],
            }
            for item in session.items
        ]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.seen.setdefault("failed", report.nodeid)


def _measured(config: pytest.Config) -> dict[str, object] | None:
    """Return what pytest-cov measures, and how, None where it does not; its engine is not public, its effect is."""
    plugin = config.pluginmanager.getplugin("_cov")
    controller = getattr(plugin, "cov_controller", None)
    if controller is None:
        return None
    file = controller.cov.config.config_file
    return {
        "file": os.path.relpath(file, config.rootpath) if file else None,
        "branch": controller.cov.get_option("run:branch"),
        "source": controller.cov.get_option("run:source"),
        "fail_under": plugin.options.cov_fail_under,
    }


def answer(folder: str, words: list[str], *, collects: bool) -> dict[str, object]:
    """Ask pytest in a folder."""
    os.chdir(folder)
    probe, said = Probe(collects=collects), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            status = int(pytest.main([*QUIET, *words], plugins=[probe]))
        except BaseException as error:  # noqa: BLE001  # pytest lets its own Failed pass through
            return {"status": CRASHED, "said": str(error)}
    return {"status": status, "said": said.getvalue(), **probe.seen}


def main() -> None:
    """Answer until nothing more is asked."""
    sys.dont_write_bytecode = True
    with TemporaryDirectory() as empty:
        answer(empty, [], collects=True)  # so that no fork has to import what all need
        os.chdir("/")
    gc.freeze()
    for line in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            question = json.loads(line)
            found = answer(question["folder"], question["words"], collects=question["collects"])
            Path(f"/dev/fd/{writing}").write_text(json.dumps(found, default=str), encoding="utf-8")
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as answered:
            text = answered.read()
        os.waitpid(child, 0)
        sys.stdout.write((text or "{}") + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
