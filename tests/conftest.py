"""The whole repositories in fixtures/ are what the tests look at; their own test files are no tests of ours."""

collect_ignore_glob = ["fixtures/*"]
