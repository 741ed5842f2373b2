"""Versions as PEP 440 orders them."""

import re
from functools import cache, lru_cache

from repoaudit.regex import lazy
from repoaudit.typing import Final

LocalKey = tuple[tuple[int, int, str], ...]
Key = tuple[float, tuple[int, ...], int, int, int, float, LocalKey]
"""Epoch, release without final zeros, phase and its number, post, dev, local: compares as PEP 440 orders versions."""

LAST: Final = float("inf")
"""Above every number that a version can contain."""

DEV_PHASE: Final = -1
FINAL_PHASE: Final = 3
_PHASES: Final = ("a", "b", "rc")
_PRE_SPELLINGS: Final = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc"}
_PLAIN: Final = lazy(r"[0-9]+(?:\.[0-9]+)*")


@cache
def _pattern() -> re.Pattern[str]:
    """PEP 440, appendix B; compiled for the first version that is more than numbers and dots."""
    return re.compile(
        r"v?(?:(?P<epoch>\d+)!)?(?P<release>\d+(?:\.\d+)*)"
        r"(?:[._-]?(?P<pre>alpha|a|beta|b|preview|pre|c|rc)[._-]?(?P<pre_number>\d*))?"
        r"(?:-(?P<bare_post>\d+)|[._-]?(?P<post>post|rev|r)[._-]?(?P<post_number>\d*))?"
        r"(?:[._-]?(?P<dev>dev)[._-]?(?P<dev_number>\d*))?"
        r"(?:\+(?P<local>[a-z0-9]+(?:[._-][a-z0-9]+)*))?",
        re.ASCII | re.IGNORECASE,
    )


class Version:
    """A version of PEP 440: hashable, totally ordered, printed in its normalised spelling.

    ``release`` is as written (``1.0`` and ``1.0.0`` are equal and hash alike, but print differently); ``pre`` is a
    letter (``a``, ``b``, ``rc``) and a number; ``local`` is normalised.
    """

    __slots__ = ("dev", "epoch", "key", "local", "post", "pre", "release")

    def __init__(  # noqa: PLR0913 - a version has six segments, all but one by keyword
        self,
        release: tuple[int, ...],
        *,
        epoch: int = 0,
        pre: tuple[str, int] | None = None,
        post: int | None = None,
        dev: int | None = None,
        local: str | None = None,
    ) -> None:
        self.release = release
        self.epoch = epoch
        self.pre = pre
        self.post = post
        self.dev = dev
        self.local = local
        self.key = self._key()

    @staticmethod
    @lru_cache(maxsize=1024)
    def parse(text: str) -> "Version | None":
        """Read a version in any spelling that PEP 440 allows; None where it allows none."""
        text = text.strip()
        plain = text[1:] if text[:1] in {"v", "V"} else text  # tags are the most frequent of the others
        try:
            return Version(_release(plain)) if _PLAIN.fullmatch(plain) else _parse_full(text)
        except ValueError:  # more digits than Python turns into a number
            return None

    @property
    def major(self) -> int:
        """The first number of the release."""
        return self.release[0]

    @property
    def minor(self) -> int:
        """The second number of the release; zero where there is none."""
        return self.release[1] if len(self.release) > 1 else 0

    @property
    def minor_version(self) -> "Version":
        """The series that this version belongs to: ``3.11`` for ``3.11.4``."""
        return Version((self.major, self.minor), epoch=self.epoch)

    @property
    def is_prerelease(self) -> bool:
        """Whether this is an alpha, beta, candidate or development release."""
        return self.pre is not None or self.dev is not None

    def _key(self) -> Key:
        end = len(self.release)
        while end and not self.release[end - 1]:
            end -= 1
        phase, number = FINAL_PHASE, 0
        if self.pre is not None:
            phase, number = _PHASES.index(self.pre[0]), self.pre[1]
        elif self.post is None and self.dev is not None:
            phase = DEV_PHASE
        post = -1 if self.post is None else self.post
        dev = LAST if self.dev is None else self.dev
        return (self.epoch, self.release[:end], phase, number, post, dev, _local_key(self.local))

    def __str__(self) -> str:
        epoch = f"{self.epoch}!" if self.epoch else ""
        pre = "" if self.pre is None else f"{self.pre[0]}{self.pre[1]}"
        post = "" if self.post is None else f".post{self.post}"
        dev = "" if self.dev is None else f".dev{self.dev}"
        local = "" if self.local is None else f"+{self.local}"
        return f"{epoch}{'.'.join(map(str, self.release))}{pre}{post}{dev}{local}"

    def __repr__(self) -> str:
        return f"<Version {self}>"

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, Version) else NotImplemented

    def __lt__(self, other: "Version") -> bool:
        return self.key < other.key

    def __le__(self, other: "Version") -> bool:
        return self.key <= other.key

    def __gt__(self, other: "Version") -> bool:
        return self.key > other.key

    def __ge__(self, other: "Version") -> bool:
        return self.key >= other.key


def _release(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def _parse_full(text: str) -> Version | None:
    match = _pattern().fullmatch(text)
    if match is None:
        return None
    pre, local = match["pre"], match["local"]
    return Version(
        _release(match["release"]),
        epoch=int(match["epoch"] or 0),
        pre=None if pre is None else (_letter(pre), int(match["pre_number"] or 0)),
        post=_number(match["bare_post"] or match["post"], match["bare_post"] or match["post_number"]),
        dev=_number(match["dev"], match["dev_number"]),
        local=None if local is None else _normal_local(local),
    )


def _letter(spelling: str) -> str:
    return _PRE_SPELLINGS.get(spelling.lower(), spelling.lower())


def _number(present: str | None, digits: str) -> int | None:
    """Return the number of a segment, which may be left out, or None where the segment is missing."""
    return None if present is None else int(digits or 0)


def _normal_local(local: str) -> str:
    parts = re.split("[._-]", local.lower())
    return ".".join(str(int(part)) if part.isdigit() else part for part in parts)


def _local_key(local: str | None) -> LocalKey:
    """No local label comes first, words come before numbers."""
    if local is None:
        return ()
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in local.split("."))
