"""Makes the whole index anew, with a process for each processor."""

import os

from django.db import connection, transaction

from trials.beside import processes
from trials.models import SearchDocument, SearchTodo
from trials.search.indexing.names import names_now
from trials.search.indexing.refresh import make_documents, refresh, wait_to_index
from trials.search.indexing.renaming import NAMES, forget_all
from trials.search.indexing.segments import index_each
from trials.turns import alone

AT_ONCE = 25_000
"""Documents of a segment: a process has them in memory together."""
PATIENCE = 60  # seconds, for who indexes now
FROM_ONE = """
    SELECT setval('trials_searchnumber', 1, false)
    WHERE NOT EXISTS (SELECT FROM trials_searchdocument WHERE number IS NOT NULL)
"""
"""What a search keeps for each number is as long as the highest. No transaction takes it back."""


def rebuild() -> int:
    """Do it; how many documents the index holds."""
    with transaction.atomic():
        wait_to_index()
        forget_all()
        while make_documents(AT_ONCE):
            pass
    if not connection.in_atomic_block:  # of which another process would see nothing
        _index_all()
    refresh()
    return SearchDocument.objects.count()


def catch_up() -> None:
    """`refresh` after a load of names: of very many, all is made anew, and faster."""
    if SearchTodo.objects.filter(kind=NAMES).exists():
        rebuild()
    else:
        refresh()


def _index_all() -> None:
    with alone("index search", PATIENCE) as ours, connection.cursor() as cursor:
        if ours:
            cursor.execute(FROM_ONE)
        keys = list(SearchDocument.objects.unindexed().order_by("pk").values_list("pk", flat=True))
        parts = [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]
        if ours and len(parts) > 1:
            with processes(min(len(parts), os.cpu_count() or 1)) as pool:
                firsts, lasts = [part[0] for part in parts], [part[-1] for part in parts]
                list(pool.map(index_between, firsts, lasts))


@transaction.atomic
def index_between(first: int, last: int) -> None:
    """Index the documents that wait between two keys, both included, as one segment."""
    waiting = SearchDocument.objects.unindexed().filter(pk__range=(first, last))
    index_each(list(waiting.order_by("pk")), names_now())
