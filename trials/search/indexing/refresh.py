"""Takes in what changed: documents that are due are made, and those without a number indexed."""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import OperationalError, ProgrammingError, connection, transaction
from django.db.models.functions import Now

from trials.models import SearchDocument, SearchSegment, SearchTodo
from trials.search.code import code
from trials.search.indexing import attributes, postings
from trials.search.indexing.having import having
from trials.search.indexing.merging import merge
from trials.search.indexing.names import Names, names_now
from trials.search.indexing.occurrences import occurrences_of
from trials.search.indexing.renaming import forget_all, take_in_names
from trials.search.indexing.spelling import note_words
from trials.turns import once_served, wait_for_turn

AT_ONCE = 1000
"""Documents in a batch: their words are in memory together."""
AT_ONCE_OF_ALL = 50_000
NUMBERS = "SELECT nextval('trials_searchnumber') FROM generate_series(1, %s)"
NUMBERED = """
    UPDATE trials_searchdocument d SET number = new.number, stems = new.stems
    FROM unnest(%s::bigint[], %s::integer[], %s::text[]) AS new (id, number, stems)
    WHERE d.id = new.id
"""
OWN = """
    INSERT INTO trials_searchtodo (kind, record_id)
    SELECT DISTINCT record, record_id FROM trials_changelogentry
    WHERE xact = pg_current_xact_id_if_assigned()::text::bigint AND record IN ('trial', 'news')
"""
MAKE = "SELECT make_search_documents(%s)"
log = logging.getLogger(__name__)


def refresh(at_once: int = AT_ONCE) -> None:
    """Index all that changed, or of which something became public since."""
    while once_served(lambda: _documents_and_words(at_once)):
        pass
    merge()


def take_in(own: bool) -> None:
    """The same before an answer, with what our `own` transaction wrote.

    A second change of a record moves no revision, and so is in no queue.
    """
    if own:
        with connection.cursor() as cursor:
            cursor.execute(OWN)
    refresh()


def rebuild() -> int:
    """Make the whole index anew; how many documents it holds."""
    with transaction.atomic():
        _wait()
        forget_all()
    refresh(AT_ONCE_OF_ALL)
    return SearchDocument.objects.count()


def _documents_and_words(at_once: int) -> int:
    """One batch; how many documents that were."""
    _wait()
    if SearchTodo.objects.filter(due_at__lte=Now()).exists():
        with connection.cursor() as cursor:
            cursor.execute(MAKE, [at_once])
        take_in_names()
    waiting = list(SearchDocument.objects.unindexed().order_by("id")[:at_once])
    if waiting:
        _index_each(waiting, names_now())
    return len(waiting)


def _index_each(documents: Sequence[Any], names: Names) -> None:
    """All; where that fails one half and the other, so that one cannot keep others out."""
    try:
        with transaction.atomic():
            _index(documents, names)
    except (OperationalError, ProgrammingError):
        raise  # no document is to blame
    except Exception:
        if len(documents) == 1:
            log.exception("%s cannot be searched: it is left out", documents[0])
            documents[0].delete()
            return
        middle = len(documents) // 2
        _index_each(documents[:middle], names)
        _index_each(documents[middle:], names)


def _index(documents: Sequence[Any], names: Names) -> None:
    gathering, stems, words, telling = postings.Gathering(), [], [], set[str]()
    for document, number in zip(documents, _numbers(len(documents)), strict=True):
        document.number = number
        said = occurrences_of(document.texts, document.keys, names)
        gathering.add(number, said.weights)
        stems.append(said.in_order)
        words.append(said.words)
        telling |= said.telling
    trials = [one.record_id for one in documents if one.kind == "trial"]
    arrays = attributes.arrays_of(documents, having(trials))
    segment = SearchSegment.objects.create(
        size=len(documents), attributes=attributes.packed(arrays), made_by=code()
    )
    postings.write(segment.pk, gathering.rows())
    note_words(words, telling)
    with connection.cursor() as cursor:
        columns = [one.pk for one in documents], [one.number for one in documents], stems
        cursor.execute(NUMBERED, columns)


def _numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [count])
        return sorted(number for (number,) in cursor.fetchall())


def _wait() -> None:
    """One at a time: two would both take in the same documents."""
    wait_for_turn("index search")
