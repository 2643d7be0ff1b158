"""Seals what is new, batch by batch, each in a transaction of its own that no writer waits for.

What is sealed is in the order in which it was sealed; an event that was committed late is sealed
late, under whatever number. A run that is stopped leaves whole batches, and the next goes on.
"""

import json
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Max

from trials.models import EventSeal, Seal, SealedTable
from trials.sealing.sources import (
    Source,
    columns_of,
    digest_of_context,
    sources,
    speak_plainly,
)
from trials.sealing.waiting import Moment, settled

WORK = "seal_history"
BATCH = 20_000
PATIENCE = 10  # seconds
NOTHING = bytes(32)
"""What stands before the first link, and before the first seal."""

EVENTS = """
WITH fresh AS MATERIALIZED (
    SELECT e.{key} AS event, e.{record} AS record, {digest} AS digest
    FROM {table} e
    WHERE e.{key} > %(after)s AND e.{key} <= %(last)s AND NOT EXISTS (
        SELECT FROM trials_eventseal s WHERE s.table_id = %(id)s AND s.event = e.{key})
    ORDER BY e.{key} LIMIT %(size)s)
INSERT INTO trials_eventseal (table_id, event, record, number, seal_id, link)
SELECT %(id)s, event, record, coalesce(head.number, 0) + row_number() OVER chain, %(seal)s,
    history_chain(digest, coalesce(head.link, %(nothing)s)) OVER chain
FROM fresh LEFT JOIN LATERAL (
    SELECT s.number, s.link FROM trials_eventseal s
    WHERE s.table_id = %(id)s AND s.record = fresh.record
    ORDER BY s.number DESC LIMIT 1) head ON true
WINDOW chain AS (PARTITION BY record ORDER BY event)"""

# The server's own count may be of a moment when no seal was committed: with that the planner has
# each event held against all seals.
COUNT = "ANALYZE trials_eventseal"

CONTEXTS = """
INSERT INTO trials_contextseal (context, seal_id, digest)
SELECT c.id, %(seal)s, {digest} FROM pghistory_context c
WHERE c.id IN (
    SELECT e.{context} FROM trials_eventseal s JOIN {table} e ON e.{key} = s.event
    WHERE s.table_id = %(id)s AND s.seal_id = %(seal)s)
ON CONFLICT DO NOTHING"""

# The digest of a seal: of the digest before it, its own row, and all rows that it sealed.
DIGEST = """
sha256(convert_to(concat_ws(E'\\n', encode({before}, 'hex'),
    (SELECT row_to_json(told)::text FROM (SELECT {seal}.columns, {seal}.contexts, {seal}.events,
        {seal}.number, {seal}.sealed_at, {seal}.settled, {seal}.settled_at,
        (SELECT t.name FROM trials_sealedtable t WHERE t.id = {seal}.table_id) AS "table") AS told),
    (SELECT string_agg(concat_ws(' ', s.event, s.record, s.number, encode(s.link, 'hex')),
        E'\\n' ORDER BY s.event) FROM trials_eventseal s WHERE s.seal_id = {seal}.number),
    (SELECT string_agg(concat_ws(' ', x.context, encode(x.digest, 'hex')),
        E'\\n' ORDER BY x.context) FROM trials_contextseal x WHERE x.seal_id = {seal}.number)
), 'UTF8'))"""

SEAL = """
INSERT INTO trials_seal
    (number, table_id, columns, events, contexts, sealed_at, settled_at, settled, digest)
SELECT n.*, {digest} FROM (SELECT %(seal)s::bigint AS number, %(id)s::bigint AS table_id,
    %(columns)s::text[] AS columns, %(events)s::int AS events, %(contexts)s::int AS contexts,
    now() AS sealed_at, %(settled_at)s::timestamptz AS settled_at, %(settled)s::jsonb AS settled) n
"""


@dataclass(frozen=True)
class Sealed:
    """One seal that was made: its number, the table and how many events, and the digest."""

    number: int
    digest: str
    table: str = ""
    events: int = 0


def seal(size: int = BATCH, patience: float = PATIENCE) -> Generator[Sealed]:
    """Seal all that is committed, in batches of this size; each is told when it is kept.

    The last says until when nobody can add to the past. Nothing new, no seal; but that nobody can
    add any more is new where the run before could not say so.
    """
    all_sources = sources()
    moment = settled(all_sources, patience)
    before = last_settled()
    is_any = False
    for source in all_sources:
        after, last = before.given_out.get(source.table, 0), moment.given_out[source.table]
        while after < last and (batch := _sealed(source, after, last, size)):
            is_any, after = True, batch[1]
            yield batch[0]
    if is_any or is_unfinished() or (moment.at and moment.given_out != before.given_out):
        yield _finished(moment if moment.at else before)


def last_settled(number: int | None = None) -> Moment:
    """What the last whole run before this seal (before none: of all) found settled."""
    runs = Seal.objects.filter(table=None).order_by("-number")
    run = (runs if number is None else runs.filter(number__lt=number)).first()
    return Moment(run.settled_at, run.settled) if run else Moment()


def head() -> Seal | None:
    """The newest seal, if there is any: its digest holds all that was sealed before it."""
    return Seal.objects.order_by("-number").first()


def is_unfinished() -> bool:
    """Whether the last run was stopped before its end."""
    newest = head()
    return newest is not None and newest.table_id is not None


def digest_sql(seal: str, before: str) -> str:
    """SQL: the digest of a row of seals, by its name, after the digest `before`."""
    return DIGEST.format(seal=seal, before=before)


@transaction.atomic
def _sealed(source: Source, after: int, last: int, size: int) -> tuple[Sealed, int] | None:
    """One batch and its last event; None if there is nothing new."""
    table = SealedTable.objects.get_or_create(name=source.table)[0]
    with connection.cursor() as cursor:
        speak_plainly(cursor)
        columns = columns_of(cursor, source.table)
        given = _next() | {"id": table.pk, "after": after, "last": last, "size": size}
        cursor.execute(source.sql(EVENTS, digest=source.digest("e", columns)), given)
        if not (events := cursor.rowcount):
            return None
        cursor.execute(COUNT)
        given |= {
            "columns": columns,
            "events": events,
            "contexts": _contexts(cursor, source, given),
        }
        made = _made(cursor, given | {"settled_at": None, "settled": "{}"})
    newest = EventSeal.objects.filter(seal=given["seal"]).aggregate(last=Max("event"))
    return Sealed(given["seal"], made, source.table, events), newest["last"]


def _contexts(cursor: CursorWrapper, source: Source, given: dict[str, Any]) -> int:
    """Seal those that came with these events; how many."""
    if not source.context:
        return 0
    cursor.execute(source.sql(CONTEXTS, digest=digest_of_context()), given)
    return int(cursor.rowcount)


@transaction.atomic
def _finished(moment: Moment) -> Sealed:
    with connection.cursor() as cursor:
        speak_plainly(cursor)
        given = _next() | {"id": None, "columns": [], "events": 0, "contexts": 0}
        settled = json.dumps(moment.given_out, sort_keys=True)
        made = _made(cursor, given | {"settled_at": moment.at, "settled": settled})
    return Sealed(given["seal"], made)


def _made(cursor: CursorWrapper, given: dict[str, Any]) -> str:
    cursor.execute(
        SEAL.format(digest=digest_sql("n", "%(before)s::bytea"))
        + " RETURNING encode(digest, 'hex')",
        given,
    )
    return str(cursor.fetchone()[0])


def _next() -> dict[str, Any]:
    """The number of the next seal, and the digest before it."""
    newest = head()
    number, before = (newest.number + 1, newest.digest) if newest else (1, NOTHING)
    return {"seal": number, "before": before, "nothing": NOTHING}
