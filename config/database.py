"""How settings turn the environment into Django's DATABASES."""

from typing import Any

import environ

from config.problems import Problem

SCHEMES = {"postgres", "postgresql", "psql", "pgsql"}
SHAPE = "postgres://user:password@host:port/name"
CONNECT_SECONDS = 10
# A process of gunicorn has 4 threads; the rest is for streamed answers that outlive theirs.
POOL = {"min_size": 1, "max_size": 8, "timeout": 10}
# What a page waits for at most, in milliseconds: beyond it a visitor gets a sentence, and a thread
# is free again (config/outages.py). Commands have all the time they need.
PATIENCE = {
    "statement_timeout": 20_000,
    "lock_timeout": 8_000,
    "idle_in_transaction_session_timeout": 60_000,
}


def from_url(variable: str, url: str) -> dict[str, Any]:
    """Django's settings for the server that an environment variable names."""
    if url.partition("://")[0] not in SCHEMES:
        raise Problem(f"{variable} must name a PostgreSQL database, like {SHAPE}.")
    try:
        settings: dict[str, Any] = environ.Env.db_url_config(url)
    except (ValueError, KeyError, TypeError, environ.ImproperlyConfigured) as error:
        raise Problem(f"{variable} cannot be read ({error}): it should be like {SHAPE}.") from None
    if not settings["NAME"]:
        raise Problem(f"{variable} names no database: it should be like {SHAPE}.")
    settings.setdefault("OPTIONS", {}).setdefault("connect_timeout", CONNECT_SECONDS)
    return settings


def pooled(settings: dict[str, Any]) -> dict[str, Any]:
    """The same with a pool of connections, for the processes that serve the site."""
    given = settings.get("OPTIONS", {})
    patience = " ".join(f"-c {name}={value}" for name, value in PATIENCE.items())
    told = f"{given.get('options', '')} {patience}".strip()
    options = given | {"pool": POOL, "options": told}
    return settings | {"OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
