from collections.abc import Iterator

from repoaudit.api import Finding, LockFiles, Related, Severity, rule


@rule(LockFiles, code="DEP014", severity=Severity.WARNING, lesson="T2 M1")
def two_lock_files(locks: LockFiles) -> Iterator[Finding]:
    """Two managers lock one project, or a lock file is left of a manager that is not used any more.

    Each update changes one of the two, so that they drift apart, and which versions are installed depends on who
    installs. An exported `pylock.toml` or requirements file is no second lock, and pixi, which brings what is not
    Python, may stand beside another manager.
    """
    rivals = locks.rivals
    if rivals:
        first, *others = (f"`{tool.file}`" for tool in rivals)
        yield Finding(
            locks.place_of(rivals[0]),
            f"{first} and {', '.join(others)} lock the same project: they drift apart with each update: keep the lock "
            f"of one manager",
            related=tuple(Related(locks.place_of(tool), "the other lock") for tool in rivals[1:]),
        )
        return
    orphan = locks.orphan
    if orphan:
        yield Finding(
            locks.place_of(orphan),
            f"`{orphan.file}` is the lock of {orphan.name}, which nothing here uses, so that nobody updates it: "
            f"delete it",
        )
