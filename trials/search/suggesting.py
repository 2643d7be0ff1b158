"""What a visitor may want to type: numbers, acronyms, conditions, drugs, and names of either.

All of it stands in listed trials: what nothing is found by is not suggested. What is the number or
the acronym of one trial alone leads to its page, all else to the search.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse
from pyroaring import BitMap

from trials.folding import folded
from trials.search.catalogue import Live
from trials.search.documents import documents
from trials.search.facet import Facet
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
(SELECT 'id', substr(word, 2), '', 'en', array_agg(numbers) FROM trials_searchposting
    WHERE word >= '=' || %(id)s AND word < '=' || %(id)s || %(last)s AND word !~ ':'
    GROUP BY word ORDER BY word LIMIT %(most)s)
UNION ALL
(SELECT 'name', n.name, c.kind, n.language, NULL::bytea[]
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
    language: str = "en"
    """Of the text."""


@dataclass(frozen=True)
class _Said:
    """A text that begins so, with the trials whose own it is."""

    kind: str
    text: str
    label: str
    language: str = "en"
    trials: BitMap = field(default_factory=BitMap)


def suggest(text: str, most: int = MOST) -> list[Suggestion]:
    """The best first; nothing for less than two characters."""
    typed = text.strip()[:100].replace("\0", "")
    if len(typed) < SHORTEST:
        return []
    found: dict[str, _Said] = {}
    for one in _all(typed):
        found.setdefault(folded(one.text), one)
    chosen = list(islice(found.values(), most))
    pages = _pages(chosen)
    return [
        Suggestion(one.kind, one.text, one.label, pages.get(at) or _address(one.text), one.language)
        for at, one in enumerate(chosen)
    ]


def _pages(chosen: Sequence[_Said]) -> dict[int, str]:
    """By place, the page of the one trial that is called so."""
    alone = {at: one.trials[0] for at, one in enumerate(chosen) if len(one.trials) == 1}
    by_number = {found.number: found.address for found in documents(sorted(set(alone.values())))}
    return {at: by_number[number] for at, number in alone.items() if number in by_number}


def _all(typed: str) -> Iterator[_Said]:
    live = seen(()).live
    beginning = _beginning(typed, live.by_kind[TRIAL])
    yield from (one for one in beginning if one.kind == "id")
    for facet, label in LABELS.items():
        yield from _of_facet(live, facet, typed, label)
    for one in beginning:
        if one.kind == "name" and folded(one.text).startswith(folded(typed)):
            yield one


def _of_facet(live: Live, name: str, typed: str, label: str) -> list[_Said]:
    """Values with a word that begins so; those that do so themselves first, then the frequent."""
    facet, alive = live.facets[name], live.by_kind[TRIAL]
    begins = folded(typed)
    places = {place: facet.count_of(place, alive) for place in facet.beginning(begins)}
    found = [(facet.values[place][1], count, place) for place, count in places.items() if count]
    found.sort(key=lambda one: (not folded(one[0]).startswith(begins), -one[1], one[0]))
    return [
        _Said(name, text, label, trials=_own(facet, name, place, alive))
        for text, _, place in found[: MOST // 2]
    ]


def _own(facet: Facet, name: str, place: int, alive: BitMap) -> BitMap:
    """The trials that are called so; a disease or a drug is nobody's own."""
    return facet.with_value(place, alive) if name == "acronym" else BitMap()


def _beginning(typed: str, alive: BitMap) -> list[_Said]:
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
    return [one for row in rows if (one := _said(row, alive))]


def _said(row: tuple[Any, ...], alive: BitMap) -> _Said | None:
    what, text, kind, language, parts = row
    if parts is None:
        return _Said(what, text, KINDS.get(kind, "Other name"), language)
    own = BitMap()
    for part in parts:
        own |= alive & BitMap.deserialize(bytes(part))
    return _Said(what, text, "Trial", trials=own) if own else None


def _address(text: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': text})}"
