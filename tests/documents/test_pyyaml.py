"""PyYAML is begun with its C parser, completes itself unnoticed, and is imported whole where it is another."""

import subprocess
import sys

import pytest

BEGIN = "import sys; from repoaudit.documents.pyyaml import yaml as begun; "
"""Imports it as a run does."""


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.strip()


def test_it_is_begun_with_the_c_parser() -> None:
    program = "print(begun._yaml.CParser('a: 1').get_event(), sorted(m for m in sys.modules if m.startswith('yaml.')))"
    parts = ["yaml._yaml", "yaml.error", "yaml.events", "yaml.nodes", "yaml.reader", "yaml.tokens"]
    assert run(BEGIN + program) == f"StreamStartEvent() {parts}"


@pytest.mark.parametrize(
    "use",
    [
        "import yaml; yaml.safe_load('')",
        "from yaml import safe_load",
        "from yaml import *; CSafeLoader",
        "import yaml.scanner; import yaml; yaml.__version__",
        "from yaml.constructor import SafeConstructor; begun.load",
        "begun.resolver",
    ],
)
def test_it_completes_itself_in_place(use: str) -> None:
    shown = "print(sorted({*vars(yaml)} - {'__cached__'}), type(yaml))"  # which Python 3.15 sets no more
    usual = run(f"import yaml; {shown}")
    assert run(f"{BEGIN}{use}; import yaml; {shown}; assert yaml is begun") == usual


def test_there_is_one_class_of_each_kind() -> None:
    program = (
        "event = begun._yaml.CParser('a').get_event(); import yaml\n"
        "assert isinstance(event, yaml.events.StreamStartEvent), 'event'\n"
        "assert yaml.compose('a', Loader=yaml.CSafeLoader).__class__ is yaml.nodes.ScalarNode, 'node'\n"
        "for text in ('a: [', 'a: @b'):\n"
        "    for loader in (yaml.SafeLoader, yaml.CSafeLoader):\n"
        "        try: yaml.load(text, Loader=loader)\n"
        "        except yaml.YAMLError as error: print(type(error).__module__, type(error).__name__)"
    )
    kinds = ["yaml.parser ParserError", "yaml.scanner ScannerError"]
    assert run(BEGIN + program).splitlines() == [kind for kind in kinds for _ in range(2)]


def test_one_that_is_there_is_taken() -> None:
    assert run(f"import yaml; {BEGIN}print(begun is yaml, 'yaml.scanner' in sys.modules)") == "True True"


def test_without_libyaml_it_is_imported_whole() -> None:
    program = "from repoaudit.documents.yaml import parse_yaml; print(parse_yaml('f', 'a: 1').root.get('a').plain())"
    assert (
        run(f"import sys; sys.modules['yaml._yaml'] = None; {BEGIN}{program}; assert not begun.__with_libyaml__") == "1"
    )
