"""Names and forms of files that hold secrets, and what tells a secret from an example.

Source: RFC 7468 and OpenSSH's PROTOCOL.key for the marks of private keys, the documentation of twine (`.pypirc`),
docker compose and python-dotenv (`.env`), Google Cloud (keys of service accounts); and the 18 files of the repositories
tried on 2026-11-26 that only had such a name.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

CANDIDATES: Final = (
    r"(?im)(?:\.(?:pem|key|p8|ppk|rsa|dsa|pk8)|(?:^|/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.pypirc|\.env(?:\.[\w.-]+)?|"
    r"[\w-]*credentials?\.json|[\w-]*service[_-]?account[\w-]*\.json|client_secrets?[\w.-]*\.json))$"
)
"""Paths of which the content is looked at."""

ENDS: Final = (
    *(".pem", ".key", ".p8", ".ppk", ".rsa", ".dsa", ".pk8"),
    *("/id_rsa", "/id_dsa", "/id_ecdsa", "/id_ed25519", "/.pypirc", "/.env"),
)
WORDS: Final = ("/.env.", "credential", "account", "client_secret")
"""In which of these such a path ends, behind a slash and in lower case, or which it holds."""

PRIVATE_KEY: Final = (
    r"(-----BEGIN (?:(?:RSA|DSA|EC|OPENSSH) )?PRIVATE KEY-----)(?!\\n)\s+(?!Proc-Type)[A-Za-z0-9+/=\s]{60,}-----END "
)
"""A private key that no passphrase protects, with its content."""

PUTTY_KEY: Final = r"\A\ufeff?(PuTTY-User-Key-File-\d): .*\nEncryption: none"

EXAMPLES: Final = frozenset(
    "example examples sample samples template templates tmpl dist default defaults test tests testing ci schema "
    "example-env docs demo dummy fake mock vault enc encrypted gpg sops local-example".split()
)
"""Parts of the name of a file that make it an example, material of tests, or an encrypted file."""

PRETENDED: Final = ("dummy", "fake", "mock", "snakeoil")
"""How words begin that say of a server or its certificates that they are for tests: ``dummyserver``."""

FOLDERS: Final = frozenset("test tests testing fixtures testdata example examples samples demo docs doc".split())

SENSITIVE: Final = (
    r"(?i)(?:^|[_.-])(?:secret|secrets|password|passwd|pwd|token|api_?key|apikey|access_?key|secret_?key|private_?key|"
    r"client_?secret|auth_?key|credentials?)(?:$|[_.-](?:id|key|value|prod|production|base|[0-9]+)$)"
)
"""Names of variables whose values are secrets."""

HARMLESS: Final = r"(?i)(?:_|^)(?:file|path|dir|url|uri|name|header|type|length|ttl|expires?\w*|expiry|algorithm)$"

PLACEHOLDER: Final = (
    r"(?i)change|example|sample|your|insert|replace|placeholder|dummy|fake|mock|secret|password|passwd|todo|fixme|"
    r"\btest|dev|local|default|demo|xxx|\*\*\*|\.\.\.|<|>|\$|\{|\}|%|redacted|none|null|admin|postgres|mysql|root|"
    r"guest|user|minio|token|key|foo|bar|abc|1234|0000|not[_-]|insecure|unsafe|enc\[|vault"
)
"""What a value holds that stands for another one, or opens nothing but a container on somebody's own machine."""

LEAST: Final = 16
"""Characters of a value that looks like a secret: shorter ones are mostly for containers of development."""
