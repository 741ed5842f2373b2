"""The walk through a syntax tree, against Python's own."""

import ast
from pathlib import Path

from repoaudit.documents.python import walking

LEFT_OUT = (ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop)


def test_nodes_come_in_the_order_of_pythons_walk_without_contexts_and_operators() -> None:
    tree = ast.parse(Path(walking.__file__).read_text(encoding="utf-8"))
    expected = [node for node in ast.walk(tree) if not isinstance(node, LEFT_OUT)]
    assert walking.nodes_in(tree) == expected
