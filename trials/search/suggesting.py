"""What a visitor may want to type: numbers, acronyms, conditions, drugs, and names of either.

All of it stands in listed trials: what nothing is found by is not suggested.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse
from pyroaring import BitMap

from trials.folding import folded
from trials.search.catalogue import Live
from trials.search.question import TRIAL
from trials.search.seen import seen
from trials.search.words import key_of

MOST = 10
SHORTEST = 2
NO_KEY = re.compile(r"[\W_]+")
LAST = "\U0010ffff"
LABELS = {
    "acronym": "Trial",
    "condition": "Condition",
    "intervention": "Drug or other intervention",
}
KINDS = {"DISEASE": "Name of a disease", "DRUG": "Name of a drug"}
BEGINNING = """
(SELECT 'id', substr(word, 2), '', array_agg(numbers) FROM trials_searchposting
    WHERE word >= '=' || %(id)s AND word < '=' || %(id)s || %(last)s AND word !~ ':'
    GROUP BY word ORDER BY word LIMIT %(most)s)
UNION ALL
(SELECT 'name', n.name, c.kind, NULL::bytea[]
    FROM trials_conceptname n JOIN trials_concept c ON c.id = n.concept_id
    WHERE n.key >= %(key)s AND n.key < %(key)s || %(last)s
        AND EXISTS (SELECT FROM trials_searchposting WHERE word = '#' || c.id)
    ORDER BY length(n.name), n.name LIMIT %(most)s)
"""


@dataclass(frozen=True)
class Suggestion:
    """Something to search for."""

    kind: str
    """id, acronym, condition, intervention or name."""
    text: str
    label: str
    """What it is, in words."""
    address: str


def suggest(text: str, most: int = MOST) -> list[Suggestion]:
    """The best first; nothing for less than two characters."""
    typed = text.strip()[:100].replace("\0", "")
    if len(typed) < SHORTEST:
        return []
    found: dict[str, Suggestion] = {}
    for kind, said, label in _all(typed):
        found.setdefault(folded(said), Suggestion(kind, said, label, _address(said)))
    return list(islice(found.values(), most))


def _all(typed: str) -> Iterator[tuple[str, str, str]]:
    live = seen(()).live
    beginning = _beginning(typed, live.by_kind[TRIAL])
    yield from (("id", text, "Trial") for what, text, _ in beginning if what == "id")
    for facet, label in LABELS.items():
        yield from ((facet, text, label) for text in _of_facet(live, facet, typed))
    for what, text, kind in beginning:
        if what == "name" and folded(text).startswith(folded(typed)):
            yield "name", text, KINDS.get(kind, "Other name")


def _of_facet(live: Live, name: str, typed: str) -> list[str]:
    """Values with a word that begins so; those that do so themselves first, then the frequent."""
    facet, alive = live.facets[name], live.by_kind[TRIAL]
    begins = folded(typed)
    places = {place: facet.count_of(place, alive) for place in facet.beginning(begins)}
    labels = [(facet.values[place][1], count) for place, count in places.items() if count]
    labels.sort(key=lambda one: (not folded(one[0]).startswith(begins), -one[1], one[0]))
    return [label for label, _ in labels[: MOST // 2]]


def _beginning(typed: str, alive: BitMap) -> list[tuple[str, str, str]]:
    """Identifiers and names; of a trial withdrawn the index may have the number yet."""
    key = NO_KEY.sub("", typed).upper()
    is_id = any(character in "0123456789" for character in typed)
    asked: dict[str, Any] = {
        "id": key if is_id else LAST,
        "key": key_of(typed) or LAST,
        "last": LAST,
        "most": 2 * MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(BEGINNING, asked)
        rows = cursor.fetchall()
    return [
        (what, text, kind)
        for what, text, kind, parts in rows
        if parts is None or any(alive.intersect(BitMap.deserialize(bytes(one))) for one in parts)
    ]


def _address(text: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': text})}"
