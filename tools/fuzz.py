"""Feed repoaudit what nobody would write: coverage-guided inputs to its readers, and whole runs on mutated trees.

`fuzz.py readers` runs atheris on one target after the other, each in a process of its own; `fuzz.py trees` runs
`repoaudit check` and `repoaudit check --fix` on generated folders. What fails is written to a folder and named.
"""

import argparse
import contextlib
import hashlib
import importlib
import io
import os
import pkgutil
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).parent.parent / "tests"
sys.path.insert(0, str(TESTS))

LARGEST: Final = 4096
MEMORY: Final = 1024
SECONDS: Final = 20
CRASHED: Final = 3


def main() -> int:
    """Run one of the two kinds."""
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    readers = kinds.add_parser("readers", help="coverage-guided inputs to each reader (needs atheris)")
    readers.add_argument("--runs", type=int, default=10_000, help="inputs for each target")
    readers.add_argument("--target", action="append", help="only this target; may be repeated")
    readers.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    trees = kinds.add_parser("trees", help="whole runs on generated trees")
    trees.add_argument("--runs", type=int, default=200)
    for each in (readers, trees):
        each.add_argument("--seed", type=int, default=1)
        each.add_argument("--keep", type=Path, default=Path("fuzz-failures"), help="where failing inputs go")
    arguments = parser.parse_args()
    arguments.keep.mkdir(parents=True, exist_ok=True)
    if arguments.kind == "trees":
        return fuzz_trees(arguments.runs, arguments.seed, arguments.keep)
    if arguments.alone:
        fuzz_target(arguments.target[0], arguments.runs, arguments.seed, arguments.keep)
    return fuzz_readers(arguments.target or target_names(), arguments.runs, arguments.seed, arguments.keep)


def target_names() -> list[str]:
    """Return all targets."""
    from fuzzing import TARGETS

    return list(TARGETS)


def fuzz_readers(names: list[str], runs: int, seed: int, keep: Path) -> int:
    """Fuzz each target in a process of its own, which libFuzzer ends; print the inputs, time and memory of each."""
    failed = 0
    for name in names:
        command = [sys.executable, __file__, "readers", "--alone", "--target", name]
        command += ["--runs", str(runs), "--seed", str(seed), "--keep", str(keep)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        failed += done.returncode != 0
        print(f"{name:18} {_figures(done.stderr)} {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
        if done.returncode:
            print(
                done.stdout[-4_000:],
                *re.findall(r"^(?:SUMMARY|artifact_prefix).*", done.stderr, re.MULTILINE),
                sep="\n",
            )
    return 1 if failed else 0


def _figures(log: str) -> str:
    runs = re.findall(r"Done (\d+) runs in (\d+) second", log)
    memory = [int(each) for each in re.findall(r"rss: (\d+)Mb", log)]
    return f"{runs[-1][0]:>9} inputs {runs[-1][1]:>5} s {max(memory, default=0):>5} MiB" if runs else "no end"


def fuzz_target(name: str, runs: int, seed: int, keep: Path) -> None:
    """Fuzz one target in this process; never returns."""
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]  # not in every environment

    with atheris.instrument_imports(include=["repoaudit"]):
        from fuzzing import TARGETS, seed_inputs, within_budget
    target = TARGETS[name]
    folder = Path(tempfile.mkdtemp(prefix="seeds-"))
    for content in seed_inputs(name):
        (folder / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content[:LARGEST])
    options = [f"-runs={runs}", f"-max_len={LARGEST}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEMORY}"]
    prefix = f"-artifact_prefix={keep}/{name}-"
    atheris.Setup([name, *options, f"-seed={seed}", prefix, str(folder)], lambda data: within_budget(target, data))
    atheris.Fuzz()


def import_all() -> None:
    """Import every module that is not a program."""
    import repoaudit

    for module in pkgutil.walk_packages(repoaudit.__path__, "repoaudit."):
        if not module.name.startswith(("repoaudit.cli", "repoaudit.__main__")):
            importlib.import_module(module.name)


def fuzz_trees(runs: int, seed: int, keep: Path) -> int:
    """Check and fix generated trees by the command line itself; a failing tree is kept."""
    from fuzzing import make_tree, peak_memory, write_tree

    failed, slowest, fixed = 0, 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "tree"
        for number in range(runs):
            files = make_tree(random.Random(f"{seed}-{number}"))  # noqa: S311  # no secret is made
            write_tree(place, files)
            before = time.process_time()
            wrong = run_commands(place)
            slowest = max(slowest, time.process_time() - before)
            fixed += wrong == "fixed"
            if wrong not in {"", "fixed"}:
                failed += 1
                write_tree(keep / f"tree-{seed}-{number}", files)
                print(f"tree {seed}-{number}: {wrong}", flush=True)
    print(
        f"{3 * runs} runs on {runs} trees, {fixed} of them fixed, {failed} failed; "
        f"slowest {slowest:.2f} s, {peak_memory()} MiB"
    )
    return 1 if failed else 0


def run_commands(folder: Path) -> str:
    """Run `check` and twice `check --fix --unsafe-fixes`; say what went wrong, "fixed" where files were changed."""
    status, out = run_command("check", str(folder), "--isolated", "--select", "ALL", "--output-format", "json")
    if status not in {0, 1}:
        return f"check ended with {status}: {out[-3_000:]}"
    words = ("check", str(folder), "--isolated", "--select", "ALL", "--fix", "--unsafe-fixes", "--output-format")
    before = snapshot(folder)
    status, out = run_command(*words, "json")
    if status not in {0, 1}:
        return f"fix ended with {status}: {out[-3_000:]}"
    after = snapshot(folder)
    status, out = run_command(*words, "json")
    if snapshot(folder) != after:
        return "a second fix changed something"
    return "fixed" if after != before else ""


def run_command(*words: str) -> tuple[int, str]:
    """Run a command line in this process."""
    from repoaudit.cli.main import run

    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = run(words)
    except BaseException:  # noqa: BLE001  # whatever it is, it is what is looked for
        return -1, traceback.format_exc()
    return status, err.getvalue() or out.getvalue()


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file of a tree."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())
