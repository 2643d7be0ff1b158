"""Concepts of different vocabularies that mean the same, found by the names they share.

Each is held against those of other vocabularies: the same code, both preferred terms, one of them,
other names, in this order. A group has one concept of each vocabulary at most, since a vocabulary
tells apart what is not the same; so no chain of half-fitting names makes one heap of everything.
Abbreviations link nothing. What a person linked, or parted, stays so.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from trials.search.vocabulary.entry import EDITORS, MESH, NCI, ONCOTREE, RECORDS, STARTER
from trials.search.vocabulary.writing import LOOPS, NO_LOOPS, WORK
from trials.turns import wait_for_turn

# Whose concept speaks for a group; then other sources; then what records alone tell.
FIRST = (EDITORS, STARTER, NCI, MESH, ONCOTREE)
SHORTEST = 5  # letters of a name of one word that links
# A pair, what fits, and how much of the names: 3 the code, 2 both terms, 1 one of them, 0 names.
PAIRS = """
WITH name AS (
    SELECT n.concept_id, n.key, n.name = c.preferred AS is_term, c.source, c.kind,
        count(*) OVER (PARTITION BY n.concept_id) AS names
    FROM trials_conceptname n JOIN trials_concept c ON c.id = n.concept_id
    WHERE NOT n.capitals_only AND (n.key LIKE '%% %%' OR length(n.key) >= %(shortest)s)
        AND n.name !~ '^[A-Z]+s?$'),
shared AS (
    SELECT a.concept_id AS one, b.concept_id AS other,
        bool_or(a.is_term)::int + bool_or(b.is_term)::int AS fits,
        count(DISTINCT a.key)::float / least(min(a.names), min(b.names)) AS share
    FROM name a JOIN name b ON a.key = b.key
    WHERE a.source < b.source AND (a.kind = b.kind OR a.kind = '' OR b.kind = '')
    GROUP BY a.concept_id, b.concept_id),
coded AS (
    SELECT c.id AS one, d.id AS other, 3 AS fits, 0::float AS share
    FROM trials_concept c CROSS JOIN unnest(c.other_codes) AS also (code)
    JOIN trials_concept d ON d.code = also.code AND d.source <> c.source)
SELECT one, other FROM (TABLE shared UNION ALL TABLE coded) pair
ORDER BY fits DESC, share DESC, one, other"""
CONCEPTS = """
WITH told AS (
    SELECT e.id, x.metadata ->> 'user' IS NOT NULL AND e.same_as_id IS DISTINCT FROM
        lag(e.same_as_id) OVER (PARTITION BY e.id ORDER BY e.pgh_id) AS by_person
    FROM trials_conceptevent e LEFT JOIN pghistory_context x ON x.id = e.pgh_context_id)
SELECT c.id, c.source, c.same_as_id, EXISTS (
    SELECT FROM told WHERE told.id = c.id AND told.by_person)
FROM trials_concept c WHERE c.id = ANY (%s) OR c.same_as_id IS NOT NULL
    OR c.id IN (SELECT id FROM told WHERE by_person)
    OR c.id IN (SELECT same_as_id FROM trials_concept)"""
# Two statements: an intermediate state would be a chain.
PART = """
UPDATE trials_concept c SET same_as_id = NULL
FROM unnest(%s::bigint[], %s::bigint[]) AS new (id, head)
WHERE c.id = new.id AND c.same_as_id IS DISTINCT FROM new.head AND c.same_as_id IS NOT NULL"""
JOIN = """
UPDATE trials_concept c SET same_as_id = new.head
FROM unnest(%s::bigint[], %s::bigint[]) AS new (id, head)
WHERE c.id = new.id AND c.same_as_id IS DISTINCT FROM new.head"""


@transaction.atomic
def link() -> int:
    """Group all concepts anew; how many are in another group than before."""
    wait_for_turn(WORK)
    with connection.cursor() as cursor:
        cursor.execute(NO_LOOPS)
        cursor.execute(PAIRS, {"shortest": SHORTEST})
        pairs = cursor.fetchall()
        cursor.execute(CONCEPTS, [list({one for pair in pairs for one in pair})])
        groups = _Groups(cursor.fetchall())
        for one, other in pairs:
            groups.offer(one, other)
        heads = groups.heads()
        given: list[Any] = [list(heads), list(heads.values())]
        cursor.execute(PART, given)
        cursor.execute(JOIN, given)
        moved = int(cursor.rowcount)
        cursor.execute(LOOPS)
    return moved


class _Groups:
    """Concepts in groups, at first each alone but for those that a person linked."""

    def __init__(self, concepts: Iterable[tuple[int, str, int | None, bool]]) -> None:
        self.sources: dict[int, str] = {}
        self.members: dict[int, set[int]] = {}
        self.settled: set[int] = set()
        linked = []
        for key, source, same_as, by_person in concepts:
            self.sources[key] = source
            self.members[key] = {key}
            if by_person:
                self.settled.add(key)
                linked += [(key, same_as)] if same_as else []
        for key, same_as in linked:
            self._join(key, same_as)

    def offer(self, one: int, other: int) -> None:
        """Join the groups of two that fit, unless a vocabulary would be in it twice."""
        if one in self.settled or other in self.settled:
            return
        here, there = self.members[one], self.members[other]
        if not self._of(here) & self._of(there):
            self._join(one, other)

    def _of(self, members: set[int]) -> set[str]:
        return {self.sources[key] for key in members}

    def _join(self, one: int, other: int) -> None:
        for key in self.members.setdefault(other, {other}) - self.members[one]:
            self.members[one].add(key)
            self.members[key] = self.members[one]

    def heads(self) -> dict[int, int | None]:
        """The head of each; None of a head."""
        groups = {id(members): members for members in self.members.values()}
        heads: dict[int, int | None] = defaultdict(lambda: None)
        for members in groups.values():
            head = min(members, key=self._rank)
            heads |= {key: None if key == head else head for key in members}
        return heads

    def _rank(self, key: int) -> tuple[int, int]:
        source = self.sources.get(key, "")
        place = FIRST.index(source) if source in FIRST else len(FIRST) + (source == RECORDS)
        return place, key
