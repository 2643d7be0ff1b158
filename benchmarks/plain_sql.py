"""What bare SQL costs for the same words: `ts_rank` over a vector of the same texts, and a count.

No page is made of it: neither facets, nor highlighted words, nor other names, nor a slip corrected.
"""

import time
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

import psycopg

from benchmarks.queries import Query
from benchmarks.visiting import share

ASKED = 300  # queries
VECTORS = """
    DROP TABLE IF EXISTS plain;
    CREATE TABLE plain AS
        SELECT record_id, jsonb_to_tsvector('english', texts, '["string"]') AS vector
        FROM trials_searchdocument WHERE kind = 'trial';
    CREATE INDEX ON plain USING gin (vector);
    ANALYZE plain;
"""
TOP = """
    SELECT record_id FROM plain, websearch_to_tsquery('english', %(words)s) AS asked
    WHERE vector @@ asked ORDER BY ts_rank(vector, asked) DESC LIMIT 20
"""
COUNT = "SELECT count(*) FROM plain WHERE vector @@ websearch_to_tsquery('english', %(words)s)"


def measure(dsn: str, queries: Sequence[Query]) -> str:
    """One line: the twenty best and how many there are, for some of the queries."""
    taken = []
    with psycopg.connect(dsn, autocommit=True) as connection:
        start = time.perf_counter()
        connection.execute(VECTORS)
        made = time.perf_counter() - start
        for query in [each for each in queries if each.kind in ("names", "broad")][:ASKED]:
            words = {"words": parse_qs(urlsplit(query.address).query)["q"][0]}
            start = time.perf_counter()
            connection.execute(TOP, words).fetchall()
            connection.execute(COUNT, words).fetchall()
            taken.append(1000 * (time.perf_counter() - start))
        connection.execute("DROP TABLE plain")
    return (
        f"bare SQL (vectors made in {made:.0f} s), names and broad words: p50 "
        f"{share(taken, 0.5):.1f}, p95 {share(taken, 0.95):.1f}, worst {max(taken):.1f}"
    )
