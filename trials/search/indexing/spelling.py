"""The words that documents are written in, counted, for who mistypes one."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from django.db import connection

from trials.folding import folded

FEW = 200
"""Documents of a batch; in a larger one a word of one document alone is left out: mostly a slip."""
MOST_KEPT = 1_000_000
WORD = re.compile(r"[^\W\d_]{4,40}")
NOTE = """
    INSERT INTO trials_searchword (word, count)
    SELECT * FROM unnest(%s::text[], %s::integer[])
    ON CONFLICT (word) DO UPDATE SET count = trials_searchword.count + excluded.count
"""


class _Plain(dict[str, str]):
    """Of each word ever seen how it is counted; "" of what is no word to be mistyped."""

    def __missing__(self, word: str) -> str:
        if len(self) > MOST_KEPT:
            self.clear()
        found = self[word] = folded(word) if WORD.fullmatch(word) else ""
        return found


_plain = _Plain()


def note_words(documents: Collection[Iterable[str]], telling: Iterable[str] = ()) -> None:
    """Count the words of documents, each once for a document; `telling` ones also if rare."""
    counted: Counter[str] = Counter()
    for words in documents:
        counted.update({_plain[word] for word in words})
    del counted[""]
    least, told = 1 if len(documents) <= FEW else 2, {_plain[word] for word in telling}
    rows = counted.items()
    found = sorted((word, count) for word, count in rows if count >= least or word in told)
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [[word for word, _ in found], [count for _, count in found]])
