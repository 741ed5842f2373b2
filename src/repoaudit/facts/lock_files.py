"""Lock files: whose they are, how one knows that the tool is in use, and what shows that a lock is current.

Source: the manuals of the tools. Tried on 2026-11-26: with uv 0.13.9 and a stale lock, ``uv sync``, ``run``, ``export``
and ``tree`` with ``--locked`` or ``UV_LOCKED=1`` stop, and ``--frozen`` does not look; with poetry 2.5.1 and no lock,
``poetry check --lock`` stops and ``poetry check`` passes. That ``poetry install`` and ``poetry sync`` stop at a stale
lock is the manual's word. tox-uv's lock runner and nox-uv pass ``--locked``; setup-pixi passes it wherever there is a
lock.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class LockTool(NamedTuple):
    """One manager of dependencies: its lock file, table and manifest in a project, and what checks its lock.

    ``asserts`` finds that in a command, or in a file that holds one of ``signs``: these take a hundredth of its time.
    ``hooks`` are ids of hooks, ``advice`` says how it is done, and ``installs`` finds a command that installs from the
    lock.
    """

    name: str
    file: str
    table: str
    manifest: str
    backends: tuple[str, ...]
    asserts: str
    signs: tuple[str, ...]
    hooks: tuple[str, ...]
    advice: str
    installs: str


_TOOLS: Final = (
    LockTool(
        "uv",
        "uv.lock",
        "uv",
        "uv.toml",
        ("uv_build",),
        r"\buv\b.*--locked|\buv\s+lock\b.*--(?:check|locked)|UV_LOCKED|uv-venv-lock-runner|\bnox[_-]uv\b",
        ("--locked", "--check", "UV_LOCKED", "uv-venv-lock-runner", "nox-uv", "nox_uv"),
        ("uv-lock", "uv-sync"),
        "`uv sync --locked`, or `uv lock --check`",
        r"\buv\s+(?:sync|run|export)\b",
    ),
    LockTool(
        "poetry",
        "poetry.lock",
        "poetry",
        "poetry.toml",
        ("poetry.core", "poetry"),
        r"\bpoetry\b.*\b(?:check|install|sync)\b|\bpoetry\s+lock\b.*--check",
        ("poetry",),
        ("poetry-check", "poetry-lock", "poetry-install"),
        "`poetry check --lock`, or `poetry install`",
        r"\bpoetry\s+(?:export|run)\b",
    ),
    LockTool(
        "pdm",
        "pdm.lock",
        "pdm",
        "pdm.toml",
        ("pdm.backend", "pdm"),
        r"\bpdm\b.*--(?:check|frozen-lockfile-check)|\bpdm\s+lock\b.*--check",
        ("--check", "--frozen-lockfile-check"),
        ("pdm-lock-check", "pdm-lock"),
        "`pdm lock --check`",
        r"\bpdm\s+(?:install|sync)\b",
    ),
    LockTool(
        "pipenv",
        "Pipfile.lock",
        "pipenv",
        "Pipfile",
        (),
        r"\bpipenv\s+verify\b|\bpipenv\b.*--deploy",
        ("pipenv",),
        ("pipenv-verify",),
        "`pipenv install --deploy`, or `pipenv verify`",
        r"\bpipenv\s+(?:install|sync)\b",
    ),
    LockTool(
        "pixi",
        "pixi.lock",
        "pixi",
        "pixi.toml",
        (),
        r"\bpixi\b.*--locked|\bpixi\s+lock\b.*--check|PIXI_LOCKED|prefix-dev/setup-pixi",
        ("--locked", "--check", "PIXI_LOCKED", "prefix-dev/setup-pixi"),
        ("pixi-lock", "pixi-lock-check"),
        "`pixi install --locked`",
        r"\bpixi\s+(?:install|run)\b",
    ),
)

LOCK_TOOLS: Final[Mapping[str, LockTool]] = {tool.name: tool for tool in _TOOLS}
"""Name of the tool → what is known of its lock."""

OTHER_LOCKS: Final = (
    "pylock.toml",
    "conda-lock.yml",
    "requirements.lock",
    "requirements.lock.txt",
    "requirements-lock.txt",
    "requirements_lock.txt",
    "constraints.txt",
    "constraints.lock",
    "flake.lock",
)
"""Further files beside a project that fix what is installed."""
