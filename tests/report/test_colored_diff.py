from repoaudit.diff import unified_diff
from repoaudit.report.colored_diff import render_diff


def test_a_diff_to_look_at_cannot_harm_the_terminal() -> None:
    diff = unified_diff("a\u202e", "old \x1b[2J\r\n\tkept\r\n", "new \u202e\r\n\tkept\r\n")
    assert render_diff(diff, color=False) == (
        '--- "a\\342\\200\\256"\n+++ "a\\342\\200\\256"\n@@ -1,2 +1,2 @@\n-old \\x1b[2J\n+new \\u202e\n \tkept\n'
    )
    assert render_diff(diff, color=True).splitlines()[3] == "\x1b[31m-old \\x1b[2J\x1b[0m"
    assert render_diff("", color=True) == ""
