"""How often one may try to sign in, counted for all processes together.

allauth counts in Django's default cache. One in the memory of each process would give an attacker
the limit once for each, so it is a table here: unlogged, as what it counts is old in five minutes.
"""

import math
import time
from typing import Any

from allauth.core.internal.ratelimit import Rate, get_cache_key, get_rates
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.http import HttpRequest

from config.accounts.places import TABLE

APP = "allauth.account"


def after_migrate(using: str, **_: Any) -> None:
    """Receiver of post_migrate: make the table, before rights on tables are given."""
    call_command("createcachetable", database=using, verbosity=0)
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE oid = to_regclass(%s)", [TABLE])
        (kept,) = cursor.fetchone()
        if kept != "u":
            name = connections[using].ops.quote_name(TABLE)
            cursor.execute(f"ALTER TABLE {name} SET UNLOGGED")


def seconds_to_wait(request: HttpRequest, action: str, key: str) -> int:
    """Until this may be tried again, by this name and from this address; at least 1."""
    rates = get_rates(app=APP, action=action)
    return max(1, *(math.ceil(_left(request, action, key, rate)) for rate in rates), 1)


def _left(request: HttpRequest, action: str, key: str, rate: Rate) -> float:
    """Seconds until the oldest try that fills this rate is forgotten."""
    held = cache.get(get_cache_key(request, app=APP, action=action, rate=rate, key=key), [])
    full = len(held) >= rate.amount
    return held[rate.amount - 1] + rate.duration - time.time() if full else 0


def in_words(seconds: int) -> str:
    """Seconds as people say them: "40 seconds", "5 minutes"."""
    number, unit = (seconds, "second") if seconds < 60 else (math.ceil(seconds / 60), "minute")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
