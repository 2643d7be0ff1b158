"""A segment of the index: the words of some documents, and what else is asked of them."""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import OperationalError, ProgrammingError, connection, transaction

from trials.models import SearchSegment
from trials.search.code import code
from trials.search.indexing import attributes, postings
from trials.search.indexing.having import having
from trials.search.indexing.names import Names
from trials.search.indexing.occurrences import occurrences_of
from trials.search.indexing.spelling import note_words

NUMBERS = "SELECT nextval('trials_searchnumber') FROM generate_series(1, %s)"
NUMBERED = """
    WITH new AS (
        SELECT * FROM unnest(%s::bigint[], %s::text[], %s::integer[], %s::text[])
            AS new (id, version, number, stems)
    ), numbered AS (
        UPDATE trials_searchdocument d SET number = new.number, stems = new.stems
        FROM new WHERE d.id = new.id AND d.xmin::text = new.version RETURNING d.number
    )
    INSERT INTO trials_searchdead (number)
    SELECT number FROM new EXCEPT SELECT number FROM numbered
"""
"""A document that was made anew since it was read waits for the next segment."""
log = logging.getLogger(__name__)


def index_each(documents: Sequence[Any], names: Names) -> None:
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
        index_each(documents[:middle], names)
        index_each(documents[middle:], names)


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
    with connection.cursor() as cursor:
        keys, versions = [one.pk for one in documents], [one.version for one in documents]
        cursor.execute(NUMBERED, [keys, versions, [one.number for one in documents], stems])
    note_words(words, telling)  # last: who counts the same words beside us waits till we end


def _numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [count])
        return sorted(number for (number,) in cursor.fetchall())
