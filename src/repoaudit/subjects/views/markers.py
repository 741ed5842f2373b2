"""Whether two requirements may apply in one environment."""

from collections.abc import Iterator, Mapping

from repoaudit.facts.pythons import RELEASED
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.pep508 import Requirement

_PLATFORMS: Final = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))
_IMPLEMENTATIONS: Final = (("cpython", "CPython"), ("pypy", "PyPy"))
_MACHINES: Final = ("x86_64", "aarch64", "arm64", "AMD64")


def overlap(one: "Requirement", other: "Requirement") -> bool:
    """Say whether some usual environment is known in which both requirements apply."""
    if one.marker is None and other.marker is None:
        return True
    markers = [each.marker for each in (one, other) if each.marker]
    return any(all(marker.holds(each) for marker in markers) for each in _environments())


def _environments() -> Iterator[Mapping[str, str]]:
    for python in RELEASED[6:]:
        for platform, system, name in _PLATFORMS:
            for implementation, label in _IMPLEMENTATIONS:
                for machine in _MACHINES:
                    yield {
                        "python_version": python,
                        "python_full_version": f"{python}.5",
                        "sys_platform": platform,
                        "platform_system": system,
                        "os_name": name,
                        "implementation_name": implementation,
                        "platform_python_implementation": label,
                        "platform_machine": machine,
                    }
