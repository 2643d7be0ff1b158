"""How settings turn the environment into Django's DATABASES."""

from typing import Any

import environ

from config.problems import Problem

SCHEMES = {"postgres", "postgresql", "psql", "pgsql"}
SHAPE = "postgres://user:password@host:port/name"
CONNECT_SECONDS = 10
# A process of gunicorn has 4 threads; the rest is for streamed answers that outlive theirs.
POOL = {"min_size": 1, "max_size": 8, "timeout": 10}


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
    options = settings.get("OPTIONS", {}) | {"pool": POOL}
    return settings | {"OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
