"""Who asks, and how often within a minute: what the limit of the API is counted by.

Behind a proxy the address stands in X-Forwarded-For, which anybody can write: it is believed only
as far as it comes from proxies that the settings name.
"""

import dataclasses
import random
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from trials.models import VisitorCount

Address = IPv4Address | IPv6Address
HOUSEHOLD = 64
"""One customer has at least so many bits of IPv6 to choose from: they count as one address."""
CLEARED_EVERY = 200
"""One of so many first requests of a minute clears away what is left of past ones."""
# The clock is the database's, since processes and machines share the count.
COUNT = """
    INSERT INTO {table} AS held (address, minute, requests)
    VALUES (%s, date_trunc('minute', statement_timestamp()), 1)
    ON CONFLICT (address) DO UPDATE SET
        requests = CASE WHEN held.minute = excluded.minute THEN held.requests + 1 ELSE 1 END,
        minute = excluded.minute
    RETURNING requests,
        ceil(extract(epoch FROM minute + interval '1 minute' - statement_timestamp()))::int"""
# Two who clear at once leave each other's rows alone, and so never wait for one another.
CLEAR = """
    DELETE FROM {table} WHERE address IN (
        SELECT address FROM {table}
        WHERE minute < statement_timestamp() - interval '1 minute'
        LIMIT 10000 FOR UPDATE SKIP LOCKED)"""


@dataclasses.dataclass(frozen=True)
class Asked:
    """How many requests an address made in this minute, and in how many seconds it ends."""

    requests: int
    seconds: int


def address_of(request: HttpRequest) -> Address | None:
    """Where the request comes from; None if nothing that can be believed is an address."""
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    found = _address(request.META.get("REMOTE_ADDR", ""))
    for hop in reversed(hops):
        if found is None or not _is_trusted(found) or not hop.strip():
            break
        # What no visitor can have was written by him, and passed on: then the proxy counts.
        before = _address(hop)
        if before is None or (before.is_loopback and not _is_trusted(before)):
            break
        found = before
    return found


def _address(text: str) -> Address | None:
    """An address as proxies write it: with a port, in brackets, IPv4 within IPv6."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0] if "]" in text else ""
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


def count(address: Address) -> Asked:
    """Note one more request of this address."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(table=_table()), [_counted_as(address)])
        asked = Asked(*cursor.fetchone())
    if asked.requests == 1 and random.randrange(CLEARED_EVERY) == 0:  # noqa: S311 (no secret)  # nosec B311
        clear()
    return asked


def clear() -> None:
    """Forget the requests of past minutes."""
    with connection.cursor() as cursor:
        cursor.execute(CLEAR.format(table=_table()))


def _counted_as(address: Address) -> str:
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, HOUSEHOLD), strict=False).network_address)
    return str(address)


def _table() -> str:
    return connection.ops.quote_name(VisitorCount._meta.db_table)
