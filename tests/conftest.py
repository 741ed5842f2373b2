"""What holds for all tests: where they are not to be collected, and how Hypothesis judges them.

The whole repositories in fixtures/ are what the tests look at; their own test files are no tests of ours.
"""

from hypothesis import settings

collect_ignore_glob = ["fixtures/*"]

# A deadline measures the machine, which runs as many tests at once as it has cores.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
