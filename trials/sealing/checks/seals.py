"""One seal after the other: its digest, each event's link, each context's digest."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Max

from trials.models import Seal
from trials.sealing.chain import NOTHING, digest_sql, last_settled
from trials.sealing.checks.counts import Counts
from trials.sealing.checks.words import event_of
from trials.sealing.sources import (
    Source,
    columns_of,
    digest_of_context,
    source_named,
    speak_plainly,
)

SEAL = """
SELECT n.digest = {digest}, n.columns, n.events, n.contexts, t.name, n.table_id IS NOT NULL,
    n.sealed_at,
    (SELECT count(*) FROM trials_eventseal s WHERE s.seal_id = n.number),
    (SELECT count(*) FROM trials_contextseal x WHERE x.seal_id = n.number)
FROM trials_seal n LEFT JOIN trials_sealedtable t ON t.id = n.table_id WHERE n.number = %(seal)s"""
BEFORE = "coalesce((SELECT b.digest FROM trials_seal b WHERE b.number = n.number - 1), %(nothing)s)"

EVENTS = """
WITH compared AS (
    SELECT s.event, s.record, e.{key} IS NULL AS is_missing,
        s.link IS DISTINCT FROM sha256(coalesce(p.link, %(nothing)s) || {digest}) AS is_changed,
        s.number > 1 AND p.link IS NULL AS is_cut,
        s.event <= %(given_out)s OR e.{at} < %(settled_at)s AS is_late,
        {has_no_context} AS has_no_context
    FROM trials_eventseal s
    LEFT JOIN {table} e ON e.{key} = s.event
    LEFT JOIN trials_eventseal p ON p.table_id = s.table_id AND p.record = s.record
        AND p.number = s.number - 1
    WHERE s.seal_id = %(seal)s)
SELECT * FROM compared WHERE is_missing OR is_changed OR is_cut OR is_late OR has_no_context
ORDER BY event"""
NO_CONTEXT = """e.{context} IS NOT NULL AND NOT EXISTS (
    SELECT FROM trials_contextseal x WHERE x.context = e.{context})"""

CONTEXTS = """
SELECT x.context, c.id IS NULL, c.metadata::text FROM trials_contextseal x
LEFT JOIN pghistory_context c ON c.id = x.context
WHERE x.seal_id = %s AND (c.id IS NULL OR x.digest <> {digest}) ORDER BY x.context"""

STRAY = """
SELECT seal_id, count(*) FROM {table} s
WHERE NOT EXISTS (SELECT FROM trials_seal n WHERE n.number = s.seal_id)
GROUP BY seal_id ORDER BY seal_id"""


def numbers() -> range:
    """From the first to the last."""
    last = Seal.objects.aggregate(last=Max("number"))["last"]
    return range(1, (last or 0) + 1)


def number_of(digest: str) -> int | None:
    """Which seal has this digest."""
    found = Seal.objects.filter(digest=bytes.fromhex(digest)).order_by("number")
    return found.values_list("number", flat=True).first()


def check(number: int, counts: Counts) -> Iterator[str]:
    """Compare one seal with all that it sealed."""
    with transaction.atomic(), connection.cursor() as cursor:
        speak_plainly(cursor)
        given: dict[str, Any] = {"seal": number, "nothing": NOTHING}
        cursor.execute(SEAL.format(digest=digest_sql("n", BEFORE)), given)
        row = cursor.fetchone()
        if row is None:
            yield f"Seal {number} is missing."
            return
        yield from _seal(number, row)
        yield from _sealed(cursor, number, row, counts)


def _seal(number: int, row: Any) -> Iterator[str]:
    is_same, _, events, contexts, *_, events_here, contexts_here = row
    if (events, contexts) != (events_here, contexts_here):
        yield (
            f"Seal {number} was made of {events} events and {contexts} contexts; it holds"
            f" {events_here} and {contexts_here}."
        )
    if not is_same:
        yield (
            f"Seal {number} itself was changed: its row, or what it holds of its events and"
            " contexts, or the seal before it, is no longer what its digest says."
        )


def _sealed(cursor: CursorWrapper, number: int, row: Any, counts: Counts) -> Iterator[str]:
    _, columns, _, _, table, has_table, sealed_at, events, contexts = row
    counts.seals += 1
    counts.events += events
    counts.contexts += contexts
    if has_table:
        source = source_named(table) if table else None
        if source is None:
            yield f"Seal {number} is of the table {table}, which is here no more."
        else:
            yield from _events(cursor, number, source, columns, sealed_at)
    yield from _contexts(cursor, number)


def _events(
    cursor: CursorWrapper, number: int, source: Source, columns: list[str], sealed_at: datetime
) -> Iterator[str]:
    if gone := sorted(set(columns) - set(columns_of(cursor, source.table))):
        yield (
            f"Seal {number} holds {', '.join(gone)} of {source.table}, which the table has no more:"
            " its events cannot be compared."
        )
        return
    has_none = source.sql(NO_CONTEXT) if source.context else "false"
    compared = source.sql(EVENTS, digest=source.digest("e", columns), has_no_context=has_none)
    given = {"seal": number, "nothing": NOTHING, **last_settled(number).of(source.table)}
    cursor.execute(compared, given)
    for event, record, *wrong in cursor.fetchall():
        named = event_of(source, event, record)
        seal = f"{number} of {sealed_at:%Y-%m-%d %H:%M} UTC"
        yield from (f"{named} {said}" for said in _said(wrong, seal))


def _said(wrong: list[bool], seal: str) -> Iterator[str]:
    is_missing, is_changed, is_cut, is_late, has_no_context = wrong
    if is_missing:
        yield f"is missing: it was there for seal {seal}."
        return
    if is_cut:
        yield f"has lost the one before it in the chain of its record, which seal {seal} knew."
    elif is_changed:
        yield f"is not what it was for seal {seal}: it was changed, or its link was."
    if is_late:
        yield f"was added to the past: at its date everything had been sealed before seal {seal}."
    if has_no_context:
        yield f"has a context (who and why) that was not there for seal {seal}."


def _contexts(cursor: CursorWrapper, number: int) -> Iterator[str]:
    cursor.execute(CONTEXTS.format(digest=digest_of_context()), [number])
    for context, is_missing, metadata in cursor.fetchall():
        said = "is missing" if is_missing else f"was changed after it was sealed: {metadata}"
        yield f"The context {context} (who and why) of seal {number} {said}."


def gaps() -> Iterator[str]:
    """Rows of seals that are not there."""
    for table, what in (("trials_eventseal", "events"), ("trials_contextseal", "contexts")):
        with connection.cursor() as cursor:
            cursor.execute(STRAY.format(table=table))
            for number, count in cursor.fetchall():
                yield f"{count} {what} belong to seal {number}, which is not there."
