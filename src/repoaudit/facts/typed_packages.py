"""Libraries that carry their own types: their wheels hold a ``py.typed``.

Source: the wheels of the releases that were newest on 2026-11-26, and of all older ones that were at hand. Many more
packages do: one that is not here is not known.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

TYPED: Final = frozenset(
    "aiohttp alembic anyio argcomplete asttokens attrs beautifulsoup4 cachetools click cryptography distro "
    "fastapi filelock flask gitpython graphql-core h11 httpcore httpx humanize idna importlib-metadata inflect "
    "ipython itsdangerous jinja2 keyring libcst loguru markdown-it-py markupsafe marshmallow matplotlib mcp "
    "more-itertools msgspec numpy omegaconf openai opentelemetry-api opentelemetry-sdk orjson packaging pathspec "
    "pillow platformdirs pluggy polars prompt-toolkit psycopg pydantic pydantic-settings pyjwt pyparsing redis "
    "referencing resolvelib rich ruamel-yaml sqlalchemy starlette stevedore structlog tenacity tomli tomli-w "
    "tomlkit traitlets typeguard typer urllib3 uvicorn wcwidth werkzeug xarray".split()
)
