"""The count itself: values of some fields over all studies that are counted, in one query.

Values are grouped by a hash, so that long texts are neither sorted nor sent; those few that are
shown are looked up again, each in one study that has it.
"""

import dataclasses
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import orjson

from trials.api.pieces import Piece, statistics_type
from trials.api.statistics.counted import counted, in_turn

SHOWN = {"ENUM": 200, "BOOLEAN": 2, "STRING": 10}
"""Values of a field that are told with their number of studies; of a list of words all."""
# The paths are lax: a step goes into each item of a list. Of a value the first letters are kept, to
# compare by: words, dates and numbers have no more.
TALLY = """
    WITH counted AS MATERIALIZED ({counted}),
    study AS MATERIALIZED (SELECT id, body::jsonb AS body FROM counted),
    asked AS (
        SELECT * FROM unnest(%s::text[], %s::text[], %s::jsonpath[], %s::text[], %s::int[])
            AS asked (field, section, path, kind, shown)
    ),
    found AS MATERIALIZED (
        SELECT DISTINCT field, id, kind, hashtextextended(text, 0) AS hash, length(text) AS length,
            left(text, 64) AS text
        FROM study JOIN asked ON body ? section
        CROSS JOIN LATERAL jsonb_path_query(body, path) AS item
        CROSS JOIN LATERAL (SELECT item #>> '{{}}') AS value (text)
    ),
    value AS MATERIALIZED (
        SELECT field, hash, count(*) AS studies, min(id) AS id, min(length) AS length,
            min(text) AS text,
            min(CASE WHEN kind = 'INTEGER' AND length < 18 THEN text::numeric END) AS number
        FROM found GROUP BY field, hash
    ),
    placed AS (
        SELECT *, row_number() OVER (PARTITION BY field ORDER BY studies DESC, text, hash) AS place,
            row_number() OVER (PARTITION BY field ORDER BY length DESC, text, hash) AS by_length
        FROM value
    ),
    shown AS (
        SELECT field, jsonb_agg(jsonb_build_object(
            'value', (
                SELECT whole #>> '{{}}' FROM jsonb_path_query(version.body::jsonb, path) AS whole
                WHERE hashtextextended(whole #>> '{{}}', 0) = hash LIMIT 1
            ),
            'studies', studies, 'is_top', place <= shown, 'nct', nct_id,
            'length', CASE WHEN by_length = 1 THEN length END
        ) ORDER BY place) AS rows
        FROM placed JOIN asked USING (field)
        JOIN trials_studyversion AS version USING (id)
        JOIN trials_trial AS trial ON trial.id = trial_id
        WHERE place <= shown OR (kind = 'STRING' AND by_length = 1)
        GROUP BY field
    ),
    summary AS (
        SELECT field, count(*) AS different, min(text) AS first, max(text) AS last,
            min(number) AS least, max(number) AS most,
            sum(number * studies) / sum(studies) AS average, array_agg(DISTINCT length) AS lengths
        FROM value GROUP BY field
    ),
    stated AS (SELECT field, count(DISTINCT id) AS studies FROM found GROUP BY field)
    SELECT field, (SELECT count(*) FROM counted) - coalesce(stated.studies, 0),
        coalesce(different, 0), first, last, least::bigint, most::bigint, average::float,
        CASE WHEN kind = 'DATE' THEN lengths END, rows
    FROM asked LEFT JOIN summary USING (field) LEFT JOIN stated USING (field)
    LEFT JOIN shown USING (field)"""


@dataclasses.dataclass(frozen=True)
class Tally:
    """What was found of one field; first and last are of texts, least and most of numbers."""

    missing: int
    different: int
    first: str | None
    last: str | None
    least: int | None
    most: int | None
    average: float | None
    lengths: Sequence[int] | None
    rows: str | None

    @cached_property
    def shown(self) -> list[dict[str, Any]]:
        """The values that are told."""
        shown: list[dict[str, Any]] = orjson.loads(self.rows or "[]")
        return shown

    @property
    def top(self) -> list[tuple[str, int]]:
        """The values that most studies have, each with their number."""
        return [(row["value"], row["studies"]) for row in self.shown if row["is_top"]]

    @property
    def longest(self) -> dict[str, Any] | None:
        """The longest value, and a study that has it."""
        for row in self.shown:
            if row["length"] is not None:
                return {"length": row["length"], "nctId": row["nct"], "value": row["value"]}
        return None


def tallied(fields: Sequence[Piece], seconds: float) -> dict[str, Tally]:
    """What was found of each of these fields, by path; Busy if it takes longer."""
    studies, parameters = counted()
    kinds = [statistics_type(piece) for piece in fields]
    asked = (
        [piece.path for piece in fields],
        [piece.steps[0] for piece in fields],
        [_path(piece) for piece in fields],
        kinds,
        [SHOWN.get(kind, 0) for kind in kinds],
    )
    with in_turn(seconds) as cursor:
        cursor.execute(TALLY.format(counted=studies), [*parameters, *asked])
        return {field: Tally(*found) for field, *found in cursor.fetchall()}


def _path(piece: Piece) -> str:
    return "".join(["$", *(f'."{step}"' for step in piece.steps), "[*]"])
