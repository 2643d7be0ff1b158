"""The words that documents are written in, counted, for who mistypes one."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from django.db import connection

from trials.folding import folded

FEW = 200
"""Documents of a batch; in a larger one a word of one document alone is left out: mostly a slip."""
WORD = re.compile(r"[^\W\d_]{4,40}")
NOTE = """
    INSERT INTO trials_searchword (word, count)
    SELECT * FROM unnest(%s::text[], %s::integer[])
    ON CONFLICT (word) DO UPDATE SET count = trials_searchword.count + excluded.count
"""


def note_words(documents: Collection[Iterable[str]]) -> None:
    """Count the words of documents, each once for a document."""
    counted: Counter[str] = Counter()
    for words in documents:
        counted.update({folded(word) for word in words if WORD.fullmatch(word)})
    least = 1 if len(documents) <= FEW else 2
    found = sorted((word, count) for word, count in counted.items() if count >= least)
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [[word for word, _ in found], [count for _, count in found]])
