"""The one look into the database that a search begins with: what stands, and all postings it needs.

Everything in it is as of one moment: the segments that are live, and their postings.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg.pq import Format

from trials.search.typed import Name

MOST_OTHERS = 12
PREPARED_FROM = 3
"""Times that a connection asked; from then on the server has the query planned."""
LOOK = """
WITH named AS MATERIALIZED (
    SELECT DISTINCT n.key, CASE WHEN n.capitals_only THEN n.name ELSE '' END AS name,
        n.capitals_only, coalesce(c.same_as_id, c.id) AS head
    FROM trials_conceptname n JOIN trials_concept c ON c.id = n.concept_id
    WHERE n.key = ANY (%(names)s::text[])
), members AS MATERIALIZED (
    SELECT DISTINCT c.id, h.head FROM (SELECT DISTINCT head FROM named) h
    CROSS JOIN LATERAL (
        SELECT id FROM trials_concept WHERE id = h.head
        UNION SELECT id FROM trials_concept WHERE same_as_id = h.head) c
)
SELECT 'state', '', 0, NULL::bytea, NULL::bytea, jsonb_build_object(
    'segments', ARRAY(SELECT id FROM trials_searchsegment ORDER BY id),
    'dead', (SELECT count(*) || ':' || coalesce(max(id), 0) FROM trials_searchdead),
    'waits', EXISTS (SELECT FROM trials_searchtodo WHERE due_at <= statement_timestamp())
        OR EXISTS (SELECT FROM trials_searchdocument WHERE number IS NULL),
    -- How much this very transaction has written, if it has: its changes are in no queue yet.
    'own', CASE WHEN pg_current_xact_id_if_assigned() IS NOT NULL THEN (
        SELECT pg_current_xact_id_if_assigned()::text || ':'
            || sum(n_tup_ins + n_tup_upd + n_tup_del)
        FROM pg_stat_xact_user_tables WHERE relname NOT LIKE 'trials_search%%') END)
UNION ALL
SELECT 'name', n.key, n.head, NULL, NULL, jsonb_build_object(
    'name', n.name, 'capitals_only', n.capitals_only, 'preferred', c.preferred,
    'others', ARRAY(SELECT jsonb_build_array(o.name, o.language)
        FROM trials_conceptname o JOIN members m ON m.id = o.concept_id
        WHERE m.head = n.head ORDER BY o.language, o.id LIMIT %(others)s))
FROM named n JOIN trials_concept c ON c.id = n.head
UNION ALL
SELECT 'word', p.word, p.segment, p.numbers, p.weights, NULL
FROM trials_searchposting p WHERE p.word = ANY (%(words)s::text[])
UNION ALL
SELECT 'concept', '#' || m.head, p.segment, p.numbers, p.weights, NULL
FROM members m JOIN trials_searchposting p ON p.word = '#' || m.id
"""


@dataclass
class Look:
    """What was seen."""

    segments: tuple[int, ...] = ()
    dead: str = ""
    """How many are dead, and the last key of them: others are when either differs. The key alone
    will not do, since a transaction with a lower one may end later."""
    waits: bool = False
    own: str | None = None
    """Tells states of our own transaction apart; None where it has written nothing."""
    names: list[Name] = field(default_factory=list)
    rows: dict[str, list[tuple[bytes, bytes]]] = field(default_factory=lambda: defaultdict(list))
    """Numbers and weights by word, `#` and head of concepts, `=` and identifier."""


def look(words: Collection[str], names: Collection[str]) -> Look:
    """Look once."""
    found = Look()
    asked = {"words": list(words), "names": list(names), "others": MOST_OTHERS}
    with binary_cursor() as cursor:
        cursor.execute(LOOK, asked)
        for what, word, number, numbers, weights, told in cursor:
            if what == "state":
                found.segments = tuple(told["segments"])
                found.dead, found.waits, found.own = told["dead"], told["waits"], told["own"]
            elif what == "name":
                found.names.append(Name(word, head=number, **_name(told)))
            else:
                found.rows[word].append((numbers, weights))
    return found


def _name(told: dict[str, Any]) -> dict[str, Any]:
    languages: dict[str, str] = dict(reversed(told["others"]))
    others = tuple(dict.fromkeys(name for name, _ in told["others"]))
    foreign = {name: language for name, language in languages.items() if language != "en"}
    return told | {"others": others, "foreign": foreign}


@contextmanager
def binary_cursor() -> Iterator[Any]:
    """A cursor that gets bytes as bytes, not as twice as many digits; Django counts it like any."""
    connection.ensure_connection()
    cursor: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
    cursor.format = Format.BINARY
    connection.connection.prepare_threshold = PREPARED_FROM
    with connection._prepare_cursor(cursor) as wrapped:  # type: ignore[attr-defined]
        yield wrapped
