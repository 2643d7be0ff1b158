"""Three ways to rank the trials of the database for some words, each as a function."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

DEPTH = 100
Ranker = Callable[[str], Sequence[str]]
PLAIN = """
    CREATE TABLE plain AS SELECT record_id, card ->> 'nct_id' AS nct_id,
        jsonb_to_tsvector('english', texts, '["string"]') AS vector
    FROM trials_searchdocument WHERE kind = 'trial';
    CREATE INDEX ON plain USING gin (vector);
    ANALYZE plain;
"""
ASKED = """
    SELECT nct_id FROM plain, websearch_to_tsquery('english', %s) AS asked
    WHERE vector @@ asked ORDER BY ts_rank(vector, asked) DESC, record_id LIMIT %s
"""


def ours(words: str) -> list[str]:
    """The NCT IDs that the pages of a search list, in the order they are shown."""
    from trials.search import Hit, Question, find

    question, after = Question(words=words), ""
    ranked: list[Hit] = []
    while len(ranked) < DEPTH:
        found = find(question, after=after, size=DEPTH)
        ranked += found.in_order
        after = found.next_key
        if not after:
            break
    return list(dict.fromkeys(hit.document.card["nct_id"] for hit in ranked))[:DEPTH]


def plain_sql() -> Ranker:
    """All words, by `ts_rank` over the same texts."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plain")
        cursor.execute(PLAIN)

    def rank(words: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(ASKED, [words, DEPTH])
            return [nct_id for (nct_id,) in cursor.fetchall()]

    return rank


def bm25() -> Ranker:
    """Some of the words, by bm25s over the same texts, cut into words and stems as ours are."""
    import bm25s

    from trials.models import SearchDocument
    from trials.search.words import stems

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    numbers, texts = [], []
    rows = SearchDocument.objects.filter(kind="trial").order_by("record_id")
    for card, said in rows.values_list("card", "texts").iterator():
        numbers.append(card["nct_id"])
        texts.append(stems(" ".join(flat(said))))
    index = bm25s.BM25()
    index.index(texts, show_progress=False)

    def rank(words: str) -> list[str]:
        if not (asked := stems(words)):
            return []
        places, scores = index.retrieve([asked], k=DEPTH, show_progress=False)
        return [
            numbers[place] for place, score in zip(places[0], scores[0], strict=True) if score > 0
        ]

    return rank


def flat(texts: dict[str, Any]) -> list[str]:
    """Every text of a document."""
    return [
        str(text)
        for said in texts.values()
        for text in (said if isinstance(said, list) else [said])
    ]
