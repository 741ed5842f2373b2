"""Patterns that are compiled at their first use."""

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
import yaml

import repoaudit
from repoaudit.regex import _Lazy, lazy


def test_it_behaves_as_a_pattern() -> None:
    digits = lazy(r"(?P<n>\d+) x", re.IGNORECASE)
    match = digits.search("some 12 X")
    assert match is not None
    assert match["n"] == "12"
    assert digits.sub("-", "1 x 2 X") == "- -"
    assert digits.pattern == r"(?P<n>\d+) x"
    assert digits.search is digits.search


def test_nothing_is_compiled_before_it_is_used() -> None:
    broken = lazy("(")
    with pytest.raises(re.error):
        broken.match("")
    with pytest.raises(AttributeError):
        lazy("a").no_such_method  # type: ignore[attr-defined]  # noqa: B018  # asking for it is the test


def test_every_pattern_compiles() -> None:
    for module in walk_packages(repoaudit.__path__, "repoaudit."):
        import_module(module.name)
    modules = [module for name, module in sys.modules.items() if name.startswith("repoaudit.")]
    patterns = [each for module in modules for each in vars(module).values() if isinstance(each, _Lazy)]
    assert len(patterns) > 100
    for pattern in patterns:
        assert isinstance(pattern.flags, int)  # asking for it compiles


def test_pyyaml_works_although_its_patterns_wait() -> None:
    import_module("repoaudit.documents.pyyaml")
    text = "a: 2024-01-02\nb: on\nc: 1.5\nd: 0x10\ne: ~\n"
    fast, slow = (yaml.load(text, Loader=loader) for loader in (yaml.CSafeLoader, yaml.SafeLoader))  # noqa: S506
    assert fast == slow
    assert [type(value).__name__ for value in slow.values()] == ["date", "bool", "float", "int", "NoneType"]
    with pytest.raises(yaml.reader.ReaderError):
        yaml.safe_load("a: \x00")
    assert isinstance(re.compile("a"), re.Pattern)


def test_tomli_works_although_its_patterns_wait() -> None:
    tomli = import_module("repoaudit.documents.tomli").tomli
    text = "a = 1979-05-27T07:32:00Z\nb = 07:32:00\nc = 1.5e3\nd = 0x1F\ne = -1_000\nf = 1979-05-27\ng = nan\nh = [1]\n"
    assert repr(tomli.loads(text)) == repr(tomllib.loads(text))
    with pytest.raises(tomli.TOMLDecodeError):
        tomli.loads("a = 1979-13-27")


def test_no_module_compiles_while_it_is_imported() -> None:
    source = Path(repoaudit.__file__).parent
    eager = re.compile(r"^\w.*\bre\.compile\(", re.MULTILINE)
    found = [path.name for path in source.rglob("*.py") if eager.search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("module", "pattern"),
    [("pyyaml import yaml", "yaml.reader.Reader.NON_PRINTABLE"), ("tomli import tomli", "tomli._re.RE_NUMBER")],
)
def test_the_patterns_of_libraries_wait(module: str, pattern: str) -> None:
    program = (
        f"from repoaudit.documents.{module}; from repoaudit.regex import _Lazy; "
        f"assert isinstance({pattern}, _Lazy), 'compiled'"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="datetime is the C module there")
def test_tomli_takes_its_dates_from_the_c_module() -> None:
    program = (
        "import sys; sys.modules.pop('datetime', None)\n"  # what measures coverage has imported it
        "from repoaudit.documents.tomli import tomli; assert 'datetime' not in sys.modules\n"
        "import datetime; assert datetime.sys and type(tomli.loads('a = 1979-05-27')['a']) is datetime.date"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
