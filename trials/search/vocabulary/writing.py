"""Writes what a source says as concepts and names: a handful of statements, however many rows.

Rows of the source that it no longer has go, what it changed changes, and the same again is no
change. What a person ever touched stays as the person left it, gone if it was taken away.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import orjson
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from trials.models.concept import key_of
from trials.search.vocabulary.entry import Entry
from trials.turns import wait_for_turn

WORK = "vocabulary"
"""Whose turn it is to write names or to link concepts."""
# Whatever a person did is done in a request, of which the history keeps the user.
BY_PERSON = """
    SELECT e.{id} FROM {events} e JOIN pghistory_context x ON x.id = e.pgh_context_id
    WHERE x.metadata ->> 'user' IS NOT NULL"""
# A concept is the one it was by its code, or by its preferred term where it has none.
SAME = "CASE {one}.code WHEN '' THEN '=' || {one}.preferred ELSE {one}.code END"
W = SAME.format(one="w")
WANTED = """
CREATE TEMPORARY TABLE IF NOT EXISTS wanted_concept (
    place integer, id bigint, preferred text, kind text, code text, other_codes varchar[],
    persons boolean DEFAULT false);
CREATE TEMPORARY TABLE IF NOT EXISTS wanted_name (
    place integer, number integer, concept_id bigint,
    name text, language text, capitals_only boolean, key text);
TRUNCATE wanted_concept, wanted_name"""
FILL_CONCEPTS = """
INSERT INTO wanted_concept (place, preferred, kind, code, other_codes)
SELECT * FROM json_to_recordset(%s) AS
    given(place integer, preferred text, kind text, code text, other_codes varchar[])"""
FILL_NAMES = """
INSERT INTO wanted_name (place, number, name, language, capitals_only, key)
SELECT * FROM json_to_recordset(%s) AS
    given(place integer, number integer,
        name text, language text, capitals_only boolean, key text)"""
FIND = f"""
UPDATE wanted_concept w SET id = c.id FROM trials_concept c
WHERE c.source = %s AND {SAME.format(one="c")} = {W}"""  # nosec B608 # names of our own
# Of which there was one that a person deleted.
FORGET = f"""
DELETE FROM wanted_concept w USING trials_conceptevent e
WHERE w.id IS NULL AND e.source = %s AND {SAME.format(one="e")} = {W}
    AND e.id IN ({BY_PERSON.format(id="id", events="trials_conceptevent")})"""  # nosec B608 # names of our own
MARK = f"""
UPDATE wanted_concept SET persons = true
WHERE id IN ({BY_PERSON.format(id="id", events="trials_conceptevent")})"""  # nosec B608 # names of our own
ADD_CONCEPTS = f"""
WITH added AS (
    INSERT INTO trials_concept (preferred, kind, code, source, other_codes)
    SELECT preferred, kind, code, %s, other_codes FROM wanted_concept
    WHERE id IS NULL ORDER BY place
    RETURNING id, preferred, code)
UPDATE wanted_concept w SET id = a.id FROM added a
WHERE w.id IS NULL AND {SAME.format(one="a")} = {W}"""  # nosec B608 # names of our own
CHANGE_CONCEPTS = """
UPDATE trials_concept c
SET preferred = w.preferred, kind = w.kind, other_codes = w.other_codes
FROM wanted_concept w
WHERE c.id = w.id AND NOT w.persons
    AND (c.preferred, c.kind, c.other_codes) <> (w.preferred, w.kind, w.other_codes)"""
PLACE_NAMES = """
UPDATE wanted_name n SET concept_id = w.id FROM wanted_concept w WHERE w.place = n.place"""
PERSONS_NAMES = BY_PERSON.format(id="id", events="trials_conceptnameevent")
DROP_NAMES = f"""
DELETE FROM trials_conceptname n USING trials_concept c
WHERE c.id = n.concept_id AND c.source = %s AND n.id NOT IN ({PERSONS_NAMES})
    AND NOT EXISTS (SELECT FROM wanted_name w WHERE w.concept_id = c.id AND w.name = n.name)"""  # nosec B608 # names of our own
DROP_CONCEPTS = f"""
DELETE FROM trials_concept c WHERE c.source = %s
    AND NOT EXISTS (SELECT FROM wanted_concept w WHERE w.id = c.id)
    AND NOT EXISTS (SELECT FROM trials_conceptname n WHERE n.concept_id = c.id)
    AND c.id NOT IN ({BY_PERSON.format(id="id", events="trials_conceptevent")})"""  # nosec B608 # names of our own
CHANGE_NAMES = f"""
UPDATE trials_conceptname n
SET language = w.language, capitals_only = w.capitals_only, key = w.key
FROM wanted_name w
WHERE n.concept_id = w.concept_id AND n.name = w.name AND n.id NOT IN ({PERSONS_NAMES})
    AND (n.language, n.capitals_only, n.key) <> (w.language, w.capitals_only, w.key)"""  # nosec B608 # names of our own
# Not those that a person renamed or deleted.
ADD_NAMES = f"""
INSERT INTO trials_conceptname (concept_id, name, language, capitals_only, key)
SELECT concept_id, name, language, capitals_only, key FROM wanted_name w
WHERE concept_id IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM trials_conceptnameevent e
        WHERE e.concept_id = w.concept_id AND e.name = w.name AND e.id IN ({PERSONS_NAMES}))
ORDER BY place, number
ON CONFLICT DO NOTHING"""  # nosec B608 # names of our own
LEFT = "SELECT count(*) FROM wanted_name WHERE concept_id IS NOT NULL"
# Each statement reads whole tables once. Where a table was counted while it was empty, the planner
# takes it to be so still, and would hold each name against each event of all names, for hours.
NO_LOOPS = "SET LOCAL enable_nestloop = off"
LOOPS = "SET LOCAL enable_nestloop TO DEFAULT"


@dataclass
class Counts:
    """What a load came to, in names; a concept that is new has new names."""

    concepts: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def is_change(self) -> bool:
        """Whether anything is other than before."""
        return bool(self.concepts or self.added or self.changed or self.removed)


@transaction.atomic
def write(source: str, entries: Iterable[Entry]) -> Counts:
    """Make the concepts of a source what it says, all of it or nothing."""
    wait_for_turn(WORK)
    counts = Counts()
    with connection.cursor() as cursor:
        cursor.execute(NO_LOOPS)
        cursor.execute(WANTED)
        _fill(cursor, list(entries))
        cursor.execute("ANALYZE wanted_concept, wanted_name")
        cursor.execute(FIND, [source])
        cursor.execute(FORGET, [source])
        cursor.execute(MARK)
        cursor.execute(ADD_CONCEPTS, [source])
        cursor.execute(CHANGE_CONCEPTS)
        counts.concepts = cursor.rowcount
        cursor.execute(PLACE_NAMES)
        cursor.execute("ANALYZE wanted_concept, wanted_name")
        cursor.execute(DROP_NAMES, [source])
        counts.removed = cursor.rowcount
        cursor.execute(DROP_CONCEPTS, [source])
        cursor.execute(CHANGE_NAMES)
        counts.changed = cursor.rowcount
        cursor.execute(ADD_NAMES)
        counts.added = cursor.rowcount
        cursor.execute(LEFT)
        counts.unchanged = cursor.fetchone()[0] - counts.added - counts.changed
        cursor.execute(LOOPS)
    return counts


def _fill(cursor: CursorWrapper, entries: list[Entry]) -> None:
    """Put what is wanted into the two tables; a name of nothing but signs is no name."""
    concepts = [
        {
            "place": place,
            "preferred": entry.preferred,
            "kind": entry.kind,
            "code": entry.code,
            "other_codes": entry.other_codes,
        }
        for place, entry in enumerate(entries)
    ]
    names = [
        {
            "place": place,
            "number": number,
            "name": name.text,
            "language": name.language,
            "capitals_only": name.capitals_only,
            "key": key,
        }
        for place, entry in enumerate(entries)
        for number, name in enumerate(entry.known().values())
        if (key := key_of(name.text))
    ]
    cursor.execute(FILL_CONCEPTS, [orjson.dumps(concepts).decode()])
    cursor.execute(FILL_NAMES, [orjson.dumps(names).decode()])
