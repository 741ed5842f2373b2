"""Change the code in small ways, and see whether a test notices: a sample of mutants, and which of them survive.

The tests are collected and run once, to see which of them call which function. Each mutant then gets a process of its
own, forked from that one: the code of one function is replaced in it, and the tests that call it are run until one
fails. What runs in other processes (the command line) does not see the mutant, and neither do values that are made on
import.
"""

import argparse
import ast
import gc
import importlib
import json
import os
import pkgutil
import random
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from itertools import islice
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Final, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

ROOT: Final = Path(__file__).parent.parent
SOURCE: Final = ROOT / "src" / "repoaudit"
PARTS: Final = ("documents", "subjects", "fixes.py", "fixer.py")
TESTS: Final = (
    *("tests/documents", "tests/subjects", "tests/test_rules.py", "tests/test_fixer.py", "tests/test_judges.py"),
    *("tests/test_gitdir.py", "tests/test_scope.py", "tests/test_fixtures.py", "tests/test_suppress.py"),
    *("tests/test_engine.py", "tests/test_run.py", "tests/test_extends.py", "tests/test_bad_input.py"),
)
"""Those that call what is mutated, in this process; the slow ones, which draw thousands of inputs, are left out."""
MORE: Final = (
    "tests/oracle",
    "tests/report",
    "tests/test_properties.py",
    "tests/test_corpus.py",
    "tests/test_config.py",
)
"""Slower ones, which ask the tools or draw inputs: for those mutants that survive the others."""
SECONDS: Final = 120
IMPOSSIBLE: Final = 2
"""How a process ends whose mutant cannot be made: without `super()` a function has another closure."""
COMPARISONS: Final = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
ARITHMETIC: Final = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
}
SILENT: Final = frozenset({"__repr__", "__str__", "__hash__"})


class Mutant(NamedTuple):
    """One change: the file, the line, what is changed, and the outermost function it is in with its new code."""

    path: Path
    line: int
    what: str
    function: tuple[str, int]
    tree: ast.Module

    @property
    def name(self) -> str:
        """How it is listed."""
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.what}"


def main() -> int:
    """Run the sample and print the survivors and the share of those that were noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shard", default="0/1", help="only each N-th mutant: 0/2 and 1/2 share the work")
    parser.add_argument("--most", type=int, default=1500, help="tests that are tried for one mutant")
    parser.add_argument("--calls", type=Path, help="where the calls of the tests are kept for another run")
    parser.add_argument("--again", type=Path, help="those mutants instead that a record says survived")
    parser.add_argument("--more", action="store_true", help="with the slower tests, for use with --again")
    parser.add_argument("--record", type=Path, help="write the outcome of each mutant there, as JSON")
    arguments = parser.parse_args()
    sample = survivors_of(arguments.again) if arguments.again else sample_of(arguments.mutants, arguments.seed)
    number, of = map(int, arguments.shard.split("/"))
    runner = Runner(sample[number::of], arguments.calls, arguments.most, arguments.seed)
    os.chdir(ROOT)
    tests = MORE if arguments.more else TESTS
    pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", "-p", "no:cov", *tests], [runner])
    if arguments.record:
        arguments.record.write_text(json.dumps(runner.outcomes, indent=1), encoding="utf-8")
    return report(runner.outcomes)


def report(outcomes: Sequence[tuple[str, str]]) -> int:
    """Print what survived and how many were killed."""
    outcomes = [(name, outcome) for name, outcome in outcomes if outcome != "not made"]
    for name, outcome in outcomes:
        if outcome not in {"killed", "timeout"}:
            print(f"{outcome:9} {name}")
    killed = sum(outcome in {"killed", "timeout"} for _, outcome in outcomes)
    print(f"{killed} of {len(outcomes)} mutants were noticed: {100 * killed / max(len(outcomes), 1):.1f} %")
    return 0


def sample_of(count: int, seed: int) -> list[Mutant]:
    """Return a sample of all mutants, the same for the same seed and code."""
    trees = ((path, ast.parse(path.read_text(encoding="utf-8"))) for path in sources())
    found = [(path, index) for path, tree in trees for index, _ in enumerate(_changes(tree))]
    print(f"{len(found)} mutants can be made")
    sample = random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311  # no secret is made
    return [mutant_of(path, index) for path, index in sample]


def survivors_of(record: Path) -> list[Mutant]:
    """Return the mutants that survived, as the code now has them: the nearest such change; those that are gone not."""
    told = json.loads(record.read_text(encoding="utf-8"))
    names = [tuple(name.split(":", 2)) for name, outcome in told if outcome not in {"killed", "timeout", "not made"}]
    found: list[Mutant] = []
    for path in sources():
        wanted = [(int(line), what.strip()) for name, line, what in names if ROOT / name == path]
        changes = list(enumerate(_changes(ast.parse(path.read_text(encoding="utf-8"))))) if wanted else []
        for line, what in wanted:
            same = [(abs(change.line - line), index) for index, change in changes if change.what == what]
            found += [mutant_of(path, min(same)[1])] if same else []
    print(f"{len(found)} of {len(names)} survivors can still be made")
    return found


def sources() -> Iterator[Path]:
    """Yield the files under test."""
    for part in PARTS:
        path = SOURCE / part
        yield from sorted(path.rglob("*.py")) if path.is_dir() else (path,)


def mutant_of(path: Path, index: int) -> Mutant:
    """Make one mutant of a file, in a tree of its own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    change = next(islice(_changes(tree), index, None))
    setattr(change.node, change.field, change.value)
    return Mutant(path, change.line, change.what, change.function, ast.fix_missing_locations(tree))


class Change(NamedTuple):
    """Something that may be changed in a tree."""

    line: int
    what: str
    function: tuple[str, int]
    node: ast.AST
    field: str
    value: object


def _changes(tree: ast.Module) -> Iterator[Change]:
    for function in _functions(tree, ""):
        name, node = function
        first = min((each.lineno for each in node.decorator_list), default=node.lineno)
        for inner in _within(node):
            yield from (
                Change(getattr(inner, "lineno", node.lineno), what, (name, first), changed, field, value)
                for changed, field, value, what in _alternatives(inner)
            )


def _functions(tree: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the outermost functions: those of modules and of classes."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef) and node.name not in SILENT:
            yield f"{prefix}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{prefix}{node.name}.")


def _within(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield what a function does: no annotations, defaults or docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    todo: list[ast.AST] = list(reversed(body))
    while todo:
        node = todo.pop()
        yield node
        skipped = {id(getattr(node, each, None)) for each in ("annotation", "returns", "args")}
        todo += [
            each for each in reversed(list(ast.iter_child_nodes(node))) if id(each) not in skipped or _is_call(node)
        ]


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call)


Alternative = tuple[ast.AST, str, object, str]
"""Node, field, new value, and what is changed in words."""


def _alternatives(node: ast.AST) -> Iterator[Alternative]:
    """Yield each change of one node."""
    if isinstance(node, ast.Constant):
        yield from _other_values(node)
    elif isinstance(node, ast.expr):
        yield from _other_expressions(node)
    elif isinstance(node, (ast.If, ast.While)):
        yield node, "test", ast.UnaryOp(ast.Not(), node.test), f"if {_said(node.test)} -> if not"
    elif isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Constant):
        yield node, "value", ast.Constant(None), f"return {_said(node.value)} -> return None"
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield node, "value", ast.Constant(None), f"{_said(node.value)} left out"


def _other_values(node: ast.Constant) -> Iterator[Alternative]:
    match node.value:
        case bool() as value:
            yield node, "value", not value, f"{value} -> {not value}"
        case int() as value:
            yield node, "value", value + 1, f"{value} -> {value + 1}"
        case str() as value if value:
            yield node, "value", f"{value}~", f"{value!r} -> another text"


def _other_expressions(node: ast.expr) -> Iterator[Alternative]:
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARISONS:
            word = COMPARISONS[type(operator)]
            other = ast.parse(f"a {word} b", mode="eval").body
            yield node, "ops", getattr(other, "ops", []), f"{_said(node)} -> {word}"
        case ast.BoolOp(op=operator, values=values):
            swapped = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield node, "op", swapped, f"{_said(node)} -> {type(swapped).__name__.lower()}"
            yield node, "values", [values[-1], *values[1:]], f"{_said(node)} without its first part"
        case ast.UnaryOp(op=ast.Not()):
            yield node, "operand", ast.UnaryOp(ast.Not(), node.operand), f"{_said(node)} -> its opposite"
        case ast.BinOp(op=operator) if type(operator) in ARITHMETIC and not _is_text(node):
            yield node, "op", ARITHMETIC[type(operator)](), f"{_said(node)} -> {ARITHMETIC[type(operator)].__name__}"
        case ast.IfExp():
            yield node, "test", ast.UnaryOp(ast.Not(), node.test), f"if {_said(node.test)} -> if not"


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(each, (ast.Constant, ast.JoinedStr)) and not _is_number(each) for each in (node.left, node.right)
    )


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float))


def _said(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004


class Runner:
    """Runs the mutants in place of the tests."""

    def __init__(self, mutants: Sequence[Mutant], calls: Path | None, most: int, seed: int) -> None:
        self._mutants = mutants
        self._kept = calls
        self._callers: dict[str, list[str]] = {}
        self._most = most
        self._seed = seed
        self._functions: dict[tuple[str, str, int], FunctionType] = {}
        self.outcomes: list[tuple[str, str]] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Fork for each mutant; called by pytest once everything is collected."""
        items = {item.nodeid: item for item in session.items}
        for module in pkgutil.walk_packages([str(SOURCE)], "repoaudit."):
            if module.name.startswith(("repoaudit.documents", "repoaudit.subjects", "repoaudit.fix")):
                importlib.import_module(module.name)
        self._callers = self._read_callers(session.items)
        self._functions = _living()
        gc.freeze()
        for number, mutant in enumerate(self._mutants):
            outcome = self._try(mutant, items)
            self.outcomes.append((mutant.name, outcome))
            print(f"\r{number + 1}/{len(self._mutants)} {outcome:9} {mutant.name}"[:150], file=sys.stderr, flush=True)
        return True

    def _read_callers(self, items: Sequence[pytest.Item]) -> dict[str, list[str]]:
        """Return the tests that call each function."""
        if self._kept and self._kept.exists():
            return dict(json.loads(self._kept.read_text(encoding="utf-8")))
        found: dict[str, list[str]] = {}
        for item, following in zip(items, [*items[1:], None], strict=True):
            for code in _called_by(item, following):
                found.setdefault(_key(code.co_filename, code.co_qualname, code.co_firstlineno), []).append(item.nodeid)
        if self._kept:
            self._kept.write_text(json.dumps(found), encoding="utf-8")
        return found

    def _try(self, mutant: Mutant, items: dict[str, pytest.Item]) -> str:
        names = [name for name in self._callers.get(_key(str(mutant.path), *mutant.function), ()) if name in items]
        if not names:
            return "not run"
        random.Random(self._seed).shuffle(names)  # noqa: S311  # as above
        names.sort(key=_distance)
        function = self._functions.get((str(mutant.path), *mutant.function))
        if function is None:
            return "not found"
        sys.stdout.flush()
        child = os.fork()
        if not child:
            try:
                _become(mutant, function, [items[name] for name in names[: self._most]])
            except BaseException:  # noqa: BLE001  # the child must not go on as another parent
                os._exit(IMPOSSIBLE)
        _, status = os.waitpid(child, 0)
        found = {0: "survived", 1: "killed", IMPOSSIBLE: "not made"}
        return found.get(os.waitstatus_to_exitcode(status), "timeout")


def _distance(name: str) -> int:
    """Order tests: those about the code itself, then the cases of rules, then what only asks that nothing breaks."""
    return 2 if "survive_every_case" in name or "test_bad_input.py" in name else 1 if "test_rules.py" in name else 0


def _key(path: str, name: str, line: int) -> str:
    return f"{path}:{name}:{line}"


def _called_by(item: pytest.Item, following: pytest.Item | None) -> set[CodeType]:
    """Run a test and return the code of what it calls of ours."""
    seen: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.add(frame.f_code)

    sys.setprofile(note)
    try:
        runtestprotocol(item, log=False, nextitem=following)
    finally:
        sys.setprofile(None)
    return {code for code in seen if code.co_filename.startswith(str(SOURCE))}


def _living() -> dict[tuple[str, str, int], FunctionType]:
    """Return the functions that exist, by file, name and first line."""
    found: dict[tuple[str, str, int], FunctionType] = {}
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(str(SOURCE)):
            code = each.__code__
            found[code.co_filename, code.co_qualname, code.co_firstlineno] = each
    return found


def _become(mutant: Mutant, function: FunctionType, items: Sequence[pytest.Item]) -> None:
    """Run tests with the mutant, in a process that ends here: 0 where all pass, 1 where one fails."""
    signal.alarm(SECONDS)
    code = compile(mutant.tree, str(mutant.path), "exec")
    function.__code__ = next(each for each in _codes(code) if _same(each, function.__code__))
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        for item, following in zip(items, [*items[1:], None], strict=True):
            reports = runtestprotocol(item, log=False, nextitem=following)
            if any(each.failed for each in reports):
                os._exit(1)
    os._exit(0)


def _codes(code: CodeType) -> Iterable[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def _same(one: CodeType, other: CodeType) -> bool:
    return one.co_qualname == other.co_qualname and one.co_firstlineno == other.co_firstlineno


if __name__ == "__main__":
    sys.exit(main())
