"""Everything that can go wrong, by who has to act."""

from repoaudit.text import Span


class RepoauditError(Exception):
    """Base of the errors that repoaudit raises on purpose."""


class UsageError(RepoauditError):
    """The user's mistake; its text is one line, the exit status 2."""


class EditRefusedError(RepoauditError):
    """An edit that this document cannot phrase without touching more than was asked."""


class UnknownError(RepoauditError):
    """What a rule asks for cannot be known from the files; the rule falls silent and the run keeps a note."""

    def __init__(self, reason: str, path: str = "", span: Span | None = None) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.reason = reason
        self.path = path
        self.span = span


class UnreadableError(UnknownError):
    """A file that cannot be read: not UTF-8, too large, a link out of the root, no permission."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason, path)


class DocumentSyntaxError(UnknownError):
    """A text that is not valid in its own format; the span is where the parser stopped."""

    def __init__(self, path: str, reason: str, span: Span) -> None:
        super().__init__(reason, path, span)
        self.span: Span = span
