#!/usr/bin/env python3
"""Audit every repository of a folder in one process: median, worst and memory.

usage: python benchmarks/fleet.py FOLDER
"""

import gc
import resource
import sys
import time
from pathlib import Path
from statistics import median

from repoaudit.config import load_policy
from repoaudit.registry import builtin_entries
from repoaudit.repository import DiskRepository
from repoaudit.run import run


def cost_of(folder: Path) -> float:
    """Return the CPU milliseconds of one audit with the repository's own settings."""
    before = time.process_time()
    repository = DiskRepository(str(folder))
    run(repository, load_policy(repository, {}, builtin_entries()), builtin_entries())
    return (time.process_time() - before) * 1000


def main(folder: str) -> int:
    """Audit all, twice: what is imported on the way is paid for in the first turn."""
    repositories = sorted(path for path in Path(folder).iterdir() if path.is_dir())
    for path in repositories:
        cost_of(path)
    gc.collect()
    gc.freeze()  # what the first turn imported stays; the collector need not go through it for each repository
    costs = {path.name: cost_of(path) for path in repositories}
    worst = max(costs, key=lambda name: costs[name])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(costs)} repositories: {median(costs.values()):.1f} ms each in the median, "
        f"at most {costs[worst]:.0f} ms ({worst}); peak {peak:.0f} MiB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
