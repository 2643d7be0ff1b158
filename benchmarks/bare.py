"""What `bench-api` measures against: the same stored JSON, read by SQL and sent, and nothing else.

A WSGI application for gunicorn; `BARE_DSN` names the database.
"""

import os
from collections.abc import Iterable
from typing import Any

import psycopg

PAGE = """
    SELECT body, beyond FROM trials_studyversion WHERE replaced_by IS NULL
    ORDER BY trial_id LIMIT %s
"""
_connections: list["psycopg.Connection[Any]"] = []


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The first studies, as many as the query string says; one request at a time."""
    if not _connections:
        _connections.append(psycopg.connect(os.environ["BARE_DSN"], autocommit=True))
    rows = _connections[0].execute(PAGE, [int(environ["QUERY_STRING"] or 1000)]).fetchall()
    page = ",".join(f'{body[:-1]},"trialfolio":{beyond}}}' for body, beyond in rows).encode()
    start_response("200 OK", [("Content-Length", str(len(page)))])
    return [page]
