"""A check and everything that is said about it."""

from collections.abc import Callable, Iterable

from repoaudit.finding import Applicability, Finding, Severity
from repoaudit.record import NamedTuple
from repoaudit.scope import Subject
from repoaudit.typing import Any, Generic, Protocol, TypeVar, cast, overload

S = TypeVar("S", bound=Subject)
O = TypeVar("O")  # noqa: E741  # the options of a rule

Check = Callable[[S], Iterable[Finding]]
CheckWithOptions = Callable[[S, O], Iterable[Finding]]


class Option(NamedTuple):
    """One key that a rule reads from ``[tool.repoaudit.rules.NAME]``."""

    name: str
    default: object
    type: str


class Rule(Generic[S]):
    """A rule: frozen after definition, without effect until somebody runs it."""

    __slots__ = (
        "check",
        "code",
        "default",
        "explanation",
        "fix",
        "lesson",
        "module",
        "name",
        "options",
        "severity",
        "subject",
        "summary",
    )

    def __init__(  # noqa: PLR0913  # a record of what the decorator is told
        self,
        check: Callable[..., Iterable[Finding]],
        subject: type[S],
        *,
        code: str,
        severity: Severity,
        fix: Applicability | None,
        lesson: str,
        default: bool,
        options: type | None,
    ) -> None:
        self.check = check
        self.subject = subject
        self.code = code
        self.severity = severity
        self.fix = fix
        self.lesson = lesson
        self.default = default
        self.options = options
        self.name = check.__name__.replace("_", "-")
        self.module = check.__module__
        summary, _, rest = (check.__doc__ or "").strip().partition("\n")
        self.summary = summary
        self.explanation = rest

    def __repr__(self) -> str:
        return f"<Rule {self.name} ({self.code})>"

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")

    def run(self, subject: S, options: object = None) -> Iterable[Finding]:
        """Run the check on one instance of its subject, with the declared options unless told others."""
        if self.options is None:
            return self.check(subject)
        return self.check(subject, self.options() if options is None else options)


class Runnable(Protocol):
    """What the engine needs of a rule, which may not be imported yet: see `registry.Deferred`."""

    @property
    def name(self) -> str:
        """The name of the rule."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def severity(self) -> Severity:
        """The severity of its findings where they state none."""

    @property
    def fix(self) -> Applicability | None:
        """The strongest fix that it may offer."""

    @property
    def subject(self) -> type[Subject]:
        """What it runs on."""

    @property
    def options(self) -> type | None:
        """The record of its options, None without any."""

    def run(self, subject: Any, options: object = None) -> Iterable[Finding]:  # noqa: ANN401  # an instance of `subject`
        """Run it on one instance of its subject."""


AnyRule = Rule[Any]
"""A rule about some subject, for code that handles all of them alike."""


@overload
def rule(
    subject: type[S],
    *,
    code: str,
    severity: Severity,
    fix: Applicability | None = ...,
    lesson: str = ...,
    default: bool = ...,
) -> "Callable[[Check[S]], Rule[S]]": ...


@overload
def rule(
    subject: type[S],
    *,
    code: str,
    severity: Severity,
    options: type[O],
    fix: Applicability | None = ...,
    lesson: str = ...,
    default: bool = ...,
) -> "Callable[[CheckWithOptions[S, O]], Rule[S]]": ...


def rule(  # noqa: PLR0913  # see Rule
    subject: type[S],
    *,
    code: str,
    severity: Severity,
    fix: Applicability | None = None,
    lesson: str = "",
    default: bool = True,
    options: type | None = None,
) -> Callable[[Callable[..., Iterable[Finding]]], Rule[S]]:
    """Make a rule of a check; nothing is registered.

    The subject is passed here, so that the type checker proves that the check takes it. ``fix`` is the strongest
    fix that the rule may offer, ``lesson`` the section it was learned from ("+" where it goes beyond it), ``options``
    a NamedTuple with defaults that the check receives as second argument.
    """

    def decorate(check: Callable[..., Iterable[Finding]]) -> Rule[S]:
        return Rule(
            check, subject, code=code, severity=severity, fix=fix, lesson=lesson, default=default, options=options
        )

    return decorate


def options_of(rule: Rule[S]) -> tuple[Option, ...]:
    """Describe the options of a rule, in the order of their NamedTuple."""
    if rule.options is None:
        return ()
    defaults = cast("dict[str, object]", getattr(rule.options, "_field_defaults", {}))
    return tuple(Option(name.replace("_", "-"), value, type(value).__name__) for name, value in defaults.items())
