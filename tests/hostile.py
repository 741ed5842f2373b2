"""What a repository may hold against us: every file that is looked at, odd texts for it, and values of wrong types."""

from collections.abc import Iterator, Mapping
from typing import Final

import yaml

from repoaudit.documents.formats import Format, format_of
from repoaudit.facts.files import PROJECT_FILES, REPOSITORY_FILES

LOCKS: Final = ("uv.lock", "poetry.lock", "pdm.lock", "pixi.lock", "conda-lock.yml", "Pipfile.lock", "pylock.toml")
OTHERS: Final = (
    *("noxfile.py", "setup.py", "conftest.py", "tests/test_a.py", "src/a/__init__.py", "README.md", ".gitignore"),
    *(".pylintrc", "pylintrc", "pylintrc.toml", "action.yml", ".github/actions/a/action.yml", "scripts/check.sh"),
    *("meta.yaml", "Dockerfile", "dodo.py", "tasks.py", "justfile", "Taskfile.yml", "lefthook.yml", ".python-version"),
    *(".pre-commit-hooks.yaml", "constraints.txt", "MANIFEST.in", ".editorconfig", "pyrightconfig.json"),
    *("packages/a/pyproject.toml", "packages/a/Makefile", "docs/requirements.txt"),
)
NAMES: Final = tuple(
    dict.fromkeys(name.replace("*", "a") for name in (*PROJECT_FILES, *REPOSITORY_FILES, *LOCKS, *OTHERS))
)
"""Every file that something of ours may read."""

UTF16: Final = "[tool.coverage]\nname = 1\n".encode("utf-16")
SMALL: Final[Mapping[str, str | bytes]] = {
    "empty": "",
    "newline": "\n",
    "blank": " \t \n\n\t\n ",
    "binary": bytes(range(256)),
    "control": "".join(map(chr, range(32))),
    "utf-16": UTF16,
    "latin-1": b"name = '\xe9'\n",
    "nul": "\0",
    "nul inside": "[tool.a]\nb = '\0'\n",
    "mark": "\ufeff",
    "mark and newline": "\ufeff\n",
    "two marks": "\ufeff\ufeff[a]\n",
    "surrogate": b"\xed\xa0\x80",
    "separators": "a\u2028b\u2029c\x85d\x0ce\x1cf\n",
    "returns": "a = 1\rb = 2\r",
    "half an ending": "[tool.a]\r\nb = 1\r",
    "bracket": "[",
    "brace": "{",
    "equals": "=",
    "colon": ":",
    "dash": "-",
    "quote": '"',
    "three quotes": '"""',
    "backslash": "\\",
    "hash": "#",
    "percent": "%",
    "header only": "[tool]",
    "null": "null\n",
    "number": "1\n",
    "list": "- 1\n- [a, {b: c}]\n",
    "directive": "%YAML 9.9\n---\na: 1\n",
    "documents": "---\na: 1\n---\nb: 2\n",
    "tags": "a: !!int ''\nb: !!python/object:os.system x\nc: !!bool maybe\nd: !!timestamp x\n? [e]\n: f\n",
    "conflict": "<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> other\n",
    "comment that never ends": "<!-- repoaudit: ignore[",
}
"""Odd texts for any file."""

EACH_READER: Final = (
    *("pyproject.toml", "setup.cfg", "tox.ini", "pytest.ini", ".coveragerc", "Makefile", "requirements.txt", "Pipfile"),
    *(".pre-commit-config.yaml", ".github/workflows/a.yml", ".gitlab-ci.yml", "codecov.yml", "environment.yml"),
    *("noxfile.py", "setup.py", "tests/test_a.py", "conftest.py", "scripts/check.sh", "uv.lock", "poetry.lock"),
    *("README.md", "hatch.toml", "tox.toml", ".github/actions/a/action.yml", "packages/a/pyproject.toml"),
)
"""Files of which every reader of ours reads one, at least."""

DEPTH: Final = 10_000
LONG: Final = 50_000
LARGE: Final[Mapping[str, str]] = {
    "brackets": "[" * DEPTH,
    "closed brackets": "a = " + "[" * DEPTH + "]" * DEPTH,
    "braces": "{" * DEPTH,
    "tables": "a = " + "{a = " * DEPTH + "1" + "}" * DEPTH,
    "dotted key": "a" + ".a" * DEPTH + " = 1\n",
    "dotted header": f"[a{'.a' * DEPTH}]\nb = 1\n",
    "flow": "a: " + "[" * DEPTH + "]" * DEPTH,
    "block": "".join(f"{' ' * depth}a:\n" for depth in range(600)),
    "dashes": "- " * DEPTH + "a\n",
    "question marks": "? " * DEPTH + "a\n",
    "parentheses": "(" * DEPTH + ")" * DEPTH,
    "operators": "x = " + "-" * DEPTH + "1\n",
    "sum": "x = " + "1+" * DEPTH + "1\n",
    "attributes": "x" + ".x" * DEPTH + "\n",
    "recipe expansions": "a:\n\t" + "$(" * DEPTH + ")" * DEPTH + "\n",
    "recipe substitutions": 'a:\n\tx="' + '$(echo "' * 3_000 + "\n",
    "recipe groups": "a:\n\t" + "( " * DEPTH + "\n",
    "shell conditions": "if true; then\n" * 3_000,
    "shell cases": "case a in a)\n" * 3_000,
    "conditionals": "ifdef A\n" * 3_000,
    "here documents": "cat <<E " * 3_000 + "\n",
    "aliases": "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)),
    "merges": "a0: &a0 {k: v}\n"
    + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 12)),
    "sections": "[a]\n" * 1_000,
    "headers": "".join(f"[tool.t{number}]\na = 1\n" for number in range(1_000)),
    "arrays of tables": "[[a]]\n" * 1_000,
    "options": "[testenv]\n" + "deps = a\n" * 1_000,
    "continuations": "[testenv]\ncommands =\n" + "    pytest\n" * 1_000,
    "backslashes": "\\\n" * 20_000,
    "lines": "\n" * LONG,
    "blanks": " " * LONG,
    "blanks and hash": "#" + " " * LONG + "x\n",
    "suppression with blanks": "# repoaudit: ignore[a]" + " " * LONG + "x\n",
    "suppressions": "# repoaudit: ignore[invalid-syntax, NOPE]\n" * 500,
    "letters": "a" * LONG,
    "digits": "1" * LONG,
    "value": f'a = "{"x" * LONG}"\n',
    "dots": "." * LONG,
    "quotes": '"' * LONG,
    "commas": "," * LONG,
    "requirements": "a>=1,<2; python_version < '3'\n" * 500,
    "many parentheses": "a; " + "(" * 2_000 + "python_version < '3'" + ")" * 2_000 + "\n",
    "versions": "a" + ">=1," * 5_000 + "<2\n",
    "includes": "-r other.txt\ninclude other.mk\n" * 500,
    "targets": "a: a\n" * 1_000,
    "prerequisites": "".join(f"t{number}: t{number + 1}\n\tmake t{number + 1}\n" for number in range(1_000)),
    "copies": "a:\n\t" + "cp " * 10_000 + "\n",
    "variables": "A = a\n" + "".join(f"A{n} = $(A{n - 1})$(A{n - 1})\n" for n in range(1, 60)) + "x: $(A59)\n",
    "tests": "".join(f"def test_{number}():\n    assert 1\n" for number in range(3_000)),
    "template": "{{ a }}{% b %}" * 5_000,
}
"""Texts that are hostile by their size or depth."""

WRONG: Final[tuple[object, ...]] = (
    *(None, 0, -1, 1.5, float("nan"), float("inf"), True, "", " ", "x", "3.10", "\0", "\n- a: [", "${{ x }}", "%(x)s"),
    *(
        [],
        {},
        [1],
        [[]],
        [{}],
        [None],
        ["x", 1, {}],
        {"a": 1},
        {"a": {"b": []}},
        10**30,
        "é" * 50,
        "*",
        "(",
        "[a",
        "../..",
    ),
)
"""Values that stand where others belong."""

TREES: Final[Mapping[str, dict[str, object]]] = {
    "pyproject.toml": {
        "build-system": {"requires": ["hatchling"], "build-backend": "hatchling.build"},
        "project": {
            "name": "demo",
            "version": "1.0",
            "dynamic": ["readme"],
            "requires-python": ">=3.9",
            "classifiers": ["Programming Language :: Python :: 3.9", "Private :: Do Not Upload"],
            "dependencies": ["torch>=2", "numpy~=2.0; python_version >= '3.12'", "b @ git+https://example.org/b"],
            "optional-dependencies": {"test": ["pytest>=8", "pytest-cov"]},
            "scripts": {"demo": "demo:main"},
        },
        "dependency-groups": {"dev": ["mypy==1.8.0", {"include-group": "lint"}], "lint": ["ruff", "pytest-xdist"]},
        "tool": {
            "pytest": {
                "ini_options": {
                    "addopts": "--cov=demo --cov-fail-under=60 -n auto",
                    "testpaths": ["tests"],
                    "markers": ["slow: takes long"],
                    "filterwarnings": ["error"],
                    "xfail_strict": True,
                    "minversion": "7.0",
                    "python_files": "check_*.py",
                }
            },
            "coverage": {
                "run": {"branch": True, "source": ["demo"], "omit": ["tests/*"], "plugins": ["covdefaults"]},
                "report": {"fail_under": 60, "exclude_lines": ["raise NotImplementedError"], "exclude_also": ["x"]},
            },
            "mypy": {"python_version": "3.8", "strict": True, "files": ["src"], "overrides": [{"module": "a.*"}]},
            "ruff": {
                "line-length": 100,
                "target-version": "py38",
                "lint": {"select": ["ALL"], "ignore": ["D"], "per-file-ignores": {"tests/*": ["S101"]}},
                "format": {"quote-style": "double"},
            },
            "black": {"line-length": 88, "target-version": ["py38"]},
            "isort": {"profile": "black", "line_length": 79},
            "pylint": {"format": {"max-line-length": 79}, "main": {"py-version": "3.9"}},
            "uv": {
                "workspace": {"members": ["packages/*"]},
                "dev-dependencies": ["pytest"],
                "sources": {"a": {"path": "a"}},
            },
            "poetry": {
                "name": "demo",
                "dependencies": {"python": "^3.9", "a": {"version": "^1", "optional": True}, "b": [{"version": "1"}]},
                "group": {"dev": {"dependencies": {"pytest": "^8"}}},
            },
            "pdm": {
                "dev-dependencies": {"test": ["pytest"]},
                "scripts": {"test": {"cmd": "pytest"}, "all": {"composite": ["test"]}},
            },
            "hatch": {
                "envs": {
                    "default": {
                        "dependencies": ["pytest"],
                        "scripts": {"test": "pytest {args}"},
                        "matrix": [{"python": ["3.9"]}],
                    }
                }
            },
            "poe": {
                "tasks": {
                    "test": "pytest",
                    "lint": {"cmd": "ruff check"},
                    "all": ["test", "lint"],
                    "x": {"sequence": [{"cmd": "a"}]},
                }
            },
            "pixi": {"tasks": {"test": {"cmd": "pytest", "depends-on": ["a"]}}, "dependencies": {"python": ">=3.9"}},
            "tox": {
                "env_list": ["py39"],
                "env_run_base": {"commands": [["pytest", "-x"]], "deps": ["pytest"]},
                "legacy_tox_ini": "[tox]\nenvlist = py39\n",
            },
            "hatch-vcs": {},
            "setuptools": {"dynamic": {"dependencies": {"file": ["requirements.txt"]}}},
            "cibuildwheel": {"build": "cp39-*"},
        },
    },
    ".pre-commit-config.yaml": {
        "default_stages": ["commit", "pre-push"],
        "default_install_hook_types": ["pre-commit", "commit-msg"],
        "minimum_pre_commit_version": "3.2.0",
        "default_language_version": {"python": "python3.9"},
        "fail_fast": True,
        "exclude": "^docs/",
        "ci": {"skip": ["mypy"], "autoupdate_schedule": "monthly"},
        "repos": [
            {
                "repo": "https://github.com/astral-sh/ruff-pre-commit",
                "rev": "v0.9.0",
                "hooks": [{"id": "ruff", "args": ["--fix", "--exit-non-zero-on-fix"], "types_or": ["python"]}],
            },
            {
                "repo": "https://github.com/pre-commit/mirrors-mypy",
                "rev": "v1.8.0",
                "hooks": [
                    {"id": "mypy", "additional_dependencies": ["types-requests==1"], "args": ["--python-version=3.8"]}
                ],
            },
            {
                "repo": "local",
                "hooks": [
                    {
                        "id": "pytest",
                        "name": "pytest",
                        "entry": "bash -c 'pytest --cov-fail-under=50 || true'",
                        "language": "system",
                        "stages": ["push", "manual"],
                        "pass_filenames": False,
                        "always_run": True,
                        "files": "(a+)+$",
                        "verbose": True,
                    }
                ],
            },
            {"repo": "meta", "hooks": [{"id": "check-hooks-apply"}]},
        ],
    },
    ".github/workflows/ci.yml": {
        "name": "CI",
        "on": {"push": {"branches": ["main"]}, "pull_request": None, "schedule": [{"cron": "0 0 * * *"}]},
        "permissions": {"contents": "read"},
        "env": {"PYTHON_VERSION": 3.10},
        "concurrency": {"group": "x", "cancel-in-progress": True},
        "defaults": {"run": {"shell": "bash", "working-directory": "packages/a"}},
        "jobs": {
            "test": {
                "runs-on": "${{ matrix.os }}",
                "timeout-minutes": 10,
                "strategy": {
                    "fail-fast": False,
                    "matrix": {
                        "os": ["ubuntu-latest"],
                        "python-version": [3.9, 3.1],
                        "include": [{"python-version": "3.12", "os": "macos-latest"}],
                        "exclude": [{"os": "ubuntu-latest"}],
                    },
                },
                "container": {"image": "python:3.9"},
                "services": {"db": {"image": "postgres"}},
                "steps": [
                    {"uses": "actions/checkout@v4", "with": {"fetch-depth": 0}},
                    {"uses": "actions/setup-python@v5", "with": {"python-version": "${{ matrix.python-version }}"}},
                    {
                        "name": "x",
                        "run": "pip install -e .[test]\npytest --cov --cov-fail-under=40 || true\n",
                        "shell": "bash",
                        "env": {"A": "1"},
                    },
                    {"run": "make test", "continue-on-error": True, "if": "always()", "working-directory": "."},
                ],
            },
            "reuse": {
                "uses": "./.github/workflows/other.yml",
                "needs": ["test"],
                "with": {"python": "3.9"},
                "secrets": "inherit",
            },
        },
    },
    ".gitlab-ci.yml": {
        "stages": ["test"],
        "default": {"image": "python:3.9", "before_script": ["pip install tox"]},
        "variables": {"PYTHON_VERSION": "3.9"},
        "test": {
            "stage": "test",
            "script": ["tox -e py39", "pytest || true"],
            "parallel": {"matrix": [{"PYTHON": ["3.9", "3.10"]}]},
            "allow_failure": True,
            "extends": ".base",
        },
        ".base": {"script": "make test", "image": {"name": "python:3.10"}},
    },
    "codecov.yml": {
        "coverage": {
            "status": {
                "project": {"default": {"target": "80%", "threshold": "1%"}},
                "patch": {"default": {"target": "auto"}},
            }
        },
        "comment": {"layout": "diff"},
    },
    "environment.yml": {
        "name": "a",
        "channels": ["conda-forge"],
        "dependencies": ["python=3.9", "pytest>=8", {"pip": ["-r requirements.txt", "mypy==1.8"]}],
    },
    ".readthedocs.yaml": {
        "version": 2,
        "build": {"os": "ubuntu-22.04", "tools": {"python": "3.9"}},
        "python": {"install": [{"requirements": "docs/requirements.txt"}]},
    },
    ".github/dependabot.yml": {
        "version": 2,
        "updates": [{"package-ecosystem": "pip", "directory": "/", "schedule": {"interval": "weekly"}}],
    },
    ".github/actions/a/action.yml": {
        "name": "a",
        "inputs": {"python-version": {"default": 3.10}},
        "runs": {"using": "composite", "steps": [{"run": "pytest", "shell": "bash"}]},
    },
    "ruff.toml": {"line-length": 90, "target-version": "py39", "extend": "pyproject.toml", "lint": {"select": ["E"]}},
    "pytest.toml": {"pytest": {"addopts": ["-ra", "--cov"], "testpaths": ["tests"], "strict": True}},
    ".coveragerc.toml": {"run": {"branch": True}, "report": {"fail_under": 50, "exclude_lines": ["x"]}},
    "tox.toml": {
        "env_list": ["py39", {"product": [["a"], ["b"]]}],
        "env_run_base": {"commands": [["pytest", {"replace": "posargs"}]], "deps": ["pytest"], "base_python": ["3.9"]},
        "env": {"lint": {"commands": [["ruff"]]}},
    },
    "hatch.toml": {
        "envs": {
            "test": {
                "dependencies": ["pytest"],
                "scripts": {"run": ["pytest", "ruff check"]},
                "matrix": [{"python": ["3.9"]}],
            }
        }
    },
    "pixi.toml": {
        "tasks": {"test": "pytest"},
        "dependencies": {"python": ">=3.9", "pytest": {"version": "*"}},
        "feature": {"a": {"tasks": {"b": "c"}, "dependencies": {"x": "1"}}},
    },
    "uv.toml": {"required-version": ">=0.5", "python-preference": "managed"},
    "prek.toml": {
        "default_stages": ["commit"],
        "repos": [
            {
                "repo": "local",
                "hooks": [{"id": "a", "name": "a", "entry": "pytest", "language": "system", "stages": ["push"]}],
            }
        ],
    },
    "Pipfile": {
        "packages": {"requests": "*", "a": {"version": "==1", "extras": ["b"]}},
        "dev-packages": {"pytest": "*"},
        "requires": {"python_version": "3.9"},
        "scripts": {"test": "pytest"},
    },
    "setup.cfg": {
        "metadata": {"name": "demo", "classifiers": "\nProgramming Language :: Python :: 3.9"},
        "options": {"python_requires": ">=3.9", "install_requires": "\nnumpy>=2\nrequests"},
        "options.extras_require": {"test": "\npytest"},
        "tool:pytest": {"addopts": "--cov=a", "testpaths": "tests", "markers": "\nslow: x"},
        "coverage:run": {"branch": "true"},
        "coverage:report": {"fail_under": "50", "exclude_lines": "\nraise"},
        "mypy": {"python_version": "3.8", "strict": "yes"},
        "mypy-a.*": {"ignore_errors": "true"},
        "flake8": {"max-line-length": "100", "per-file-ignores": "\ntests/*: S101"},
        "isort": {"profile": "black", "line_length": "79"},
        "pytest": {"addopts": "-x"},
        "tox:tox": {"envlist": "py39"},
    },
    "tox.ini": {
        "tox": {"envlist": "py{39,310}, lint", "minversion": "4", "requires": "\ntox-uv"},
        "testenv": {
            "deps": "\npytest\n-r requirements.txt",
            "commands": "\npytest {posargs}\n- coverage report --fail-under=50",
            "basepython": "python3.9",
        },
        "testenv:lint": {"commands": "ruff check .", "skip_install": "true", "base": "testenv"},
        "gh-actions": {"python": "\n3.9: py39\n3.10: py310"},
        "pytest": {"addopts": "-x"},
        "flake8": {"max-line-length": "88"},
    },
    "mypy.ini": {"mypy": {"python_version": "3.7", "strict": "True", "files": "src"}, "mypy-a.*": {"strict": "false"}},
    "pytest.ini": {
        "pytest": {"addopts": "--cov-fail-under=30 -n 2", "filterwarnings": "\nerror", "xfail_strict": "true"}
    },
    ".coveragerc": {
        "run": {"branch": "on", "plugins": "covdefaults"},
        "report": {"fail_under": "abc", "exclude_lines": "\n(x+)+$"},
    },
    ".flake8": {"flake8": {"max-line-length": "100", "ignore": "E501"}},
    ".isort.cfg": {"settings": {"line_length": "100"}},
}
"""One valid file for every format and tool: what its values are replaced in."""

BESIDE: Final[Mapping[str, str]] = {
    "Makefile": "test: lint\n\tpytest\nlint:\n\truff check .\nall: test\nclean:\n"
    "\trm -rf x\ndocs:\n\tmake -C docs\nbench:\n\tnox -s a\n",
    "requirements.txt": "-r other.txt\nmypy==1.8.0\npytest>=8\n",
    "other.txt": "-r requirements.txt\nruff\n",
    "tests/test_a.py": "import pytest\n\n@pytest.mark.slow\ndef test_a():\n    assert True\n",
    "packages/a/pyproject.toml": '[project]\nname = "a"\n[tool.mypy]\npython_version = "3.7"\n',
    "noxfile.py": "import nox\n@nox.session(python=['3.9'])\ndef a(session):\n    session.run('pytest')\n",
    "uv.lock": '[[package]]\nname = "mypy"\nversion = "1.8.0"\n',
}
"""Other files of the same repository."""

Path = tuple[str | int, ...]


def paths_of(tree: object, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every value in a tree."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from paths_of(value, (*path, key))


def replaced(tree: object, path: Path, value: object) -> object:
    """Return a tree with another value at a path; the same tree where the path is gone."""
    if not path:
        return value
    head = path[0]
    if isinstance(tree, dict) and head in tree:
        return {**tree, head: replaced(tree[head], path[1:], value)}
    if isinstance(tree, list) and isinstance(head, int) and head < len(tree):
        return [*tree[:head], replaced(tree[head], path[1:], value), *tree[head + 1 :]]
    return tree


def dump(path: str, tree: object) -> str:
    """Write a tree in the syntax of a file."""
    match format_of(path):
        case Format.TOML:
            return "".join(_toml_tables(tree if isinstance(tree, dict) else {"a": tree}, ()))
        case Format.INI:
            return _ini(tree)
        case _:
            return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)


def _toml_tables(table: Mapping[str, object], path: tuple[str, ...]) -> Iterator[str]:
    """Write values first, then the tables below."""
    values = {key: value for key, value in table.items() if not isinstance(value, dict) and value is not None}
    if path and (values or not table):
        yield f"\n[{'.'.join(map(_toml, path))}]\n"
    for key, value in values.items():
        yield f"{_toml(key)} = {_toml(value)}\n"
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _toml_tables(value, (*path, key))


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{"".join(map(_escaped, value))}"'
    if isinstance(value, list):
        return f"[{', '.join(_toml(item) for item in value if item is not None)}]"
    if isinstance(value, dict):
        pairs = (f"{_toml(key)} = {_toml(item)}" for key, item in value.items() if item is not None)
        return f"{{{', '.join(pairs)}}}"
    return str(min(value, 2**63 - 1)) if isinstance(value, int) else str(value)


def _escaped(character: str) -> str:
    return character if character >= " " and character not in '"\\\x7f' else f"\\u{ord(character):04x}"


def _ini(tree: object) -> str:
    sections = tree if isinstance(tree, dict) else {"a": tree}
    lines = []
    for name, options in sections.items():
        lines.append(f"[{name}]\n")
        pairs = options.items() if isinstance(options, dict) else [("option", options)]
        lines += [f"{key} = {str(value).replace(chr(10), chr(10) + '    ')}\n" for key, value in pairs]
    return "".join(lines)
