from collections.abc import Iterator

from repoaudit.api import Finding, GpuTest, Severity, rule


@rule(GpuTest, code="MLR005", severity=Severity.INFO, default=False, lesson="C")
def gpu_tests_unmarked(test: GpuTest) -> Iterator[Finding]:
    """Tests need a GPU, and neither a marker nor a condition skips them elsewhere.

    They fail on every machine without one, as most runners of CI are. Silent where the file speaks of skipping, of a
    marker or of `is_available`, or where a conftest speaks of GPUs.
    """
    yield Finding(
        test.place,
        f"`{test.call}` fails without a GPU: mark such tests and deselect them with `-m`, or skip them unless "
        "`torch.cuda.is_available()`",
    )
