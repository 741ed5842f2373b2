import pytest

from repoaudit.errors import UnknownError
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope
from repoaudit.subjects.collections.commands import commands_in
from repoaudit.subjects.files.nox import Nox, session_scripts
from repoaudit.subjects.files.nox_sessions import NoxSession
from repoaudit.subjects.files.projects import find_scopes

NOXFILE = '''"""Sessions."""
import nox
from nox import session as task

PYTHONS = ["3.11", "3.12"]
nox.options.sessions = ["lint", "tests"]

@nox.session(python=PYTHONS, tags=["ci"])
def tests(session: nox.Session) -> None:
    session.install("-e", ".[test]", "pytest>=8")
    session.run("pytest", "-n", "auto", *session.posargs, env={"CI": "1"})
    if session.interactive:
        session.run("coverage", "report", "--fail-under", "80", success_codes=[0, 2])

@task("3.12", name="lint-it")
def lint(s):
    s.install(*TOOLS)
    s.run("ruff", "check", f"{s.name}", external=True)
    s.notify("tests")

@nox.session(python=nox.project.python_versions(PROJECT))
@nox.parametrize("django", ["4", "5"])
def computed(session, django):
    session.run("mypy", *(session.posargs or ["src", "tests"]))
    other.run("black")

@nox.session(venv_backend="none", python=False)
def plain(session): ...

def helper(session):
    session.run("isort")
'''


def scope_of(text: str) -> Scope:
    return find_scopes(MemoryRepository({"noxfile.py": text}), Policy())[0]


def nox() -> Nox:
    return scope_of(NOXFILE).all(Nox)[0]


def named(name: str) -> NoxSession:
    return next(session for session in nox().sessions if session.name == name)


def test_sessions_under_every_spelling_of_the_decorator() -> None:
    assert [session.name for session in nox().sessions] == ["tests", "lint-it", "computed", "plain"]
    assert nox().default_sessions == ("lint", "tests")


def test_pythons() -> None:
    assert named("tests").pythons == ("3.11", "3.12")
    assert named("lint-it").pythons == ("3.12",)
    assert named("plain").pythons == ()
    with pytest.raises(UnknownError) as error:
        assert named("computed").pythons
    assert NOXFILE[slice(*(error.value.span or (0, 0)))] == "nox.project.python_versions(PROJECT)"


def test_what_a_session_installs_and_queues() -> None:
    assert named("tests").installs == ("-e", ".[test]", "pytest>=8")
    assert named("lint-it").installs == ()
    assert named("lint-it").notifies == ("tests",)
    assert named("tests").tags == ("ci",)


def test_completeness() -> None:
    assert named("tests").is_complete
    assert not named("lint-it").is_complete
    assert not nox().is_complete
    assert scope_of("import nox\n@nox.session\ndef a(s): s.run('x')\n").all(Nox)[0].is_complete
    made = "import nox\nfor name in NAMES:\n    @nox.session(name=name)\n    def a(s): s.run('x')\n"
    assert not scope_of(made).all(Nox)[0].is_complete
    made = "from nox import session\nfor name in NAMES:\n    @session(name=name)\n    def a(s): s.run('x')\n"
    assert not scope_of(made).all(Nox)[0].is_complete
    both = "import nox\nfrom nox import session\n@session\ndef a(s): s.run('x')\n@nox.session\ndef b(s): s.run('x')\n"
    assert scope_of(both).all(Nox)[0].is_complete
    assert not scope_of(f"{both}for _ in NAMES:\n    nox.session(b)\n").all(Nox)[0].is_complete


def test_commands_with_their_words() -> None:
    found = [command for script in session_scripts(scope_of(NOXFILE)) for command in commands_in(script)]
    assert [(each.where.name, each.tool, *(word.text for word in each.arguments)) for each in found] == [
        ("tests", "pytest", "-n", "auto"),
        ("tests", "coverage", "report", "--fail-under", "80"),
        ("lint-it", "ruff", "check", "$computed"),
        ("computed", "mypy", "src", "tests"),
    ]
    assert [each.is_static for each in found] == [True, True, False, True]
    assert [each.swallowed is not None for each in found] == [False, True, False, False]
    assert NOXFILE[slice(*(found[0].place.span or (0, 0)))].startswith('session.run("pytest"')
    assert found[0].arguments[0].replace("-q") is None, "Python files are not edited"


def test_lists_that_a_session_names_first() -> None:
    text = """import nox
@nox.session
def tests(session):
    coverage = ["python", "-m", "coverage"]
    extra = ["-v"]
    if session.interactive:
        extra = ["-q"]
    session.run(*coverage, "run", "-m", "pytest", *extra)
"""
    (found,) = [command for script in session_scripts(scope_of(text)) for command in commands_in(script)][-1:]
    assert found.tool == "pytest"
    assert found.via[-1] == "coverage run"
    assert [word.text for word in found.arguments] == ["$computed"], "which of the two lists is not known"


def test_words_that_a_session_chooses() -> None:
    text = """import nox
@nox.session
def tests(session):
    extra = ["-v"] if session.interactive else []
    given = session.posargs or ["-n", "auto"]
    other = ["-q"] if session.interactive else ["-x"]
    session.install(*nox.project.dependency_groups(PYPROJECT, "test", "docs"), *load(PYPROJECT, "more"))
    session.run("pytest", *extra, *given, *([] if CI else ["--pdb"]))
    session.run("mypy", *other)
"""
    (session,) = scope_of(text).all(Nox)[0].sessions
    assert session.installs == ("--group=test", "--group=docs")
    assert [each.words for each in session.runs] == [("pytest", "-v", "-n", "auto", "--pdb"), ("mypy", None)]
    assert not session.is_complete


def test_a_name_for_what_is_given_or_else_something() -> None:
    text = """import nox
@nox.session
def tests(session):
    if session.posargs:
        tests = session.posargs
    else:
        tests = ["tests/"]
    if session.posargs:
        more = ["-v"]
    else:
        more = ["-q"]
    if session.posargs:
        many = session.posargs
    else:
        many = ["a"]
    many = many + ["b"]
    session.run("pytest", *tests)
    session.run("mypy", *more)
    session.run("ruff", *many)
"""
    (session,) = scope_of(text).all(Nox)[0].sessions
    assert [each.words for each in session.runs] == [("pytest", "tests/"), ("mypy", None), ("ruff", None)]


def test_functions_that_a_session_hands_itself_to() -> None:
    text = """import nox
def inner(s):
    s.run("ruff", "check")
    helper(s)
def helper(session, extras="socks", more=None):
    session.install(f".[{extras}]", "pytest")
    session.run("pytest", "-ra", *more)
    inner(session)
def unused(session):
    session.run("mypy")
@nox.session
def tests(session):
    session.run("python", "--version")
    helper(session, more=["-v"])
    print(session)
    unused("session")
"""
    (session,) = scope_of(text).all(Nox)[0].sessions
    assert session.installs == ("pytest",)
    assert [each.words for each in session.runs] == [
        ("python", "--version"),
        ("pytest", "-ra", None),
        ("ruff", "check"),
    ]
    (command,) = (
        each for script in session_scripts(scope_of(text)) for each in commands_in(script) if each.tool == "ruff"
    )
    assert command.where.name == "tests"


def test_a_decorator_may_have_a_name_of_its_own() -> None:
    text = "import nox\nTASK = nox.session(python=False)\nOTHER = make()\n@TASK\ndef lint(s): s.run('ruff', 'check')\n"
    found = scope_of(f"{text}@OTHER\ndef other(s): ...\n").all(Nox)[0]
    assert [session.name for session in found.sessions] == ["lint"]
    assert found.is_complete


@pytest.mark.parametrize("text", ["", "nox = 1\n", "print('no')\n", "import nox\n@nox.session\ndef a(): ...\n"])
def test_files_without_sessions_that_run(text: str) -> None:
    assert list(session_scripts(scope_of(text))) == []


def test_a_file_that_is_not_python_is_unknown() -> None:
    with pytest.raises(UnknownError):
        scope_of("import nox\ndef (").all(Nox)
